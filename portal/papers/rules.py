"""The rules of papers: where a paper stands, for whom it is, how papers are lettered, and what is told on."""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum, auto
from typing import Any

from portal.core.audience import Audience, narrowest

REPORT_DAYS = 30
"""For so many days after the minutes are out a representative is reminded to report back."""

REMINDED_DAYS = 3
"""So many days before something is due, who owes it is written to."""


class Stands(StrEnum):
    """Where a paper stands."""

    PROMISED = auto()
    LATE = auto()
    ARRIVED = auto()


def stands(edition: int, due_on: date | None, today: date) -> Stands:
    """Return where a paper stands: there, promised, or promised and late. On its day it is not late yet."""
    if edition:
        return Stands.ARRIVED
    return Stands.LATE if due_on and due_on < today else Stands.PROMISED


def audience_of(base: Audience, narrowed_to: Audience | None) -> tuple[Audience, bool]:
    """Return whom a paper is for, and whether that was chosen: never more people than its item is for."""
    found = narrowest(base, narrowed_to) if narrowed_to else base
    return found, found is not base


def letter(place: int) -> str:
    """Return the letter of a paper by its place under its item: a to z, then aa, ab."""
    found = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        found = chr(ord("a") + rest) + found
    return found


def lettered(papers: Sequence[Any], numbers: dict[int | None, str]) -> dict[int, str]:
    """Return the mark of each paper by its number: "3-b", "C1-a"; "0-a" for one of the meeting as a whole."""
    counted: dict[int | None, int] = {}
    marks = {}
    for paper in papers:
        place = counted.get(paper.item_id, 0)
        counted[paper.item_id] = place + 1
        marks[paper.id] = f"{numbers.get(paper.item_id) or '0'}-{letter(place)}"
    return marks


def is_to_report(published_on: date, today: date) -> bool:
    """Whether a representative is still reminded to report back on minutes that came out on a day."""
    return published_on <= today <= published_on + timedelta(days=REPORT_DAYS)


def is_told_to(item: Audience, bulletin: Audience) -> bool:
    """Whether something of an item may go into a bulletin for an audience: only what all its readers may see.

    The partnership is told of everything that is not confidential.
    """
    if item is Audience.RESTRICTED:
        return False
    return bulletin in (Audience.PARTNERSHIP, Audience.GROUP) or narrowest(item, bulletin) is bulletin
