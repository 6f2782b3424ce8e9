"""The year ahead as a strip of months."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from portal.core import clock
from portal.core.filters import daymonth


class Month(NamedTuple):
    """A month of the year ahead."""

    short: str
    full: str
    is_now: bool


def year_ahead(meetings: Sequence[Any]) -> tuple[list[Month], list[tuple[str, list[list[tuple[str, str, str]]]]]]:
    """Return the months from this one on, and for each partnership its meetings month by month, for the strip."""
    today = clock.today()
    months = [date(today.year + (today.month - 1 + n) // 12, (today.month - 1 + n) % 12 + 1, 1) for n in range(12)]
    rows: dict[str, list[list[tuple[str, str, str]]]] = {}
    for meeting in meetings:
        cells = rows.setdefault(meeting.short_name or meeting.partnership, [[] for _month in months])
        cells[(meeting.day.year - today.year) * 12 + meeting.day.month - today.month].append(
            ("m", "M", f"{meeting.title}, {daymonth(meeting.day)}")
        )
    heads = [Month(f"{month:%b}"[0], f"{month:%B}", month == months[0]) for month in months]
    return heads, sorted(rows.items())
