"""Whether a clock of a meeting was kept: its papers, its minutes and its bulletin, each by its day."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from portal.core.text import plural


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
