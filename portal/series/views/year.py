"""One partnership's year of meetings on one page."""

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import clock, gate
from portal.partnerships.models import Partnership
from portal.series import queries, wall
from portal.series.views.blueprint import series

FIRST, LAST = 1990, 2100
YEARS = frozenset(str(number) for number in range(FIRST, LAST + 1))


@series.get("/year")
@gate.public
def year(partnership: Partnership) -> ResponseReturnValue:
    """Show a year as a wall planner, and month by month as a list."""
    today = clock.today()
    asked = request.args.get("year", "")
    number = int(asked) if asked in YEARS else today.year
    meetings = queries.meetings_in_year(current_user, partnership, number)
    groups = queries.groups_called(partnership, {meeting.group_id for meeting in meetings})
    letters = wall.letters_of(groups)
    is_insider = current_user.belongs_to(partnership)
    clocks = queries.clocks_in_year(current_user, partnership, number) if is_insider else []
    return render_template(
        "series/year.html", partnership=partnership, year=number, today=today, groups=groups, letters=letters,
        months=wall.wall(number, meetings, letters, today, wall.dues(clocks, number, today)), is_insider=is_insider,
        count=sum(not meeting.cancelled_at for meeting in meetings), wall=wall,
        earlier=number - 1 if number > FIRST else None, later=number + 1 if number < LAST else None,
    )  # fmt: skip
