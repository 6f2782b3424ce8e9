"""Keeping a person's entry: by themselves, by their organisation, and by managers of the partnerships they sit in."""

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select

from portal.audit.models import Event
from portal.core import clock
from portal.core.database import db, writing
from portal.core.index import search
from portal.core.viewer import Viewer
from portal.directory.models import Person, Showing
from tests import factories
from tests.people import cast

PARTNER = Viewer(user_id=1, is_site_administrator=True)


@pytest.fixture
def who(app):
    return cast()


@pytest.fixture
def pat(who):
    """Somebody of Ray's organisation who holds its seat in Here Partnership beside him."""
    pat = factories.person("Pat Subject", organisation_id=who.seat_ray.organisation_id, job="Trustee")
    factories.holder(who.seat_ray, pat)
    return pat


def entry(person, **changed):
    usual = {"version": str(person.version), "name": person.name, "job": person.job, "email": person.email,
             "telephone": "", "organisation_id": str(person.organisation_id or "")}  # fmt: skip
    return usual | changed


def found(words):
    return [hit.title for hit in search(PARTNER, words, kind="person")]


def told():
    return db.session.scalars(select(Event.sentence).order_by(Event.id.desc())).first()


@pytest.mark.parametrize("name", ["pat", "ray", "ann", "ada"])
def test_those_who_keep_the_entry_change_it(sign_in, who, pat, name):
    browser = sign_in(pat if name == "pat" else getattr(who, name))
    assert browser.soup(f"/people/{pat.id}/").select_one(f"[href='/people/{pat.id}/edit']")

    response = browser.post(f"/people/{pat.id}/edit", data=entry(pat, name="Pat Renamed", telephone="01298 555 017"))

    assert (response.status_code, response.location) == (303, f"/people/{pat.id}/")
    db.session.refresh(pat)
    assert (pat.name, pat.sort_name, pat.telephone) == ("Pat Renamed", "pat renamed", "01298 555 017")
    assert pat.organisation_id == who.seat_ray.organisation_id
    assert found("renamed trustee high peak") == ["Pat Renamed"]
    assert told() == "changed the entry of Pat Renamed"


@pytest.mark.parametrize("act", ["edit", "consent", "consent/withdraw", "leave", "return"])
def test_others_do_not(sign_in, who, pat, act):
    data = entry(pat, day="today", name_shown="public", contact_shown="public")
    others = [who.rosa, who.otto, who.cal, who.mina, who.wyn, who.sue]

    assert {sign_in(each).post(f"/people/{pat.id}/{act}", data=data).status_code for each in others} == {403}
    assert sign_in(who.rem).post(f"/people/{pat.id}/{act}", data=data).status_code == 404, (
        "who sees no name sees no page"
    )
    assert db.session.get(Person, pat.id).version == 1


def test_a_mistake_stands_beside_its_field_and_changes_nothing(sign_in, who, pat):
    browser = sign_in(who.ray)
    elsewhere = who.seat_rosa.organisation_id
    mistakes = {
        "Write the person's name.": {"name": ""},
        "Write the whole e-mail address": {"email": "pat"},
        "is not a telephone number": {"telephone": "ring"},
        "Choose one of these.": {"organisation_id": str(elsewhere)},
    }

    for sentence, wrong in mistakes.items():
        response = browser.post(f"/people/{pat.id}/edit", data=entry(pat, **wrong))

        assert response.status_code == 422
        assert sentence in BeautifulSoup(response.text, "html.parser").select_one(f"#{next(iter(wrong))}-err").text
    assert db.session.get(Person, pat.id).version == 1


def test_nobody_moves_themselves_into_another_organisation(sign_in, who, pat):
    elsewhere = who.seat_rosa.organisation_id

    assert (
        sign_in(who.otto)
        .post(f"/people/{who.otto.id}/edit", data=entry(who.otto, organisation_id=elsewhere))
        .status_code
        == 422
    )
    assert (
        sign_in(who.ann).post(f"/people/{pat.id}/edit", data=entry(pat, organisation_id=elsewhere)).status_code == 303
    )


def test_the_second_of_two_editors_sees_both_texts(sign_in, who, pat):
    sent = entry(pat, job="Treasurer")
    sign_in(pat).post(f"/people/{pat.id}/edit", data=entry(pat, job="Chair of trustees"))

    response = sign_in(who.ray).post(f"/people/{pat.id}/edit", data=sent)

    assert response.status_code == 409
    assert "Chair of trustees" in response.text
    assert 'value="Treasurer"' in response.text
    assert db.session.get(Person, pat.id).job == "Chair of trustees"


def test_a_manager_adds_a_person(sign_in, who):
    browser = sign_in(who.ann)
    organisation = who.seat_rosa.organisation
    page = browser.soup(f"/people/new?organisation={organisation.slug}")
    assert page.select_one("option[selected]").text == organisation.name

    response = browser.post(
        "/people/new", data={"name": "New Nell", "organisation_id": str(organisation.id), "email": "n@example.org"}
    )

    nell = db.session.scalars(select(Person).filter_by(name="New Nell")).one()
    assert (response.status_code, response.location) == (303, f"/people/{nell.id}/")
    assert (nell.name_shown, nell.contact_shown) == (Showing.PARTNERS, Showing.NOBODY)
    assert found("nell") == ["New Nell"]
    assert "n@example.org" not in browser.get(response.location).text


def test_a_representative_adds_people_of_their_own_organisation_only(sign_in, who):
    browser = sign_in(who.ray)
    assert [option.text for option in browser.soup("/people/new").select("option")] == ["High Peak CVS"]

    other = browser.post("/people/new", data={"name": "Nell", "organisation_id": str(who.seat_rosa.organisation_id)})
    none = browser.post("/people/new", data={"name": "Nell", "organisation_id": ""})
    own = browser.post("/people/new", data={"name": "Nell", "organisation_id": str(who.seat_ray.organisation_id)})

    assert (other.status_code, none.status_code, own.status_code) == (422, 422, 303)


def test_others_do_not_add_anybody(client, sign_in, who):
    assert sign_in(who.otto).post("/people/new", data={"name": "Nell"}).status_code == 403
    assert client.get("/people/new").location.startswith("/login")


def test_a_person_leaves_and_comes_back(sign_in, who, pat):
    browser = sign_in(who.ann)
    with writing():
        pat.contact_shown = Showing.PARTNERS
    assert browser.get(f"/people/{pat.id}/leave").status_code == 200

    assert browser.post(f"/people/{pat.id}/leave", data={"day": "1 March 2026"}).status_code == 303

    page = browser.soup(f"/people/{pat.id}/")
    assert page.select_one(f".toast form[action='/people/{pat.id}/return']")
    assert "Left on 1 March 2026" in page.text
    assert found("pat") == []
    assert pat.email not in sign_in(who.otto).get(f"/people/{pat.id}/").text
    assert browser.post(f"/people/{pat.id}/leave", data={"day": "today"}).status_code == 409
    assert browser.post(f"/people/{pat.id}/return").status_code == 303
    assert found("pat") == ["Pat Subject"]
    assert pat.email in sign_in(who.otto).get(f"/people/{pat.id}/").text
    assert browser.post(f"/people/{pat.id}/return").status_code == 409


def test_the_day_they_left_must_be_one(sign_in, who, pat):
    assert sign_in(who.ann).post(f"/people/{pat.id}/leave", data={"day": "1/1/2100"}).status_code == 422
    assert db.session.get(Person, pat.id).left_on is None


def test_the_page_of_a_person_is_kept_out_of_search_engines(client, pat):
    with writing():
        pat.name_shown = Showing.PUBLIC

    page = client.soup(f"/people/{pat.id}/")

    assert page.select_one("meta[name=robots]")["content"] == "noindex"
    assert "E-mail and telephone are not shown to you." in page.text
    assert clock.today()
