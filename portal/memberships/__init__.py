"""Seats, who holds them, offices, and the roles that follow."""
