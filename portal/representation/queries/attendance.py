"""Reading who came to a group's meetings: seats by meetings, with their shares."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import sqlalchemy as sa

from portal.core import clock
from portal.core.audience import visible_to
from portal.core.database import reader
from portal.core.days import add_months
from portal.core.viewer import Viewer
from portal.directory.models import Organisation, Person, Sector
from portal.meetings.models import Attendance, Kind, Meeting, Presence, State
from portal.meetings.rules import Quorum, quorum
from portal.memberships.models import Holder, Seat, Standing
from portal.memberships.viewer import is_current
from portal.partnerships.models import Group
from portal.representation.rules import Cell, Mark, Share, by_sector, mark_of, share

LAST = 12


@dataclass
class Sat:
    """A seat at one meeting, as the quorum looks at it."""

    seat_id: int
    organisation_id: int | None
    counts: bool
    presence: Presence


@dataclass
class Met:
    """A column of the picture: a meeting, its quorum, and the share of seats filled."""

    id: int
    day: date
    title: str
    quorum: Quorum
    share: Share


@dataclass
class Line:
    """A row of the picture: a seat, and its cell at each meeting."""

    seat_id: int
    organisation: str
    organisation_id: int | None
    capacity: str
    sector: Sector
    person: str
    is_ended: bool
    cells: list[Cell]

    @cached_property
    def share(self) -> Share:
        """The share of meetings the seat was filled at."""
        return share(cell.mark for cell in self.cells)


@dataclass
class Picture:
    """Seats by meetings, oldest meeting first."""

    meetings: list[Met]
    lines: list[Line]

    @property
    def sectors(self) -> list[tuple[Sector, int, Share]]:
        """The sectors with their seats and shares; vacant seats are of no organisation and left out."""
        marks = [(line.sector, [c.mark for c in line.cells]) for line in self.lines if line.organisation_id]
        return by_sector(marks)

    @property
    def share(self) -> Share:
        """The share of all seats at all meetings."""
        return share(cell.mark for line in self.lines for cell in line.cells)


def held(group_id: int) -> sa.ColumnElement[bool]:
    """Return the condition of meetings that count: held, noted, and no networking or event without seats."""
    return sa.and_(
        Meeting.group_id == group_id,
        Meeting.cancelled_at.is_(None),
        Meeting.day <= clock.today(),
        Meeting.minutes_state != State.NONE,
        Meeting.kind.notin_([Kind.NETWORKING, Kind.JOINT]),
    )


def may_read(viewer: Viewer) -> sa.ColumnElement[bool]:
    """Return the condition under which who came to a meeting may be seen: as its minutes, by whom they are for."""
    return sa.and_(visible_to(viewer, Meeting), visible_to(viewer, Meeting, Meeting.minutes_audience))


def years_of(viewer: Viewer, group_id: int) -> list[int]:
    """Return the years with meetings that the viewer may read, the latest first."""
    rows = reader().execute(sa.select(Meeting.day).where(held(group_id), may_read(viewer)))
    return sorted({row.day.year for row in rows}, reverse=True)


def picture(viewer: Viewer, group: Group, year: int | None = None, names: bool = False) -> Picture:
    """Return seats by meetings: those of a year, or the last twelve, as far as the viewer may read their minutes.

    People are named only where `names` says so: to the partnership's own.
    """
    asked = sa.select(Meeting.__table__).where(held(group.id), may_read(viewer))
    if year:
        asked = asked.where(Meeting.day.between(date(year, 1, 1), date(year, 12, 31)))
    asked = asked.order_by(Meeting.day.desc(), Meeting.id.desc()).limit(52 if year else LAST)
    return _drawn(list(reversed(reader().execute(asked).all())), group.id, names)


def lately(group_id: int) -> Picture:
    """Return seats by meetings of the last twelve months, whoever asks: for the view on regular attendance."""
    since = add_months(clock.today(), -12)
    asked = sa.select(Meeting.__table__).where(held(group_id), Meeting.day > since)
    return _drawn(reader().execute(asked.order_by(Meeting.day, Meeting.id)).all(), group_id, names=True)


def _drawn(meetings: Sequence[Any], group_id: int, names: bool) -> Picture:
    if not meetings:
        return Picture([], [])
    seats = _seats(group_id, meetings[0].day, meetings[-1].day)
    noted = _noted([row.id for row in meetings])
    lines = [_line(seat, meetings, noted, names) for seat in seats]
    return Picture([_met(row, seats, noted) for row in meetings], lines)


def _seats(group_id: int, first: date, last: date) -> Sequence[Any]:
    today = clock.today()
    rows = (
        sa.select(
            Seat.id, Seat.organisation_id, Organisation.name.label("organisation"), Seat.capacity, Seat.sector,
            Seat.counts, Seat.from_on, Seat.until_on, Person.name.label("person"),
        )
        .outerjoin(Organisation, Organisation.id == Seat.organisation_id)
        .outerjoin(
            Holder,
            sa.and_(Holder.seat_id == Seat.id, Holder.standing == Standing.REPRESENTATIVE, is_current(Holder, today)),
        )
        .outerjoin(Person, Person.id == Holder.person_id)
        .where(
            Seat.group_id == group_id,
            Seat.from_on <= last,
            sa.or_(Seat.until_on.is_(None), Seat.until_on >= first),
        )
        .order_by(Seat.position, sa.func.coalesce(Organisation.sort_name, "~"), Seat.from_on, Seat.id)
    )  # fmt: skip
    return reader().execute(rows).all()


def _noted(meeting_ids: Sequence[int]) -> dict[tuple[int, int], Any]:
    columns = (
        Attendance.seat_id, Attendance.meeting_id, Attendance.presence, Attendance.came_late, Attendance.left_early,
        Attendance.person_name, Attendance.substitute_name, Attendance.organisation_id, Attendance.counts,
    )  # fmt: skip
    rows = reader().execute(sa.select(*columns).where(Attendance.meeting_id.in_(meeting_ids)))
    return {(row.seat_id, row.meeting_id): row for row in rows}


def _line(seat: Any, meetings: Sequence[Any], noted: dict[tuple[int, int], Any], names: bool) -> Line:
    cells = [_cell(seat, met, noted.get((seat.id, met.id)), names) for met in meetings]
    is_ended = seat.until_on is not None and seat.until_on < clock.today()
    return Line(
        seat.id, seat.organisation or "Vacant seat", seat.organisation_id, seat.capacity, seat.sector,
        (seat.person or "") if names else "", is_ended, cells,
    )  # fmt: skip


def _cell(seat: Any, met: Any, row: Any, names: bool) -> Cell:
    vacant = seat.organisation_id is None
    mark = mark_of(row.presence if row else None, met.day, seat.from_on, seat.until_on, vacant)
    if row is None:
        return Cell(mark)
    who = row.substitute_name if mark is Mark.SUBSTITUTE else row.person_name
    return Cell(mark, row.came_late, row.left_early, who if names else "")


def _met(row: Any, seats: Sequence[Any], noted: dict[tuple[int, int], Any]) -> Met:
    there = []
    for seat in seats:
        kept = noted.get((seat.id, row.id))
        if kept:
            there.append(Sat(seat.id, kept.organisation_id, kept.counts, kept.presence))
        elif seat.from_on <= row.day and (seat.until_on is None or seat.until_on >= row.day):
            there.append(Sat(seat.id, seat.organisation_id, seat.counts, Presence.EXPECTED))
    marks = [
        mark_of(kept.presence if (kept := noted.get((seat.id, row.id))) else None,
                row.day, seat.from_on, seat.until_on, seat.organisation_id is None)
        for seat in seats
    ]  # fmt: skip
    return Met(row.id, row.day, row.title, quorum(row, there), share(marks))
