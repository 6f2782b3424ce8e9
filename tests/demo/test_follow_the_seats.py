"""The sample tells of seats over time: two cases, a hand-over, a welcome, vacancies, and who could follow."""

from portal.core.database import db, writing
from portal.demo import representation
from portal.demo.book import Book
from portal.representation.induction_models import Induction
from portal.representation.models import HandOver, MissedCase, Outcome, Willing

DERBY = "/partnerships/derby-city-partnership/representation/"


def test_one_case_waits_for_an_answer_and_one_is_settled(demo):
    waits, settled = db.session.query(MissedCase).order_by(MissedCase.id)

    assert (waits.organisation_name, waits.stage, waits.closed_on) == ("Silk Weir Engineering", 1, None)
    assert (settled.stage, settled.outcome) == (4, Outcome.STAYS)
    assert waits.opened_on > settled.closed_on


def test_the_public_sees_organisations_and_no_people_of_derby(demo):
    page = demo.test_client().get(DERBY).text

    assert "Silk Weir Engineering" in page
    assert "Victor Ironstone" not in page
    assert "Absent" in page


def test_derby_has_vacancies_for_two_sectors(demo):
    page = demo.test_client().get(f"{DERBY}sectors/").text

    assert "Private, 7 of 8" in page
    assert "Voluntary and community, 7 of 8" in page


def test_a_hand_over_a_welcome_and_who_could_follow(demo):
    (given,) = db.session.query(HandOver)
    (welcome,) = db.session.query(Induction)

    assert (given.from_name, given.to_name) == ("Miles Teasel", "Helena Maltings")
    assert (welcome.buddy.name, len(welcome.ticks)) == ("Priya Heather", 4)
    assert db.session.query(Willing).count() == 3


def test_loading_it_twice_changes_nothing(demo):
    with demo.test_request_context(), writing():
        representation.load(Book(db.session.query(HandOver).one().on))

    assert db.session.query(MissedCase).count() == 2
