"""Reading the sample content: the facts of each source, and the meetings of each partnership."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

SOURCES = ("peak-partners", "derby-city-partnership", "derby-third-sector", "devon-compact", "wychavon")
"""The five papers the sample is made after, each a file."""

SLUGS = (
    "peak-partners", "derby-city-partnership", "derby-third-sector", "devon-compact", "wychavon", "droitwich",
    "evesham", "pershore",
)  # fmt: skip
"""The eight partnerships, as they stand in addresses."""

Facts = dict[str, Any]


def facts_of(source: str) -> Facts:
    """Return what a source says: its partnerships, groups, seats, offices, roles and organisations."""
    return _read(f"{source}.toml")


def meetings_of(slug: str) -> list[Facts]:
    """Return the rows of meetings of a partnership, oldest first in each."""
    return _read("meetings", f"{slug}.toml")["series"]


def plan_of(slug: str) -> Facts:
    """Return the action plan of a partnership: its sections, and in each its actions."""
    return _read("plans", f"{slug}.toml")


def accounts() -> list[Facts]:
    """Return who can sign in, in the order of the sign-in page: name and note, and who administers the site."""
    return _read("accounts.toml")["accounts"]


@cache
def _read(*path: str) -> Facts:
    return tomllib.loads(files("portal.demo").joinpath("data", *path).read_text(encoding="utf-8"))
