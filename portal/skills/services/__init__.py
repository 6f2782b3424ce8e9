"""Changing skills: each change is recorded, and the search follows it."""
