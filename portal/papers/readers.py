"""Who reads a letter: the people of a partnership, each with what they play in it, and so with what they may see.

A reader here holds only what they play in this one partnership, never more than a visit of theirs would show.
"""

from collections import defaultdict
from collections.abc import Sequence

import sqlalchemy as sa

from portal.core import clock
from portal.core.database import db
from portal.core.permissions import Role
from portal.core.viewer import Part, Viewer
from portal.directory.models import Person
from portal.memberships.models import Appointment, Holder, Office, OfficeKind, Seat, Standing, Substitution, Visit
from portal.memberships.viewer import is_current

Reader = tuple[Person, Viewer]


def readers_of(partnership_id: int, group_id: int | None = None, meeting_id: int | None = None) -> list[Reader]:
    """Return the people of a partnership who have an address, each as a viewer, by name.

    With a group only those who fill a seat in it, or are the substitute named for one; with a meeting also who stands
    in there, and who is invited to it without a seat.
    """
    today = clock.today()
    parts: dict[int, set[Part]] = defaultdict(set)
    seats: dict[int, set[int]] = defaultdict(set)
    meetings: dict[int, set[int]] = defaultdict(set)
    visits: dict[int, set[int]] = defaultdict(set)
    wanted: set[int] = set()
    held = sa.select(Holder.person_id, Holder.standing, Seat.id, Seat.group_id).join(Seat, Seat.id == Holder.seat_id)
    current = (is_current(Holder, today), is_current(Seat, today), Seat.partnership_id == partnership_id)
    for row in db.session.execute(held.where(*current)):
        represents = row.standing is Standing.REPRESENTATIVE
        role = Role.REPRESENTATIVE if represents else Role.WIDER_STAFF
        parts[row.person_id].add(Part(role, partnership_id, row.group_id))
        if represents:
            seats[row.person_id].add(row.id)
        if group_id in (None, row.group_id):
            wanted.add(row.person_id)
    for person, part in _appointed(partnership_id):
        parts[person].add(part)
        if group_id is None:
            wanted.add(person)
    standing_in, invited = _at_meeting(meeting_id)
    for person in standing_in:
        meetings[person].add(meeting_id or 0)
    for person in invited:
        visits[person].add(meeting_id or 0)
    wanted |= standing_in | invited
    return [
        (person, Viewer(person_id=person.id, name=person.name, parts=frozenset(parts[person.id]),
                        seats=frozenset(seats[person.id]), meetings=frozenset(meetings[person.id]),
                        visits=frozenset(visits[person.id])))
        for person in _people(wanted)
    ]  # fmt: skip


def _at_meeting(meeting_id: int | None) -> tuple[set[int], set[int]]:
    """Return who stands in for somebody at a meeting, and who is invited to it without a seat; nobody for none."""
    today = clock.today()
    substitutes = sa.select(Substitution.person_id).where(
        Substitution.meeting_id == meeting_id, Substitution.meets_on >= today
    )
    guests = sa.select(Visit.person_id).where(Visit.meeting_id == meeting_id, Visit.until_on >= today)
    if meeting_id is None:
        return set(), set()
    return set(db.session.scalars(substitutes)), set(db.session.scalars(guests))


def _appointed(partnership_id: int) -> list[tuple[int, Part]]:
    """Return the roles and offices of the partnership, each with who plays it."""
    today = clock.today()
    roles = db.session.execute(
        sa.select(Appointment.person_id, Appointment.role, Appointment.group_id).where(
            Appointment.partnership_id == partnership_id, is_current(Appointment, today)
        )
    )
    found = [(row.person_id, Part(row.role, partnership_id, row.group_id)) for row in roles]
    offices = db.session.execute(
        sa.select(Office.person_id, Office.kind, Office.group_id).where(
            Office.partnership_id == partnership_id, Office.person_id.isnot(None), is_current(Office, today)
        )
    )
    for row in offices:
        role = Role.CHAIR if row.kind is OfficeKind.CHAIR else Role.WIDER_STAFF
        found.append((row.person_id, Part(role, partnership_id, row.group_id)))
    return found


def _people(numbers: set[int]) -> Sequence[Person]:
    asked = sa.select(Person).where(Person.id.in_(sorted(numbers)), Person.left_on.is_(None), Person.email != "")
    return db.session.scalars(asked.order_by(Person.sort_name, Person.id)).all()


def people_of(partnership_id: int, group_id: int | None) -> list[tuple[int, str]]:
    """Return who may owe a paper of a group, as (number, name): its seats' people, and those with a role in it."""
    today = clock.today()
    sitting = (
        sa.select(Holder.person_id)
        .join(Seat, Seat.id == Holder.seat_id)
        .where(Seat.group_id == group_id, is_current(Holder, today), is_current(Seat, today))
    )
    appointed = sa.select(Appointment.person_id).where(
        Appointment.partnership_id == partnership_id, is_current(Appointment, today),
        Appointment.role.in_([Role.MANAGER, Role.CHAIR, Role.MINUTE_TAKER]),
        sa.or_(Appointment.group_id.is_(None), Appointment.group_id == group_id),
    )  # fmt: skip
    asked = sa.select(Person.id, Person.name).where(Person.id.in_(sa.union(sitting, appointed)))
    rows = db.session.execute(asked.where(Person.left_on.is_(None)).order_by(Person.sort_name, Person.id))
    return [(row.id, row.name) for row in rows]
