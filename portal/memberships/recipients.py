"""Who is to be written to: the people who play a role today."""

from collections.abc import Sequence

import sqlalchemy as sa

from portal.core import clock
from portal.core.database import db
from portal.core.permissions import Role
from portal.directory.models import Person
from portal.memberships.models import Appointment, Holder, Office, OfficeKind, Seat, Standing
from portal.memberships.viewer import is_current


def people_with(role: Role, partnership_id: int, group_id: int | None) -> Sequence[Person]:
    """Return the people who play a role in a partnership (or, for a chair, in one of its groups), by name.

    Those appointed are joined by the representatives of seats, and by who fills the office of chair, where the role is
    one of these.
    """
    today = clock.today()
    appointed = sa.select(Appointment.person_id).where(
        Appointment.role == role,
        Appointment.partnership_id == partnership_id,
        sa.or_(Appointment.group_id.is_(None), Appointment.group_id == group_id) if group_id else sa.true(),
        is_current(Appointment, today),
    )
    found: list[sa.Select] = [appointed]
    if role is Role.REPRESENTATIVE:
        found.append(_representatives(today).where(Seat.partnership_id == partnership_id, Seat.group_id == group_id))
    if role is Role.CHAIR:
        in_office = (Office.kind == OfficeKind.CHAIR, Office.group_id == group_id, is_current(Office, today))
        found.append(sa.select(Office.person_id).where(Office.person_id.isnot(None), *in_office))
        found.append(
            _representatives(today)
            .join(Office, sa.and_(Office.group_id == Seat.group_id, Office.organisation_id == Seat.organisation_id))
            .where(Office.person_id.is_(None), *in_office)
        )
    asked = sa.select(Person).where(Person.id.in_(sa.union(*found)), Person.left_on.is_(None))
    return db.session.scalars(asked.order_by(Person.sort_name, Person.id)).all()


def _representatives(today: object) -> sa.Select:
    return (
        sa.select(Holder.person_id)
        .join(Seat, Seat.id == Holder.seat_id)
        .where(Holder.standing == Standing.REPRESENTATIVE, is_current(Holder, today), is_current(Seat, today))
    )


def possible_takers(partnership_id: int, group_id: int) -> Sequence[Person]:
    """Return who may be asked to take the minutes: who is appointed to, and who sits in the group, by name."""
    today = clock.today()
    sitting = _representatives(today).where(Seat.group_id == group_id)
    appointed = sa.select(Appointment.person_id).where(
        Appointment.role == Role.MINUTE_TAKER,
        Appointment.partnership_id == partnership_id,
        sa.or_(Appointment.group_id.is_(None), Appointment.group_id == group_id),
        is_current(Appointment, today),
    )
    asked = sa.select(Person).where(Person.id.in_(sa.union(sitting, appointed)), Person.left_on.is_(None))
    return db.session.scalars(asked.order_by(Person.sort_name, Person.id)).all()
