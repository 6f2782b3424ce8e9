"""A year on one page: twelve rows of days with their weekdays below each other, and what stands on each day."""

import calendar
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from portal.core.holidays import bank_holidays
from portal.meetings.rules import OPEN_STATES

LEFT, TOP, WIDE, HIGH = 66, 24, 30, 42
COLUMNS = 37
"""A month of 31 days that begins on a Sunday takes 37 columns, so that weekdays stand below each other."""
WIDTH, HEIGHT = LEFT + COLUMNS * WIDE, TOP + 12 * HIGH
KINDS = ("a", "b", "c", "d", "e")
"""Looks of groups; a letter tells them apart where colours do not."""


class Mark(NamedTuple):
    """A meeting on a day: whose it is, what became of it, and where to read more."""

    meeting: Any
    letter: str
    look: str
    state: str


class Cell(NamedTuple):
    """A day on the wall, with where it stands."""

    day: date
    x: int
    y: int
    is_weekend: bool
    holiday: str
    marks: list[Mark]
    is_due: bool
    is_today: bool


class Line(NamedTuple):
    """Something in the list of a month: a meeting, a bank holiday, or minutes that fall due."""

    day: date
    mark: Mark | None
    words: str
    meeting: Any = None


class Month(NamedTuple):
    """A row of the wall, and the list of what is in it."""

    name: str
    short: str
    y: int
    cells: list[Cell]
    lines: list[Line]


def letters_of(groups: Iterable[Any]) -> dict[int, tuple[str, str]]:
    """Return for each group its letter and its look: A, B, C in their order."""
    return {
        group.id: (chr(ord("A") + n) if n < 26 else "Z", KINDS[n % len(KINDS)]) for n, group in enumerate(groups)
    }  # fmt: skip


def state_of(meeting: Any, today: date) -> str:
    """Return what became of a meeting: "cancelled", "held", "today" or "to come"."""
    if meeting.cancelled_at:
        return "cancelled"
    return "today" if meeting.day == today else "held" if meeting.day < today else "to come"


def wall(
    year: int, meetings: Iterable[Any], letters: dict[int, tuple[str, str]], today: date, shows_due: bool
) -> list[Month]:  # fmt: skip
    """Return the months of a year. When minutes fall due is for who belongs to the partnership, until they are out."""
    holidays = bank_holidays(year)
    on: dict[date, list[Mark]] = {}
    due: dict[date, list[Any]] = {}
    for meeting in meetings:
        letter, look = letters[meeting.group_id]
        on.setdefault(meeting.day, []).append(Mark(meeting, letter, look, state_of(meeting, today)))
        is_owed = not meeting.cancelled_at and meeting.minutes_state in OPEN_STATES
        if shows_due and is_owed and meeting.minutes_due_on and meeting.minutes_due_on.year == year:
            due.setdefault(meeting.minutes_due_on, []).append(meeting)
    return [_month(year, n, on, due, holidays, today) for n in range(1, 13)]


def _month(year: int, number: int, on: Any, due: Any, holidays: dict[date, str], today: date) -> Month:
    first, length = calendar.monthrange(year, number)
    y = TOP + (number - 1) * HIGH
    days = [date(year, number, n) for n in range(1, length + 1)]
    cells = [
        Cell(
            day, LEFT + (first + day.day - 1) * WIDE, y, day.weekday() > 4, holidays.get(day, ""), on.get(day, []),
            day in due, day == today,
        )
        for day in days
    ]  # fmt: skip
    lines: list[Line] = []
    for day in days:
        lines += [Line(day, mark, "", mark.meeting) for mark in on.get(day, [])]
        if day in holidays:
            lines.append(Line(day, None, holidays[day]))
        lines += [Line(day, None, f"Minutes due: {meeting.group}", meeting) for meeting in due.get(day, [])]
    return Month(calendar.month_name[number], calendar.month_abbr[number], y, cells, lines)
