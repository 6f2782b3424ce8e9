"""Meetings, from the call to the published minutes."""
