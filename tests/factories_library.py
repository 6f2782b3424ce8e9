"""Makers of the library's entries and of what belongs to them, as partners would leave them."""

from datetime import time, timedelta

from portal.core import clock
from portal.core.audience import Audience
from portal.core.database import db, writing
from portal.core.viewer import Viewer
from portal.library.models import Application, Course, Feedback, Funding, Holding, Place, Practice, Session, Standard
from portal.library.services import entries
from portal.library.shelves import SHELVES
from portal.partnerships.models import Partnership
from tests import factories

SOMEBODY = Viewer(name="Somebody")
FIELDS = {
    "standards": {"approved_on": None},
    "training": {"organisation_id": None, "provider": "Peak College", "cost": "free", "approved_by": "the board",
                 "approved_on": None},
    "funding": {"funder": "Dales Trust", "amount": "up to £5,000", "deadline": None},
    "practice": {"organisation_id": None, "tags": "volunteers"},
}  # fmt: skip


def entry(partnership, shelf, title, by=None, **given):
    """An entry of a list, for the partnership unless told otherwise."""
    doer = Viewer(user_id=by.user_id, name=by.name) if by else SOMEBODY
    said = {"title": title, "text": "", "link": "", "audience": Audience.PARTNERSHIP} | FIELDS[shelf] | given
    with writing():
        return entries.add_entry(doer, db.session.get(Partnership, partnership.id), SHELVES[shelf], said)


def standard(partnership, title="PQASSO level 2", **given) -> Standard:
    return entry(partnership, "standards", title, **given)


def course(partnership, title="First aid at work", **given) -> Course:
    return entry(partnership, "training", title, **given)


def funding(partnership, title="Village halls fund", closes_in=None, **given) -> Funding:
    deadline = None if closes_in is None else clock.today() + timedelta(days=closes_in)
    return entry(partnership, "funding", title, deadline=deadline, **given)


def practice(partnership, title="A shared volunteers' induction", **given) -> Practice:
    return entry(partnership, "practice", title, **given)


def session(of_course, days_ahead=14, places=3, **given) -> Session:
    day = clock.today() + timedelta(days=days_ahead)
    usual = {"day": day, "starts_at": time(9, 30), "ends_at": time(12, 30), "venue": "Town hall", "places": places}
    return factories.add(Session(course_id=of_course.id, **usual | given))


def place(at, organisation, name="Pat Peak", email="pat@example.org", by=None, **given) -> Place:
    usual = {"needs": "", "booked_at": clock.now(), "user_id": by.user_id if by else None, "by": by.name if by else ""}
    return factories.add(
        Place(session_id=at.id, organisation_id=organisation.id, name=name, email=email, **usual | given)
    )


def feedback(of_place, score=4, words="Clear and quick") -> Feedback:
    course_id = db.session.get(Session, of_place.session_id).course_id
    return factories.add(
        Feedback(place_id=of_place.id, course_id=course_id, score=score, words=words, given_on=clock.today())
    )


def holding(of_standard, organisation, **given) -> Holding:
    return factories.add(Holding(standard_id=of_standard.id, organisation_id=organisation.id, **given))


def application(to, organisation, **given) -> Application:
    usual = {"applied_on": clock.today()}
    return factories.add(Application(funding_id=to.id, organisation_id=organisation.id, **usual | given))


def furnish(place_of, partnership, seat) -> None:
    """Put one of everything into the place of a partnership, for the tests of who gets in where."""
    organisation = seat.organisation
    kept = standard(partnership)
    held = [holding(kept, organisation), holding(kept, organisation, removed_at=clock.now())]
    lesson, fund = course(partnership), funding(partnership)
    asked = [application(fund, organisation), application(fund, organisation, removed_at=clock.now())]
    coming, off, over = session(lesson), session(lesson, cancelled_at=clock.now()), session(lesson, -7)
    booked = [place(coming, organisation), place(coming, organisation, cancelled_at=clock.now())]
    gone = practice(partnership, "Gone")
    with writing():
        entries.remove_entry(SOMEBODY, gone)
    place_of.standard, place_of.course, place_of.fund = kept.id, lesson.id, fund.id
    place_of.practice, place_of.removed_practice = practice(partnership).id, gone.id
    place_of.public_practice = practice(partnership, "Open to all", audience=Audience.PUBLIC).id
    place_of.holding, place_of.removed_holding = held[0].id, held[1].id
    place_of.application, place_of.removed_application = asked[0].id, asked[1].id
    place_of.session, place_of.cancelled_session = coming.id, off.id
    place_of.place, place_of.cancelled_place = booked[0].id, booked[1].id
    place_of.attended = place(over, organisation).id
