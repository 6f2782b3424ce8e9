"""The people behind seats and roles: who held what, and whom a form offers."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager

from portal.accounts.models import User
from portal.core import clock
from portal.core.database import db
from portal.core.permissions import Permission
from portal.core.viewer import Viewer
from portal.directory.models import Organisation, Person
from portal.directory.queries import names_visible_to
from portal.memberships.models import Appointment, Holder, Seat
from portal.memberships.viewer import is_current
from portal.partnerships.models import Partnership


def named_to(viewer: Viewer, partnership_id: int) -> sa.ColumnElement[bool]:
    """Return the condition that somebody with a part in a partnership is named to the viewer.

    Who keeps its seats knows who holds them; for everybody else the directory's rule decides.
    """
    return sa.true() if viewer.can(Permission.KEEP_SEATS, partnership_id) else names_visible_to(viewer)


def list_holders(viewer: Viewer, seat: Seat) -> Sequence[Any]:
    """Return who held the seat, newest first: id, standing, from_on, until_on, name, person_id and has_account.

    Who keeps the seats of the partnership sees all names; for others the name is empty where they may not know it.
    `person_id` is None where the person's page would not open.
    """
    seen = names_visible_to(viewer)
    named = sa.or_(named_to(viewer, seat.partnership_id), seen)
    rows = (
        sa.select(
            Holder.id, Holder.standing, Holder.from_on, Holder.until_on, sa.case((seen, Person.id)).label("person_id"),
            sa.case((named, Person.name), else_="").label("name"), Person.user_id.isnot(None).label("has_account"),
        )
        .join(Person, Person.id == Holder.person_id)
        .where(Holder.seat_id == seat.id)
        .order_by(Holder.from_on.desc(), Holder.id.desc())
    )  # fmt: skip
    return db.session.execute(rows).all()


def staff_of(organisation_id: int | None) -> Sequence[Any]:
    """Return the people of an organisation who have not left it, by name: id and name. For who keeps its seats."""
    rows = (
        sa.select(Person.id, Person.name)
        .where(Person.organisation_id == organisation_id, _here())
        .order_by(Person.sort_name, Person.id)
    )
    return db.session.execute(rows).all()


def get_staff(organisation_id: int | None, person_id: int | None) -> Person | None:
    """Return a person of an organisation, or None."""
    return db.session.scalar(sa.select(Person).filter_by(id=person_id, organisation_id=organisation_id))


def get_person(person_id: int | None) -> Person | None:
    """Return the person a form offered, or None."""
    return db.session.get(Person, person_id) if person_id else None


def holder_without_account(seat: Seat, holder_id: int) -> Holder | None:
    """Return somebody who holds the seat now and cannot sign in yet, or None."""
    return db.session.scalar(
        sa.select(Holder)
        .join(Person, Person.id == Holder.person_id)
        .where(
            Holder.id == holder_id,
            Holder.seat_id == seat.id,
            Person.user_id.is_(None),
            sa.or_(Holder.until_on.is_(None), Holder.until_on >= clock.today()),
        )
        .options(contains_eager(Holder.person))
    )


def people_of(partnership: Partnership) -> Sequence[Any]:
    """Return whom a role in the partnership can be given: people of its organisations and those with a part in it.

    A row holds id, name and organisation.
    """
    today = clock.today()
    seated = sa.select(Seat.organisation_id).where(Seat.partnership_id == partnership.id, is_current(Seat, today))
    holding = (
        sa.select(Holder.person_id)
        .join(Seat, Seat.id == Holder.seat_id)
        .where(Seat.partnership_id == partnership.id, is_current(Holder, today))
    )
    given = sa.select(Appointment.person_id).where(
        Appointment.partnership_id == partnership.id, is_current(Appointment, today)
    )
    rows = (
        sa.select(Person.id, Person.name, Organisation.name.label("organisation"), Person.organisation_id)
        .outerjoin(Organisation, Organisation.id == Person.organisation_id)
        .where(sa.or_(Person.organisation_id.in_(seated), Person.id.in_(holding), Person.id.in_(given)), _here())
        .order_by(Person.sort_name, Person.id)
    )
    return db.session.execute(rows).all()


def find_person(email: str, organisation_id: int | None) -> Person | None:
    """Return the person of an organisation with an e-mail address, in their entry or as their account's."""
    wanted = email.strip().lower()
    return db.session.scalar(
        sa.select(Person)
        .outerjoin(User, User.id == Person.user_id)
        .where(
            Person.organisation_id == organisation_id,
            sa.or_(User.email == wanted, sa.func.lower(Person.email) == wanted),
        )
        .order_by(User.email.is_(None), Person.id)
        .limit(1)
    )


def person_of(user_id: int) -> Person | None:
    """Return the person whose account it is, if there is one."""
    return db.session.scalar(sa.select(Person).filter_by(user_id=user_id))


def unclaimed(person_id: int | None, email: str, name: str, organisation_id: int | None) -> Person | None:
    """Return the person without an account whom an invitation is for: the one it was meant for, or one with the same
    address who is of the organisation or has the same name.
    """
    found = sa.select(Person).where(Person.user_id.is_(None), _here())
    meant = db.session.scalar(found.where(Person.id == person_id)) if person_id else None
    same = sa.and_(
        sa.func.lower(Person.email) == email,
        sa.or_(Person.organisation_id == organisation_id, Person.sort_name == name.lower()),
    )
    return meant or db.session.scalar(
        found.where(same)
        .order_by(sa.func.coalesce(Person.sort_name == name.lower(), sa.false()).desc(), Person.id)
        .limit(1)
    )


def _here() -> sa.ColumnElement[bool]:
    return sa.or_(Person.left_on.is_(None), Person.left_on >= clock.today())


def has_part_elsewhere(person_id: int, partnership_id: int) -> bool:
    """Whether a person holds a seat or has a role in any other partnership today."""
    today = clock.today()
    seats = (
        sa.select(Holder.id)
        .join(Seat, Seat.id == Holder.seat_id)
        .where(Holder.person_id == person_id, Seat.partnership_id != partnership_id, is_current(Holder, today))
    )
    roles = sa.select(Appointment.id).where(
        Appointment.person_id == person_id, Appointment.partnership_id != partnership_id, is_current(Appointment, today)
    )
    return bool(db.session.scalar(sa.select(sa.or_(seats.exists(), roles.exists()))))
