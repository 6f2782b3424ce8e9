"""Reads of the health check."""
