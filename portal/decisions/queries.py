"""Reading decisions, and what the absent have still to acknowledge.

Meetings stand higher in the house, so that their tables are named here as text.
"""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from portal.core.audience import visible_to
from portal.core.database import db
from portal.core.prepared import asked_often
from portal.core.viewer import Viewer
from portal.decisions.models import Acknowledgement, Decision
from portal.memberships.models import Seat
from portal.partnerships.models import Group, Partnership

PUBLISHED = ("published", "confirmed")
FILLED = ("present", "substitute")


def get_decision(viewer: Viewer, partnership: Partnership, decision_id: int) -> Decision:
    """Return one decision with its group, or answer 404."""
    asked = sa.select(Decision).where(Decision.id == decision_id, *seen(viewer, partnership))
    return db.one_or_404(asked.options(joinedload(Decision.group)))


def meeting_of(viewer: Viewer, decision: Decision) -> Any:
    """Return the id, day, title and minutes' state of the decision's meeting, or None where it is not to be seen."""
    meetings = db.metadata.tables["meetings"]
    asked = sa.select(meetings.c.id, meetings.c.day, meetings.c.title, meetings.c.minutes_state)
    return db.session.execute(asked.where(meetings.c.id == decision.meeting_id, visible_to(viewer, meetings.c))).first()


def list_absent(meeting_id: int) -> Sequence[Any]:
    """Return the seats that were not filled at a meeting with published minutes, and who acknowledged for them when."""
    meetings, attendances = db.metadata.tables["meetings"], db.metadata.tables["attendances"]
    return db.session.execute(
        sa.select(attendances.c.seat_id, attendances.c.organisation_name, Acknowledgement.by, Acknowledgement.at)
        .join(meetings, meetings.c.id == attendances.c.meeting_id)
        .outerjoin(Acknowledgement, of_this(attendances))
        .where(attendances.c.meeting_id == meeting_id, *missed(meetings, attendances))
        .order_by(attendances.c.organisation_name, attendances.c.seat_id)
    ).all()


def was_missed(meeting_id: int, seat_id: int) -> bool:
    """Whether the seat was not filled at the meeting, and the meeting's minutes are published."""
    return any(row.seat_id == seat_id for row in list_absent(meeting_id))


def place_of(meeting: Any) -> Partnership:
    """Return the partnership of a meeting."""
    return db.session.get_one(Partnership, meeting.partnership_id)


def seat_at(partnership: Partnership, meeting_id: int, seat_id: int) -> Seat:
    """Return the seat that was marked at a meeting of the partnership, or answer 404."""
    meetings, attendances = db.metadata.tables["meetings"], db.metadata.tables["attendances"]
    asked = (
        sa.select(Seat)
        .join(attendances, attendances.c.seat_id == Seat.id)
        .join(meetings, meetings.c.id == attendances.c.meeting_id)
        .where(Seat.id == seat_id, meetings.c.id == meeting_id, meetings.c.partnership_id == partnership.id)
        .options(joinedload(Seat.organisation))
    )
    return db.one_or_404(asked)


def waiting_acknowledgements(viewer: Viewer) -> Sequence[Any]:
    """Return what was decided without the viewer's seats and is not acknowledged, oldest first: one statement.

    Each row: meeting_id, day, title, seat_id, organisation_name, slug, short_name, partnership, group, decisions (how
    many of them the viewer may see). A meeting without any has nothing to acknowledge.
    """
    if not viewer.seats:
        return []
    return _waiting_acknowledgements(viewer)


@asked_often
def _waiting_acknowledgements(viewer: Viewer) -> sa.Select:
    meetings, attendances = db.metadata.tables["meetings"], db.metadata.tables["attendances"]
    decided = (
        sa.select(sa.func.count())
        .where(Decision.meeting_id == meetings.c.id, Decision.removed_at.is_(None), visible_to(viewer, Decision))
        .scalar_subquery()
    )
    return (
        sa.select(
            meetings.c.id.label("meeting_id"), meetings.c.day, meetings.c.title, attendances.c.seat_id,
            attendances.c.organisation_name, Partnership.slug, Partnership.short_name,
            Partnership.name.label("partnership"), Group.name.label("group"),
            decided.label("decisions"),
        )
        .select_from(attendances)
        .join(meetings, meetings.c.id == attendances.c.meeting_id)
        .join(Partnership, Partnership.id == meetings.c.partnership_id)
        .join(Group, Group.id == meetings.c.group_id)
        .outerjoin(Acknowledgement, of_this(attendances))
        .where(
            attendances.c.seat_id.in_(sorted(viewer.seats)),
            Acknowledgement.id.is_(None),
            visible_to(viewer, meetings.c),
            decided > 0,
            *missed(meetings, attendances),
        )
        .order_by(meetings.c.day, attendances.c.id)
    )  # fmt: skip


def seen(viewer: Viewer, partnership: Partnership) -> tuple[Any, ...]:
    """Return the conditions that a decision is the partnership's, was not removed, and may be seen by the viewer."""
    return Decision.partnership_id == partnership.id, Decision.removed_at.is_(None), visible_to(viewer, Decision)


def of_this(attendances: sa.Table) -> Any:
    """Return the condition that an acknowledgement is that of an attendance."""
    return sa.and_(
        Acknowledgement.meeting_id == attendances.c.meeting_id, Acknowledgement.seat_id == attendances.c.seat_id
    )


def missed(meetings: sa.Table, attendances: sa.Table) -> tuple[Any, ...]:
    """Return the conditions that a seat was not filled at a meeting that was held and whose minutes are out."""
    return (
        meetings.c.minutes_state.in_(PUBLISHED),
        meetings.c.cancelled_at.is_(None),
        attendances.c.presence.not_in(FILLED),
    )
