"""Reading sessions, places and feedback of training."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from portal.core import clock
from portal.core.database import db, reader
from portal.core.viewer import Viewer
from portal.directory.models import Organisation, Person
from portal.library.models import Course, Feedback, Place, Session
from portal.library.queries.entries import seen
from portal.library.rules import may_manage
from portal.partnerships.models import Partnership

BOOKED = (
    sa.select(sa.func.count())
    .select_from(Place)
    .where(Place.session_id == Session.id, Place.cancelled_at.is_(None))
    .correlate(Session)
    .scalar_subquery()
)
"""How many places of a session are taken."""


def sessions_of(course: Course) -> Sequence[Any]:
    """Return the sessions of a course, the latest first, each with how many places are `booked`."""
    asked = sa.select(Session.__table__, BOOKED.label("booked")).where(Session.course_id == course.id)
    return reader().execute(asked.order_by(Session.day.desc(), Session.id.desc())).all()


def sessions_to_book(viewer: Viewer, partnership: Partnership) -> Sequence[Any]:
    """Return the sessions to come that the viewer may see, the next first: id, title, day, starts_at, venue, places,
    booked.
    """
    asked = (
        sa.select(
            Session.id, Course.title, Session.day, Session.starts_at, Session.venue, Session.places,
            BOOKED.label("booked"),
        )
        .join(Course, Course.id == Session.course_id)
        .where(*seen(viewer, partnership, Course), Session.day >= clock.today(), Session.cancelled_at.is_(None))
        .order_by(Session.day, Session.starts_at, Session.id)
    )  # fmt: skip
    return reader().execute(asked).all()


def get_session(viewer: Viewer, partnership: Partnership, number: int, to_book: bool = False) -> Session:
    """Return a session with its course, or answer 404. `to_book`: until the request ends nobody else books at it."""
    asked = (
        sa.select(Session)
        .join(Session.course)
        .where(Session.id == number, *seen(viewer, partnership, Course))
        .options(joinedload(Session.course))
    )
    return db.one_or_404(asked.with_for_update(of=Session) if to_book else asked)


def count_booked(session: Session) -> int:
    """Return how many places of a session are taken."""
    asked = sa.select(sa.func.count()).where(Place.session_id == session.id, Place.cancelled_at.is_(None))
    return reader().execute(asked).scalar_one()


def places_at(session: Session) -> Sequence[Place]:
    """Return the places that are booked at a session."""
    asked = sa.select(Place).where(Place.session_id == session.id, Place.cancelled_at.is_(None))
    return db.session.scalars(asked.order_by(Place.id)).all()


def get_place(viewer: Viewer, partnership: Partnership, number: int) -> Place:
    """Return a place with its session, course and organisation, or answer 404."""
    asked = (
        sa.select(Place)
        .join(Place.session)
        .join(Session.course)
        .where(Place.id == number, *seen(viewer, partnership, Course))
        .options(joinedload(Place.session).joinedload(Session.course), joinedload(Place.organisation))
    )
    return db.one_or_404(asked)


def places_seen(viewer: Viewer, partnership: Partnership) -> tuple[Any, ...]:
    """Return the conditions of the places the viewer may see: of those they book for, and of the courses they give."""
    here = seen(viewer, partnership, Course)
    if may_manage(viewer, partnership):
        return here
    mine = sorted(viewer.keeps)
    return *here, sa.or_(Place.organisation_id.in_(mine), Course.organisation_id.in_(mine))


def feedback_of(course: Course) -> Sequence[Any]:
    """Return what was said of a course, the latest first: score, words, given_on, organisation."""
    asked = (
        sa.select(Feedback.score, Feedback.words, Feedback.given_on, Organisation.name.label("organisation"))
        .join(Place, Place.id == Feedback.place_id)
        .join(Organisation, Organisation.id == Place.organisation_id)
        .where(Feedback.course_id == course.id)
        .order_by(Feedback.given_on.desc(), Feedback.id.desc())
    )
    return reader().execute(asked).all()


def feedback_for(place: Place) -> Feedback | None:
    """Return what was said for a place, or None."""
    return db.session.scalar(sa.select(Feedback).filter_by(place_id=place.id))


def address_of(user_id: int | None) -> tuple[str, str] | None:
    """Return the e-mail address and name of who signed in with a number, as long as they did not leave."""
    if user_id is None:
        return None
    asked = sa.select(Person.email, Person.name).where(Person.user_id == user_id, Person.left_on.is_(None))
    row = reader().execute(asked).first()
    return (row.email, row.name) if row else None
