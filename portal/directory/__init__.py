"""Organisations and people, shared by all partnerships."""
