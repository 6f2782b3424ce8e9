"""Agreeing to be shown, and taking it back: it holds at once, and what was agreed stays on record."""

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select

from portal.core.database import db, writing
from portal.core.errors import Refusal
from portal.core.index import search
from portal.core.viewer import VISITOR
from portal.directory import services
from portal.directory.models import Consent, Person, Showing
from tests import factories
from tests.people import cast

ALL = {"name_shown": "public", "contact_shown": "public"}


@pytest.fixture
def who(app):
    return cast()


def consents(person):
    return list(db.session.scalars(select(Consent).filter_by(person_id=person.id).order_by(Consent.id)))


def test_a_person_agrees_in_plain_words(client, sign_in, who):
    browser = sign_in(who.otto)
    page = browser.soup(f"/people/{who.otto.id}/consent")
    assert page.h1.text == "What may be shown of you"
    assert page.select_one("input[name=told]") is None
    assert "The partnerships I sit in" in page.text

    response = browser.post(f"/people/{who.otto.id}/consent", data=ALL | {"version": "1"})

    assert (response.status_code, response.location) == (303, f"/people/{who.otto.id}/")
    assert who.otto.email in client.get(f"/people/{who.otto.id}/").text
    (kept,) = consents(who.otto)
    assert kept.wording == "My name is shown to everybody; my e-mail address and telephone number to everybody."
    assert (kept.recorded_by, kept.name_shown) == ("Otto Over", Showing.PUBLIC)
    assert [hit.title for hit in search(VISITOR, "otto")] == ["Otto Over"]


def test_a_manager_writes_down_how_somebody_agreed(sign_in, who):
    browser = sign_in(who.ann)
    page = browser.soup(f"/people/{who.otto.id}/consent")
    assert page.h1.text == "What may be shown of Otto Over"
    assert "The partnerships they sit in" in page.text

    silent = browser.post(f"/people/{who.otto.id}/consent", data=ALL | {"version": "1"})
    told = browser.post(
        f"/people/{who.otto.id}/consent", data=ALL | {"version": "1", "told": "by telephone on 3 March"}
    )

    assert (silent.status_code, told.status_code) == (422, 303)
    (kept,) = consents(who.otto)
    assert kept.wording.endswith("Said by Otto Over: by telephone on 3 March")
    assert kept.recorded_by == "Ann Abbot"


def test_taking_it_back_acts_at_once(client, sign_in, who):
    browser = sign_in(who.otto)
    browser.post(f"/people/{who.otto.id}/consent", data=ALL | {"version": "1"})
    page = browser.soup(f"/people/{who.otto.id}/")
    assert page.select_one(f"form[action='/people/{who.otto.id}/consent/withdraw']")

    assert browser.post(f"/people/{who.otto.id}/consent/withdraw").status_code == 303

    assert client.get(f"/people/{who.otto.id}/").status_code == 404
    assert sign_in(who.rosa).get(f"/people/{who.otto.id}/").status_code == 404
    assert list(search(VISITOR, "otto")) == []
    assert [kept.name_shown for kept in consents(who.otto)] == [Showing.PUBLIC, Showing.NOBODY]
    assert "I take back my consent" in browser.soup(f"/people/{who.otto.id}/").select_one("details").text


def test_what_was_agreed_is_seen_by_those_who_keep_the_entry(sign_in, who):
    sign_in(who.otto).post(f"/people/{who.otto.id}/consent", data=ALL | {"version": "1"})

    assert "recorded by Otto Over" in sign_in(who.ann).get(f"/people/{who.otto.id}/").text
    assert "recorded by" not in sign_in(who.rosa).get(f"/people/{who.otto.id}/").text


@pytest.mark.parametrize(
    ("chosen", "sentence"),
    [
        ({"name_shown": "partners", "contact_shown": "public"}, "cannot be shown to more people than the name"),
        ({"name_shown": "partners"}, "Choose who may see the contact details."),
        ({"name_shown": "pink", "contact_shown": "nobody"}, "Choose one of these."),
    ],
)
def test_a_mistake_shows_nothing_more_than_before(sign_in, who, chosen, sentence):
    response = sign_in(who.otto).post(f"/people/{who.otto.id}/consent", data=chosen | {"version": "1"})

    assert response.status_code == 422
    assert sentence in BeautifulSoup(response.text, "html.parser").select_one(".sum").text
    assert consents(who.otto) == []
    assert db.session.get(Person, who.otto.id).version == 1


def test_what_somebody_else_saved_meanwhile_is_shown_first(sign_in, who):
    sign_in(who.otto).post(
        f"/people/{who.otto.id}/consent", data={"name_shown": "nobody", "contact_shown": "nobody", "version": "1"}
    )

    response = sign_in(who.ann).post(f"/people/{who.otto.id}/consent", data=ALL | {"version": "1", "told": "said so"})

    assert response.status_code == 409
    assert db.session.get(Person, who.otto.id).name_shown == Showing.NOBODY


def test_no_service_shows_contact_details_more_widely_than_the_name(app):
    pat = factories.person()

    with pytest.raises(Refusal), writing():
        services.give_consent(None, pat, Showing.TOGETHER, Showing.PARTNERS)
