"""Reading seats and who holds them."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased, contains_eager, joinedload

from portal.audit.models import Event
from portal.core.database import db, reader
from portal.directory.models import Organisation, Person
from portal.memberships.models import Holder, Seat, Standing
from portal.memberships.rules import ELECTED
from portal.memberships.viewer import TODAY, is_current
from portal.partnerships.models import Group, Partnership


def seats_on(group_id: int, day: date) -> Sequence[Any]:
    """Return the seats of a group on a day with who represents each and the substitute named for it, in table order.

    A row holds seat_id, organisation_id, organisation_name, short_name, person_id, person_name, substitute_id,
    substitute_name, counts, capacity and position. Names are given to whoever asks: it is for keeping the roll.
    """
    return reader().execute(_SEATS_ON, {"group": group_id, "today": day}).all()


def _holds(holder: Any, standing: Standing) -> sa.ColumnElement[bool]:
    return sa.and_(holder.seat_id == Seat.id, holder.standing == standing, is_current(holder))


def _sits(person: Any, holder: Any) -> sa.ColumnElement[bool]:
    """The holder's person, unless the directory says that they left before the day."""
    return sa.and_(person.id == holder.person_id, sa.or_(person.left_on.is_(None), person.left_on >= TODAY))


def _seats_on() -> sa.Select:
    """Return the statement of `seats_on`, put together once: that costs more than asking it."""
    held, stands_in = aliased(Holder), aliased(Holder)
    person, substitute = aliased(Person), aliased(Person)
    return (
        sa.select(
            Seat.id.label("seat_id"), Seat.organisation_id, Organisation.name.label("organisation_name"),
            Organisation.short_name, person.id.label("person_id"), person.name.label("person_name"),
            substitute.id.label("substitute_id"), substitute.name.label("substitute_name"),
            Seat.counts, Seat.capacity, Seat.position,
        )
        .outerjoin(Organisation, Organisation.id == Seat.organisation_id)
        .outerjoin(held, _holds(held, Standing.REPRESENTATIVE))
        .outerjoin(person, _sits(person, held))
        .outerjoin(stands_in, _holds(stands_in, Standing.SUBSTITUTE))
        .outerjoin(substitute, _sits(substitute, stands_in))
        .where(Seat.group_id == sa.bindparam("group"), is_current(Seat))
        .order_by(Seat.position, Organisation.sort_name, Seat.id)
    )  # fmt: skip


_SEATS_ON = _seats_on()


def get_seat(partnership: Partnership, seat_id: int) -> Seat:
    """Return the seat with its group and organisation, or answer 404."""
    return db.one_or_404(
        sa.select(Seat)
        .join(Seat.group)
        .outerjoin(Seat.organisation)
        .where(Seat.id == seat_id, Seat.partnership_id == partnership.id)
        .options(contains_eager(Seat.group), contains_eager(Seat.organisation))
    )


def get_holder(seat: Seat, holder_id: int) -> Holder:
    """Return one holder of the seat, or answer 404."""
    return db.one_or_404(sa.select(Holder).filter_by(id=holder_id, seat_id=seat.id))


def holders_in_the_way(seat: Seat, standing: Standing, from_on: date) -> Sequence[Holder]:
    """Return those of the standing whose time does not end before the day, earliest first."""
    return db.session.scalars(
        sa.select(Holder)
        .where(
            Holder.seat_id == seat.id,
            Holder.standing == standing,
            sa.or_(Holder.until_on.is_(None), Holder.until_on >= from_on),
        )
        .order_by(Holder.from_on, Holder.id)
    ).all()


def list_history(seat: Seat, limit: int = 50) -> Sequence[Any]:
    """Return what was changed about a seat, newest first: at, who and sentence."""
    rows = (
        sa.select(Event.at, Event.who, Event.sentence)
        .where(Event.thing == Seat.__tablename__, Event.thing_id == seat.id)
        .order_by(Event.id.desc())
        .limit(limit)
    )
    return db.session.execute(rows).all()


def last_term_end(group_id: int, organisation_id: int, but: int | None = None) -> date | None:
    """Return the last day of the latest term that an organisation was elected or selected for in a group.

    A term that still runs counts with the day it is to end; `but` leaves one seat out.
    """
    ended = sa.func.coalesce(Seat.until_on, Seat.term_ends_on)
    return db.session.scalar(
        sa.select(sa.func.max(ended, type_=sa.Date)).where(
            Seat.group_id == group_id,
            Seat.organisation_id == organisation_id,
            Seat.held.in_(ELECTED),
            Seat.id != (but or 0),
        )
    )


def count_seats_of(organisation_id: int, partnership_id: int, day: date, but: int = 0) -> int:
    """Return how many seats an organisation has in a partnership after a day, one seat left out."""
    return (
        db.session.scalar(
            sa.select(sa.func.count(Seat.id)).where(
                Seat.organisation_id == organisation_id,
                Seat.partnership_id == partnership_id,
                Seat.id != but,
                sa.or_(Seat.until_on.is_(None), Seat.until_on > day),
            )
        )
        or 0
    )


def vacancy_after(seat: Seat) -> Seat | None:
    """Return the seat that was left vacant in place of one that ended, as long as nobody was given it."""
    if seat.until_on is None or seat.organisation_id is None:
        return None
    return db.session.scalar(
        sa.select(Seat)
        .where(
            Seat.group_id == seat.group_id,
            Seat.organisation_id.is_(None),
            Seat.from_on == seat.until_on + timedelta(days=1),
            Seat.until_on.is_(None),
            Seat.capacity == seat.capacity,
            Seat.sector == seat.sector,
            Seat.held == seat.held,
        )
        .options(joinedload(Seat.group), joinedload(Seat.organisation))
        .order_by(Seat.id)
        .limit(1)
    )


def terms_ending(first: date, last: date) -> Sequence[Any]:
    """Return the seats whose term ends between two days, by partnership and day.

    A row holds Partnership, partnership_id, id, term_ends_on, capacity, organisation and group.
    """
    rows = (
        sa.select(
            Partnership, Seat.partnership_id, Seat.id, Seat.term_ends_on, Seat.capacity, Group.name.label("group"),
            Organisation.name.label("organisation"),
        )
        .select_from(Seat)
        .join(Partnership, Partnership.id == Seat.partnership_id)
        .join(Group, Group.id == Seat.group_id)
        .join(Organisation, Organisation.id == Seat.organisation_id)
        .where(Seat.term_ends_on.between(first, last), is_current(Seat, first))
        .order_by(Seat.partnership_id, Seat.term_ends_on, Group.position, Organisation.sort_name, Seat.id)
    )  # fmt: skip
    return db.session.execute(rows).all()
