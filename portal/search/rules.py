"""How a thing that was found is shown: its kind in words, the words marked, and the part of the text they stand in."""

import re
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from portal.core.words import WORD, fold, phrases, relatives

LENGTH = 240
LEAD = 60
KINDS = {
    "partnership": ("Partnership", "Partnerships"),
    "organisation": ("Organisation", "Organisations"),
    "person": ("Person", "People"),
    "meeting": ("Meeting", "Meetings"),
    "item": ("Agenda item", "Agenda items"),
    "decision": ("Decision", "Decisions"),
    "action": ("Action", "Actions"),
}
"""The kinds of things that can be found: what one is called, and what several are."""

_MARKS = re.compile(r"^[#>]+ ?|[*_`|]+|\[(?=[^\]]*\]\()|\]\([^)]*\)", re.MULTILINE)


class Piece(NamedTuple):
    """Part of a text, and whether it is a word that was looked for."""

    text: str
    is_found: bool


def kind_in_words(kind: str) -> str:
    """Return what one thing of a kind is called."""
    return KINDS.get(kind, (kind.capitalize(),))[0]


def marked(text: str, asked: str) -> list[Piece]:
    """Return the text in pieces, those apart that are words looked for or their relatives ("meeting", "meetings")."""
    wanted, begun = _wanted(asked)
    pieces, end = [], 0
    for match in WORD.finditer(text):
        word = fold(match[0])
        if word in wanted or (begun and word.startswith(begun)):
            pieces += [Piece(text[end : match.start()], False), Piece(match[0], True)]
            end = match.end()
    return [piece for piece in [*pieces, Piece(text[end:], False)] if piece.text]


@lru_cache(maxsize=100)
def _wanted(asked: str) -> tuple[frozenset[str], str | None]:
    """Return the words to be marked in all their forms, and the one that is still being typed."""
    found = phrases(asked)
    forms = (relatives(word) if not phrase.is_exact else (word,) for phrase in found for word in phrase.words)
    return frozenset(chain.from_iterable(forms)), found[-1].words[-1] if found and found[-1].is_unfinished else None


def snippet(body: str, asked: str) -> list[Piece]:
    """Return the part of a text around the first word that was looked for, or else its beginning, in pieces."""
    flat = " ".join(_MARKS.sub("", body).split())
    pieces = marked(flat, asked)
    before = len(pieces[0].text) if len(pieces) > 1 and not pieces[0].is_found else 0
    start = flat.rfind(" ", 0, max(before - LEAD, 0)) + 1 if before > LEAD else 0
    part = flat[start : start + LENGTH]
    if start + LENGTH < len(flat):
        part = part.rsplit(" ", 1)[0].rstrip(",;:") + "…"
    return marked(("…" if start else "") + part, asked)
