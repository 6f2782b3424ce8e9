"""What was agreed to be done, by whom and by when."""
