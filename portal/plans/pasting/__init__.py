"""A table of actions as it comes from a document or a clipboard, and what its rows and columns are."""
