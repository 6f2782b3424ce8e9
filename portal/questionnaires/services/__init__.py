"""What changes in questionnaires and surveys, one module for each kind of work."""
