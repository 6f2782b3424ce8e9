"""Asking for a resource, answering, handing over and taking back; nothing is lent twice for the same moment."""

from datetime import datetime

from portal.audit.services import record
from portal.core import clock
from portal.core.database import db
from portal.core.errors import Refusal
from portal.core.viewer import Viewer
from portal.resources import rules
from portal.resources.models import Booking, BookingMessage, BookingState, Resource
from portal.resources.queries import bookings as queries
from portal.resources.rules import Side, Step
from portal.resources.services import letters


def ask(
    doer: Viewer, resource: Resource, *, organisation_id: int, starts_at: datetime, ends_at: datetime, purpose: str,
    is_lender: bool = False,
) -> Booking:  # fmt: skip
    """Return the new booking. Who lends the resource books it for themselves at once, all others ask.

    Raises Refusal when it cannot be booked, for a time that is over, ends before it begins or is too long, and when it
    is taken then.
    """
    if not resource.is_bookable:
        raise Refusal(f"{resource.name} is not booked here. Ask {resource.organisation.name}.")
    if resource.organisation.closed_on is not None:
        raise Refusal(f"{resource.organisation.name} has closed: it lends nothing any more.")
    if wrong := rules.wrong_time(starts_at, ends_at, clock.now(), resource.most_hours):
        raise Refusal(wrong)
    _hold(resource, starts_at, ends_at)
    booking = Booking(
        resource=resource, organisation_id=organisation_id, person_id=doer.person_id, starts_at=starts_at,
        ends_at=ends_at, purpose=purpose, state=BookingState.ACCEPTED if is_lender else BookingState.ASKED,
        asked_at=clock.now(), messages=[],
    )  # fmt: skip
    db.session.add(booking)
    said = rules.spoken(starts_at, ends_at)
    record(doer, "asked", booking, f"{'booked' if is_lender else 'asked for'} {resource.name}: {said}")
    if not is_lender:
        letters.tell_of_request(booking)
    return booking


def take_step(doer: Viewer, booking: Booking, step: Step, sides: frozenset[Side], words: str = "") -> None:
    """Take a booking a step further and tell the other side. Raises Refusal when it is not the doer's turn to.

    `words` are the reason of a step back, or the condition in which the thing returned. Accepting asks once more
    whether the time is still free, so that two requests for one time cannot both be accepted.
    """
    if step not in rules.steps_for(booking.state, sides):
        raise Refusal(f"This booking stands at “{booking.state.words.lower()}”, so that this cannot be done now.")
    taken = rules.taken(step)
    if taken.must_say and not words:
        raise Refusal("Say why, so that the other side understands.")
    if step is Step.ACCEPT:
        if booking.ends_at <= clock.now():
            raise Refusal("The time asked for is over. Decline it, and say why.")
        _hold(booking.resource, booking.starts_at, booking.ends_at, booking.id)
    if step is Step.RETURN:
        booking.condition = words
    elif words:
        booking.reason = words
    booking.state = taken.to
    record(doer, step.value, booking, f"{booking.resource.name}: the booking is {taken.done}")
    letters.tell_of_step(booking, step, doer)


def write_message(doer: Viewer, booking: Booking, text: str) -> BookingMessage:
    """Write to the other side of a booking, and return what was written."""
    message = BookingMessage(at=clock.now(), by=doer.name, text=text)
    booking.messages.append(message)
    record(doer, "wrote", booking, f"wrote about the booking of {booking.resource.name}")
    letters.tell_of_message(booking, message, doer)
    return message


def _hold(resource: Resource, starts_at: datetime, ends_at: datetime, but: int = 0) -> None:
    """Refuse a time at which the resource is taken; from here on nobody else decides before this is saved."""
    queries.lock(resource.id)
    if found := queries.clash(resource.id, starts_at, ends_at, but):
        raise Refusal(f"It is taken then: {rules.spoken(found.starts_at, found.ends_at)}. Choose another time.")
