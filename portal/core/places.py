"""How near two places are, by their postcodes alone: no map, no table, no request to anybody."""

import re
from typing import Any

import sqlalchemy as sa

_OUTWARD = re.compile(r"^([A-Z]{1,2})([0-9][A-Z0-9]?)$")
_INWARD = re.compile(r"[0-9][A-Z]{2}$")
_LETTERS = re.compile(r"^[A-Za-z]{1,2}$")
_NEAR = ("same district", "same area", "elsewhere")


def district(postcode: str) -> str:
    """Return the district of a postcode, or of its first half: "SK17 6AB", "sk176ab" and "SK17" are "SK17".

    What is no postcode is in no district: "".
    """
    plain = "".join(letter for letter in postcode.upper() if letter.isascii() and letter.isalnum())
    outward = _INWARD.sub("", plain) if len(plain) > 4 else plain
    return outward if _OUTWARD.match(outward) else ""


def area(postcode: str) -> str:
    """Return the letters a postcode begins with, the area of its main post office: "SK" of "SK17 6AB"."""
    found = _OUTWARD.match(district(postcode))
    return found[1] if found else ""


def closeness(one: str, other: str) -> int:
    """Return how near two postcodes are: 0 in the same district, 1 in the same area, 2 elsewhere or not known."""
    if not district(one) or not district(other):
        return 2
    if district(one) == district(other):
        return 0
    return 1 if area(one) == area(other) else 2


def near(words: str, postcode: Any, *texts: Any) -> sa.ColumnElement[bool]:
    """Return the condition that something lies near what was typed: a postcode, the beginning of one, or a place.

    "SK17 6AB" and "SK17" mean the district, "SK" the whole area; any other words are looked for in `texts`. `postcode`
    is a column with postcodes as the post writes them.
    """
    if exactly := district(words):
        return sa.or_(postcode == exactly, postcode.startswith(f"{exactly} ", autoescape=True))
    if _LETTERS.match(words):
        return sa.or_(*(postcode.startswith(f"{words.upper()}{figure}") for figure in range(10)))
    return sa.or_(*(text.icontains(words, autoescape=True) for text in texts))


def closeness_words(near: int) -> str:
    """Return a closeness as a reason beside a result: "same district"."""
    return _NEAR[near]
