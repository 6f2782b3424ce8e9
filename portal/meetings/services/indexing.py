"""Keeping what is found of meetings and agenda items in step with them."""

from portal.core import index
from portal.core.audience import narrowest
from portal.core.filters import shortday
from portal.meetings.models import AgendaItem, Meeting, State

SHOWN = (State.PUBLISHED, State.CONFIRMED)


def reindex(meeting: Meeting, slug: str) -> None:
    """Renew what is found of the meeting itself: its title, group, day and place."""
    index.put(
        "meeting",
        meeting.id,
        title=f"{meeting.title}, {shortday(meeting.day)}",
        body=f"{meeting.group.name}. {meeting.venue}",
        address=f"/partnerships/{slug}/meetings/{meeting.id}/",
        audience=meeting.audience,
        partnership_id=meeting.partnership_id,
        group_id=meeting.group_id,
    )


def reindex_item(item: AgendaItem, meeting: Meeting | None, slug: str) -> None:
    """Renew what is found of an item: its title for who may see the agenda; its notes once the minutes are out."""
    if meeting is None or item.removed_at is not None:
        index.drop("item", [item.id])
        return
    shown = meeting.minutes_state in SHOWN
    index.put(
        "item",
        item.id,
        title=item.title,
        body=f"{item.notes} {item.key_message}".strip() if shown else "",
        address=f"/partnerships/{slug}/meetings/{meeting.id}/#item-{item.id}",
        audience=narrowest(item.audience, meeting.minutes_audience) if shown else item.audience,
        partnership_id=item.partnership_id,
        group_id=item.group_id,
    )
