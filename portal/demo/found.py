"""Everything of the sample made findable, by the same functions that keep the index in step afterwards."""

from typing import Any

import sqlalchemy as sa

from portal.actions import services as actions
from portal.actions.models import Action
from portal.core import index
from portal.core.database import db
from portal.decisions import services as decisions
from portal.decisions.models import Decision
from portal.demo.book import Book
from portal.directory import services as directory
from portal.meetings import followers
from portal.meetings.models import AgendaItem, Meeting
from portal.meetings.services.indexing import reindex, reindex_item
from portal.partnerships.services import indexing as partnerships


def index_everything(book: Book) -> None:
    """Put all that was loaded into the index: organisations and people, partnerships, meetings and what they hold."""
    with index.gathering(), db.session.no_autoflush, followers.unheard():
        for organisation in book.organisations.values():
            directory.reindex(organisation)
        for person in book.people.values():
            directory.reindex(person)
        for place in book.partnerships.values():
            partnerships.reindex(place)
        _index_meetings(book)
        for decision in _all(Decision, book):
            decisions.reindex(decision)
        for action in _all(Action, book):
            actions.reindex(action)


def _index_meetings(book: Book) -> None:
    slugs = {place.id: place.slug for place in book.partnerships.values()}
    meetings = {meeting.id: meeting for meeting in _all(Meeting, book)}
    for meeting in meetings.values():
        reindex(meeting, slugs[meeting.partnership_id])
    for item in _all(AgendaItem, book):
        reindex_item(item, meetings.get(item.meeting_id or 0), slugs[item.partnership_id])


def _all(table: Any, book: Book) -> list:
    """Return the rows of the sample's partnerships in a table, oldest first."""
    places = [place.id for place in book.partnerships.values()]
    asked: sa.Select = sa.select(table).where(table.partnership_id.in_(places))
    return list(db.session.scalars(asked.order_by(table.id)))
