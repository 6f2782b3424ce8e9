"""Reading the clocks of meetings: of one, of a partnership's year, and those that run for a viewer."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload

from portal.core import clock
from portal.core.audience import visible_to
from portal.core.database import db, reader
from portal.core.prepared import asked_often
from portal.core.viewer import Viewer
from portal.directory.models import Person
from portal.meetings.clocks import Clock
from portal.meetings.models import Kind, Meeting
from portal.papers.models import MeetingClock
from portal.partnerships.models import Group, Partnership


def get_clock(meeting_id: int) -> MeetingClock | None:
    """Return the clocks of a meeting, with who owes them, if it has any."""
    return db.session.scalar(
        sa.select(MeetingClock)
        .filter_by(meeting_id=meeting_id)
        .options(joinedload(MeetingClock.papers_by), joinedload(MeetingClock.bulletin_by))
    )


def _rows() -> sa.Select:
    papers_by, bulletin_by, taker = aliased(Person), aliased(Person), aliased(Person)
    return (
        sa.select(
            Meeting.id, Meeting.title, Meeting.day, Meeting.group_id, Meeting.partnership_id, Group.name.label("group"),
            Meeting.minutes_due_on, Meeting.published_at, Meeting.taker_id, taker.name.label("taker"),
            MeetingClock.papers_due_on, MeetingClock.circulated_at, MeetingClock.papers_by_id,
            papers_by.name.label("papers_by"), MeetingClock.bulletin_due_on, MeetingClock.bulletin_sent_at,
            MeetingClock.bulletin_by_id, bulletin_by.name.label("bulletin_by"), Partnership.slug,
            Partnership.name.label("partnership"), Partnership.short_name,
        )
        .join(Group, Group.id == Meeting.group_id)
        .join(Partnership, Partnership.id == Meeting.partnership_id)
        .outerjoin(MeetingClock, MeetingClock.meeting_id == Meeting.id)
        .outerjoin(papers_by, papers_by.id == MeetingClock.papers_by_id)
        .outerjoin(bulletin_by, bulletin_by.id == MeetingClock.bulletin_by_id)
        .outerjoin(taker, taker.id == Meeting.taker_id)
        .where(Meeting.cancelled_at.is_(None), Meeting.kind != Kind.NETWORKING)
    )  # fmt: skip


def of_year(viewer: Viewer, partnership: Partnership, first: date, last: date) -> Sequence[Any]:
    """Return the meetings between two days that the viewer may see, with their clocks, oldest first: one statement."""
    asked = _rows().where(
        Meeting.partnership_id == partnership.id, Meeting.day.between(first, last), visible_to(viewer, Meeting)
    )
    return reader().execute(asked.order_by(Meeting.day, Meeting.id).limit(300)).all()


def running(viewer: Viewer) -> Sequence[Any]:
    """Return the meetings of the viewer's partnerships whose papers or bulletin are owed: one statement."""
    return _running(viewer) if viewer.places else []


@asked_often
def _running(viewer: Viewer) -> sa.Select:
    places = [place.id for place in viewer.places]
    today = clock.today()
    until, since = today + timedelta(days=14), today - timedelta(days=60)
    papers = sa.and_(MeetingClock.circulated_at.is_(None), MeetingClock.papers_due_on <= until, Meeting.day >= today)
    bulletin = sa.and_(
        MeetingClock.bulletin_sent_at.is_(None), MeetingClock.bulletin_due_on.between(since, until),
        Meeting.day <= today,
    )  # fmt: skip
    asked = _rows().where(Meeting.partnership_id.in_(places), visible_to(viewer, Meeting), sa.or_(papers, bulletin))
    return asked.order_by(Meeting.day, Meeting.id).limit(60)


def owing(today: date) -> Sequence[Any]:
    """Return all meetings whose papers or bulletin are owed about today, whoever asks: for the clock's letters."""
    near = (today - timedelta(days=14), today + timedelta(days=4))
    papers = sa.and_(
        MeetingClock.circulated_at.is_(None), MeetingClock.papers_due_on.between(*near), Meeting.day >= today
    )
    bulletin = sa.and_(MeetingClock.bulletin_sent_at.is_(None), MeetingClock.bulletin_due_on.between(*near))
    asked = _rows().where(sa.or_(papers, sa.and_(bulletin, Meeting.day <= today)), Partnership.closed_on.is_(None))
    return reader().execute(asked.order_by(Meeting.id)).all()


def without_clocks(today: date) -> Sequence[Meeting]:
    """Return the meetings to come that were called before there were clocks."""
    return db.session.scalars(
        sa.select(Meeting)
        .outerjoin(MeetingClock, MeetingClock.meeting_id == Meeting.id)
        .where(Meeting.day >= today, Meeting.cancelled_at.is_(None), MeetingClock.id.is_(None))
        .order_by(Meeting.id)
        .limit(200)
    ).all()


def clocks_of(row: Any, manager: str = "the manager") -> list[Clock]:
    """Return the three clocks of a row of `of_year`, with who owes each."""
    return [
        Clock("papers", row.papers_due_on, _day(row.circulated_at), row.papers_by or manager),
        Clock("minutes", row.minutes_due_on, _day(row.published_at), row.taker or manager),
        Clock("bulletins", row.bulletin_due_on, _day(row.bulletin_sent_at), row.bulletin_by or manager),
    ]


def _day(moment: Any) -> date | None:
    return clock.local(moment).date() if moment else None
