"""Starting this year's health check, and its home: how it stands, and what to do next for who looks at it."""

from datetime import timedelta

import pytest

from portal.core import clock
from portal.core.database import db, writing
from portal.questionnaires.models import Purpose
from portal.questionnaires.survey_models import Asks, Privacy, Stage, Survey
from tests import factories, people
from tests import factories_healthcheck as checks
from tests import factories_questionnaires as make

HOME = "/partnerships/here/health-check/"
SENT = {"purpose": "short_check", "asks": "seats", "closes_on": "in 3 weeks"}


@pytest.fixture
def who(app):
    return people.cast()


@pytest.fixture
def many(who):
    for _each in range(4):
        factories.seat(who.here.main)


def words(page) -> str:
    return " ".join(page.main.text.split())


def sent(who, **given) -> dict:
    return SENT | {"group_id": who.here.main.id} | given


def only() -> Survey:
    db.session.rollback()
    return db.session.query(Survey).order_by(Survey.id.desc()).first()


def settled(survey, months_ago=0) -> None:
    with writing():
        row = db.session.get(Survey, survey.id)
        row.stage, row.completed_on = Stage.COMPLETED, clock.today() - timedelta(days=31 * months_ago)


def test_the_first_one_is_a_draft_with_our_own_questions(many, sign_in, who):
    ann = sign_in(who.ann)
    assert "No health check has been held yet." in words(ann.soup(HOME))
    answer = ann.post(f"{HOME}start", data=sent(who))
    survey = only()
    assert answer.status_code == 303
    assert answer.location == f"/partnerships/here/surveys/{survey.id}/"
    assert (survey.asks, survey.privacy, survey.stage) == (Asks.SEATS, Privacy.ANONYMOUS, Stage.DRAFT)
    assert survey.closes_on == clock.today() + timedelta(days=21)
    assert survey.questionnaire.purpose is Purpose.SHORT_CHECK
    page = ann.soup(HOME)
    assert "is being prepared" in words(page)
    assert "Look it through and open it" in words(page)


def test_the_next_one_asks_in_the_very_same_words(many, sign_in, who):
    said = checks.statements(who.here, attend="All partners turn up")
    last = checks.closed(who.here, {said[0]: checks.STRONG}, group_id=who.here.main.id)
    ann = sign_in(who.ann)
    assert ann.post(f"{HOME}start", data=sent(who)).status_code == 409
    settled(last)
    assert last.title in words(ann.soup(f"{HOME}start"))
    ann.post(f"{HOME}start", data=sent(who))
    new = only()
    assert new.previous_id == last.id
    assert [p.wording_id for s in new.questionnaire.sections for p in s.questions] == [said[0].id]


def test_with_few_seats_it_is_answered_together_and_the_reason_is_said(sign_in, who):
    ann = sign_in(who.ann)
    page = ann.soup(f"{HOME}start")
    assert "nobody could stay anonymous" in words(page)
    assert page.select_one("input[name=asks][checked]")["value"] == "joint"
    refused = ann.post(f"{HOME}start", data=sent(who))
    assert refused.status_code == 422
    assert "Fewer than five organisations have a seat" in refused.text
    assert ann.post(f"{HOME}start", data=sent(who, asks="joint")).status_code == 303
    assert only().privacy is Privacy.UNNAMED


@pytest.mark.parametrize(
    ("given", "said"),
    [({"closes_on": "1/1/2020"}, "Write a day to come"), ({"purpose": "pulse"}, "Choose the short or the long one.")],
)
def test_a_mistake_is_said_and_nothing_is_made(many, sign_in, who, given, said):
    answer = sign_in(who.ann).post(f"{HOME}start", data=sent(who, **given))
    assert answer.status_code == 422
    assert said in answer.text
    assert db.session.query(Survey).count() == 0


def test_who_may_not_and_who_is_elsewhere_starts_nothing(many, sign_in, who):
    assert sign_in(who.ray).post(f"{HOME}start", data=sent(who)).status_code == 403
    assert sign_in(who.sue).post(f"{HOME}start", data=sent(who)).status_code == 404


def test_while_it_is_open_a_partner_is_asked_and_the_others_see_how_many_answered(many, sign_in, who):
    survey = checks.check(who.here, make.wording(), group_id=who.here.main.id)
    page = sign_in(who.ray).soup(HOME)
    assert "0 of 6 organisations have answered." in words(page)
    assert page.select_one(".head .btn")["href"] == f"/partnerships/here/surveys/{survey.id}/answer/"
    assert "close it" not in words(page)
    assert sign_in(who.otto).soup(HOME).select(".head .btn") == []
    assert "close it" in words(sign_in(who.ann).soup(HOME))


def test_a_visitor_reads_only_what_was_published(many, client, who):
    checks.check(who.here, make.wording(), group_id=who.here.main.id)
    shown = words(client.soup(HOME))
    assert "Nothing is published" in shown
    assert "answered" not in shown


def test_what_is_to_be_agreed_waits_and_a_year_later_the_next_one_does(many, sign_in, who):
    said = make.wording()
    survey = checks.closed(who.here, {said: checks.ACT}, group_id=who.here.main.id)
    ann = sign_in(who.ann)
    assert "Agree what follows from" in words(ann.soup("/"))
    assert "Agree what follows" not in words(sign_in(who.ray).soup("/"))
    settled(survey)
    assert "health check" not in words(ann.soup("/")).lower()
    settled(survey, months_ago=13)
    assert "Start this year’s health check" in words(ann.soup("/"))
    assert "The next one is due now." in words(ann.soup(HOME))


def test_the_front_door_says_how_it_stands_to_those_inside(many, client, sign_in, who):
    checks.check(who.here, make.wording(), group_id=who.here.main.id)
    assert "0 of 6 organisations have answered." in words(sign_in(who.otto).soup("/partnerships/here/"))
    assert "organisations have answered" not in words(client.soup("/partnerships/here/"))


def test_bands_are_compared_with_those_who_agreed_to_it_and_only_with_enough_of_them(many, sign_in, who):
    said = make.wording("We trust each other")
    checks.closed(who.here, {said: checks.ACT}, group_id=who.here.main.id)
    for number in range(3):
        place = factories.partnership(slug=f"other-{number}", name=f"Other {number}")
        make.seats(place.main, 5)
        other = checks.closed(place, {said: checks.STRONG}, group_id=place.main.id)
        with writing():
            db.session.get(Survey, other.id).compares = number < 2
    ann = sign_in(who.ann)
    assert "Not compared" in words(ann.soup(f"{HOME}compare"))
    assert sign_in(who.ray).post(f"{HOME}compare/on").status_code == 403
    assert sign_in(who.sue).post(f"{HOME}compare/on").status_code == 404
    assert ann.post(f"{HOME}compare/on").status_code == 303
    assert "Too few others" in words(ann.soup(f"{HOME}compare"))
    with writing():
        db.session.get(Survey, other.id).compares = True
    page = ann.soup(f"{HOME}compare")
    assert [cell.text for cell in page.select("tbody td")] == ["Act", "0", "0", "0", "3"]
    assert "Other 1" not in page.text
