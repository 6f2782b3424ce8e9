"""Partnerships, their groups, and the rules they agreed."""
