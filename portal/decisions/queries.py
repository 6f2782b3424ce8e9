"""Reading decisions, and what the absent have still to acknowledge.

Meetings stand higher in the house, so that their tables are named here as text.
"""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from portal.core import index
from portal.core.audience import visible_to
from portal.core.database import db
from portal.core.tables import Column, Filter, Table
from portal.core.viewer import Viewer
from portal.decisions.models import Acknowledgement, Decision, How
from portal.memberships.models import Seat
from portal.partnerships.models import Group, Partnership

PUBLISHED = ("published", "confirmed")
FILLED = ("present", "substitute")


def register(viewer: Viewer, partnership: Partnership, groups: Sequence[Any], years: Sequence[int]) -> Table:
    """Return the partnership's register of decisions, as far as the viewer may see them, newest first."""
    meetings = db.metadata.tables["meetings"]
    rows = (
        sa.select(
            Decision.id, Decision.decided_on, Decision.text, Decision.how, Decision.is_recommendation,
            Decision.quorum_present, Decision.quorum_needed, Decision.quorum_of, Group.name.label("group"),
            meetings.c.id.label("meeting_id"),
        )
        .outerjoin(Group, Group.id == Decision.group_id)
        .outerjoin(meetings, sa.and_(meetings.c.id == Decision.meeting_id, visible_to(viewer, meetings.c)))
        .where(*_seen(viewer, partnership))
    )  # fmt: skip
    return Table(
        rows=rows,
        id=Decision.id,
        noun="decision",
        columns=[
            Column("decided_on", "When", Decision.decided_on),
            Column("text", "What was decided", sa.func.lower(Decision.text), "main"),
            Column("how", "How", Decision.how),
            Column("group", "Group", sa.func.coalesce(Group.name, "")),
            Column("is_recommendation", "Only a recommendation", in_page=False),
            Column("quorum_present", "Present", in_page=False),
            Column("quorum_needed", "Quorum", in_page=False),
            Column("quorum_of", "Of", in_page=False),
        ],
        sort="-decided_on",
        filters=[
            Filter("group", "Group", [(row.id, row.name) for row in groups], _of_group, every="Every group"),
            Filter("how", "How", list(OUTCOMES.items()), _how, every="Any outcome"),
            Filter("year", "Year", [(year, str(year)) for year in years], _in_year, every="Every year"),
        ],
        search=lambda words: Decision.id.in_(index.matching("decision", words)),
    )


OUTCOMES = {how.value: how.words.capitalize() for how in How} | {"recommended": "Only recommended"}


def list_narrowing(viewer: Viewer, partnership: Partnership) -> tuple[Sequence[Any], list[int]]:
    """Return the groups, and the years of the decisions the viewer may see, latest first: one statement."""
    first, last = (
        sa.select(order(Decision.decided_on)).where(*_seen(viewer, partnership)).scalar_subquery()
        for order in (sa.func.min, sa.func.max)
    )
    rows = db.session.execute(
        sa.select(Group.id, Group.name, first.label("first"), last.label("last"))
        .where(Group.partnership_id == partnership.id)
        .order_by(Group.position, Group.id)
    ).all()
    if not rows or rows[0].first is None:
        return rows, []
    return rows, list(range(rows[0].last.year, rows[0].first.year - 1, -1))


def get_decision(viewer: Viewer, partnership: Partnership, decision_id: int) -> Decision:
    """Return one decision with its group, or answer 404."""
    asked = sa.select(Decision).where(Decision.id == decision_id, *_seen(viewer, partnership))
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
        .outerjoin(Acknowledgement, _of_this(attendances))
        .where(attendances.c.meeting_id == meeting_id, *_missed(meetings, attendances))
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
    meetings, attendances = db.metadata.tables["meetings"], db.metadata.tables["attendances"]
    decided = (
        sa.select(sa.func.count())
        .where(Decision.meeting_id == meetings.c.id, Decision.removed_at.is_(None), visible_to(viewer, Decision))
        .scalar_subquery()
    )
    asked = (
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
        .outerjoin(Acknowledgement, _of_this(attendances))
        .where(
            attendances.c.seat_id.in_(sorted(viewer.seats)),
            Acknowledgement.id.is_(None),
            visible_to(viewer, meetings.c),
            decided > 0,
            *_missed(meetings, attendances),
        )
        .order_by(meetings.c.day, attendances.c.id)
    )  # fmt: skip
    return db.session.execute(asked).all()


def _seen(viewer: Viewer, partnership: Partnership) -> tuple[Any, ...]:
    return Decision.partnership_id == partnership.id, Decision.removed_at.is_(None), visible_to(viewer, Decision)


def _of_this(attendances: sa.Table) -> Any:
    return sa.and_(
        Acknowledgement.meeting_id == attendances.c.meeting_id, Acknowledgement.seat_id == attendances.c.seat_id
    )


def _missed(meetings: sa.Table, attendances: sa.Table) -> tuple[Any, ...]:
    return (
        meetings.c.minutes_state.in_(PUBLISHED),
        meetings.c.cancelled_at.is_(None),
        attendances.c.presence.not_in(FILLED),
    )


def _of_group(number: str) -> sa.ColumnElement[bool]:
    return Decision.group_id == int(number)


def _how(chosen: str) -> sa.ColumnElement[bool]:
    return Decision.is_recommendation if chosen == "recommended" else Decision.how == How(chosen)  # type: ignore[return-value]


def _in_year(year: str) -> sa.ColumnElement[bool]:
    return sa.extract("year", Decision.decided_on) == int(year)
