"""Reading the cases of missed meetings, and notes on regular attendance. Only for those who keep the seats."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from portal.core import clock
from portal.core.audience import visible_to
from portal.core.database import db, reader
from portal.core.days import add_months
from portal.core.tables import Column, Filter, Table
from portal.core.viewer import Viewer
from portal.decisions.models import Decision
from portal.memberships.models import Holder, Seat, Standing
from portal.memberships.viewer import is_current
from portal.partnerships.models import Group, Partnership
from portal.partnerships.queries import rules_for
from portal.representation.models import AttendanceNote, CaseStep, MissedCase
from portal.representation.queries.attendance import Line, lately
from portal.representation.rules import is_under


def cases_table(partnership: Partnership) -> Table:
    """Return the cases of a partnership, those last taken up first."""
    noted = sa.select(sa.func.max(CaseStep.on)).where(CaseStep.case_id == MissedCase.id).scalar_subquery()
    rows = (
        sa.select(
            MissedCase.id, MissedCase.organisation_name, Group.name.label("group"), MissedCase.times,
            MissedCase.opened_on, MissedCase.opened_by, MissedCase.closed_on, MissedCase.outcome,
            noted.label("last_on"),
        )
        .join(Group, Group.id == MissedCase.group_id)
        .where(MissedCase.partnership_id == partnership.id)
    )  # fmt: skip
    return Table(
        rows=rows,
        id=MissedCase.id,
        noun="case",
        sort="-opened_on",
        columns=[
            Column("organisation_name", "Organisation", sa.func.lower(MissedCase.organisation_name)),
            Column("group", "Group", Group.name),
            Column("times", "Missed in a row", MissedCase.times, "num"),
            Column("opened_on", "Taken up", MissedCase.opened_on),
            Column("opened_by", "By", in_page=False),
            Column("last_on", "Last step"),
            Column("closed_on", "Closed", in_page=False),
            Column("outcome", "How it ended"),
        ],
        filters=[Filter("state", "State", [("open", "Open"), ("closed", "Closed")], _state)],
        search=lambda words: MissedCase.organisation_name.icontains(words, autoescape=True),
    )


def _state(chosen: str) -> sa.ColumnElement[bool]:
    return MissedCase.closed_on.is_(None) if chosen == "open" else MissedCase.closed_on.isnot(None)


def open_by_seat(partnership_id: int) -> dict[int, int]:
    """Return the number of the open case of each seat that has one."""
    rows = sa.select(MissedCase.seat_id, MissedCase.id).where(
        MissedCase.partnership_id == partnership_id, MissedCase.closed_on.is_(None)
    )
    return {row.seat_id: row.id for row in reader().execute(rows)}


def get_case(partnership: Partnership, number: int) -> MissedCase:
    """Return one case of the partnership with its seat and steps, or answer 404."""
    asked = (
        sa.select(MissedCase)
        .join(MissedCase.seat)
        .where(MissedCase.id == number, MissedCase.partnership_id == partnership.id)
        .options(
            contains_eager(MissedCase.seat).options(joinedload(Seat.group), joinedload(Seat.organisation)),
            joinedload(MissedCase.group),
            selectinload(MissedCase.steps).joinedload(CaseStep.decision),
        )
    )
    return db.one_or_404(asked)


def holder_of(seat_id: int) -> Holder | None:
    """Return who represents a seat today."""
    return db.session.scalar(
        sa.select(Holder)
        .where(
            Holder.seat_id == seat_id,
            Holder.standing == Standing.REPRESENTATIVE,
            is_current(Holder, clock.today()),
        )
        .options(joinedload(Holder.person))
    )


def decisions_since(viewer: Viewer, group_id: int, day: date) -> Sequence[Decision]:
    """Return the group's decisions since three months before a day that the viewer may see, newest first."""
    return db.session.scalars(
        sa.select(Decision)
        .where(
            Decision.group_id == group_id,
            Decision.decided_on >= add_months(day, -3),
            Decision.removed_at.is_(None),
            visible_to(viewer, Decision),
        )
        .order_by(Decision.decided_on.desc(), Decision.id.desc())
        .limit(60)
    ).all()


def seen(viewer: Viewer, decision_ids: Sequence[int]) -> set[int]:
    """Return which of these decisions the viewer may see."""
    asked = sa.select(Decision.id).where(Decision.id.in_(decision_ids), visible_to(viewer, Decision))
    return set(db.session.scalars(asked)) if decision_ids else set()


def not_regular(groups: Sequence[Group]) -> list[tuple[Group, int, list[Line]]]:
    """Return each group that says what regular attendance is, with its share, and its seats under that.

    Reckoned over the last twelve months, by the meetings a seat was expected at; a substitute counts.
    """
    found = []
    for group in groups:
        percent = rules_for(group.partnership_id, group.id).regular_percent
        if percent:
            lines = [one for one in lately(group.id).lines if not one.is_ended and is_under(one.share, percent)]
            found.append((group, percent, lines))
    return found


def notes_on(seat_ids: Sequence[int]) -> dict[int, list[Any]]:
    """Return the notes kept beside these seats, newest first, by seat."""
    rows = sa.select(AttendanceNote.__table__).where(AttendanceNote.seat_id.in_(seat_ids))
    found: dict[int, list[Any]] = {}
    for row in reader().execute(rows.order_by(AttendanceNote.id.desc())):
        found.setdefault(row.seat_id, []).append(row)
    return found
