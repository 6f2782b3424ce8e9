"""What is filled in about a partnership, its groups and its rules."""
