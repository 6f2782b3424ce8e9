"""Makers of meetings, with an agenda and what was noted at them."""

from datetime import timedelta

from portal.core import clock
from portal.core.database import db, writing
from portal.core.viewer import Viewer
from portal.meetings import queries
from portal.meetings.amendment_models import Amendment
from portal.meetings.models import AgendaItem, ItemKind, Meeting
from portal.meetings.services import agenda, calling, lines
from portal.partnerships import queries as partnerships
from portal.partnerships.models import Partnership
from tests import factories

SOMEBODY = Viewer(name="Somebody")


def meeting(group, days_ago=3, items=("Town centre",), **said) -> Meeting:
    """A meeting of the group, so many days ago (or ahead, below nothing), with items by their titles."""
    with writing():
        partnership = db.session.get(Partnership, group.partnership_id)
        agreed = partnerships.rules_for(partnership.id, group.id)
        day = said.pop("day", clock.today() - timedelta(days=days_ago))
        row = calling.call_meeting(SOMEBODY, partnership, group, agreed, {"day": day} | said)
        for title in items:
            agenda.add_item(SOMEBODY, partnership, row, title, ItemKind.DECISION)
    return row


def items(of_meeting) -> list[AgendaItem]:
    """The items of a meeting, in their order."""
    return list(queries.every_item(of_meeting.id))


def make_secret(of_meeting, item) -> None:
    """Make an item confidential."""
    with writing():
        partnership = db.session.get(Partnership, of_meeting.partnership_id)
        said = {"title": item.title, "kind": item.kind, "minutes_long": None, "led_by": "", "is_confidential": True}
        agenda.change_item(SOMEBODY, partnership, of_meeting, item, said)


def amendment(meeting_id, text, item=None) -> Amendment:
    """An amendment that a member proposed."""
    return factories.add(
        Amendment(meeting_id=meeting_id, item_id=item.id if item else None, by="Ray", at=clock.now(), text=text)
    )


def decided(of_meeting, item, text="Fund the bus") -> None:
    """Record a decision under an item."""
    with writing():
        lines.decide(SOMEBODY, of_meeting, item, text, queries.roll(of_meeting))
