"""Naming who represents a seat and who stands in for them, and ending it."""

from datetime import date, timedelta

from portal.audit import services as audit
from portal.core.database import db
from portal.core.errors import Refusal
from portal.core.filters import shortday
from portal.core.viewer import Viewer
from portal.directory.models import Person
from portal.memberships.models import Holder, Seat, Standing
from portal.memberships.queries.seats import holders_in_the_way
from portal.memberships.services.seats import name_of

AS = {Standing.REPRESENTATIVE: "representative", Standing.SUBSTITUTE: "named substitute"}


def name_holder(
    doer: Viewer, seat: Seat, person: Person, standing: Standing, from_on: date, in_place: bool = False
) -> Holder:
    """Name the person who represents a seat, or its substitute, from a day on, and return the holder.

    A seat has one representative and one named substitute at a time; `in_place` ends the one before on the day
    before. Raises `Refusal` when somebody is in the way, when the seat is vacant or ended, or begins later.
    """
    _demand_open(seat, from_on)
    for other in holders_in_the_way(seat, standing, from_on):
        if not in_place or other.from_on >= from_on or other.person_id == person.id:
            raise Refusal(_in_the_way(other, standing))
        other.until_on = from_on - timedelta(days=1)
    holder = Holder(seat_id=seat.id, person_id=person.id, standing=standing, from_on=from_on, until_on=seat.until_on)
    db.session.add(holder)
    db.session.flush()
    audit.record(doer, "named", seat, f"Named {person.name} as {AS[standing]} for {name_of(seat)}")
    return holder


def end_holder(doer: Viewer, seat: Seat, holder: Holder, until_on: date) -> None:
    """End a person's time as a seat's representative or substitute on a day, which still counts.

    Raises `Refusal` when it ended before that day, or began after it.
    """
    if holder.until_on and holder.until_on <= until_on:
        raise Refusal(f"This ended on {shortday(holder.until_on)} already.")
    if until_on < holder.from_on - timedelta(days=1):
        raise Refusal(f"This began on {shortday(holder.from_on)}: it cannot end before that.")
    holder.until_on = until_on
    what = f"{holder.person.name} as {AS[holder.standing]} for {name_of(seat)}"
    audit.record(doer, "ended", seat, f"Ended {what} on {shortday(until_on)}")


def reopen_holder(doer: Viewer, seat: Seat, holder: Holder) -> None:
    """Take back that somebody's time was ended. Raises `Refusal` when the seat has ended or somebody else was named."""
    if seat.until_on:
        raise Refusal(f"This seat ended on {shortday(seat.until_on)}.")
    for other in holders_in_the_way(seat, holder.standing, holder.from_on):
        if other.id != holder.id:
            raise Refusal(_in_the_way(other, holder.standing))
    holder.until_on = None
    what = f"{holder.person.name} as {AS[holder.standing]} for {name_of(seat)}"
    audit.record(doer, "reopened", seat, f"Took back the end of {what}")


def _demand_open(seat: Seat, from_on: date) -> None:
    if seat.organisation_id is None:
        raise Refusal("This seat is vacant: give it to an organisation first.")
    if seat.until_on and seat.until_on < from_on:
        raise Refusal(f"This seat ended on {shortday(seat.until_on)}.")
    if from_on < seat.from_on:
        raise Refusal(f"This seat begins on {shortday(seat.from_on)}: nobody can hold it before that.")


def _in_the_way(other: Holder, standing: Standing) -> str:
    until = f"until {shortday(other.until_on)}" if other.until_on else "without an end"
    since = shortday(other.from_on)
    return f"{other.person.name} is the {AS[standing]} from {since} {until}. There is one at a time for each seat."
