"""The clocks of meetings over a year, and who owes what for one of them."""

from datetime import date
from itertools import chain
from typing import Any

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import clock, gate, tables
from portal.core.dates import add_months
from portal.core.filters import shortday
from portal.core.permissions import Permission
from portal.meetings.clocks import Clock, figures
from portal.papers.forms.papers import OwedForm
from portal.papers.queries import clocks as queries
from portal.papers.readers import people_of
from portal.papers.services import clocks as services
from portal.papers.views import parts
from portal.papers.views.blueprint import bp
from portal.partnerships.models import Partnership

PICTURE = {
    "kept": ("m", "✓"), "late": ("c", "L"), "overdue": ("s", "!"), "open": ("r", "…"), "none": ("", ""),
}  # fmt: skip
HEADS = ["Meeting", "Group", "Clock", "Due", "Done", "Days late", "State", "Owed by"]


@bp.get("/clocks")
@gate.allow(Permission.READ_AS_PARTNER)
def record(partnership: Partnership) -> ResponseReturnValue:
    today = clock.today()
    ends = _ends(request.args.get("until", ""), today)
    rows = queries.of_year(current_user, partnership, add_months(ends, -12), ends)
    lines = [(row, [each for each in queries.clocks_of(row) if each.due_on]) for row in rows]
    lines = [(row, clocks) for row, clocks in lines if clocks]
    if tables.wants_file():
        return tables.file_of([HEADS, *_file_lines(lines, today)], f"{partnership.slug}-clocks")
    return render_template(
        "papers/clocks.html", partnership=partnership, lines=lines[::-1], ends=ends, today=today,
        figures=figures(chain.from_iterable(clocks for _row, clocks in lines), today),
        picture=_picture(lines, today), earlier=add_months(ends, -12), later=_later(ends, today),
    )  # fmt: skip


def _ends(asked: str, today: date) -> date:
    """Return the last day of the year that is asked for: up to today and the month ahead, where nothing is."""
    try:
        return date.fromisoformat(asked)
    except ValueError:
        return add_months(today, 1)


def _later(ends: date, today: date) -> date | None:
    last = add_months(today, 1)
    return min(add_months(ends, 12), last) if ends < last else None


def _file_lines(lines: list[tuple[Any, list[Clock]]], today: date) -> list[list[Any]]:
    return [
        [row.day, row.group, each.what, each.due_on, each.done_on, each.late_by(today), each.words(today), each.owed_by]
        for row, clocks in lines
        for each in clocks
    ]


def _picture(lines: list[tuple[Any, list[Clock]]], today: date) -> dict[str, Any]:
    """Return what the strip shows: the meetings as columns, a row of marks for each clock."""
    shown = lines[-24:]
    rows = []
    for what in ("papers", "minutes", "bulletins"):
        cells = []
        for _row, clocks in shown:
            found = next((each for each in clocks if each.what == what), None)
            state = found.state(today) if found else "none"
            words = found.words(today) if found else "no such clock"
            cells.append([(*PICTURE[state], f"{what.capitalize()}: {words}")])
        if any(cell[0][0] for cell in cells):
            rows.append((what.capitalize(), cells))
    columns = [(f"{row.day:%b}"[0], shortday(row.day), False) for row, _clocks in shown]
    return {"columns": columns, "rows": rows}


@bp.route("/<int:meeting_id>/clocks", methods=["GET", "POST"])
@gate.allow(Permission.CALL_MEETINGS)
def owed(partnership: Partnership, meeting_id: int) -> ResponseReturnValue:
    meeting = parts.load(partnership, meeting_id, Permission.CALL_MEETINGS)
    kept = queries.get_clock(meeting.id)
    form = OwedForm(obj=kept)
    people = people_of(partnership.id, meeting.group_id)
    if kept:
        known = dict(people)
        named = [each for each in (kept.papers_by, kept.bulletin_by) if each and each.id not in known]
        people += [(each.id, each.name) for each in dict.fromkeys(named)]
    form.offer(people)
    status = 200
    if form.validate_on_submit():
        if kept is None or not form.is_stale(kept):
            services.name_who_owes(current_user, meeting, form.papers_by_id.data, form.bulletin_by_id.data)
            flash("It is noted who owes what.", "good")
            return redirect(parts.at(partnership, meeting), 303)
        status = 409
    context = parts.frame(partnership, meeting) | {"form": form, "kept": kept}
    return render_template("papers/owed.html", **context), 422 if form.errors else status
