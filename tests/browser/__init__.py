"""What holds in a real browser."""
