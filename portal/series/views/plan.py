"""Calling a year of meetings by a rhythm, with a preview of its days; calling more of a series."""

from datetime import date, timedelta
from typing import Any, NamedTuple

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import gate
from portal.core.days import add_months
from portal.core.filters import shortday
from portal.core.permissions import Permission
from portal.core.text import plural
from portal.meetings import clashing
from portal.meetings import queries as meetings
from portal.meetings.models import Kind
from portal.partnerships import queries as partnerships
from portal.partnerships.models import Group, Partnership
from portal.series import queries, services
from portal.series.forms import OPEN, DatesForm, PlanForm, plan_of
from portal.series.rhythm import days_of, moved_to, why_not, words_of
from portal.series.views.blueprint import series


class Line(NamedTuple):
    """A day of a preview: what speaks against it, what is proposed instead, and what was typed."""

    day: date
    why_not: str
    clashes: list[str]
    ticked: bool
    to: str
    wrong: str


@series.route("/series/new", methods=["GET", "POST"])
@gate.allow(Permission.CALL_MEETINGS)
def new(partnership: Partnership) -> ResponseReturnValue:
    """Ask for the rhythm; with it in the address, show the days; sent, call them all."""
    groups = [g for g in meetings.list_groups(partnership) if current_user.can_in("call_meetings", partnership, g.id)]
    group = meetings.get_group(partnership, request.args.get("group") or (groups[0].slug if groups else None))
    gate.demand(Permission.CALL_MEETINGS, partnership, group.id)
    asked = "from_on" in request.args
    plan = PlanForm(request.args if asked else None, data=_usual(group))
    dates = DatesForm()
    lines: list[Line] = []
    status = 200
    if asked and not plan.validate():
        status = 422
    elif asked:
        days = plan.days
        chosen = dates.read(days, request.form)
        if dates.validate_on_submit() and chosen:
            agreed = partnerships.rules_for(partnership.id, group.id)
            said = plan.data | {"is_open": plan.audience.data == OPEN}
            made = services.call_series(current_user, partnership, group, agreed, plan.rhythm, said, chosen)
            flash(f"{plural(len(chosen), 'meeting')} called.", "good")
            return redirect(url_for("series.detail", slug=partnership.slug, series_id=made.id), 303)
        status = 422 if dates.is_submitted() else 200
        lines = lines_of(group, days, dates)
    context = {
        "partnership": partnership, "group": group, "groups": groups, "plan": plan, "form": dates, "lines": lines,
        "asked": asked, "words": words_of(plan.rhythm) if lines else "", "action": _with_question(partnership),
        "nothing": dates.is_submitted() and not getattr(dates, "wrong", None), "many": len(lines),
    }  # fmt: skip
    return render_template("series/new.html", **context), status


@series.route("/series/<int:series_id>/extend", methods=["GET", "POST"])
@gate.allow(Permission.CALL_MEETINGS)
def extend(partnership: Partnership, series_id: int) -> ResponseReturnValue:
    """Show the days of one more year, and call those that are ticked."""
    found = queries.get_series(current_user, partnership, series_id)
    gate.demand(Permission.CALL_MEETINGS, partnership, found.group_id)
    rhythm = plan_of(found)
    days = next_year(rhythm, found.from_on, found.until_on)
    dates = DatesForm()
    chosen = dates.read(days, request.form)
    if dates.validate_on_submit() and chosen:
        agreed = partnerships.rules_for(partnership.id, found.group_id)
        services.extend(current_user, partnership, found, agreed, chosen)
        flash(f"{plural(len(chosen), 'more meeting', 'more meetings')} called.", "good")
        return redirect(url_for("series.detail", slug=partnership.slug, series_id=found.id), 303)
    page = render_template(
        "series/extend.html", partnership=partnership, series=found, group=found.group, form=dates,
        lines=lines_of(found.group, days, dates), words=words_of(rhythm), many=len(days),
        action=url_for("series.extend", slug=partnership.slug, series_id=found.id),
        nothing=dates.is_submitted() and not dates.wrong,
    )  # fmt: skip
    return page, 422 if dates.is_submitted() else 200


def next_year(rhythm: Any, from_on: date, until_on: date) -> list[date]:
    """Return the days of the rhythm in the year after the last one called, in step with those before."""
    last = add_months(until_on, 12)
    step = rhythm.step if rhythm.every == "weeks" else 1
    start = from_on
    if rhythm.every == "weeks":
        first = from_on + timedelta(days=(rhythm.weekday - from_on.weekday()) % 7)
        behind = (until_on - first).days // (7 * step)
        start = first + timedelta(weeks=step * max(behind, 0))
    else:
        gone = (until_on.year - from_on.year) * 12 + until_on.month - from_on.month
        start = add_months(from_on.replace(day=1), gone // rhythm.step * rhythm.step)
    return [day for day in days_of(rhythm, start, last) if day > until_on]


def lines_of(group: Group, days: list[date], dates: DatesForm) -> list[Line]:
    """Return the lines of a preview; before anything was sent all days are ticked, with the proposals filled in."""
    clashes = clashing.sentences(current_user, group, days)
    sent = dates.is_submitted()
    return [
        Line(
            day, why_not(day), clashes[day], day in dates.ticked if sent else True,
            dates.typed[day] if sent else shortday(moved_to(day)) if moved_to(day) else "", dates.wrong.get(day, ""),
        )
        for day in days
    ]  # fmt: skip


def _usual(group: Group) -> dict[str, Any]:
    return {
        "starts": group.meets_at, "ends": group.meets_until, "venue": group.venue,
        "kind": Kind.SUB_GROUP if group.is_sub_group else Kind.MAIN,
    }  # fmt: skip


def _with_question(partnership: Partnership) -> str:
    question = request.query_string.decode("ascii", "ignore")
    return url_for("series.new", slug=partnership.slug) + (f"?{question}" if question else "")
