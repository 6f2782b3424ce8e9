"""Sessions of courses, places at them, and what people say afterwards; each with its letters."""

from collections.abc import Sequence
from datetime import date, time

from portal.audit.services import record
from portal.core import clock
from portal.core.database import db
from portal.core.errors import Refusal
from portal.core.text import plural
from portal.core.viewer import Viewer
from portal.directory.models import Organisation
from portal.library import rules
from portal.library.models import Course, Feedback, Place, Session
from portal.library.queries import training as queries
from portal.mail import services as mail
from portal.partnerships.models import Partnership


def add_session(
    doer: Viewer, course: Course, *, day: date, starts_at: time | None, ends_at: time | None, venue: str, places: int
) -> Session:
    """Return the new session of a course."""
    session = Session(
        course_id=course.id, course=course, day=day, starts_at=starts_at, ends_at=ends_at, venue=venue, places=places
    )
    db.session.add(session)
    _record(doer, "added", session, f"Added a session of “{course.title}” on {day:%d/%m/%Y}")
    return session


def change_session(
    doer: Viewer, session: Session, *, day: date, starts_at: time | None, ends_at: time | None, venue: str, places: int
) -> None:
    """Give a session another day, time, venue or number of places; who booked is told of all but the last.

    Raises `Refusal` where more places are booked than there would be.
    """
    booked = queries.count_booked(session)
    if places < booked:
        raise Refusal(f"{plural(booked, 'place')} are booked already, so there can be no fewer.")
    before = (session.day, session.starts_at, session.ends_at, session.venue)
    session.day, session.starts_at, session.ends_at, session.venue = day, starts_at, ends_at, venue
    session.places = places
    _record(doer, "changed", session, f"Changed the session of “{session.course.title}” on {day:%d/%m/%Y}")
    if before != (day, starts_at, ends_at, venue):
        for place in queries.places_at(session):
            _write(place, "session_moved", "another day, time or place")


def cancel_session(doer: Viewer, session: Session) -> None:
    """Cancel a session, and tell who booked. Raises `Refusal` where it was cancelled already."""
    if session.cancelled_at is not None:
        raise Refusal("This session was cancelled already.")
    session.cancelled_at = clock.now()
    _record(doer, "cancelled", session, f"Cancelled the session of “{session.course.title}” on {session.day:%d/%m/%Y}")
    for place in queries.places_at(session):
        _write(place, "session_cancelled", "cancelled")


def restore_session(doer: Viewer, session: Session) -> None:
    """Let a cancelled session take place after all, and tell who had booked."""
    session.cancelled_at = None
    _record(doer, "restored", session, f"“{session.course.title}” on {session.day:%d/%m/%Y} takes place after all")
    for place in queries.places_at(session):
        _write(place, "session_moved", "takes place after all")


def book_places(
    doer: Viewer, session: Session, organisation_id: int, people: Sequence[tuple[str, str]], needs: str
) -> list[Place]:
    """Return the places booked for named people (name, e-mail address or "") of an organisation, each told by letter.

    The session must have been read `to_book`. Raises `Refusal` where it is over, cancelled, or has too few places.
    """
    refused = rules.why_not(session, clock.today(), queries.count_booked(session), len(people))
    if refused:
        raise Refusal(refused)
    organisation = db.session.get_one(Organisation, organisation_id)
    places = [
        Place(
            session_id=session.id, session=session, organisation_id=organisation.id, organisation=organisation,
            name=name, email=email, needs=needs, user_id=doer.user_id, by=doer.name, booked_at=clock.now(),
        )
        for name, email in people
    ]  # fmt: skip
    db.session.add_all(places)
    db.session.flush()
    said = f"Booked {plural(len(places), 'place')} for {organisation.name} at “{session.course.title}”"
    _record(doer, "booked", session, said)
    for place in places:
        _write(place, "place_booked", "your place is booked")
    return places


def cancel_place(doer: Viewer, place: Place) -> None:
    """Give a place back, and tell who it was for. Raises `Refusal` for one that was given back, or is used."""
    if place.cancelled_at is not None:
        raise Refusal("This place was cancelled already.")
    if place.session.day < clock.today():
        raise Refusal("This session is over, so that its places stay as they are.")
    place.cancelled_at = clock.now()
    _record(doer, "cancelled", place.session, f"Cancelled a place of {place.organisation.name} at {_at(place)}")
    _write(place, "place_cancelled", "your place is cancelled")


def restore_place(doer: Viewer, place: Place) -> None:
    """Take back a place that was cancelled; its session must have been read `to_book`.

    Raises `Refusal` where somebody else has it meanwhile, or the session is over or cancelled.
    """
    if place.cancelled_at is None:
        return
    refused = rules.why_not(place.session, clock.today(), queries.count_booked(place.session), 1)
    if refused:
        raise Refusal(refused)
    place.cancelled_at = None
    _record(doer, "booked", place.session, f"Booked the place of {place.organisation.name} at {_at(place)} again")
    _write(place, "place_booked", "your place is booked again")


def give_feedback(doer: Viewer, place: Place, score: int, words: str) -> Feedback:
    """Return what is said of a course for a place; saying it again replaces what was said before.

    Raises `Refusal` unless the session took place and the place was not cancelled.
    """
    if not rules.may_give_feedback(place, place.session, clock.today()):
        raise Refusal("Only who had a place at a session that took place can say how it was.")
    feedback = queries.feedback_for(place) or Feedback(place_id=place.id, course_id=place.session.course_id)
    feedback.score, feedback.words, feedback.given_on = score, words, clock.today()
    db.session.add(feedback)
    _record(doer, "reported", place.session, f"Said how {_at(place)} was: {score} of 5")
    return feedback


def _write(place: Place, template: str, news: str) -> None:
    """Write to the person a place is for, and to who booked it for them."""
    course = place.session.course
    partnership = db.session.get_one(Partnership, course.partnership_id)
    whose = partnership.short_name or partnership.name
    to = dict([found] if (found := queries.address_of(place.user_id)) else [])
    if place.email:
        to[place.email] = place.name
    for email, name in to.items():
        mail.post(
            email, name, template, subject=f"{whose}: {course.title}, {news}", partnership_id=partnership.id,
            place=place, session=place.session, course=course, partnership=partnership,
        )  # fmt: skip


def _record(doer: Viewer, verb: str, session: Session, sentence: str) -> None:
    record(doer, verb, session, sentence, partnership_id=session.course.partnership_id)


def _at(place: Place) -> str:
    return f"“{place.session.course.title}” on {place.session.day:%d/%m/%Y}"
