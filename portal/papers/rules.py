"""The rules of papers and clocks: where a paper stands, whether a clock was kept, and how papers are lettered."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from enum import StrEnum, auto
from typing import Any, NamedTuple

from portal.core.audience import Audience, narrowest
from portal.core.text import plural

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


class Clock(NamedTuple):
    """One clock of a meeting: what, by which day, on which day it was done, and who owes it."""

    what: str
    due_on: date | None
    done_on: date | None
    owed_by: str = ""

    def late_by(self, today: date) -> int:
        """Return how many days late it was done, or is by now; 0 for in time."""
        if self.due_on is None:
            return 0
        return max(((self.done_on or today) - self.due_on).days, 0)

    def state(self, today: date) -> str:
        """Return how it stands, in a word: none, kept, late (done late), overdue, open."""
        if self.due_on is None:
            return "none"
        if self.done_on:
            return "late" if self.late_by(today) else "kept"
        return "overdue" if self.late_by(today) else "open"

    def words(self, today: date) -> str:
        """Return how it stands, in words: "on time", "3 days late", "not done, 3 days late", "due in 4 days"."""
        late = plural(self.late_by(today), "day")
        ahead = ((self.due_on or today) - today).days
        return {
            "none": "no such clock",
            "kept": "on time",
            "late": f"{late} late",
            "overdue": f"not done, {late} late",
            "open": f"due in {plural(ahead, 'day')}" if ahead else "due today",
        }[self.state(today)]


class Figure(NamedTuple):
    """How often a clock was kept: of those that are done or overdue, so many were on time."""

    what: str
    kept: int
    of: int

    @property
    def words(self) -> str:
        """The figure as a line says it: "9 of 11 minutes on time"."""
        return f"{self.kept} of {self.of} {self.what} on time"


def figures(clocks: Iterable[Clock], today: date) -> list[Figure]:
    """Return a figure for each kind of clock, in the order met; one not due yet counts neither way."""
    found: dict[str, list[bool]] = {}
    for clock in clocks:
        state = clock.state(today)
        if state in {"kept", "late", "overdue"}:
            found.setdefault(clock.what, []).append(state == "kept")
    return [Figure(what, sum(kept), len(kept)) for what, kept in found.items()]


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
