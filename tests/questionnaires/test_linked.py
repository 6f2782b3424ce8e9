"""Anybody with the link answers a survey without signing in."""

import pytest

from portal.accounts.models import FailedTry
from portal.core.database import db, writing
from portal.core.errors import Refusal
from portal.questionnaires.services import counting
from portal.questionnaires.survey_models import Draft, Privacy, Survey
from portal.questionnaires.views import linked as views
from tests import factories
from tests import factories_answering as answering
from tests.questionnaires.test_answering import count, envelopes

AT = f"/answer/{answering.TOKEN}/"


@pytest.fixture
def survey(app):
    row = answering.linked(factories.partnership(slug="here", name="Here Partnership"))
    row.trust = row.questionnaire.sections[0].questions[0].wording_id
    return row


def answered(client, survey, choice="4"):
    client.post(f"{AT}1/", data={f"q{survey.trust}": choice, "go": "next"})
    return client.post(f"{AT}send")


def test_from_the_start_to_the_envelope_without_signing_in(survey, client):
    assert "You are not asked who you are" in client.soup(AT).text
    assert client.htmx(f"{AT}1/", data={f"q{survey.trust}": "4"}).status_code == 200
    assert "1 of 1 answered" in client.soup(f"{AT}1/").text
    assert "Nothing is left out" in client.soup(f"{AT}check").text
    assert client.post(f"{AT}send").location == f"{AT}sent"
    assert "Thank you" in client.soup(f"{AT}sent").h1
    assert envelopes(survey) == [{"series": "seats", "sector": "", "answers": {str(survey.trust): {"choice": 4}}}]
    assert count(Draft) == 0


def test_another_browser_has_a_draft_of_its_own(survey, app):
    one, other = app.test_client(), app.test_client()
    one.post(f"{AT}1/", data={f"q{survey.trust}": "4"})
    assert "0 of 1 answered" in other.soup(f"{AT}1/").text
    assert answered(other, survey).status_code == 303
    assert answered(one, survey).status_code == 303
    assert len(envelopes(survey)) == 2


def test_a_double_click_sends_one(survey, client):
    assert answered(client, survey).status_code == 303
    assert client.post(f"{AT}send").status_code == 422
    assert len(envelopes(survey)) == 1


def test_a_mistake_is_said_beside_the_field(survey, client):
    assert client.post(f"{AT}1/", data={f"q{survey.trust}": "9"}).status_code == 422


def test_an_address_that_leads_nowhere_and_one_that_is_over(survey, client):
    with writing():
        counting.close(None, db.session.get(Survey, survey.id))
    for address in ("/answer/made-up/", AT, f"{AT}1/", f"{AT}check", f"{AT}sent"):
        answer = client.get(address)
        assert answer.status_code == 404
        assert "Nothing is asked here" in answer.text
    assert client.post(f"{AT}send").status_code == client.post(f"{AT}1/").status_code == 404


def test_a_survey_by_link_is_never_named(app):
    with pytest.raises(Refusal, match="cannot be named"):
        answering.linked(factories.partnership(), privacy=Privacy.NAMED)


def test_one_place_sends_so_many_an_hour(survey, app, monkeypatch):
    monkeypatch.setattr(views, "MOST", 2)
    statuses = [answered(app.test_client(), survey).status_code for _each in range(3)]
    assert statuses == [303, 303, 429]
    assert len(envelopes(survey)) == 2
    assert db.session.query(FailedTry).count() == 4
