"""The rows of a plan put together as somebody wants to read them: by section, lead, timescale or meeting."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from portal.core.filters import shortday
from portal.plans import glance
from portal.plans.attention import TIMES
from portal.plans.glance import Bar
from portal.plans.grid_row import GridRow
from portal.plans.laid_out import heading_of
from portal.plans.models import Plan, Section

WAYS = {"section": "", "lead": "Who leads", "time": "Timescale", "meeting": "Meeting"}
"""What the rows can be put together by; a plan calls its sections as it likes."""

TIME_WORDS = {"now": "Now", "soon": "Soon", "later": "Later", "none": "No time is said"}


class Part(NamedTuple):
    """Rows that stand together under a heading, with how they go. `section` is there where they are one."""

    key: str
    heading: str
    bar: Bar
    rows: list[GridRow]
    section: Section | None = None


def parts(
    plan: Plan, sections: Sequence[Section], rows: Sequence[GridRow], by: str, with_empty: bool = False
) -> list[Part]:
    """Return the rows in parts. By section, the plan's order is kept, and `with_empty` shows sections without any."""
    if by == "lead":
        named = sorted({row.leads for row in rows}, key=lambda name: (not name, name.casefold()))
        return [_part(name or "nobody", name or "Nobody named", [r for r in rows if r.leads == name]) for name in named]
    if by == "time":
        found = by_time(plan, rows)
        return [_part(key, TIME_WORDS[key], some) for key, some in found.items() if some]
    if by == "meeting":
        return _by_meeting(rows)
    made = [
        _part(str(section.id), heading_of(section), some, section)
        for section in sections
        if (some := [row for row in rows if row.section_id == section.id]) or with_empty
    ]
    rest = [row for row in rows if row.section_id is None]
    return [*made, _part("none", "Without a section", rest)] if rest else made


def by_time(plan: Plan, rows: Iterable[GridRow]) -> dict[str, list[GridRow]]:
    """Return the rows by the time they were meant for; what says none comes last."""
    found: dict[str, list[GridRow]] = {key: [] for key in (*TIMES, "none")}
    for row in rows:
        found[glance.time_of(plan, row)[0]].append(row)
    return found


def _by_meeting(rows: Sequence[GridRow]) -> list[Part]:
    found: dict[int, list[GridRow]] = {}
    for row in sorted(rows, key=lambda row: (row.meeting_day is None, row.meeting_day), reverse=False):
        found.setdefault(row.meeting_id or 0, []).append(row)
    return [
        _part(
            f"{number}", f"{some[0].meeting_title}, {shortday(some[0].meeting_day)}" if number else "No meeting", some
        )
        for number, some in found.items()
    ]


def _part(key: str, heading: str, rows: list[GridRow], section: Section | None = None) -> Part:
    return Part(key, heading, glance.bar([row.status for row in rows]), rows, section)
