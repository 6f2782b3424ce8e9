"""A trouble that one clear line explains; `python3 -m portal` prints the line and ends with exit code 1."""


class Trouble(Exception):
    """What is wrong and what to do about it, in one line; never shown with a traceback."""
