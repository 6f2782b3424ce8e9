"""What a meeting did not reach goes to the next one, and what comes up again is put on the next agenda too."""

from collections.abc import Sequence

from portal.audit import services as audit
from portal.core import clock
from portal.core.audience import Audience, Why
from portal.core.database import db
from portal.core.errors import Refusal
from portal.core.viewer import Viewer
from portal.meetings import agenda_queries
from portal.meetings.models import AgendaItem, Meeting
from portal.meetings.services import agenda
from portal.meetings.services.indexing import reindex_item
from portal.partnerships.models import Group, Partnership

KEPT = ("title", "kind", "minutes_long", "led_by", "background", "chosen_audience", "reviews_action_id")


def carry(doer: Viewer, partnership: Partnership, meeting: Meeting, item: AgendaItem) -> AgendaItem:
    """Carry an item that was not reached to the group's next meeting, or to its backlog; return it as it stands there.

    It stays on this agenda as well, and each says where the other is. Raises `Refusal` when the minutes are out, or
    it was carried already.
    """
    agenda.must_be_open(meeting)
    if agenda_queries.carried_on([item.id]):
        raise Refusal("This item is carried forward already.")
    copy = _copy(partnership, meeting, item, is_carried=True)
    sentence = f"Carried {agenda.named(item)} of {meeting.group.name} {_where(copy)}"
    audit.record(doer, "carried", copy, sentence, partnership.id)
    return copy


def carry_rest(doer: Viewer, partnership: Partnership, meeting: Meeting, items: Sequence[AgendaItem]) -> int:
    """Carry forward all of these items that were not carried yet; return how many that were."""
    agenda.must_be_open(meeting)
    done = agenda_queries.carried_on([item.id for item in items])
    waiting = [item for item in items if item.id not in done]
    for item in waiting:
        carry(doer, partnership, meeting, item)
    return len(waiting)


def repeat(doer: Viewer, partnership: Partnership, meeting: Meeting, item: AgendaItem) -> AgendaItem:
    """Put a copy of an item on the group's next agenda, or into its backlog; return the copy."""
    copy = _copy(partnership, meeting, item, is_carried=False)
    sentence = f"Put {agenda.named(item)} of {meeting.group.name} {_where(copy)} as well"
    audit.record(doer, "copied", copy, sentence, partnership.id)
    return copy


def remove_parked(doer: Viewer, group: Group, item: AgendaItem) -> None:
    """Take an item out of the group's backlog; it can be brought back."""
    item.removed_at = clock.now()
    audit.record(doer, "removed", item, f"Took {agenda.named(item)} out of the backlog of {group.name}")


def restore_parked(doer: Viewer, group: Group, item: AgendaItem) -> None:
    """Bring an item back into the group's backlog."""
    item.removed_at = None
    audit.record(doer, "restored", item, f"Brought {agenda.named(item)} back into the backlog of {group.name}")


def _copy(partnership: Partnership, meeting: Meeting, item: AgendaItem, is_carried: bool) -> AgendaItem:
    there = agenda_queries.next_open(meeting.group.id, meeting.day)
    copy = AgendaItem(
        partnership_id=item.partnership_id, group_id=item.group_id, meeting_id=there.id if there else None,
        is_confidential=item.is_confidential, from_item_id=item.id, is_carried=is_carried, number="",
        position=agenda.last_position(there) + 1 if there else 0,
        **{name: getattr(item, name) for name in KEPT},
    )  # fmt: skip
    hidden = (Audience.RESTRICTED, Why.CONFIDENTIAL)
    copy.audience, copy.audience_why = hidden if item.is_confidential else (Audience.GROUP, Why.CHOSEN)
    db.session.add(copy)
    db.session.flush()
    if there:
        agenda.settle_audience(copy, there, partnership)
        agenda.renumber(there)
        reindex_item(copy, there, partnership.slug)
    return copy


def _where(copy: AgendaItem) -> str:
    return "to the next meeting" if copy.meeting_id else "to the backlog"
