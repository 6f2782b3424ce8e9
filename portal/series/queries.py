"""Reading series, polls, and a year of meetings. What a viewer may not see is not there."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager

from portal.core import clock
from portal.core.audience import visible_to
from portal.core.database import db, reader
from portal.core.prepared import asked_often
from portal.core.viewer import Viewer
from portal.meetings.models import Kind, Meeting
from portal.memberships.models import Holder, Seat, Standing
from portal.memberships.viewer import is_current
from portal.partnerships.models import Group, Partnership
from portal.series.models import Called, Poll, PollAnswer, PollDay, Series


def list_series(viewer: Viewer, partnership: Partnership) -> Sequence[Any]:
    """Return the partnership's series with how many meetings of each are to come, the one that ends last first."""
    coming = sa.func.count(sa.case((sa.and_(Meeting.day >= clock.today(), Meeting.cancelled_at.is_(None)), Meeting.id)))
    return db.session.execute(
        sa.select(Series, coming.label("coming"), sa.func.count(Meeting.id).label("number"))
        .join(Series.group)
        .outerjoin(Called, Called.series_id == Series.id)
        .outerjoin(Meeting, sa.and_(Meeting.id == Called.meeting_id, visible_to(viewer, Meeting)))
        .where(Series.partnership_id == partnership.id, visible_to(viewer, Series))
        .options(contains_eager(Series.group))
        .group_by(Series.id, Group.id)
        .order_by(Series.until_on.desc(), Series.id.desc())
        .limit(100)
    ).all()


def get_series(viewer: Viewer, partnership: Partnership, series_id: int) -> Series:
    """Return a series with its group, or answer 404."""
    return db.one_or_404(
        sa.select(Series)
        .join(Series.group)
        .where(Series.id == series_id, Series.partnership_id == partnership.id, visible_to(viewer, Series))
        .options(contains_eager(Series.group))
    )


def meetings_of(viewer: Viewer, series: Series) -> Sequence[Meeting]:
    """Return the meetings of a series that the viewer may see, earliest first."""
    return db.session.scalars(
        sa.select(Meeting)
        .join(Called, Called.meeting_id == Meeting.id)
        .join(Meeting.group)
        .where(Called.series_id == series.id, visible_to(viewer, Meeting))
        .options(contains_eager(Meeting.group))
        .order_by(Meeting.day, Meeting.id)
    ).all()


def meeting_of(viewer: Viewer, series: Series, meeting_id: int) -> Meeting:
    """Return one meeting of the series, or answer 404."""
    return db.one_or_404(
        sa.select(Meeting)
        .join(Called, Called.meeting_id == Meeting.id)
        .join(Meeting.group)
        .where(Called.series_id == series.id, Meeting.id == meeting_id, visible_to(viewer, Meeting))
        .options(contains_eager(Meeting.group))
    )


def meetings_in_year(viewer: Viewer, partnership: Partnership, year: int) -> Sequence[Any]:
    """Return what the year view shows of each meeting of a year, cancelled ones too, earliest first."""
    return reader().execute(
        sa.select(
            Meeting.id, Meeting.title, Meeting.day, Meeting.starts, Meeting.ends, Meeting.venue, Meeting.cancelled_at,
            Meeting.group_id, Group.name.label("group"),
        )
        .join(Group, Group.id == Meeting.group_id)
        .where(
            Meeting.partnership_id == partnership.id, Meeting.day.between(date(year, 1, 1), date(year, 12, 31)),
            visible_to(viewer, Meeting),
        )
        .order_by(Meeting.day, Meeting.starts, Meeting.id)
    ).all()  # fmt: skip


def clocks_in_year(viewer: Viewer, partnership: Partnership, year: int) -> Sequence[Any]:
    """Return the meetings whose papers, minutes or bulletin were or are due in a year, with when each was done.

    Papers keep their clocks in a table of their own, on the same step of the house, so that it is named as text.
    """
    clocks = db.metadata.tables["meeting_clocks"]
    year_long = (date(year, 1, 1), date(year, 12, 31))
    days = (Meeting.minutes_due_on, clocks.c.papers_due_on, clocks.c.bulletin_due_on)
    return reader().execute(
        sa.select(
            Meeting.id, Group.name.label("group"), *days, Meeting.published_at, clocks.c.circulated_at,
            clocks.c.bulletin_sent_at,
        )
        .join(Group, Group.id == Meeting.group_id)
        .outerjoin(clocks, clocks.c.meeting_id == Meeting.id)
        .where(
            Meeting.partnership_id == partnership.id, Meeting.cancelled_at.is_(None), Meeting.kind != Kind.NETWORKING,
            sa.or_(*(day.between(*year_long) for day in days)), visible_to(viewer, Meeting),
        )
        .order_by(Meeting.day, Meeting.id)
    ).all()  # fmt: skip


def groups_called(partnership: Partnership, numbers: set[int]) -> Sequence[Any]:
    """Return id and name of these groups, in the partnership's order."""
    return reader().execute(
        sa.select(Group.id, Group.name)
        .where(Group.partnership_id == partnership.id, Group.id.in_(sorted(numbers)))
        .order_by(Group.parent_id.isnot(None), Group.position, Group.id)
    ).all()  # fmt: skip


def list_polls(viewer: Viewer, partnership: Partnership) -> Sequence[Poll]:
    """Return the partnership's polls, those still open first, then the latest."""
    return db.session.scalars(
        sa.select(Poll)
        .join(Poll.group)
        .where(Poll.partnership_id == partnership.id, visible_to(viewer, Poll))
        .options(contains_eager(Poll.group))
        .order_by(Poll.ended_at.isnot(None), Poll.closes_on.desc(), Poll.id.desc())
        .limit(100)
    ).all()


def get_poll(viewer: Viewer, partnership: Partnership, poll_id: int) -> Poll:
    """Return a poll with its group and its days, or answer 404."""
    return db.one_or_404(
        sa.select(Poll)
        .join(Poll.group)
        .where(Poll.id == poll_id, Poll.partnership_id == partnership.id, visible_to(viewer, Poll))
        .options(contains_eager(Poll.group))
    )


def answers_of(poll: Poll) -> dict[tuple[int, int], PollAnswer]:
    """Return what the seats answered, by seat and day."""
    rows = db.session.scalars(
        sa.select(PollAnswer).join(PollDay, PollDay.id == PollAnswer.poll_day_id).where(PollDay.poll_id == poll.id)
    )
    return {(row.seat_id, row.poll_day_id): row for row in rows}


def my_seats(viewer: Viewer, seats: list[int]) -> set[int]:
    """Return those of the seats that the viewer represents, or is the substitute named for."""
    rows = db.session.scalars(
        sa.select(Holder.seat_id).where(
            Holder.seat_id.in_(seats), Holder.person_id == viewer.person_id, is_current(Holder, clock.today())
        )
    )
    return set(rows) if viewer.person_id else set()


def waiting_polls(viewer: Viewer) -> Sequence[Any]:
    """Return open polls that a seat of the viewer has not answered: id, closes_on, about, group, slug, partnership."""
    if not viewer.person_id:
        return []
    return _unanswered(viewer)


@asked_often
def _unanswered(viewer: Viewer) -> sa.Select:
    answered = (
        sa.select(PollAnswer.id)
        .join(PollDay, PollDay.id == PollAnswer.poll_day_id)
        .where(PollDay.poll_id == Poll.id, PollAnswer.seat_id == Seat.id)
    )
    today = clock.today()
    return (
        sa.select(
            Poll.id, Poll.closes_on, Poll.about, Group.name.label("group"), Partnership.slug,
            Partnership.name.label("partnership"),
        )
        .join(Seat, Seat.group_id == Poll.group_id)
        .join(Holder, Holder.seat_id == Seat.id)
        .join(Group, Group.id == Poll.group_id)
        .join(Partnership, Partnership.id == Poll.partnership_id)
        .where(
            Poll.ended_at.is_(None), Poll.closes_on >= today, Holder.person_id == viewer.person_id,
            Holder.standing == Standing.REPRESENTATIVE, Seat.organisation_id.isnot(None), is_current(Holder, today),
            is_current(Seat, today), ~answered.exists(),
        )
        .group_by(Poll.id, Group.id, Partnership.id)
        .order_by(Poll.closes_on, Poll.id)
    )  # fmt: skip
