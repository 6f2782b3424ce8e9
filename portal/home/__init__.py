"""The front page, what waits for me, and help."""
