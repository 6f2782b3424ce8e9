"""What of a plan wants somebody's attention: the lists, in the order in which they are worked."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from portal.core.dates import add_months
from portal.core.filters import Due, due
from portal.core.text import shortened

DUE_SOON = timedelta(days=28)
A_QUARTER = timedelta(days=92)
TIMES = ("now", "soon", "later")


class Kind(NamedTuple):
    """A list of work: its key, what it is called, and the sentence below that says what is in it."""

    key: str
    words: str
    sentence: str


KINDS = (
    Kind("overdue", "Overdue", "Open, and the last day or the time it was meant for is over"),
    Kind("due_soon", "Due soon", "To be done within four weeks"),
    Kind("no_lead", "Nobody named", "Open, and nobody leads it yet"),
    Kind("no_date", "No date", "Open, with no words on when, and no time ticked"),
    Kind("needs_detail", "Needs further detail", "Marked so, and to be worked out"),
    Kind("unreported", "Not reported for a quarter", "Under way, and nobody has said for three months how it goes"),
)


def ends_of(begins_on: date, ends_on: date, now_months: int, soon_months: int) -> dict[str, date]:
    """Return the last day of now, soon and later. Source: 6, 12 and 24 months after the beginning (Peak Partners)."""
    return {
        "now": add_months(begins_on, now_months) - timedelta(days=1),
        "soon": add_months(begins_on, soon_months) - timedelta(days=1),
        "later": ends_on,
    }


def times_left(ends: dict[str, date], today: date) -> list[str]:
    """Return those of now, soon and later that are not over yet."""
    return [key for key in TIMES if ends[key] >= today]


def mark(row: Any, left: Sequence[str]) -> Due:
    """Return how near an entry's time is: its last day, else its words, else what was ticked; `left` is not over."""
    if row.due_on:
        return due(row.due_on)
    if row.when_text:
        return Due(shortened(row.when_text, 24), "none")
    ticked = [key for key in TIMES if key in row.timescale.split(",")]
    if not ticked:
        return due(None)
    return Due(ticked[-1], "") if ticked[-1] in left else Due(f"{ticked[-1]} is over", "late")
