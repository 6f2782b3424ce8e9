"""What of a resource is taken in the days to come, day by day, as its page draws and says it."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from portal.core import clock
from portal.core.filters import hour
from portal.core.text import listed

DAYS = 14
MORNING, EVENING = time(8), time(20)


class DayTaken(NamedTuple):
    """One day: how much of it is taken ("free", "part" or "all"), and in words when."""

    day: date
    how: str
    words: str


def fortnight_of(first: date, taken: Sequence[Any]) -> list[DayTaken]:
    """Return fourteen days from the first one on. `taken` are rows with `starts_at` and `ends_at`, oldest first."""
    return [_of_day(first + timedelta(days=number), taken) for number in range(DAYS)]


def _of_day(day: date, taken: Sequence[Any]) -> DayTaken:
    start, end = clock.at(day, time(0)), clock.at(day + timedelta(days=1), time(0))
    parts = [
        (max(row.starts_at, start), min(row.ends_at, end))
        for row in taken
        if row.starts_at < end and row.ends_at > start
    ]
    if not parts:
        return DayTaken(day, "free", "free")
    if _covers(parts, clock.at(day, MORNING), clock.at(day, EVENING)):
        return DayTaken(day, "all", "taken all day")
    return DayTaken(day, "part", "taken " + listed([_said(*part, start, end) for part in parts]))


def _said(starts: datetime, ends: datetime, day: datetime, next_day: datetime) -> str:
    if starts == day:
        return f"until {hour(ends)}"
    return f"from {hour(starts)}" if ends == next_day else f"{hour(starts)} to {hour(ends)}"


def _covers(parts: Sequence[tuple[datetime, datetime]], start: datetime, end: datetime) -> bool:
    """Whether the parts, oldest first, leave no gap between two moments."""
    for begins, ends in parts:
        if begins <= start:
            start = max(start, ends)
    return start >= end
