"""Reporting back: the ready pack for one's own organisation, and which seats told theirs."""

from typing import Any

from flask import Response, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.exceptions import NotFound

from portal.core import clock, gate
from portal.core.audience import may_see
from portal.core.permissions import Permission
from portal.meetings import queries as meetings
from portal.meetings.models import Meeting
from portal.papers.forms.telling import ReportForm
from portal.papers.queries import telling as queries
from portal.papers.services import reporting as services
from portal.papers.views import parts
from portal.papers.views.blueprint import bp
from portal.partnerships.models import Partnership


def _load(partnership: Partnership, meeting_id: int) -> Meeting:
    """Return the meeting; 404 as well for those who may not read its minutes."""
    meeting = parts.load(partnership, meeting_id)
    meetings.must_be_seen(may_see(current_user, meeting, meeting.minutes_audience))
    return meeting


def _ready(meeting: Meeting, seat: Any) -> dict[str, Any]:
    """Return what can be told on to the organisation of a seat; nothing of a confidential item."""
    return {
        "organisation": seat.organisation,
        "decisions": queries.decided(current_user, meeting),
        "actions": queries.actions_for(current_user, meeting, seat.organisation_id),
        "messages": [
            item.key_message for item in meetings.list_items(current_user, meeting)
            if item.key_message and not item.is_confidential
        ],
    }  # fmt: skip


def _page(partnership: Partnership, meeting: Meeting, form: ReportForm | None = None) -> tuple[str, int]:
    seats = queries.seats_that_report(meeting)
    mine = [seat for seat in seats if seat.seat_id in current_user.seats]
    context = parts.frame(partnership, meeting) | {
        "seats": seats,
        "mine": mine,
        "may_record": current_user.can_in(Permission.KEEP_SEATS, partnership, meeting.group_id),
        "is_out": meeting.minutes_state in queries.PUBLISHED,
        "form": form or ReportForm(data={"told_on": clock.today()}),
        "asked": form.seat.data if form else "",
    }
    texts = {
        seat.seat_id: render_template(
            "papers/report_back.txt", partnership=partnership, meeting=meeting, **_ready(meeting, seat)
        ).strip()
        for seat in (mine if context["is_out"] else [])
    }
    return render_template("papers/report_back.html", texts=texts, **context), 422 if form else 200


def _seat(partnership: Partnership, meeting: Meeting, asked: str) -> Any:
    """Return the seat that is named, if the viewer may report for it."""
    seat = next((seat for seat in queries.seats_that_report(meeting) if str(seat.seat_id) == asked), None)
    if seat is None:
        raise NotFound
    may_record = current_user.can_in(Permission.KEEP_SEATS, partnership, meeting.group_id)
    gate.demand_that(seat.seat_id in current_user.seats or may_record)
    return seat


@bp.get("/<int:meeting_id>/report-back")
@gate.allow(Permission.READ_AS_PARTNER)
def report_back(partnership: Partnership, meeting_id: int) -> ResponseReturnValue:
    meeting = _load(partnership, meeting_id)
    if request.args.get("format") == "txt":
        meetings.must_be_seen(meeting.minutes_state in queries.PUBLISHED)
        ready = _ready(meeting, _seat(partnership, meeting, request.args.get("seat", "")))
        text = render_template("papers/report_back.txt", partnership=partnership, meeting=meeting, **ready)
        return Response(text.strip() + "\n", content_type="text/plain; charset=utf-8")
    return _page(partnership, meeting)


@bp.post("/<int:meeting_id>/report-back")
@gate.allow(Permission.ACKNOWLEDGE_DECISIONS)
def note_report(partnership: Partnership, meeting_id: int) -> ResponseReturnValue:
    meeting = _load(partnership, meeting_id)
    form = ReportForm()
    seat = _seat(partnership, meeting, form.seat.data or "")
    if not form.validate_on_submit():
        return _page(partnership, meeting, form)
    services.note_report(current_user, meeting, seat, form.told_on.data or clock.today(), form.how.data, form.note.data)
    flash("Thank you. It is noted that you reported back.", "good")
    return redirect(parts.at(partnership, meeting) + "report-back", 303)


@bp.post("/<int:meeting_id>/report-back/take-back")
@gate.allow(Permission.ACKNOWLEDGE_DECISIONS)
def take_report_back(partnership: Partnership, meeting_id: int) -> ResponseReturnValue:
    meeting = _load(partnership, meeting_id)
    services.take_back(current_user, meeting, _seat(partnership, meeting, request.form.get("seat", "")))
    flash("It is taken back.", "good")
    return redirect(parts.at(partnership, meeting) + "report-back", 303)


@bp.post("/<int:meeting_id>/report-back/letter")
@gate.allow(Permission.ACKNOWLEDGE_DECISIONS)
def report_letter(partnership: Partnership, meeting_id: int) -> ResponseReturnValue:
    meeting = _load(partnership, meeting_id)
    seat = _seat(partnership, meeting, request.form.get("seat", ""))
    meetings.must_be_seen(meeting.minutes_state in queries.PUBLISHED)
    services.send_to_self(current_user, partnership, meeting, _ready(meeting, seat))
    flash("The letter is on its way to you.", "good")
    return redirect(parts.at(partnership, meeting) + "report-back", 303)
