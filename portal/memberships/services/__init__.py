"""Changing seats, holders, offices, roles and invitations, a module for each; nothing here commits."""
