"""The Partnership Portal: its name and version, and nothing else, so that importing a part never imports the whole."""

__version__ = "0.1.0"
