"""Letters about bookings: to who lends, to who borrows, and the reminder before something is to be brought back."""

from datetime import timedelta
from typing import Any

from portal.core import clock
from portal.core.viewer import Viewer
from portal.directory.models import Person
from portal.mail import services as mail
from portal.mail.models import Letter
from portal.resources.models import Booking, BookingMessage
from portal.resources.queries.bookings import due_back_on
from portal.resources.queries.resources import people_keeping
from portal.resources.rules import Side, Step, spoken, taken


def tell_of_request(booking: Booking) -> None:
    """Write to who keeps the resource that somebody asks for it, and to who asked that it is on its way."""
    for person in _lenders(booking):
        _post(person, booking, "booking_asked", f"{booking.resource.name}: can it be lent?")
    _post(booking.person, booking, "booking_sent", f"{booking.resource.name}: your request is on its way")


def tell_of_step(booking: Booking, step: Step, doer: Viewer) -> None:
    """Write to both sides how the booking stands now, but not to who did it."""
    for person, side in _both(booking, doer):
        subject = f"{booking.resource.name}: {taken(step).done}"
        _post(person, booking, "booking_step", subject, step=step, side=side, doer=doer.name)


def tell_of_message(booking: Booking, message: BookingMessage, doer: Viewer) -> None:
    """Write to the other side what was said about the booking."""
    for person, side in _both(booking, doer):
        _post(person, booking, "booking_message", f"{booking.resource.name}: a message", message=message, side=side)


def write_return_reminders() -> int:
    """Write to who borrowed what is to be brought back tomorrow, and return how many letters there are.

    Run from the clock; run twice, it writes once.
    """
    tomorrow, written = clock.today() + timedelta(days=1), 0
    for booking in due_back_on(tomorrow):
        letter = _post(
            booking.person, booking, "booking_due_back", f"{booking.resource.name}: to be brought back tomorrow",
            about=f"booking {booking.id} back {tomorrow.isoformat()}",
        )  # fmt: skip
        written += letter is not None
    return written


def _lenders(booking: Booking) -> list[Person]:
    return list(people_keeping(booking.resource.organisation_id))


def _both(booking: Booking, doer: Viewer) -> list[tuple[Person, Side]]:
    """Return who is to be told, each once, without who did it."""
    told = [(booking.person, Side.BORROWER), *((person, Side.LENDER) for person in _lenders(booking))]
    return [
        (person, side)
        for place, (person, side) in enumerate(told)
        if person.id != doer.person_id and person.id not in [other.id for other, _side in told[:place]]
    ]


def _post(person: Person, booking: Booking, template: str, subject: str, about: str = "", **more: Any) -> Letter | None:
    when = spoken(booking.starts_at, booking.ends_at)
    return mail.post(
        person.email, person.name, template, subject=subject, about=about or None, booking=booking, when=when, **more
    )
