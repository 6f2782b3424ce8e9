"""The rules between two tiers: what a report asks, when a visit is due, and what may never be sent up or down."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum, auto
from typing import NamedTuple

from portal.core.dates import add_months
from portal.partnerships.models import Partnership

USUAL_PROMPTS = ("What was done", "Key messages", "Issues to raise", "What is planned")
"""What a report asks until the upper partnership asks otherwise."""

MOST_PROMPTS = 8

CONFIDENTIAL = "A confidential item stays with its group. It can be sent neither up nor down."

REMINDED_DAYS = 3
"""So many days before a report is due, its partnership is written to."""

WAITING_DAYS = 21
"""So many days before a report is due, it begins to wait on home pages."""

UPPER_ITEM = "Reports and questions from the partnerships"
"""What stands on every agenda of an upper partnership."""


def lower_item(upper: str) -> str:
    """Return what stands on every agenda of a lower partnership: "Core Group issues"."""
    return f"{upper} issues"


def called(partnership: Partnership) -> str:
    """Return what a partnership is called in a line: its short name where it has one."""
    return partnership.short_name or partnership.name


def prompts_of(text: str | None) -> list[str]:
    """Return the questions of a report, from the lines that were typed; the usual ones where there are none."""
    lines = [" ".join(line.split())[:200] for line in (text or "").splitlines()]
    return [line for line in dict.fromkeys(lines) if line][:MOST_PROMPTS] or list(USUAL_PROMPTS)


class Visits(StrEnum):
    """Where the year's visit to a partnership stands."""

    MADE = auto()
    PLANNED = auto()
    TO_NOTE = auto()
    DUE = auto()

    @property
    def words(self) -> str:
        """The state as the list says it."""
        return {
            Visits.MADE: "Visited",
            Visits.PLANNED: "Planned",
            Visits.TO_NOTE: "Was it made?",
            Visits.DUE: "Due",
        }[self]


class Seen(NamedTuple):
    """One visit: its day, and whether it was made."""

    on: date
    was_made: bool


def visit_state(visits: Iterable[Seen], today: date) -> Visits:
    """Return where the year's visit stands: one made within the last twelve months, one planned, or due.

    A visit once a year: Wychavon's plan, L2D.8. A planned day that has passed asks whether the visit was made.
    """
    known = list(visits)
    if any(each.was_made and add_months(today, -12) < each.on <= today for each in known):
        return Visits.MADE
    if any(not each.was_made and each.on >= today for each in known):
        return Visits.PLANNED
    if any(not each.was_made and each.on >= add_months(today, -12) for each in known):
        return Visits.TO_NOTE
    return Visits.DUE


def is_on_agenda(sent_on: date, settled_on: date | None, day: date) -> bool:
    """Whether something sent on one day, and settled on another or not yet, stands on the agenda of a day's meeting."""
    return sent_on <= day and (settled_on is None or settled_on >= day)
