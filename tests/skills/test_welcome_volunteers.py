"""Where volunteers are welcome, and how many."""

import pytest

from portal.core.audience import Audience
from portal.core.database import db, writing
from portal.directory.models import Organisation
from portal.skills.models import HelpRequest, VolunteerPlaces
from portal.skills.services.volunteering import say_places
from tests import factories
from tests.factories_skills import SOMEBODY

FORM = {"places": "6", "text": "Driving", "area": "Buxton", "shown_to": "public"}


@pytest.fixture
def address(who) -> str:
    return f"/skills/volunteering/edit?organisation={who.seat_ray.organisation.slug}"


def places(organisation, number=3, **given) -> int:
    with writing():
        home = db.session.get_one(Organisation, organisation.id)
        return say_places(SOMEBODY, home, number, **given).id


def test_an_organisation_says_how_many(who, address, sign_in, client):
    ray = sign_in(who.ray)
    assert ray.get(address).status_code == 200
    assert ray.post(address, data=FORM).location == "/skills/volunteering/"
    page = client.get("/skills/volunteering/").text
    assert "High Peak CVS" in page
    assert "Driving" in page
    assert ray.post(address, data=FORM | {"places": "0"}).status_code == 303
    assert db.session.query(VolunteerPlaces).one().confirmed_by == "Ray Rowsley"
    assert "High Peak CVS" not in client.get("/skills/volunteering/?q=Driving").text
    assert "High Peak CVS" in client.get("/skills/volunteering/?all=yes").text


def test_mistakes_and_who_may_not(who, address, sign_in, client):
    for wrong in ({"places": "-1"}, {"places": "many"}, {"places": ""}, {"shown_to": "x"}):
        assert sign_in(who.ray).post(address, data=FORM | wrong).status_code == 422
    assert sign_in(who.rosa).post(address, data=FORM).status_code == 403
    assert "/login" in client.post(address, data=FORM).location
    sign_in(who.ray).post(address, data=FORM)
    assert sign_in(who.ray).post(address, data=FORM | {"version": "0"}).status_code == 409


def test_for_one_partnership_only(who, sign_in, client):
    number = places(who.seat_ray.organisation, audience=Audience.PARTNERSHIP, partnership_id=who.here.id)
    assert "High Peak CVS" in sign_in(who.rosa).get("/skills/volunteering/").text
    for browser in (sign_in(who.sue), client):
        assert "High Peak CVS" not in browser.get("/skills/volunteering/").text
        assert "High Peak CVS" not in browser.get("/skills/volunteering/?format=csv").text
    assert sign_in(who.sue).get(f"/skills/volunteering/{number}/ask").status_code == 404


def test_a_letter_goes_by_the_portal(who, sign_in, outbox):
    number = places(who.seat_ray.organisation)
    rosa, path = sign_in(who.rosa), f"/skills/volunteering/{number}/ask"
    home = {"organisation_id": str(who.seat_rosa.organisation.id)}
    assert rosa.post(path, data=home | {"text": ""}).status_code == 422
    assert rosa.post(path, data=home | {"text": "Two students"}).status_code == 303
    assert db.session.query(HelpRequest).one().title == "Volunteering with High Peak CVS"
    assert [letter.to_email for letter in outbox()] == [who.ray.email]
    assert sign_in(who.ray).get(path).status_code == 403


def test_many_in_few_statements(who, sign_in, queries):
    for _number in range(30):
        places(factories.organisation())
    browser = sign_in(who.otto)
    queries.clear()
    assert "30 organisations" in browser.get("/skills/volunteering/").text
    assert len(queries) <= 4
