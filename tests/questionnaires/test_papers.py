"""Sheets of paper come in: whose is ticked, what stands in them is entered without a name."""

import pytest

from portal.core.database import db
from portal.questionnaires.survey_models import Privacy, Survey
from tests import factories, people
from tests import factories_answering as answering
from tests import factories_questionnaires as make
from tests.questionnaires.test_answering import answered, envelopes


@pytest.fixture
def who(app):
    return people.cast()


@pytest.fixture
def survey(who):
    return answering.small_round(who)


@pytest.fixture
def ann(sign_in, who):
    return sign_in(who.ann)


def at(survey, page="papers", place="here"):
    return f"/partnerships/{place}/surveys/{survey.id}/{page}"


def tick(client, survey, *seats, htmx=False):
    came = [answering.of(survey, seat).id for seat in seats]
    return (client.htmx if htmx else client.post)(at(survey), data={"came": came})


def test_ticked_first_and_then_entered_without_a_name(survey, ann, who):
    assert "0 sheets so far" in ann.soup(at(survey)).text
    assert tick(ann, survey, who.seat_ray, who.seat_rosa).status_code == 303
    assert answering.of(survey, who.seat_ray).has_answered
    page = ann.soup(at(survey))
    assert page.select_one("#enter")["href"].endswith("answer/?sheet=1")
    assert ann.get(at(survey, "answer/?sheet=1")).location.endswith("/1/?sheet=1")
    assert "Sheet 1" in ann.soup(at(survey, "answer/1/?sheet=1")).text
    sent = answered(ann, survey, "?sheet=1")
    assert sent.location.endswith("papers#entered")
    assert "1 of 2 entered" in ann.soup(at(survey)).text
    assert answered(ann, survey, "?sheet=1").status_code == 409
    assert answered(ann, survey, "?sheet=2").status_code == 303
    assert answered(ann, survey, "?sheet=3").status_code == 409
    bodies = envelopes(survey)
    assert len(bodies) == 2
    assert all(set(body) == {"series", "sector", "answers"} for body in bodies)


def test_a_tick_is_taken_back_only_while_there_are_more_ticks_than_sheets(survey, ann, who):
    tick(ann, survey, who.seat_ray, who.seat_rosa)
    answered(ann, survey, "?sheet=1")
    assert tick(ann, survey, who.seat_rosa).status_code == 303
    assert not answering.of(survey, who.seat_ray).has_answered
    for htmx in (False, True):
        refused = tick(ann, survey, htmx=htmx)
        assert refused.status_code == 409
        assert "nobody can say whose" in refused.text
    assert answering.of(survey, who.seat_rosa).on_paper


def test_who_answered_here_is_no_more_offered_and_not_ticked_by_a_made_up_form(survey, ann, sign_in, who):
    answered(sign_in(who.ray), survey)
    assert "High Peak CVS" not in ann.soup(at(survey)).select_one("form[action$=papers]").text
    assert tick(ann, survey, who.seat_ray).status_code == 422
    assert not answering.of(survey, who.seat_ray).on_paper


def test_whose_sheet_came_is_told_so_when_they_come_to_answer(survey, ann, sign_in, who):
    tick(ann, survey, who.seat_ray)
    assert answered(sign_in(who.ray), survey).status_code == 409


def test_who_may_not_and_who_is_elsewhere(survey, sign_in, who):
    for person, status in ((who.ray, 403), (who.otto, 403), (who.sue, 404)):
        other = sign_in(person)
        assert other.get(at(survey)).status_code == status
        assert other.post(at(survey)).status_code == status
    assert sign_in(who.ray).get(at(survey, "answer/1/?sheet=1")).status_code == 403
    assert sign_in(who.sue).get(at(survey, "paper")).status_code == 404


def test_a_named_survey_takes_no_sheets_without_a_name(who, ann):
    survey = answering.small_round(who, privacy=Privacy.NAMED)
    page = ann.soup(at(survey))
    assert "Whose sheet came" not in page.text
    assert len(page.select("section:has(#rung) a")) == 3
    assert tick(ann, survey, who.seat_ray).status_code == 409


def test_a_sheet_of_a_survey_that_keeps_sectors_says_its_sector(app, sign_in):
    here = factories.partnership(slug="here")
    manager = factories.person()
    factories.appointment(manager, people.Role.MANAGER, here)
    for sector in ("public", "voluntary"):
        for _each in range(5):
            factories.seat(here.main, factories.organisation(sector=factories.Sector(sector)))
    common, theirs = make.wording(), make.wording("We fund fairly")
    sections = {"All": [common], ("Public bodies", factories.Sector.PUBLIC): [theirs]}
    survey = make.opened(here, sections=sections)
    survey.trust = common.id
    client = sign_in(manager)
    seats = [db.session.get(factories.Seat, row.seat_id) for row in make.respondents(survey)]
    tick(client, survey, *seats)
    assert client.get(at(survey, "answer/1/?sheet=1")).status_code == 409
    assert "Section 1 of 2" in client.soup(at(survey, "answer/1/?sheet=1&sector=public")).text
    assert answered(client, survey, "?sheet=1&sector=public").status_code == 303
    assert envelopes(survey)[0]["sector"] == "public"
    assert "We fund fairly" in client.soup(at(survey, "paper?sector=public")).text
    assert "We fund fairly" not in client.soup(at(survey, "paper")).text


@pytest.mark.parametrize("large", ["", "?large=1"])
def test_the_form_on_paper_has_boxes_the_two_sentences_and_where_it_goes(survey, sign_in, who, large):
    page = sign_in(who.ray).soup(at(survey, f"paper{large}"))
    assert len(page.select(".box")) == 6
    assert "not even the administrator" in page.text
    assert "return this sheet by" in page.text
    assert bool(page.select("main.large-print")) == bool(large)


def test_the_count_of_sheets_stands_in_the_survey(survey, ann, who):
    tick(ann, survey, who.seat_ray)
    answered(ann, survey, "?sheet=1")
    db.session.rollback()
    assert db.session.get(Survey, survey.id).papers == 1
