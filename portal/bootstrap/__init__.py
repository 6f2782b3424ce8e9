"""What runs before the environment exists, and what sets it up: standard library only."""
