"""Keeping what is found of meetings and agenda items in step with them."""

from portal.core import index
from portal.core.audience import narrowest, widest
from portal.core.filters import shortday
from portal.meetings import followers
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
    followers.tell_of_meeting(meeting)


def reindex_item(item: AgendaItem, meeting: Meeting | None, slug: str) -> None:
    """Renew what is found of an item: its title and background for who may see it; its notes once minutes are out."""
    followers.tell_of_item(item)
    if meeting is None or item.removed_at is not None:
        index.drop("item", [item.id])
        return
    shown = meeting.minutes_state in SHOWN
    index.put(
        "item",
        item.id,
        title=item.title,
        body=" ".join(filter(None, (item.background, *((item.notes, item.key_message) if shown else ())))),
        address=_address(item, meeting, slug),
        audience=narrowest(item.audience, meeting.minutes_audience) if shown else item.audience,
        partnership_id=item.partnership_id,
        group_id=item.group_id,
    )


def _address(item: AgendaItem, meeting: Meeting, slug: str) -> str:
    """Return where an item is read: on its meeting's page, or, opened to more people than that, on its own page."""
    at = f"/partnerships/{slug}/meetings/{meeting.id}/"
    is_wider = item.audience is not meeting.audience and widest(item.audience, meeting.audience) is item.audience
    return f"{at}items/{item.id}/" if is_wider else f"{at}#item-{item.id}"
