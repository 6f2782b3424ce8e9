"""A year's published minutes put together, read in as many statements as one meeting's are."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager

from portal.actions.models import Action
from portal.core.audience import visible_to
from portal.core.database import db
from portal.core.viewer import Viewer
from portal.decisions.models import Decision
from portal.directory.models import Person
from portal.meetings.agenda_models import Interest
from portal.meetings.models import AgendaItem, Attendance, Guest, Meeting, State
from portal.meetings.queries import RollLine, mark
from portal.meetings.record import is_minuted
from portal.memberships.models import Seat
from portal.partnerships.models import Partnership

MOST = 60
OUT = (State.PUBLISHED, State.CONFIRMED)
By = dict[int, list[Any]]


class Compiled(NamedTuple):
    """The minutes of one meeting: what was noted by agenda item, and by item who declared which interest."""

    meeting: Meeting
    roll: list[RollLine]
    guests: list[Guest]
    items: list[AgendaItem]
    decisions: By
    actions: By
    interests: By


def years_of(viewer: Viewer, partnership: Partnership) -> list[int]:
    """Return the years of which the viewer may read minutes, the last first."""
    year = sa.extract("year", Meeting.day)
    asked = sa.select(year).where(*_out(viewer, partnership)).distinct().order_by(year.desc())
    return [int(found) for found in db.session.scalars(asked)]


def compile_year(viewer: Viewer, partnership: Partnership, year: int, group_id: int | None = None) -> list[Compiled]:
    """Return the minutes of a year that the viewer may read, in the order of their days; of one group, if it is given.

    More than sixty meetings are not put together: the first sixty are.
    """
    asked = (
        sa.select(Meeting)
        .join(Meeting.group)
        .where(*_out(viewer, partnership), Meeting.day.between(date(year, 1, 1), date(year, 12, 31)))
        .order_by(Meeting.day, Meeting.starts, Meeting.id)
        .options(contains_eager(Meeting.group))
        .limit(MOST)
    )
    asked = asked if group_id is None else asked.where(Meeting.group_id == group_id)
    meetings = db.session.scalars(asked).all()
    numbers = [meeting.id for meeting in meetings]
    rolls, guests = _rolls(numbers), _by(db.session.scalars(_of(Guest, numbers)), "meeting_id")
    items = _by(db.session.scalars(_items(viewer, numbers)), "meeting_id")
    decided = _of(Decision, numbers).where(Decision.removed_at.is_(None), visible_to(viewer, Decision))
    agreed = _of(Action, numbers).where(is_minuted(), visible_to(viewer, Action))
    decisions, actions = _by(db.session.scalars(decided), "item_id"), _by(db.session.scalars(agreed), "item_id")
    interests = _by(db.session.execute(_declared(numbers)), "item_id")
    return [
        Compiled(row, rolls[row.id], guests[row.id], items[row.id], decisions, actions, interests) for row in meetings
    ]


def _out(viewer: Viewer, partnership: Partnership) -> list[sa.ColumnElement[bool]]:
    return [
        Meeting.partnership_id == partnership.id,
        Meeting.minutes_state.in_(OUT),
        Meeting.cancelled_at.is_(None),
        visible_to(viewer, Meeting),
        visible_to(viewer, Meeting, Meeting.minutes_audience),
    ]


def _of(table: Any, numbers: Sequence[int]) -> sa.Select:
    return sa.select(table).where(table.meeting_id.in_(numbers)).order_by(table.id)


def _items(viewer: Viewer, numbers: Sequence[int]) -> sa.Select:
    seen = _of(AgendaItem, numbers).where(AgendaItem.removed_at.is_(None), visible_to(viewer, AgendaItem))
    return seen.order_by(None).order_by(AgendaItem.position, AgendaItem.id)


def _declared(numbers: Sequence[int]) -> sa.Select:
    return (
        sa.select(
            Interest.item_id, Interest.organisation_name.label("first"), Interest.person_name.label("second"),
            Interest.nature.label("third"), Interest.handling.label("mark"),
        )
        .where(Interest.meeting_id.in_(numbers), Interest.removed_at.is_(None))
        .order_by(Interest.id)
    )  # fmt: skip


def _rolls(numbers: Sequence[int]) -> dict[int, list[RollLine]]:
    """Return the register of each meeting as it was kept when the minutes went out."""
    asked = (
        sa.select(Attendance, Person.name_shown)
        .join(Seat, Seat.id == Attendance.seat_id)
        .outerjoin(Person, Person.id == Attendance.person_id)
        .where(Attendance.meeting_id.in_(numbers))
        .order_by(Seat.position, Attendance.organisation_name, Seat.id)
    )
    found: dict[int, list[RollLine]] = defaultdict(list)
    for kept, shown in db.session.execute(asked):
        line = RollLine(kept.seat_id, None, "", None, "")
        mark(line, kept, shown)
        found[kept.meeting_id].append(line)
    return found


def _by(rows: Any, name: str) -> By:
    found: By = defaultdict(list)
    for row in rows:
        found[getattr(row, name)].append(row)
    return found
