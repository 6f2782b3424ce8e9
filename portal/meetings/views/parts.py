"""What each part of a meeting's page needs; the page is all of them, a swap is one."""

from typing import Any

from flask import url_for
from flask_login import current_user

from portal.core import clock, gate
from portal.core.audience import audience_sentence, may_see
from portal.core.permissions import Permission
from portal.meetings import queries, record, rules
from portal.meetings.forms import GuestForm, KeyMessageForm, LinesForm, NewItemForm, NotesForm, mark_of
from portal.meetings.models import AgendaItem, Meeting, State
from portal.meetings.services.lines import note_lines
from portal.partnerships.models import Partnership

NOW = {State.NONE: 0, State.DRAFT: 0, State.SENT: 1, State.CHECKED: 2, State.PUBLISHED: 3, State.CONFIRMED: 4}


def load(partnership: Partnership, meeting_id: int, permission: Permission | None = None) -> Meeting:
    """Return the meeting; 404 when the viewer may not see it, 403 when they lack the permission in its group."""
    meeting = queries.get_meeting(current_user, partnership, meeting_id)
    if permission is not None:
        gate.demand(permission, partnership, meeting.group_id)
    return meeting


def address(partnership: Partnership, meeting: Meeting, anchor: str = "") -> str:
    """Return the address of the meeting's page."""
    return url_for("meetings.detail", slug=partnership.slug, meeting_id=meeting.id, _anchor=anchor or None)


def frame(partnership: Partnership, meeting: Meeting) -> dict[str, Any]:
    """Return what every part needs: the meeting, its address, and what the viewer may do and see of it."""
    is_open = rules.is_open(meeting.minutes_state) and not meeting.cancelled_at
    is_insider, is_partner = _parts_in(meeting)

    def may(permission: Permission) -> bool:
        return current_user.can_in(permission, partnership, meeting.group_id)

    return {
        "partnership": partnership,
        "meeting": meeting,
        "at": f"/partnerships/{partnership.slug}/meetings/{meeting.id}/",
        "is_open": is_open,
        "may_write": is_open and may(Permission.WRITE_MINUTES),
        "may_mark": is_open and may(Permission.TAKE_ATTENDANCE),
        "may_call": may(Permission.CALL_MEETINGS),
        "may_check": may(Permission.CHECK_MINUTES),
        "may_publish": may(Permission.PUBLISH_MINUTES),
        "sees_minutes": may_see(current_user, meeting, meeting.minutes_audience),
        "sees_names": is_insider or is_partner,
        "is_insider": is_insider,
        "has_come": queries.is_past(meeting),
        "leads_as": "leads_text" if current_user.belongs_to(partnership) else "leads_public",
    }


def _parts_in(meeting: Meeting) -> tuple[bool, bool]:
    """Whether the viewer is one of those who met, and whether they are a partner to whom names may be told.

    Who stands in at the meeting is one of them; to others nobody is named where nothing is attributed.
    """
    is_insider = current_user.belongs_to(meeting.partnership_id) or meeting.id in current_user.meetings
    return is_insider, current_user.is_partner and not meeting.is_unattributed


def attendance(meeting: Meeting, guest_form: GuestForm | None = None, asked: int | None = None) -> dict[str, Any]:
    """Return the roll, the quorum as it stands, and the guests; `asked` is the seat whose substitute is asked for."""
    roll = queries.roll(meeting)
    is_insider, is_partner = _parts_in(meeting)
    is_told = is_insider or not meeting.is_unattributed
    return {
        "roll": roll,
        "told": {line.seat_id: line.who_for(is_insider, is_partner) if is_told else "" for line in roll},
        "quorum": rules.quorum(meeting, roll),
        "guests": queries.list_guests(meeting.id),
        "guest_form": guest_form or GuestForm(),
        "asked": asked,
    }


def agenda(
    meeting: Meeting, item_form: NewItemForm | None = None, refused: dict[int, LinesForm] | None = None
) -> dict[str, Any]:
    """Return the items with everything under them; `refused` holds an item's lines that could not be kept."""
    items = queries.list_items(current_user, meeting)
    return {
        "items": items,
        "decisions": record.decisions_of(current_user, meeting),
        "actions": record.actions_of(current_user, meeting),
        "parked": queries.list_parked(current_user, meeting),
        "item_form": item_form or NewItemForm(),
        "notes_forms": {item.id: notes_form(item) for item in items},
        "lines_forms": {item.id: LinesForm(formdata=None) for item in items} | (refused or {}),
        "key_form": KeyMessageForm(),
        "note_lines": note_lines,
    }


def one_item(meeting: Meeting, item: AgendaItem, lines_form: LinesForm | None = None) -> dict[str, Any]:
    """Return one item with everything under it."""
    return {
        "item": item,
        "decisions": record.decisions_of(current_user, meeting, item),
        "actions": record.actions_of(current_user, meeting, item),
        "notes_forms": {item.id: notes_form(item)},
        "lines_forms": {item.id: lines_form or LinesForm(formdata=None)},
        "key_form": KeyMessageForm(),
        "note_lines": note_lines,
    }


def notes_form(item: AgendaItem) -> NotesForm:
    """Return the form of an item's notes, with its version."""
    form = NotesForm(formdata=None, obj=item)
    form.version.data = mark_of(item.notes)
    return form


def minutes(partnership: Partnership, meeting: Meeting) -> dict[str, Any]:
    """Return where the minutes stand, for whom they are, and what can be done next."""
    published = meeting.published_at and clock.local(meeting.published_at).date()
    return {
        "now": NOW[meeting.minutes_state],
        "steps": rules.STEPS,
        "audience_words": audience_sentence(meeting.minutes_audience, meeting.minutes_why),
        "days_taken": (published - meeting.day).days if published else None,
        "on_time": bool(published and meeting.minutes_due_on and published <= meeting.minutes_due_on),
        "to_confirm": queries.to_confirm(current_user, meeting) if queries.is_past(meeting) else [],
    }
