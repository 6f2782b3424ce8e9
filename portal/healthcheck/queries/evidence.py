"""Counting what the records show in a year: only what every member of the partnership may see."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from portal.core.audience import visible_to
from portal.core.database import db
from portal.core.dates import add_months
from portal.core.permissions import Role
from portal.core.viewer import Part, Viewer
from portal.decisions.models import How
from portal.healthcheck.evidence_words import Figures
from portal.healthcheck.queries import work
from portal.meetings.clocks import figures
from portal.meetings.missed import in_a_row
from portal.meetings.models import FILLED, AgendaItem, Attendance, Kind, Meeting, State
from portal.memberships.models import Seat
from portal.papers.models import MeetingClock, ReportBack
from portal.papers.queries.clocks import clocks_of
from portal.partnerships.models import Group, Partnership

ENDING_SOON = 6
OUT = (State.PUBLISHED, State.CONFIRMED)
LIMIT_OF_MISSES = 3


def member_of(partnership_id: int) -> Viewer:
    """Return a viewer who sees what every member of a partnership sees, and no more: of no group, with no seat."""
    return Viewer(parts=frozenset({Part(Role.OBSERVER, partnership_id)}))


def of_year(partnership: Partnership, group: Group, until: date, previous_id: int | None) -> Figures:
    """Return what is counted for the twelve months up to a day; meetings and seats are those of the group asked."""
    member, first = member_of(partnership.id), add_months(until, -12) + timedelta(days=1)
    held = _held(member, partnership, group, first, until)
    seats = _seats(group, until)
    led_by = {seat.organisation_id for seat in seats if seat.organisation_id}
    decided = work.decided(member, partnership, first, until)
    stands = work.actions(member, partnership, first, until)
    marks = _marks([row.id for row in held])
    return Figures(
        seats=len(led_by), filled=[_filled(marks, row.id) for row in held],
        led=len(led_by & (work.leaders(member, partnership, first, until) | _item_leaders(member, held, seats))),
        decisions=sum(decided.values()), by_consensus=decided[How.CONSENSUS],
        done=stands.done, late=stands.late, nobody=stands.nobody, open=stands.open,
        vacant=sum(seat.organisation_id is None for seat in seats),
        terms=[seat.term_ends_on for seat in seats if _ends_soon(seat, until)],
        missed=_missed(marks, held, seats),
        clocks=[figure.words for figure in _clocks(member, partnership, group, first, until)],
        report_backs=_report_backs([row.id for row in held]), unmet=work.unmet(member, partnership),
        consultations=work.consultations(member, partnership, first, until),
        stakeholders=work.stakeholders(member, partnership), before=work.agreed_before(member, previous_id),
    )  # fmt: skip


def _held(member: Viewer, partnership: Partnership, group: Group, first: date, until: date) -> Sequence[Any]:
    return db.session.execute(
        sa.select(Meeting.id, Meeting.day)
        .where(
            Meeting.partnership_id == partnership.id, Meeting.group_id == group.id, Meeting.cancelled_at.is_(None),
            Meeting.day.between(first, until), Meeting.minutes_state.in_(OUT),
            Meeting.kind.notin_([Kind.NETWORKING, Kind.JOINT]), visible_to(member, Meeting),
            visible_to(member, Meeting, Meeting.minutes_audience),
        )
        .order_by(Meeting.day, Meeting.id)
    ).all()  # fmt: skip


def _marks(meetings: Sequence[int]) -> dict[tuple[int, int], Any]:
    rows = db.session.execute(
        sa.select(Attendance.meeting_id, Attendance.seat_id, Attendance.presence).where(
            Attendance.meeting_id.in_(meetings)
        )
    )
    return {(row.meeting_id, row.seat_id): row.presence for row in rows}


def _filled(marks: dict[tuple[int, int], Any], meeting_id: int) -> int:
    return sum(presence in FILLED for (meeting, _seat), presence in marks.items() if meeting == meeting_id)


def _missed(marks: dict[tuple[int, int], Any], held: Sequence[Any], seats: Sequence[Any]) -> int:
    rows = ([marks[row.id, seat.id] for row in held if (row.id, seat.id) in marks] for seat in seats)
    return sum(in_a_row(row) >= LIMIT_OF_MISSES for row in rows)


def _seats(group: Group, until: date) -> Sequence[Any]:
    organisation = db.metadata.tables["organisations"].c
    return db.session.execute(
        sa.select(Seat.id, Seat.organisation_id, Seat.term_ends_on, organisation.name, organisation.short_name)
        .outerjoin(organisation.id.table, organisation.id == Seat.organisation_id)
        .where(
            Seat.group_id == group.id, Seat.from_on <= until, sa.or_(Seat.until_on.is_(None), Seat.until_on >= until)
        )
        .order_by(Seat.position, Seat.id)
    ).all()


def _ends_soon(seat: Any, until: date) -> bool:
    return seat.term_ends_on is not None and until <= seat.term_ends_on <= add_months(until, ENDING_SOON)


def _item_leaders(member: Viewer, held: Sequence[Any], seats: Sequence[Any]) -> set[int]:
    led = db.session.scalars(
        sa.select(AgendaItem.led_by).where(
            AgendaItem.meeting_id.in_([row.id for row in held]), AgendaItem.led_by != "",
            AgendaItem.removed_at.is_(None), visible_to(member, AgendaItem),
        )
    ).all()  # fmt: skip
    names = [(seat.organisation_id, name) for seat in seats for name in (seat.name, seat.short_name) if name]
    return {number for number, name in names if any(name.lower() in words.lower() for words in led)}


def _clocks(member: Viewer, partnership: Partnership, group: Group, first: date, until: date) -> list[Any]:
    rows = db.session.execute(
        sa.select(
            Meeting.minutes_due_on, Meeting.published_at, MeetingClock.papers_due_on, MeetingClock.circulated_at,
            MeetingClock.bulletin_due_on, MeetingClock.bulletin_sent_at, sa.literal("").label("papers_by"),
            sa.literal("").label("taker"), sa.literal("").label("bulletin_by"),
        )
        .outerjoin(MeetingClock, MeetingClock.meeting_id == Meeting.id)
        .where(
            Meeting.partnership_id == partnership.id, Meeting.group_id == group.id, Meeting.cancelled_at.is_(None),
            Meeting.day.between(first, until), Meeting.kind != Kind.NETWORKING, visible_to(member, Meeting),
        )
    ).all()  # fmt: skip
    return figures((clock for row in rows for clock in clocks_of(row, "")), until)


def _report_backs(meetings: Sequence[int]) -> int:
    return db.session.scalar(sa.select(sa.func.count()).where(ReportBack.meeting_id.in_(meetings))) or 0
