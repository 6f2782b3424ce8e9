"""Reading the amendments of a meeting's minutes."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager

from portal.core.audience import Audience, may_see, visible_to
from portal.core.database import db
from portal.core.permissions import Permission
from portal.core.prepared import asked_often
from portal.core.viewer import Viewer
from portal.meetings.amendment_models import Amendment, Outcome
from portal.meetings.models import AgendaItem, Meeting
from portal.partnerships.models import Group, Partnership


def is_for(viewer: Viewer, meeting: Meeting) -> bool:
    """Whether the amendments of a meeting are for the viewer: they are for the group that met."""
    return may_see(viewer, meeting, Audience.GROUP)


def list_amendments(viewer: Viewer, meeting: Meeting) -> Sequence[Amendment]:
    """Return what was proposed, in that order, but for what stands under items the viewer may not see."""
    asked = (
        sa.select(Amendment)
        .outerjoin(Amendment.item)
        .where(Amendment.meeting_id == meeting.id, _is_seen(viewer))
        .options(contains_eager(Amendment.item))
        .order_by(Amendment.id)
    )
    return db.session.scalars(asked).all()


def get_amendment(viewer: Viewer, meeting: Meeting, number: int) -> Amendment:
    """Return one amendment that the viewer may see, or answer 404."""
    asked = sa.select(Amendment).outerjoin(Amendment.item).options(contains_eager(Amendment.item))
    return db.one_or_404(asked.where(Amendment.id == number, Amendment.meeting_id == meeting.id, _is_seen(viewer)))


def waiting_for(viewer: Viewer) -> list[Any]:
    """Return the meetings with open amendments whose minutes the viewer writes, with how many there are of each."""
    if not any(viewer.can(Permission.WRITE_MINUTES, place.id) for place in viewer.places):
        return []
    may = Permission.WRITE_MINUTES
    return [row for row in _waiting(viewer) if viewer.can_in(may, row.partnership_id, row.group_id)]


@asked_often
def _waiting(viewer: Viewer) -> sa.Select:
    places = [place.id for place in viewer.places if viewer.can(Permission.WRITE_MINUTES, place.id)]
    return (
        sa.select(
            Meeting.id, Meeting.day, Meeting.group_id, Meeting.partnership_id, Group.name.label("group"),
            Partnership.slug, Partnership.name.label("partnership"), sa.func.count().label("number"),
        )
        .select_from(Amendment)
        .join(Meeting, Meeting.id == Amendment.meeting_id)
        .join(Group, Group.id == Meeting.group_id)
        .join(Partnership, Partnership.id == Meeting.partnership_id)
        .outerjoin(AgendaItem, AgendaItem.id == Amendment.item_id)
        .where(Amendment.outcome == Outcome.OPEN, Meeting.partnership_id.in_(places), _is_seen(viewer))
        .group_by(Meeting.id, Group.name, Partnership.slug, Partnership.name)
        .order_by(Meeting.day, Meeting.id)
        .limit(10)
    )  # fmt: skip


def _is_seen(viewer: Viewer) -> sa.ColumnElement[bool]:
    return sa.or_(Amendment.item_id.is_(None), visible_to(viewer, AgendaItem))
