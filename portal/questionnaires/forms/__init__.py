"""What people fill in about questionnaires and surveys."""
