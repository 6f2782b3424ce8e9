"""Reading bookings: what is taken, who asked, and what waits for whom."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

import sqlalchemy as sa
from flask import abort
from sqlalchemy.orm import joinedload, selectinload

from portal.core import clock
from portal.core.audience import visible_to
from portal.core.database import db, reader
from portal.core.viewer import Viewer
from portal.directory.models import Organisation, Person
from portal.directory.queries import may_keep
from portal.resources.models import Booking, BookingState, Resource
from portal.resources.rules import HOLDS, Side

SHOWN = timedelta(days=14)


def bookings_between(viewer: Viewer, resource: Resource, start: datetime, end: datetime) -> Sequence[Any]:
    """Return the times (`starts_at`, `ends_at`) at which a resource is taken, oldest first, for who may see it.

    They say nothing of who has it, so that everybody who sees the resource may see them.
    """
    asked = (
        sa.select(Booking.starts_at, Booking.ends_at)
        .join(Resource, Resource.id == Booking.resource_id)
        .where(Resource.id == resource.id, visible_to(viewer, Resource))
        .where(*_taken_in(start, end))
    )
    return reader().execute(asked.order_by(Booking.starts_at, Booking.id)).all()


def clash(resource_id: int, start: datetime, end: datetime, but: int = 0) -> Any:
    """Return the first booking that holds the resource at some moment of the time, or None. `but` is left aside."""
    asked = sa.select(Booking.starts_at, Booking.ends_at).where(
        Booking.resource_id == resource_id, Booking.id != but, *_taken_in(start, end)
    )
    return db.session.execute(asked.order_by(Booking.starts_at).limit(1)).first()


def _taken_in(start: datetime, end: datetime) -> tuple[Any, ...]:
    return Booking.state.in_(HOLDS), Booking.starts_at < end, Booking.ends_at > start


def lock(resource_id: int) -> None:
    """Let nobody else decide about the resource until this transaction ends; SQLite has one writer anyway."""
    db.session.execute(sa.select(Resource.id).where(Resource.id == resource_id).with_for_update())


def fortnight() -> tuple[date, datetime, datetime]:
    """Return the first day that a resource's page shows, and the moments at which its days begin and end."""
    first = clock.today()
    return first, clock.at(first, time(0)), clock.at(first + SHOWN, time(0))


class BookingSeen(NamedTuple):
    """A booking, and on which sides of it the viewer is."""

    booking: Booking
    sides: frozenset[Side]


def get_booking(viewer: Viewer, number: int) -> BookingSeen:
    """Return the booking for who lends or who borrows; for all others it is not there."""
    asked = (
        sa.select(Booking)
        .where(Booking.id == number)
        .options(
            joinedload(Booking.resource).joinedload(Resource.organisation), joinedload(Booking.organisation),
            joinedload(Booking.person), selectinload(Booking.messages),
        )
    )  # fmt: skip
    booking = db.session.scalars(asked).one_or_none() or abort(404)
    sides = set()
    if may_keep(viewer, booking.resource.organisation_id):
        sides.add(Side.LENDER)
    if booking.person_id == viewer.person_id or booking.organisation_id in viewer.keeps:
        sides.add(Side.BORROWER)
    return BookingSeen(booking, frozenset(sides)) if sides else abort(404)


def organisations_to_borrow_for(viewer: Viewer) -> list[tuple[int, str]]:
    """Return number and name of the organisations for which the viewer may ask: those they keep, and their own."""
    if viewer.person_id is None:
        return []
    own = sa.select(Person.organisation_id).where(Person.id == viewer.person_id).scalar_subquery()
    asked = sa.select(Organisation.id, Organisation.name).where(
        sa.or_(Organisation.id == own, Organisation.id.in_(sorted(viewer.keeps))), Organisation.closed_on.is_(None)
    )
    return [(row.id, row.name) for row in reader().execute(asked.order_by(Organisation.sort_name, Organisation.id))]


def bookings_of(viewer: Viewer, resource: Resource, is_lender: bool, limit: int = 20) -> Sequence[Any]:
    """Return the bookings of a resource that are not over: all to who lends it, their own to others."""
    asked = (
        sa.select(
            Booking.id, Booking.starts_at, Booking.ends_at, Booking.state, Organisation.name.label("organisation")
        )
        .join(Organisation, Organisation.id == Booking.organisation_id)
        .where(Booking.resource_id == resource.id)
        .where(sa.or_(Booking.state == BookingState.HANDED_OVER, Booking.ends_at > clock.now()))
        .where(Booking.state.in_((BookingState.ASKED, *HOLDS)))
    )
    if not is_lender:
        asked = asked.where(is_borrowed_by(viewer))
    return reader().execute(asked.order_by(Booking.starts_at, Booking.id).limit(limit)).all()


def is_borrowed_by(viewer: Viewer) -> sa.ColumnElement[bool]:
    """Return the condition that the viewer asked, or keeps the organisation that asked."""
    mine = Booking.person_id == (viewer.person_id or 0)
    return sa.or_(mine, Booking.organisation_id.in_(sorted(viewer.keeps))) if viewer.keeps else mine


def waiting_for(viewer: Viewer, limit: int = 40) -> Sequence[Any]:
    """Return the bookings that wait for the viewer: to answer, hand over, take back or bring back; `lends` says which.

    Only those of organisations the viewer keeps, or that they asked for themselves.
    """
    soon = clock.now() + timedelta(days=1)
    lends = Resource.organisation_id.in_(sorted(viewer.keeps))
    answer = sa.and_(lends, Booking.state == BookingState.ASKED, Booking.ends_at > clock.now())
    hand_over = sa.and_(lends, Booking.state == BookingState.ACCEPTED, Booking.starts_at < soon)
    back = sa.and_(Booking.state == BookingState.HANDED_OVER, Booking.ends_at < soon)
    returned = sa.and_(back, sa.or_(lends, is_borrowed_by(viewer)))
    asked = (
        sa.select(
            Booking.id, Booking.state, Booking.starts_at, Booking.ends_at, Resource.name.label("resource"),
            Organisation.name.label("organisation"), sa.case((lends, sa.true()), else_=sa.false()).label("lends"),
        )
        .join(Resource, Resource.id == Booking.resource_id)
        .join(Organisation, Organisation.id == Booking.organisation_id)
        .where(sa.or_(answer, hand_over, returned))
    )  # fmt: skip
    return reader().execute(asked.order_by(Booking.starts_at, Booking.id).limit(limit)).all()


def due_back_on(day: date) -> Sequence[Booking]:
    """Return what was handed over and is to be brought back on a day."""
    start, end = clock.at(day, time(0)), clock.at(day + timedelta(days=1), time(0))
    asked = (
        sa.select(Booking)
        .where(Booking.state == BookingState.HANDED_OVER, Booking.ends_at >= start, Booking.ends_at < end)
        .order_by(Booking.id)
        .options(
            joinedload(Booking.resource).joinedload(Resource.organisation), joinedload(Booking.organisation),
            joinedload(Booking.person),
        )
    )  # fmt: skip
    return db.session.scalars(asked).all()
