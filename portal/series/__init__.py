"""Meetings before they are called: a year of them by a rhythm, a poll for a day, and the year on one page."""
