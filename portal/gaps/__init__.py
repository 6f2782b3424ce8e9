"""The gaps bank: what an area needs and nobody provides, and what is done about it."""
