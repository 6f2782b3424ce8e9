"""Finding the abbreviations in a text. Plain Python.

Source: partnerships asked for their papers in plain words, and for a glossary (Compact for Devon; Derby's agreement).
"""

import re
from collections.abc import Iterable, Mapping

LONGEST = 10
EVERYDAY = frozenset(
    {
        "AD", "AM", "AOB", "BBC", "BC", "BST", "CD", "CV", "DIY", "DVD", "EU", "FAQ", "GB", "GMT", "GP", "HQ", "ID",
        "IT", "MP", "NB", "NHS", "OK", "PC", "PDF", "PIN", "PM", "PO", "PS", "QR", "RSVP", "TV", "UK", "UN", "USA",
        "VAT", "VIP", "WC",
    }
)  # fmt: skip
"""Abbreviations that every reader knows."""

_LETTERS = re.compile(r"(?<![\w@./-])[A-Z][A-Za-z0-9]*(?:&[A-Z][A-Za-z0-9]*)*(?![\w@])")
_POSTCODE = re.compile(r"\b[A-Z]{1,2}[0-9](?:[A-Z0-9]? [0-9][A-Z]{2}|[0-9]?)\b")
_ROMAN = re.compile(r"^[IVXLC]+$")


def abbreviations(*texts: str) -> list[str]:
    """Return the abbreviations in texts, each once, as they come: two capitals or more, and few small letters.

    Everyday ones, numbers in Roman figures, postcodes and words somebody wrote in capitals for emphasis (longer than
    ten letters) are left out; a plural is told as its singular.
    """
    found: dict[str, None] = {}
    for text in texts:
        for match in _LETTERS.finditer(_POSTCODE.sub(" ", text)):
            short = _singular(match[0])
            if _is_short_for_something(short):
                found.setdefault(short)
    return list(found)


def unexplained(known: Mapping[str, str], *texts: str) -> list[str]:
    """Return the abbreviations in texts that are neither known nor explained where they stand.

    One is explained where it stands in brackets behind its words, "core group (CG)", or its words stand in brackets
    behind it, "CG (core group)", in any of the texts.
    """
    folded = {term.casefold() for term in known}
    together = "\n".join(texts)
    return [
        short
        for short in abbreviations(*texts)
        if short.casefold() not in folded and not _is_explained_in(short, together)
    ]


def explained(known: Mapping[str, str], *texts: str) -> list[tuple[str, str]]:
    """Return the known terms that stand in the texts with their meaning, in alphabetical order."""
    together = "\n".join(texts)
    return [
        (term, meaning)
        for term, meaning in sorted(known.items(), key=lambda pair: pair[0].casefold())
        if re.search(rf"(?<!\w){re.escape(term)}(?:s|\'s|’s)?(?!\w)", together)
    ]


def _singular(short: str) -> str:
    return short[:-1] if short.endswith("s") and short[:-1].isupper() and len(short) > 2 else short


def _is_short_for_something(short: str) -> bool:
    capitals = sum(letter.isupper() for letter in short)
    return (
        capitals >= 2
        and len(short) <= LONGEST
        and capitals * 2 > sum(letter.islower() for letter in short) * 2 + 1
        and short not in EVERYDAY
        and not _ROMAN.match(short)
    )


def _is_explained_in(short: str, text: str) -> bool:
    found = re.escape(short)
    return bool(re.search(rf"[a-z]\w*[”\"']? \({found}s?\)|{found}s? \([A-Za-z][^()]* [^()]*\)", text))


def in_words(shorts: Iterable[str]) -> str:
    """Return several abbreviations as a sentence names them: "LSP, CVS and PCT"."""
    *first, last = list(shorts)
    return f"{', '.join(first)} and {last}" if first else last
