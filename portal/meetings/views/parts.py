"""What each part of a meeting's page needs; the page is all of them, a swap is one."""

from collections.abc import Sequence
from typing import Any

from flask import url_for
from flask_login import current_user

from portal.core import clock, gate, panels
from portal.core.audience import audience_sentence, may_see
from portal.core.permissions import Permission, Role
from portal.meetings import agenda_rules, amendment_queries, beside, proposal_rules, queries, record, rules
from portal.meetings.coming import may_join
from portal.meetings.forms import GuestForm, KeyMessageForm, LinesForm, NewItemForm, NotesForm, mark_of
from portal.meetings.models import AgendaItem, Meeting, State
from portal.meetings.plain_words import abbreviations
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
    is_insider, is_partner = parts_in(meeting)

    def may(permission: Permission) -> bool:
        return current_user.can_in(permission, partnership, meeting.group_id)

    return {
        "partnership": partnership,
        "meeting": meeting,
        "at": f"/partnerships/{partnership.slug}/meetings/{meeting.id}/",
        "is_open": is_open,
        "may_write": is_open and may(Permission.WRITE_MINUTES),
        "may_mark": is_open and may(Permission.TAKE_ATTENDANCE),
        "may_join": may_join(current_user, meeting),
        "may_call": may(Permission.CALL_MEETINGS),
        "may_declare": is_open and _sits_in(meeting),
        "may_check": may(Permission.CHECK_MINUTES),
        "may_publish": may(Permission.PUBLISH_MINUTES),
        "sees_minutes": may_see(current_user, meeting, meeting.minutes_audience),
        "sees_names": is_insider or is_partner,
        "is_insider": is_insider,
        "has_come": queries.is_past(meeting),
        "leads_as": "leads_text" if current_user.belongs_to(partnership) else "leads_public",
    }


def _sits_in(meeting: Meeting) -> bool:
    """Whether the viewer represents a seat of the group that meets."""
    return any(part.role is Role.REPRESENTATIVE and part.group_id == meeting.group_id for part in current_user.parts)


def parts_in(meeting: Meeting) -> tuple[bool, bool]:
    """Whether the viewer is one of those who met, and whether they are a partner to whom names may be told.

    Who stands in at the meeting is one of them; to others nobody is named where nothing is attributed.
    """
    is_insider = current_user.belongs_to(meeting.partnership_id) or meeting.id in current_user.meetings
    return is_insider, current_user.is_partner and not meeting.is_unattributed


def whole(
    partnership: Partnership,
    meeting: Meeting,
    guest_form: GuestForm | None = None,
    asked: int | None = None,
    item_form: NewItemForm | None = None,
    refused: dict[int, LinesForm] | None = None,
) -> dict[str, Any]:
    """Return everything the meeting's page needs; forms that were refused stand on it as they were sent."""
    context = frame(partnership, meeting) | attendance(meeting, guest_form, asked)
    context |= agenda(meeting, item_form, refused) | minutes(partnership, meeting)
    context["call_words"] = audience_sentence(meeting.audience, meeting.audience_why)
    context["panels"] = panels.rendered("meeting", current_user, meeting)
    if context["may_write"] and context["has_come"]:
        context |= abbreviations(partnership, context["items"], context["decisions"], context["actions"])
    return context


def attendance(meeting: Meeting, guest_form: GuestForm | None = None, asked: int | None = None) -> dict[str, Any]:
    """Return the roll, the quorum as it stands, and the guests; `asked` is the seat whose substitute is asked for."""
    roll = queries.roll(meeting)
    is_insider, is_partner = parts_in(meeting)
    is_told = is_insider or not meeting.is_unattributed
    return {
        "roll": roll,
        "told": {line.seat_id: line.who_for(is_insider, is_partner) if is_told else "" for line in roll},
        "quorum": rules.quorum(meeting, roll, _left(meeting, roll)),
        "guests": queries.list_guests(meeting.id),
        "guest_form": guest_form or GuestForm(formdata=None),
        "asked": asked,
    }


def _left(meeting: Meeting, roll: list[queries.RollLine]) -> frozenset[int]:
    """The seats that left early, as long as the meeting goes on; afterwards the quorum counts all who came."""
    is_on = rules.is_open(meeting.minutes_state)
    return frozenset(line.seat_id for line in roll if line.left_early) if is_on else frozenset()


def agenda(
    meeting: Meeting, item_form: NewItemForm | None = None, refused: dict[int, LinesForm] | None = None
) -> dict[str, Any]:
    """Return the items with everything under them; `refused` holds an item's lines that could not be kept."""
    items = queries.list_items(current_user, meeting)
    decided, agreed = record.decisions_of(current_user, meeting), record.actions_of(current_user, meeting)
    nearby = around(meeting)
    return nearby | {
        "items": items,
        "times": agenda_rules.times(meeting.starts, meeting.ends, items),
        "left_over": not_reached(items, decided, agreed, nearby["around"]),
        "decisions": decided,
        "actions": agreed,
        "item_form": item_form or NewItemForm(formdata=None),
        "notes_forms": {item.id: notes_form(item) for item in items},
        "lines_forms": {item.id: LinesForm(formdata=None) for item in items} | (refused or {}),
        "key_form": KeyMessageForm(formdata=None),
        "note_lines": note_lines,
        "inside": panels.inside("meeting items", current_user, meeting),
    }


def one_item(meeting: Meeting, item: AgendaItem, lines_form: LinesForm | None = None) -> dict[str, Any]:
    """Return one item with everything under it."""
    items = queries.list_items(current_user, meeting)
    return around(meeting) | {
        "item": item,
        "times": agenda_rules.times(meeting.starts, meeting.ends, items),
        "decisions": record.decisions_of(current_user, meeting, item),
        "actions": record.actions_of(current_user, meeting, item),
        "notes_forms": {item.id: notes_form(item)},
        "lines_forms": {item.id: lines_form or LinesForm(formdata=None)},
        "key_form": KeyMessageForm(formdata=None),
        "note_lines": note_lines,
        "inside": panels.inside("meeting items", current_user, meeting),
    }


def around(meeting: Meeting) -> dict[str, Any]:
    """Return what stands beside the items, how interests are told to the viewer, and which proposals came late."""
    writes = rules.is_open(meeting.minutes_state) and current_user.can_in(
        Permission.WRITE_MINUTES, meeting.partnership_id, meeting.group_id
    )
    found = beside.around(current_user, meeting, writes)
    is_insider, _is_partner = parts_in(meeting)
    reads = may_see(current_user, meeting, meeting.minutes_audience)

    def interests_of(item: AgendaItem) -> list[str]:
        rows = found.of(item).interests if reads else []
        return agenda_rules.interests_told(rows, is_insider, is_insider or not meeting.is_unattributed)

    days = meeting.group.proposals_close_days
    late = {row.number for row in found.proposals if proposal_rules.is_late(row.day, meeting.day, days)}
    return {"around": found, "interests_of": interests_of, "late": late} | {
        "awaits": meeting.day >= clock.today(), "item_sentence": audience_sentence,
    }  # fmt: skip


def not_reached(
    items: Sequence[AgendaItem], decided: record.ByItem, agreed: record.ByItem, found: beside.Around
) -> list[AgendaItem]:
    """Return the items under which nothing was noted, but for those carried on already, or on every agenda anyway."""
    return [
        item
        for item in items
        if not item.standing_item_id
        and not found.of(item).carried_to
        and not agenda_rules.was_reached(item, (*decided.get(item.id, ()), *agreed.get(item.id, ())))
    ]


def notes_form(item: AgendaItem) -> NotesForm:
    """Return the form of an item's notes, with its version."""
    form = NotesForm(formdata=None, obj=item)
    form.version.data = mark_of(item.notes)
    return form


def minutes(partnership: Partnership, meeting: Meeting) -> dict[str, Any]:
    """Return where the minutes stand, for whom they are, and what can be done next."""
    published = meeting.published_at and clock.local(meeting.published_at).date()
    sees_amendments = meeting.minutes_state is not State.NONE and amendment_queries.is_for(current_user, meeting)
    return {
        "sees_amendments": sees_amendments,
        "now": NOW[meeting.minutes_state],
        "steps": rules.STEPS,
        "audience_words": audience_sentence(meeting.minutes_audience, meeting.minutes_why),
        "days_taken": (published - meeting.day).days if published else None,
        "on_time": bool(published and meeting.minutes_due_on and published <= meeting.minutes_due_on),
        "to_confirm": queries.to_confirm(current_user, meeting) if queries.is_past(meeting) else [],
    }
