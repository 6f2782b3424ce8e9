"""The sample partnerships."""
