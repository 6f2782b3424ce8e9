"""Ending seats, with everything that hangs on them, and taking such an end back."""

from datetime import date, timedelta

import sqlalchemy as sa

from portal.audit import services as audit
from portal.core import clock
from portal.core.database import db
from portal.core.errors import Refusal
from portal.core.filters import shortday
from portal.core.permissions import Role
from portal.core.viewer import Viewer
from portal.memberships.models import Appointment, Seat
from portal.memberships.queries.seats import count_seats_of, vacancy_after
from portal.memberships.services.seats import demand_a_place, leave_vacant, name_of

A_DAY = timedelta(days=1)


def end_seat(doer: Viewer, seat: Seat, until_on: date, why: str, stays_vacant: bool = False) -> None:
    """End a seat on a day, and its holders with it; with an organisation's last seat its wider staff's roles end too.

    `stays_vacant` opens a vacant seat like it from the day after. Raises `Refusal` when the seat ended already or
    would end before it began.
    """
    if seat.until_on:
        raise Refusal(f"This seat ends on {shortday(seat.until_on)} already.")
    if until_on < seat.from_on:
        raise Refusal(f"This seat began on {shortday(seat.from_on)}: it cannot end before that.")
    seat.until_on, seat.ended_why = until_on, why
    for holder in seat.holders:
        if holder.until_on is None or holder.until_on > until_on:
            holder.until_on = max(until_on, holder.from_on - A_DAY)
    if seat.organisation_id and not count_seats_of(seat.organisation_id, seat.partnership_id, until_on, but=seat.id):
        lasting = sa.or_(Appointment.until_on.is_(None), Appointment.until_on > until_on)
        _end_staff(seat, lasting, until_on)
    audit.record(doer, "ended", seat, f"Ended {name_of(seat)} on {shortday(until_on)}" + (f": {why}" if why else ""))
    if stays_vacant:
        leave_vacant(doer, seat)


def reopen_seat(doer: Viewer, seat: Seat) -> None:
    """Take back that a seat was ended, for holders and wider staff too, as far as nothing stands against it since.

    The vacant seat that was left in its place goes. Raises `Refusal` when the seat did not end, when its group or
    organisation was closed, or when the place was given to somebody else and the sector's quota is used up.
    """
    if seat.until_on is None:
        raise Refusal("This seat did not end.")
    for closed in (seat.group, seat.organisation):
        if closed and closed.closed_on:
            raise Refusal(f"{closed.name} was closed on {shortday(closed.closed_on)}.")
    ended_on = seat.until_on
    if vacancy := vacancy_after(seat):
        vacancy.until_on, vacancy.ended_why = vacancy.from_on - A_DAY, "The seat before it did not end after all"
        db.session.flush()
        audit.record(doer, "ended", vacancy, f"Took back {name_of(vacancy)}")
    if ended_on < clock.today():
        demand_a_place(seat.group, seat.sector, seat.held)
    seat.until_on, seat.ended_why = None, ""
    for holder in seat.holders:
        if holder.until_on == ended_on:
            holder.until_on = None
    _end_staff(seat, Appointment.until_on == ended_on, None)
    audit.record(doer, "reopened", seat, f"Took back the end of {name_of(seat)}")


def _end_staff(seat: Seat, which: sa.ColumnElement[bool], until_on: date | None) -> None:
    """Give the roles of the organisation's wider staff in the partnership another last day."""
    db.session.execute(
        sa.update(Appointment)
        .where(
            Appointment.partnership_id == seat.partnership_id,
            Appointment.organisation_id == seat.organisation_id,
            Appointment.role == Role.WIDER_STAFF,
            which,
        )
        .values(until_on=until_on)
    )
