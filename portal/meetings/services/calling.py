"""Calling, moving and cancelling a meeting."""

from typing import Any

from portal.audit import services as audit
from portal.core import clock
from portal.core.audience import Audience, Why
from portal.core.database import db
from portal.core.errors import Refusal
from portal.core.filters import shortday
from portal.core.viewer import Viewer
from portal.meetings import queries, rules
from portal.meetings.coming import Manner
from portal.meetings.models import Kind, Meeting, State
from portal.meetings.services import agenda, attendance
from portal.meetings.services.indexing import reindex, reindex_item
from portal.partnerships.models import Group, Partnership, Rules

COMFORTS = ("lunch", "access_notes", "online_link")
"""What a call says beyond when and where."""


def call_meeting(doer: Viewer, partnership: Partnership, group: Group, agreed: Rules, said: dict[str, Any]) -> Meeting:
    """Call a meeting of the group and put its standing items on the agenda; return it.

    `agreed` are the group's rules: its quorum and clock are copied, so that later changes do not rewrite this
    meeting. `said` holds day, starts, ends, venue, kind, title, audience and taker_id, and what may be left out:
    manner, lunch, access_notes and online_link. Raises `Refusal` for a group or a partnership that is closed.
    """
    if partnership.closed_on or group.closed_on:
        raise Refusal("This group is closed. Reopen it before you call a meeting.")
    audience = said.get("audience") or agreed.meetings_audience
    kind = said.get("kind") or (Kind.SUB_GROUP if group.is_sub_group else Kind.MAIN)
    meeting = Meeting(
        partnership_id=partnership.id,
        group=group,
        kind=kind,
        title=said.get("title") or usual_title(kind, group),
        day=said["day"],
        starts=said.get("starts"),
        ends=said.get("ends"),
        venue=said.get("venue") or "",
        manner=said.get("manner") or Manner.PLACE,
        **{name: said.get(name) or "" for name in COMFORTS},
        taker_id=said.get("taker_id"),
        audience=audience,
        audience_why=Why.MEETINGS if audience is agreed.meetings_audience else Why.CHOSEN,
        quorum_kind=agreed.quorum_kind,
        quorum_value=agreed.quorum_value,
        quorum_base=agreed.quorum_base,
        quorum_counts_vacant=agreed.quorum_counts_vacant,
        is_unattributed=agreed.is_unattributed,
        minutes_state=State.NONE,
        minutes_audience=Audience.GROUP,
        minutes_due_on=None
        if kind is Kind.NETWORKING
        else rules.minutes_due(said["day"], agreed.minutes_days, agreed.minutes_count),
    )
    db.session.add(meeting)
    db.session.flush()
    for standing in queries.standing_items(group.id):
        item = agenda.new_item(meeting, standing.title, standing.kind)
        item.standing_item_id = standing.id
    agenda.renumber(meeting)
    audit.record(doer, "called", meeting, f"Called the meeting of {group.name} on {shortday(meeting.day)}")
    reindex(meeting, partnership.slug)
    for item in queries.every_item(meeting.id):
        reindex_item(item, meeting, partnership.slug)
    return meeting


def usual_title(kind: Kind, group: Group) -> str:
    """Return what a meeting is called when nobody gave it a name."""
    return group.name if kind in (Kind.MAIN, Kind.SUB_GROUP) else f"{kind.words}, {group.name}"


def change_call(doer: Viewer, partnership: Partnership, meeting: Meeting, agreed: Rules, said: dict[str, Any]) -> None:
    """Change the call of a meeting: its day, hours, place, kind, name, audience or minute taker.

    Raises `Refusal` once the minutes are published: what was made public about the meeting stays.
    """
    if not rules.is_open(meeting.minutes_state):
        raise Refusal("The minutes of this meeting are published. Withdraw them first if its day or place was wrong.")
    moved = said["day"] != meeting.day
    for name in ("day", "starts", "ends", "kind", "taker_id"):
        setattr(meeting, name, said[name])
    meeting.venue = said["venue"] or ""
    meeting.manner = said.get("manner") or meeting.manner
    for name in COMFORTS:
        setattr(meeting, name, said.get(name, getattr(meeting, name)) or "")
    meeting.title = said["title"] or usual_title(meeting.kind, meeting.group)
    meeting.minutes_due_on = rules.minutes_due(meeting.day, agreed.minutes_days, agreed.minutes_count)
    if moved:
        attendance.follow(meeting)
    if said["audience"] is not meeting.audience:
        meeting.audience, meeting.audience_why = said["audience"], Why.CHOSEN
        for item in queries.every_item(meeting.id):
            agenda.settle_audience(item, meeting, partnership)
            reindex_item(item, meeting, partnership.slug)
    what = f"Moved the meeting of {meeting.group.name} to {shortday(meeting.day)}" if moved else (
        f"Changed the call of the meeting of {meeting.group.name} on {shortday(meeting.day)}"
    )  # fmt: skip
    audit.record(doer, "changed", meeting, what)
    reindex(meeting, partnership.slug)


def cancel_meeting(doer: Viewer, partnership: Partnership, meeting: Meeting, why: str) -> None:
    """Cancel a meeting; it stays, struck through, with the reason.

    Raises `Refusal` when its minutes are published: it did take place.
    """
    if not rules.is_open(meeting.minutes_state):
        raise Refusal("This meeting took place: its minutes are published. It cannot be cancelled.")
    meeting.cancelled_at, meeting.cancelled_why = clock.now(), why
    sentence = f"Cancelled the meeting of {meeting.group.name} on {shortday(meeting.day)}"
    audit.record(doer, "cancelled", meeting, sentence)


def restore_meeting(doer: Viewer, meeting: Meeting) -> None:
    """Take back that a meeting was cancelled."""
    meeting.cancelled_at, meeting.cancelled_why = None, ""
    sentence = f"The meeting of {meeting.group.name} on {shortday(meeting.day)} takes place after all"
    audit.record(doer, "restored", meeting, sentence)
