"""Lists of meetings: a partnership's, and what a home page and a front door show of them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from portal.core import clock, index
from portal.core.audience import visible_to
from portal.core.database import reader
from portal.core.kept import kept
from portal.core.prepared import asked_often
from portal.core.tables import Column, Filter, Table
from portal.core.viewer import Viewer
from portal.meetings.models import Attendance, Kind, Meeting, Presence, State
from portal.meetings.rules import OPEN_STATES
from portal.memberships.models import Holder, Seat, Standing
from portal.memberships.viewer import is_current
from portal.partnerships.models import Group, Partnership, Rules


@kept(lambda viewer, partnership, groups: (viewer.rights, partnership.id, tuple((g.slug, g.name) for g in groups)))
def meetings_table(viewer: Viewer, partnership: Partnership, groups: Sequence[Group]) -> Table:
    """Return the partnership's meetings that the viewer may see, newest first."""
    rows = (
        sa.select(
            Meeting.id, Meeting.title, Meeting.day, Meeting.starts, Meeting.venue, Group.name.label("group"),
            Meeting.minutes_state, Meeting.minutes_due_on, Meeting.published_at, Meeting.cancelled_at,
        )
        .join(Meeting.group)
        .where(Meeting.partnership_id == partnership.id, visible_to(viewer, Meeting))
    )  # fmt: skip
    return Table(
        rows=rows,
        id=Meeting.id,
        noun="meeting",
        sort="-day",
        columns=[
            Column("day", "Day", Meeting.day),
            Column("title", "Meeting", Meeting.title),
            Column("group", "Group", Group.name),
            Column("starts", "From", in_page=False),
            Column("venue", "Where"),
            Column("minutes_state", "Minutes", Meeting.minutes_state),
            Column("minutes_due_on", "Minutes due", in_page=False),
            Column("published_at", "Published", in_page=False),
        ],
        filters=[
            Filter("group", "Group", [(g.slug, g.name) for g in groups], lambda slug: Group.slug == slug),
            Filter("when", "When", [("coming", "Coming"), ("past", "Past"), ("cancelled", "Cancelled")], _when),
            Filter("minutes", "Minutes", [("published", "Published"), ("open", "Not published yet")], _minutes),
        ],
        search=lambda words: Meeting.id.in_(index.matching("meeting", words)),
    )


def _when(choice: str) -> sa.ColumnElement[bool]:
    if choice == "cancelled":
        return Meeting.cancelled_at.isnot(None)
    coming = Meeting.day >= clock.today()
    return coming if choice == "coming" else sa.not_(coming)


def _minutes(choice: str) -> sa.ColumnElement[bool]:
    shown = Meeting.minutes_state.in_([State.PUBLISHED, State.CONFIRMED])
    return shown if choice == "published" else sa.and_(sa.not_(shown), Meeting.day <= clock.today())


@kept(lambda viewer: viewer.rights)
def _brief(viewer: Viewer) -> sa.Select:
    return (
        sa.select(
            Meeting.id, Meeting.title, Meeting.day, Meeting.starts, Meeting.ends, Meeting.venue, Meeting.minutes_state,
            Meeting.minutes_due_on, Meeting.published_at, Meeting.group_id, Meeting.partnership_id, Meeting.audience,
            Group.name.label("group"), Partnership.slug, Partnership.name.label("partnership"), Partnership.short_name,
        )
        .join(Meeting.group)
        .join(Partnership, Partnership.id == Meeting.partnership_id)
        .where(visible_to(viewer, Meeting), Meeting.cancelled_at.is_(None))
    )  # fmt: skip


def coming(viewer: Viewer, partnership_ids: Sequence[int], until: date | None = None, limit: int = 6) -> Sequence[Any]:
    """Return the next meetings of these partnerships that the viewer may see, soonest first."""
    rows = _brief(viewer).where(Meeting.partnership_id.in_(partnership_ids), Meeting.day >= clock.today())
    if until:
        rows = rows.where(Meeting.day <= until)
    return reader().execute(rows.order_by(Meeting.day, Meeting.starts, Meeting.id).limit(limit)).all()


def lately_published(viewer: Viewer, partnership_ids: Sequence[int], limit: int = 4) -> Sequence[Any]:
    """Return the meetings whose minutes came out last, newest first, among those the viewer may read."""
    rows = _brief(viewer).where(
        Meeting.partnership_id.in_(partnership_ids),
        Meeting.published_at.isnot(None),
        Meeting.minutes_state.in_([State.PUBLISHED, State.CONFIRMED]),
        visible_to(viewer, Meeting, Meeting.minutes_audience),
    )
    return reader().execute(rows.order_by(Meeting.published_at.desc(), Meeting.id.desc()).limit(limit)).all()


def unwritten(viewer: Viewer) -> Sequence[Any]:
    """Return past meetings of the viewer's partnerships whose minutes are not out yet, the most overdue first."""
    return _unwritten(viewer) if viewer.places else []


@asked_often
def _unwritten(viewer: Viewer) -> sa.Select:
    places = [place.id for place in viewer.places]
    rows = _brief(viewer).where(
        Meeting.partnership_id.in_(places),
        Meeting.day <= clock.today(),
        Meeting.minutes_state.in_(OPEN_STATES),
        Meeting.minutes_due_on.isnot(None),
    )
    return rows.order_by(Meeting.minutes_due_on, Meeting.id).limit(30)


def presences_of(group_id: int, limit: int = 12) -> Sequence[Any]:
    """Return seat, day and presence at the group's last held meetings, oldest first: for the missed-meetings rule.

    Networking and joint events are no meetings one can miss. What was missed before who represents the seat now began,
    or before the day up to which it was settled, is left out.
    """
    today = clock.today()
    represented = sa.and_(
        Holder.seat_id == Seat.id, Holder.standing == Standing.REPRESENTATIVE, is_current(Holder, today)
    )
    began = sa.func.coalesce(Holder.from_on, Seat.from_on)
    held = (
        sa.select(Meeting.id)
        .where(
            Meeting.group_id == group_id,
            Meeting.cancelled_at.is_(None),
            Meeting.day <= clock.today(),
            Meeting.kind.notin_([Kind.NETWORKING, Kind.JOINT]),
            Meeting.minutes_state.notin_([State.NONE]),
        )
        .order_by(Meeting.day.desc())
        .limit(limit)
    )
    rows = (
        sa.select(Attendance.seat_id, Attendance.organisation_name, Attendance.presence, Meeting.day)
        .join(Meeting, Meeting.id == Attendance.meeting_id)
        .join(Seat, Seat.id == Attendance.seat_id)
        .outerjoin(Holder, represented)
        .where(
            Meeting.id.in_(held),
            Attendance.presence != Presence.EXPECTED,
            Seat.until_on.is_(None),
            Meeting.day >= began,
            sa.or_(Seat.missed_from_on.is_(None), Meeting.day >= Seat.missed_from_on),
        )
        .order_by(Attendance.seat_id, Meeting.day)
    )
    return reader().execute(rows).all()


def groups_with_limit(partnership_ids: Sequence[int]) -> Sequence[Any]:
    """Return the groups whose rules know a number of meetings missed in a row, with that number."""
    return reader().execute(_WITH_LIMIT, {"partnerships": list(partnership_ids)}).all()


def _with_limit() -> sa.Select:
    """Return the statement of `groups_with_limit`, put together once."""
    own, whole = aliased(Rules), aliased(Rules)
    limit = sa.func.coalesce(own.missed_limit, whole.missed_limit, 0)
    resets = sa.func.coalesce(own.substitute_resets, whole.substitute_resets, True)
    among = Group.partnership_id.in_(sa.bindparam("partnerships", expanding=True))
    return (
        sa.select(Group.id, Group.name, Group.partnership_id, limit.label("limit"), resets.label("resets"))
        .outerjoin(own, own.group_id == Group.id)
        .outerjoin(whole, sa.and_(whole.partnership_id == Group.partnership_id, whole.group_id.is_(None)))
        .where(among, Group.closed_on.is_(None), limit > 0)
        .order_by(Group.id)
    )


_WITH_LIMIT = _with_limit()


def of_group(viewer: Viewer, group_id: int, limit: int = 8) -> Sequence[Any]:
    """Return a group's meetings that the viewer may see, the furthest ahead first."""
    rows = _brief(viewer).where(Meeting.group_id == group_id)
    return reader().execute(rows.order_by(Meeting.day.desc(), Meeting.id.desc()).limit(limit)).all()
