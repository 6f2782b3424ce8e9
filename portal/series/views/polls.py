"""A poll among the seats for a day: asking, the picture of days and seats, answering, choosing."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import clock, gate
from portal.core.audience import audience_sentence
from portal.core.htmx import changed, wants_fragment
from portal.core.permissions import Permission
from portal.meetings import clashing
from portal.meetings import queries as meetings
from portal.meetings.models import Kind
from portal.memberships.queries.seats import seats_on
from portal.partnerships import queries as partnerships
from portal.partnerships.models import Partnership
from portal.series import poll_rules, polling, queries
from portal.series.models import Poll
from portal.series.poll_forms import ROWS, PollForm, answer_form, usual
from portal.series.rhythm import why_not
from portal.series.views.blueprint import series


@series.route("/polls/new", methods=["GET", "POST"])
@gate.allow(Permission.CALL_MEETINGS)
def ask(partnership: Partnership) -> ResponseReturnValue:
    """Propose two to eight days to the seats of a group."""
    groups = [g for g in meetings.list_groups(partnership) if current_user.can_in("call_meetings", partnership, g.id)]
    group = meetings.get_group(partnership, request.args.get("group") or (groups[0].slug if groups else None))
    gate.demand(Permission.CALL_MEETINGS, partnership, group.id)
    kind = Kind.SUB_GROUP if group.is_sub_group else Kind.MAIN
    form = PollForm(data=usual(group.meets_at, group.meets_until, kind, group.venue) | {"about": group.name})
    if form.validate_on_submit():
        made = polling.open_poll(current_user, partnership, group, form.data, form.proposed())
        flash("The days are put to the seats; those who hold them have a letter.", "good")
        return redirect(_address(partnership, made), 303)
    page = render_template(
        "series/ask.html", partnership=partnership, group=group, groups=groups, form=form, numbers=ROWS,
        action=url_for("series.ask", slug=partnership.slug, group=group.slug),
    )  # fmt: skip
    return page, 422 if form.errors else 200


@series.get("/polls/<int:poll_id>/")
@gate.public
def poll(partnership: Partnership, poll_id: int) -> ResponseReturnValue:
    """Show a poll: days and seats, and the viewer's own answer."""
    found = queries.get_poll(current_user, partnership, poll_id)
    return render_template("series/poll.html", **_context(partnership, found))


@series.route("/polls/<int:poll_id>/seats/<int:seat_id>/answer", methods=["GET", "POST"])
@gate.allow(Permission.CONTRIBUTE)
def answer_poll(partnership: Partnership, poll_id: int, seat_id: int) -> ResponseReturnValue:
    """Answer for one's seat; who keeps the seats notes what somebody said by telephone."""
    found = queries.get_poll(current_user, partnership, poll_id)
    seat = next((s for s in seats_on(found.group_id or 0, clock.today()) if s.seat_id == seat_id), None)
    if seat is None or seat.organisation_id is None:
        abort(404)
    by_telephone = seat_id not in queries.my_seats(current_user, [seat_id])
    if by_telephone:
        gate.demand(Permission.KEEP_SEATS, partnership, found.group_id)
    kept = {day: row for (who, day), row in queries.answers_of(found).items() if who == seat_id}
    form = answer_form(found.days, kept)
    if form.validate_on_submit():
        said = {day.id: form[f"day-{day.id}"].data for day in found.days}
        polling.answer(current_user, found, seat, said, by_telephone)
        told = f"The answer of {seat.organisation_name} is kept. It can be changed until the poll closes."
        return _changed(partnership, found, told)
    status = 422 if form.errors else 200
    if wants_fragment() and form.errors:
        return render_template("series/_poll.html", **_context(partnership, found, {seat_id: form})), status
    page = render_template(
        "series/answer.html", partnership=partnership, poll=found, seat=seat, form=form, by_telephone=by_telephone
    )
    return page, status


@series.post("/polls/<int:poll_id>/days/<int:day_id>/choose")
@gate.allow(Permission.CALL_MEETINGS)
def choose(partnership: Partnership, poll_id: int, day_id: int) -> ResponseReturnValue:
    """Choose a day: the meeting is called, and the letters go out."""
    found = queries.get_poll(current_user, partnership, poll_id)
    gate.demand(Permission.CALL_MEETINGS, partnership, found.group_id)
    day = next((each for each in found.days if each.id == day_id), None) or abort(404)
    agreed = partnerships.rules_for(partnership.id, found.group_id)
    meeting = polling.choose(current_user, partnership, found, day, agreed)
    flash("The meeting is called; those who hold the seats have a letter.", "good")
    return redirect(url_for("meetings.detail", slug=partnership.slug, meeting_id=meeting.id), 303)


@series.post("/polls/<int:poll_id>/end")
@gate.allow(Permission.CALL_MEETINGS)
def give_up(partnership: Partnership, poll_id: int) -> ResponseReturnValue:
    """End a poll without a meeting."""
    found = queries.get_poll(current_user, partnership, poll_id)
    gate.demand(Permission.CALL_MEETINGS, partnership, found.group_id)
    polling.give_up(current_user, found)
    flash("The poll is ended without a day.", "good")
    return redirect(_address(partnership, found), 303)


def _context(partnership: Partnership, found: Poll, typed: dict[int, Any] | None = None) -> dict[str, Any]:
    """Return what the page of a poll needs; `typed` is a form with mistakes, by seat."""
    today = clock.today()
    every = seats_on(found.group_id or 0, today)
    seats = [seat for seat in every if seat.organisation_id is not None]
    answers = queries.answers_of(found)
    is_open = poll_rules.takes_answers(found.ended_at, found.closes_on, today)
    mine = queries.my_seats(current_user, [seat.seat_id for seat in seats])
    agreed = partnerships.rules_for(partnership.id, found.group_id)
    tallies = {
        day.id: poll_rules.tally(agreed, every, {s: row.suits for (s, d), row in answers.items() if d == day.id})
        for day in found.days
    }
    may_call = current_user.can_in(Permission.CALL_MEETINGS, partnership, found.group_id)
    forms = {
        seat.seat_id: answer_form(
            found.days, {d: row for (s, d), row in answers.items() if s == seat.seat_id}, formdata=None
        )
        for seat in seats if is_open and seat.seat_id in mine
    }  # fmt: skip
    days = [day.day for day in found.days] if may_call and not found.ended_at else []
    clashes = clashing.sentences(current_user, found.group, days)
    return {
        "partnership": partnership, "poll": found, "seats": seats, "answers": answers, "is_open": is_open,
        "mine": mine, "forms": forms | (typed or {}), "tallies": tallies, "best": poll_rules.best(tallies),
        "may_call": may_call, "clashes": clashes, "why_not": why_not, "today": today,
        "may_record": is_open and current_user.can_in(Permission.KEEP_SEATS, partnership, found.group_id),
        "audience": audience_sentence(found.audience, found.audience_why),
        "silent": [seat for seat in seats if not any(s == seat.seat_id for s, _d in answers)],
    }  # fmt: skip


def _changed(partnership: Partnership, found: Poll, told: str) -> ResponseReturnValue:
    if not wants_fragment():
        flash(told, "good")
        return redirect(_address(partnership, found), 303)
    context = _context(partnership, found) | {"told": told}
    return changed("series/_poll.html", back_to=_address(partnership, found), **context)


def _address(partnership: Partnership, found: Poll) -> str:
    return url_for("series.poll", slug=partnership.slug, poll_id=found.id)
