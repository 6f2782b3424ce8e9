"""Attendance over time: seats by meetings, on the page and as a file."""

from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import gate, tables
from portal.meetings import queries as meetings
from portal.partnerships.models import Partnership
from portal.representation.queries import attendance as queries
from portal.representation.rules import Mark
from portal.representation.views.blueprint import bp


@bp.get("/")
@gate.public
def attendance(partnership: Partnership) -> ResponseReturnValue:
    groups = meetings.list_groups(partnership)
    group = meetings.get_group(partnership, request.args.get("group"))
    years = queries.years_of(current_user, group.id)
    asked = request.args.get("year", type=int)
    year = asked if asked in years else None
    is_own = current_user.belongs_to(partnership)
    picture = queries.picture(current_user, group, year, names=is_own)
    if tables.wants_file():
        return tables.file_of(_lines(picture, is_own), f"{partnership.slug}-{group.slug}-attendance")
    return render_template(
        "representation/attendance.html", partnership=partnership, group=group, groups=groups, years=years, year=year,
        picture=picture, is_own=is_own, marks=list(Mark),
    )  # fmt: skip


def _lines(picture: queries.Picture, names: bool) -> list[list[Any]]:
    """Return the picture as lines of a file: a line for each seat, then how many seats were filled, and the quorum."""
    about = ["Organisation", "Capacity", "Sector", *(["Represented by"] if names else [])]
    days: list[Any] = [met.day for met in picture.meetings]
    lines: list[list[Any]] = [[*about, *(f"{day:%Y-%m-%d}" for day in days), "Filled", "Of"]]
    for line in picture.lines:
        first = [line.organisation, line.capacity, line.sector, *([line.person] if names else [])]
        lines.append([*first, *(cell.words for cell in line.cells), line.share.came, line.share.of])
    gap = [""] * (len(about) - 1)
    lines.append(["Seats filled", *gap, *(met.share.words for met in picture.meetings)])
    lines.append(["Quorum", *gap, *(_quorum(met) for met in picture.meetings)])
    return lines


def _quorum(met: queries.Met) -> str:
    return f"{'met' if met.quorum.is_met else 'not met'}: {met.quorum.words}"
