"""Rules of letters: how long to wait between tries, and what in a text is an address."""

import re
from datetime import datetime, timedelta
from typing import NamedTuple

PAUSES = (
    timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2), timedelta(hours=12),
)  # fmt: skip
_ADDRESS = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?')\]]")


def next_try(tries: int, moment: datetime) -> datetime | None:
    """Return when to try again after so many tries, with pauses that grow; None when it is time to give up."""
    return moment + PAUSES[tries - 1] if tries <= len(PAUSES) else None


class Piece(NamedTuple):
    """A stretch of a letter's text; `address` where it is one."""

    text: str
    address: str = ""


def pieces(body: str) -> list[Piece]:
    """Return the text cut at its addresses, so that a page can make links of them and of nothing else."""
    found, at = [], 0
    for match in _ADDRESS.finditer(body):
        found += [Piece(body[at : match.start()]), Piece(match[0], match[0])]
        at = match.end()
    return [piece for piece in [*found, Piece(body[at:])] if piece.text]
