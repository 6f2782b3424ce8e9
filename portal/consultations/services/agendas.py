"""A consultation comes onto the agenda of a meeting, so that the response is talked about before it closes."""

import sqlalchemy as sa

from portal.consultations.models import Consultation, OnAgenda
from portal.consultations.rules import NEUTRAL
from portal.core.audience import narrowest, widest
from portal.core.database import db
from portal.core.text import shortened
from portal.core.viewer import Viewer
from portal.meetings.models import AgendaItem, ItemKind, Meeting
from portal.meetings.rules import is_open
from portal.meetings.services import agenda
from portal.meetings.services.indexing import reindex_item
from portal.partnerships.models import Partnership
from portal.partnerships.queries import rules_for


def put_on_agenda(doer: Viewer, partnership: Partnership, row: Consultation, meeting: Meeting) -> AgendaItem:
    """Put the response on the agenda of a meeting; return the item. Raises `Refusal` when its minutes are out."""
    item = agenda.add_item(doer, partnership, meeting, title_of(row, meeting), ItemKind.DECISION)
    db.session.add(OnAgenda(consultation_id=row.id, item_id=item.id))
    return item


def title_of(row: Consultation, meeting: Meeting) -> str:
    """Return what the agenda calls it: no name where agenda or minutes may have readers whom it is not for."""
    readers = widest(meeting.audience, rules_for(meeting.partnership_id, meeting.group_id).minutes_audience)
    if narrowest(readers, row.audience) is not readers:
        return NEUTRAL
    return _titled(row.title)


def follow(row: Consultation, was_called: str) -> None:
    """Let the agendas it stands on, where they are open still, call it as it is called now, or not name it any more."""
    rows = db.session.execute(
        sa.select(AgendaItem, Meeting)
        .join(OnAgenda, OnAgenda.item_id == AgendaItem.id)
        .join(Meeting, Meeting.id == AgendaItem.meeting_id)
        .where(OnAgenda.consultation_id == row.id, AgendaItem.title.in_([_titled(was_called), NEUTRAL]))
    ).all()
    place = db.session.get_one(Partnership, row.partnership_id)
    for item, meeting in rows:
        if is_open(meeting.minutes_state) and item.title != title_of(row, meeting):
            item.title = title_of(row, meeting)
            reindex_item(item, meeting, place.slug)


def _titled(title: str) -> str:
    return shortened(f"Our response: {title}", 190)
