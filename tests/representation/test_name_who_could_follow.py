"""Representatives name who of their organisation could take on a role, and the partnership reads who could follow."""

import pytest

from portal.core import clock
from portal.core.database import db, writing
from portal.directory.models import Organisation, Person
from portal.memberships.models import OfficeKind, Standing
from portal.representation.models import Willing
from tests import factories
from tests.factories_partnerships import again
from tests.factories_representation import willing

HERE = "/partnerships/here/representation/succession/"


@pytest.fixture
def colleague(who):
    """Somebody of Ray's organisation."""
    with writing():
        db.session.get(Person, who.ray.id).organisation_id = who.seat_ray.organisation_id
    return factories.person("Carl Colleague", organisation_id=who.seat_ray.organisation_id)


@pytest.fixture
def ray(who, sign_in):
    """The representative's browser."""
    return sign_in(who.ray)


def said(person, **more):
    return {"person_id": person.id, "areas": "Taking minutes", "agreed": "y"} | more


def test_a_representative_names_a_colleague_who_agreed(ray, sign_in, colleague, who):
    response = ray.post(HERE, data=said(colleague))

    (row,) = db.session.query(Willing)
    assert (response.status_code, row.person_id, row.kept_by) == (303, colleague.id, "Ray Rowsley")
    text = sign_in(who.otto).soup(HERE).find("main").text
    assert "Carl Colleague" in text
    assert "Taking minutes" in text


def test_roles_and_offices_are_listed_with_who_could_follow(ann, who, colleague):
    organisation = db.session.get(Organisation, who.seat_ray.organisation_id)
    factories.holder(who.seat_ray, factories.person("Sub Stitute"), Standing.SUBSTITUTE)
    factories.office(who.here.main, OfficeKind.CARETAKER, detail="Mentoring", organisation_id=organisation.id)
    willing(who.here, colleague, organisation)

    body = ann.soup(HERE).find("tbody").text

    for words in ("Member", "Caretaker of an area of work: Mentoring", "Ray Rowsley", "Sub Stitute", "Carl Colleague"):
        assert words in body
    assert "High Peak CVS" in ann.get(f"{HERE}?format=csv").text
    assert len(ann.soup(f"{HERE}?q=caretaker").find("tbody").find_all("tr")) == 1


@pytest.mark.parametrize("wrong", [{"person_id": ""}, {"areas": ""}, {"agreed": ""}, {"person_id": "999"}])
def test_a_mistake_names_nobody_and_the_words_stay(ray, colleague, wrong):
    response = ray.post(HERE, data=said(colleague, areas="My own words") | wrong)

    assert response.status_code == 422
    assert db.session.query(Willing).count() == 0
    if "areas" not in wrong:
        assert "My own words" in response.text


def test_nobody_names_people_of_an_organisation_they_do_not_speak_for(ray, who, colleague, sign_in):
    other = factories.person("Otis Other", organisation_id=who.seat_rosa.organisation_id)

    assert ray.post(HERE, data=said(other)).status_code == 422
    assert sign_in(who.wyn).post(HERE, data=said(colleague)).status_code == 403
    assert sign_in(who.otto).post(HERE, data=said(colleague)).status_code == 403
    assert sign_in(who.sue).post(HERE, data=said(colleague)).status_code == 404
    assert db.session.query(Willing).count() == 0


def test_nobody_is_named_twice(ray, colleague):
    ray.post(HERE, data=said(colleague))

    assert ray.post(HERE, data=said(colleague)).status_code == 409


def test_it_is_taken_off_and_brought_back(ray, sign_in, colleague, who):
    organisation = db.session.get(Organisation, who.seat_ray.organisation_id)
    row = willing(who.here, colleague, organisation)

    removed = ray.post(f"{HERE}{row.id}/remove")
    undo = ray.soup(HERE).find(class_="toast").form["action"]
    gone = "Nobody was named yet." in ray.get(HERE).text
    ray.post(undo)

    assert removed.status_code == 303
    assert gone
    assert again(row).removed_at is None
    assert sign_in(who.rosa).post(f"{HERE}{row.id}/remove").status_code == 403
    assert sign_in(who.ann).post(f"{HERE}{row.id}/remove").status_code == 303
    assert ray.post(f"{HERE}{row.id}/remove").status_code == 404


def test_it_is_for_the_partnership_alone(client, sign_in, who, colleague, ray):
    organisation = db.session.get(Organisation, who.seat_there.organisation_id)
    row = willing(who.there, factories.person("Tina There"), organisation)

    assert client.get(HERE).status_code == 303
    assert sign_in(who.sue).get(HERE).status_code == 404
    assert "Tina There" not in ray.get(HERE).text
    assert ray.post(f"{HERE}{row.id}/remove").status_code == 404


def test_who_left_is_listed_no_more(ann, who, colleague):
    organisation = db.session.get(Organisation, who.seat_ray.organisation_id)
    willing(who.here, colleague, organisation)
    with writing():
        db.session.get(Person, colleague.id).left_on = clock.today()

    assert "Carl Colleague" not in ann.soup(HERE).find("main").text


def test_thirty_roles_take_no_more_statements(ann, who, queries):
    for _number in range(30):
        factories.seat(who.here.main)
    queries.clear()

    assert len(ann.soup(HERE).find("tbody").find_all("tr")) == 32
    assert len(queries) <= 7
