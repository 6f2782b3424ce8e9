"""What people fill in about action plans."""
