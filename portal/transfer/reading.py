"""What the text of a cell may mean: each reader returns a value, or raises ValueError with a sentence."""

import re
from collections.abc import Callable
from difflib import get_close_matches
from enum import StrEnum
from functools import lru_cache
from typing import Any

from email_validator import EmailNotValidError, validate_email

from portal.core.sheets import folded

YES = {"yes", "y", "true", "1", "x"}
NO = {"no", "n", "false", "0"}
_MAIL = re.compile(r"[\w%+-]+(?:\.[\w%+-]+)*@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}", re.ASCII | re.IGNORECASE)
_SPECIAL = re.compile(r"@(?:.*\.)?(?:test|localhost|invalid|local)$", re.IGNORECASE)


def line(longest: int = 200) -> Callable[[str], str]:
    """Return a reader of one line of text of so many letters."""

    def read(text: str) -> str:
        flat = " ".join(text.split())
        if len(flat) > longest:
            raise ValueError(f"it has {len(flat):,} letters, and {longest} are the most.")
        return flat

    return read


def mail(text: str) -> str:
    """Return an e-mail address; what a list writes around it ("Ada <ada@example.org>", "mailto:") is taken off."""
    plain = re.sub(r"^mailto:", "", text, flags=re.IGNORECASE)
    plain = found[1] if (found := re.fullmatch(r"[^<>]*<([^<>]+)>", plain)) else plain
    plain = plain.strip(" ;,.")
    if _MAIL.fullmatch(plain) and len(plain) <= 254 and not _SPECIAL.search(plain):
        return plain
    try:
        return validate_email(plain, check_deliverability=False).normalized
    except EmailNotValidError as error:
        raise ValueError(f"“{text}” is not an e-mail address.") from error


def whole(text: str) -> int:
    """Return a whole number that counts something."""
    plain = re.sub(r"(?<=\d)[, ](?=\d{3})", "", text)
    found = re.match(r"(\d{1,6})(?:\.0+)?(?:\s*[a-z ]*)?$", plain, re.IGNORECASE)
    if not found:
        raise ValueError(f"“{text}” is not a whole number.")
    return int(found[1])


def yes_or_no(text: str) -> bool:
    """Return whether a cell says yes."""
    if folded(text) in YES | NO:
        return folded(text) in YES
    raise ValueError(f"“{text}” is neither yes nor no.")


def one_of(kind: type[StrEnum], **others: str) -> Callable[[str], Any]:
    """Return a reader of one choice: by its value, its words, or other words for it, given as "these;those"."""
    known = {folded(str(each)): each for each in kind}
    known |= {folded(str(getattr(each, "words", each))): each for each in kind}
    for value, words in others.items():
        known |= {folded(word): kind(value) for word in words.split(";")}

    @lru_cache(maxsize=500)
    def read(text: str) -> Any:
        if (found := known.get(folded(text))) is not None:
            return found
        near = get_close_matches(folded(text), known, 1, 0.9)
        if near:
            return known[near[0]]
        raise ValueError(f"“{text}” is not one of those there are.")

    return read
