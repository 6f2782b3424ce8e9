"""A year on one page: twelve rows of days with their weekdays below each other, and what stands on each day."""

import calendar
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from portal.core import clock
from portal.core.holidays import bank_holidays
from portal.core.text import listed
from portal.meetings.clocks import Clock

LEFT, TOP, WIDE, HIGH = 66, 24, 30, 42
COLUMNS = 37
"""A month of 31 days that begins on a Sunday takes 37 columns, so that weekdays stand below each other."""
WIDTH, HEIGHT = LEFT + COLUMNS * WIDE, TOP + 12 * HIGH
KINDS = ("a", "b", "c", "d", "e")
"""Looks of groups; a letter tells them apart where colours do not."""
WORST = ("kept", "open", "late", "overdue")
"""How what is due may stand; of several on one day the last of these is shown."""


class Mark(NamedTuple):
    """A meeting on a day: whose it is, what became of it, and where to read more."""

    meeting: Any
    letter: str
    look: str
    state: str


class Cell(NamedTuple):
    """A day on the wall, with where it stands. `due` is the worst state of what was or is due on it."""

    day: date
    x: int
    y: int
    is_weekend: bool
    holiday: str
    marks: list[Mark]
    due: str
    is_today: bool


class Line(NamedTuple):
    """Something in the list of a month: a meeting, a bank holiday, or what was or is due."""

    day: date
    mark: Mark | None
    words: str
    meeting: Any = None
    state: str = ""


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


def dues(rows: Iterable[Any], year: int, today: date) -> dict[date, list[Line]]:
    """Return what was or is due on each day of a year, in words, with whether it was on time.

    What falls due on one day for one meeting, and stands alike, is one line: "Minutes and bulletin on time: Board".
    """
    found: dict[tuple[date, int, str], list[str]] = {}
    words: dict[tuple[date, int, str], str] = {}
    for row in rows:
        for each in _clocks_of(row):
            if each.due_on and each.due_on.year == year:
                key = (each.due_on, row.id, each.state(today))
                found.setdefault(key, []).append(each.what)
                words[key] = f"{'due' if key[2] == 'open' else each.words(today)}: {row.group}"
    lines: dict[date, list[Line]] = {}
    for key, what in found.items():
        day, _meeting, state = key
        lines.setdefault(day, []).append(Line(day, None, f"{listed(what).capitalize()} {words[key]}", None, state))
    return lines


def _clocks_of(row: Any) -> list[Clock]:
    return [
        Clock(what, due_on, clock.local(done_at).date() if done_at else None)
        for what, due_on, done_at in (
            ("papers", row.papers_due_on, row.circulated_at),
            ("minutes", row.minutes_due_on, row.published_at),
            ("bulletin", row.bulletin_due_on, row.bulletin_sent_at),
        )
    ]


def wall(
    year: int, meetings: Iterable[Any], letters: dict[int, tuple[str, str]], today: date, due: dict[date, list[Line]]
) -> list[Month]:  # fmt: skip
    """Return the months of a year, with its meetings and what is due (see `dues`; it may be empty)."""
    holidays = bank_holidays(year)
    on: dict[date, list[Mark]] = {}
    for meeting in meetings:
        letter, look = letters[meeting.group_id]
        on.setdefault(meeting.day, []).append(Mark(meeting, letter, look, state_of(meeting, today)))
    return [_month(year, n, on, due, holidays, today) for n in range(1, 13)]


def _month(year: int, number: int, on: Any, due: Any, holidays: dict[date, str], today: date) -> Month:
    first, length = calendar.monthrange(year, number)
    y = TOP + (number - 1) * HIGH
    days = [date(year, number, n) for n in range(1, length + 1)]
    cells = [
        Cell(
            day, LEFT + (first + day.day - 1) * WIDE, y, day.weekday() > 4, holidays.get(day, ""), on.get(day, []),
            max((line.state for line in due.get(day, [])), key=WORST.index, default=""), day == today,
        )
        for day in days
    ]  # fmt: skip
    lines: list[Line] = []
    for day in days:
        lines += [Line(day, mark, "", mark.meeting) for mark in on.get(day, [])]
        if day in holidays:
            lines.append(Line(day, None, holidays[day]))
        lines += due.get(day, [])
    return Month(calendar.month_name[number], calendar.month_abbr[number], y, cells, lines)
