"""The sample partnerships and a believable year."""
