"""Taking attendance: one tap a seat."""

from flask import flash, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import gate, htmx
from portal.core.errors import Refusal
from portal.core.permissions import Permission
from portal.meetings import agenda_queries, queries
from portal.meetings.forms import GuestForm, SubstituteForm
from portal.meetings.models import Meeting, Presence
from portal.meetings.services import attendance
from portal.meetings.views import parts
from portal.meetings.views.blueprint import bp
from portal.partnerships.models import Partnership

MARK = Permission.TAKE_ATTENDANCE


def _answer(
    partnership: Partnership,
    meeting: Meeting,
    form: GuestForm | None = None,
    asked: int | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    if status == 200:
        context = parts.frame(partnership, meeting) | parts.attendance(meeting, form, asked)
        back = parts.address(partnership, meeting, f"seat-{asked}" if asked else "attendance")
        return htmx.changed("meetings/_attendance.html", back_to=back, **context)
    context = parts.whole(partnership, meeting, form, asked)
    return htmx.show("meetings/detail.html", fragment="meetings/_attendance.html", **context), status


@bp.post("/<int:meeting_id>/attendance")
@gate.allow(MARK)
def mark(partnership: Partnership, meeting_id: int) -> ResponseReturnValue:
    """Take the button that was pressed: `mark` is "everyone", or "<seat>:<presence>", or "<seat>:late"."""
    meeting = parts.load(partnership, meeting_id, MARK)
    roll = queries.roll(meeting)
    pressed = request.form.get("mark", "")
    if pressed == "everyone":
        attendance.mark_everyone(current_user, meeting, roll)
        return _answer(partnership, meeting)
    seat, _, what = pressed.partition(":")
    line = attendance.line_of(roll, int(seat) if seat.isdecimal() else 0)
    if what in {"late", "early"}:
        attendance.note_time(current_user, meeting, line, what)
        return _answer(partnership, meeting)
    if what not in set(Presence):
        raise Refusal("That is no way a seat can be filled. Choose one of the buttons.")
    again = line.presence == what and what != Presence.SUBSTITUTE
    attendance.mark(current_user, meeting, line, Presence.EXPECTED if again else Presence(what))
    ask = what == Presence.SUBSTITUTE and not line.named_substitute
    return _answer(partnership, meeting, asked=line.seat_id if ask else None)


@bp.post("/<int:meeting_id>/attendance/<int:seat_id>/substitute")
@gate.allow(MARK)
def name_substitute(partnership: Partnership, meeting_id: int, seat_id: int) -> ResponseReturnValue:
    meeting = parts.load(partnership, meeting_id, MARK)
    roll = queries.roll(meeting)
    queries.must_be_seen(any(line.seat_id == seat_id for line in roll))
    line = attendance.line_of(roll, seat_id)
    form = SubstituteForm()
    if not form.validate_on_submit():
        if not htmx.wants_fragment():
            flash(form.name.errors[0], "bad")
        return _answer(partnership, meeting, asked=seat_id, status=422)
    attendance.mark(current_user, meeting, line, Presence.SUBSTITUTE, form.name.data)
    return _answer(partnership, meeting)


@bp.post("/<int:meeting_id>/guests")
@gate.allow(MARK)
def add_guest(partnership: Partnership, meeting_id: int) -> ResponseReturnValue:
    meeting = parts.load(partnership, meeting_id, MARK)
    form = GuestForm()
    if not form.validate_on_submit():
        return _answer(partnership, meeting, form, status=422)
    person = agenda_queries.person_at(form.email.data) if form.email.data else None
    if form.email.data and person is None:
        form.email.errors = ["Nobody with an account has this address. Leave it empty, or correct it."]
        return _answer(partnership, meeting, form, status=422)
    said = (form.name.data, form.organisation.data, form.capacity.data)
    attendance.add_guest(current_user, meeting, *said, person)
    return _answer(partnership, meeting)


@bp.post("/<int:meeting_id>/guests/<int:guest_id>/came")
@gate.allow(MARK)
def greet(partnership: Partnership, meeting_id: int, guest_id: int) -> ResponseReturnValue:
    """Note that an invited guest came, or take that back."""
    meeting = parts.load(partnership, meeting_id, MARK)
    attendance.greet(current_user, meeting, queries.get_guest(meeting, guest_id))
    return _answer(partnership, meeting)


@bp.post("/<int:meeting_id>/guests/<int:guest_id>/remove")
@gate.allow(MARK)
def remove_guest(partnership: Partnership, meeting_id: int, guest_id: int) -> ResponseReturnValue:
    meeting = parts.load(partnership, meeting_id, MARK)
    attendance.remove_guest(current_user, meeting, queries.get_guest(meeting, guest_id))
    return _answer(partnership, meeting)
