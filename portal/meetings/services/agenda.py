"""The agenda: items added, moved, parked for a later meeting, taken off and brought back."""

import sqlalchemy as sa

from portal.actions import services as actions
from portal.audit import services as audit
from portal.core import clock
from portal.core.audience import Audience, Why, narrowest
from portal.core.database import db
from portal.core.errors import Refusal
from portal.core.viewer import Viewer
from portal.decisions import services as decisions
from portal.meetings import queries, record, rules
from portal.meetings.agenda_rules import audience_of
from portal.meetings.models import AgendaItem, ItemKind, Meeting, StandingItem
from portal.meetings.services.indexing import reindex_item
from portal.partnerships.models import Group, Partnership

CHANGED = ("title", "kind", "minutes_long", "led_by", "background", "reviews_action_id", "chosen_audience")
"""What the form of an item says of it, beside whether it is confidential."""


def must_be_open(meeting: Meeting) -> None:
    """Raise `Refusal` once the minutes are out: from then on only withdrawing them opens the meeting again."""
    if not rules.is_open(meeting.minutes_state):
        raise Refusal("The minutes of this meeting are published and can no longer be changed. Withdraw them first.")
    if meeting.cancelled_at:
        raise Refusal("This meeting was cancelled. Take that back first.")


def last_position(meeting: Meeting) -> int:
    """Return the place of the last item on the agenda; 0 when there is none."""
    return db.session.scalar(sa.select(sa.func.max(AgendaItem.position)).filter_by(meeting_id=meeting.id)) or 0


def new_item(meeting: Meeting, title: str, kind: ItemKind) -> AgendaItem:
    """Put an item at the end of the agenda, without a record of it; return it."""
    item = AgendaItem(
        partnership_id=meeting.partnership_id, group_id=meeting.group_id, meeting_id=meeting.id, title=title, kind=kind,
        position=last_position(meeting) + 1, audience=meeting.audience, audience_why=meeting.audience_why,
        is_confidential=False,
    )  # fmt: skip
    db.session.add(item)
    db.session.flush()
    return item


def add_item(doer: Viewer | None, partnership: Partnership, meeting: Meeting, title: str, kind: ItemKind) -> AgendaItem:
    """Add an item to the agenda; return it. Raises `Refusal` when the minutes are out."""
    must_be_open(meeting)
    item = new_item(meeting, title, kind)
    renumber(meeting)
    audit.record(doer, "added", item, f"Added “{title}” to the agenda of {meeting.group.name}")
    reindex_item(item, meeting, partnership.slug)
    return item


def add_review(
    doer: Viewer, partnership: Partnership, meeting: Meeting, title: str, minutes_long: int | None, action_id: int
) -> AgendaItem:
    """Put the review of an action on the agenda; return the item. Raises `Refusal` when the minutes are out."""
    item = add_item(doer, partnership, meeting, title, ItemKind.REVIEW)
    item.minutes_long, item.reviews_action_id = minutes_long, action_id
    return item


def change_item(doer: Viewer, partnership: Partnership, meeting: Meeting, item: AgendaItem, said: dict) -> None:
    """Change an item; making it confidential hides it, and what was decided under it, at once and everywhere.

    Raises `Refusal` when the minutes are out. Whether the item is confidential, and nothing else of it, can be changed
    even then.
    """
    words = [name for name in CHANGED if name in said]
    if said["is_confidential"] == item.is_confidential or any(said[name] != getattr(item, name) for name in words):
        must_be_open(meeting)
    for name in words:
        setattr(item, name, said[name])
    item.is_confidential = said["is_confidential"]
    settle_audience(item, meeting, partnership)
    renumber(meeting)
    audit.record(doer, "changed", item, f"Changed {named(item)} of the agenda of {meeting.group.name}")
    reindex_item(item, meeting, partnership.slug)
    if item.is_confidential:
        _hide_copies(item, partnership)


def _hide_copies(item: AgendaItem, partnership: Partnership) -> None:
    """Make what was carried forward or copied from a confidential item confidential as well, wherever it stands."""
    for copy in db.session.scalars(sa.select(AgendaItem).filter_by(from_item_id=item.id)):
        if copy.is_confidential:
            continue
        copy.is_confidential = True
        meeting = db.session.get(Meeting, copy.meeting_id) if copy.meeting_id else None
        if meeting is None:
            copy.audience, copy.audience_why = Audience.RESTRICTED, Why.CONFIDENTIAL
            reindex_item(copy, None, "")
        else:
            settle_audience(copy, meeting, partnership)
            renumber(meeting)
            reindex_item(copy, meeting, partnership.slug)
        _hide_copies(copy, partnership)


def settle_audience(item: AgendaItem, meeting: Meeting, partnership: Partnership) -> None:
    """Give an item, and the decisions and actions under it, the audience that follows from what it is.

    What stands under it is for the group until the minutes are published, and then for those who may read them; the
    actions for no more people than the partnership's actions are. Under an item for the group alone it stays so.
    """
    decided = acted = (Audience.RESTRICTED, Why.CONFIDENTIAL)
    if item.is_confidential:
        item.audience, item.audience_why = decided
    else:
        item.audience, item.audience_why = audience_of(item.chosen_audience, meeting.audience, meeting.audience_why)
        decided = acted = (Audience.GROUP, Why.DRAFT)
        if item.chosen_audience is Audience.GROUP:
            decided = acted = (Audience.GROUP, Why.CHOSEN)
        elif not rules.is_open(meeting.minutes_state):
            narrower = narrowest(meeting.minutes_audience, partnership.actions_audience)
            decided = (meeting.minutes_audience, Why.MINUTES)
            acted = decided if narrower is meeting.minutes_audience else (narrower, Why.ACTIONS)
    decisions.regard(item.id, *decided)
    actions.regard(item.id, *acted)


def renumber(meeting: Meeting) -> None:
    """Number the items afresh after the order or the confidentiality of one changed."""
    items = queries.every_item(meeting.id)
    for item, number in zip(items, rules.numbers(items), strict=True):
        item.number = number
    db.session.flush()


def move_item(doer: Viewer, meeting: Meeting, item: AgendaItem, up: bool) -> None:
    """Change places with the neighbour above or below; at the end of the list nothing happens."""
    must_be_open(meeting)
    items = list(queries.every_item(meeting.id))
    here = items.index(item)
    there = here - 1 if up else here + 1
    if 0 <= there < len(items):
        items[here], items[there] = items[there], items[here]
    for position, each in enumerate(items, 1):
        each.position = position
    renumber(meeting)
    audit.record(doer, "moved", item, f"Moved {named(item)} {'up' if up else 'down'} on the agenda")


def park_item(doer: Viewer, meeting: Meeting, item: AgendaItem) -> None:
    """Keep an item for a later meeting of the group.

    Raises `Refusal` when decisions or actions stand under it: they belong to this meeting's minutes.
    """
    must_be_open(meeting)
    if record.anything_under(item):
        raise Refusal("Something was decided or agreed under this item, so it belongs to this meeting.")
    item.meeting_id, item.number = None, ""
    renumber(meeting)
    audit.record(doer, "parked", item, f"Parked {named(item)} for a later meeting of {meeting.group.name}")
    reindex_item(item, None, "")


def bring_item(doer: Viewer, partnership: Partnership, meeting: Meeting, item: AgendaItem) -> None:
    """Put a parked item on this meeting's agenda."""
    must_be_open(meeting)
    item.meeting_id, item.position = meeting.id, last_position(meeting) + 1
    settle_audience(item, meeting, partnership)
    renumber(meeting)
    audit.record(doer, "brought", item, f"Brought {named(item)} to the agenda of {meeting.group.name}")
    reindex_item(item, meeting, partnership.slug)


def remove_item(doer: Viewer, meeting: Meeting, item: AgendaItem) -> None:
    """Take an item off the agenda; it can be brought back. Raises `Refusal` as parking does."""
    must_be_open(meeting)
    if record.anything_under(item):
        raise Refusal("Something was decided or agreed under this item. Remove that first if it was a mistake.")
    item.removed_at = clock.now()
    renumber(meeting)
    audit.record(doer, "removed", item, f"Took {named(item)} off the agenda of {meeting.group.name}")
    reindex_item(item, meeting, "")


def restore_item(doer: Viewer, partnership: Partnership, meeting: Meeting, item: AgendaItem) -> None:
    """Bring back an item that was taken off."""
    must_be_open(meeting)
    item.removed_at = None
    settle_audience(item, meeting, partnership)
    renumber(meeting)
    audit.record(doer, "restored", item, f"Brought back {named(item)} to the agenda of {meeting.group.name}")
    reindex_item(item, meeting, partnership.slug)


def add_standing_item(doer: Viewer, group: Group, title: str, kind: ItemKind) -> StandingItem:
    """Let an item stand on every agenda of the group that is called from now on; return it."""
    last = db.session.scalar(sa.select(sa.func.max(StandingItem.position)).filter_by(group_id=group.id)) or 0
    row = StandingItem(group_id=group.id, position=last + 1, title=title, kind=kind)
    db.session.add(row)
    audit.record(doer, "added", row, f"“{title}” stands on every agenda of {group.name}", group.partnership_id)
    return row


def end_standing_item(doer: Viewer, group: Group, row: StandingItem) -> None:
    """Let an item stand no longer; agendas that have it keep it."""
    row.ended_on = clock.today()
    sentence = f"“{row.title}” no longer stands on every agenda of {group.name}"
    audit.record(doer, "ended", row, sentence, group.partnership_id)


def named(item: AgendaItem) -> str:
    """Name an item in the record of changes, which more people read than may see a confidential one."""
    return "a confidential item" if item.is_confidential else f"“{item.title}”"
