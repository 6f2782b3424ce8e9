"""Saying what nobody offers: a notice, offers that answer it, and searches in vain that are noted by choice."""

import pytest

from portal.core.audience import Audience
from portal.core.database import db
from portal.core.index import Entry
from portal.skills.models import EmptySearch, HelpRequest, RequestState, Wanted
from tests.factories_skills import notice, term

FORM = {
    "title": "A treasurer",
    "text": "For a year",
    "when": "by the end of May",
    "area": "Buxton",
    "shown_to": "partners",
}


@pytest.fixture
def home(who):
    return who.seat_ray.organisation


@pytest.fixture
def row(who, home):
    return notice(home, by=who.ray)


def only() -> Wanted:
    return db.session.query(Wanted).one()


def test_a_notice_goes_up_and_is_found(who, home, sign_in):
    term("Treasurer", "Money")
    browser = sign_in(who.ray)
    assert browser.soup("/skills/wanted/new?q=a+treasurer").select_one("[name=title]")["value"] == "a treasurer"
    answer = browser.post("/skills/wanted/new", data=FORM | {"organisation_id": str(home.id)})
    assert answer.location == f"/skills/wanted/{only().id}/"
    assert (only().when_text, only().needed_by is not None, only().term.name) == (
        "by the end of May",
        True,
        "Treasurer",
    )
    assert "A treasurer" in sign_in(who.sue).get("/skills/wanted/").text
    assert "A treasurer" in sign_in(who.sue).get("/skills/wanted/?q=buxton").text


def test_mistakes_and_who_may_not(who, home, sign_in, client):
    assert sign_in(who.ray).post("/skills/wanted/new", data=FORM | {"title": ""}).status_code == 422
    other = {"organisation_id": str(who.seat_rosa.organisation.id)}
    assert sign_in(who.ray).post("/skills/wanted/new", data=FORM | other).status_code == 422
    assert sign_in(who.otto).post("/skills/wanted/new", data=FORM).status_code == 403
    assert "/login" in client.get("/skills/wanted/new").location
    assert db.session.query(Wanted).count() == 0


def test_a_notice_for_one_partnership_stays_there(who, home, sign_in, client):
    row = notice(home, "A quiet wish", audience=Audience.PARTNERSHIP, partnership_id=who.here.id)
    assert "A quiet wish" in sign_in(who.rosa).get("/skills/wanted/").text
    for browser in (sign_in(who.sue), client):
        assert "A quiet wish" not in browser.get("/skills/wanted/").text
        assert "A quiet wish" not in browser.get("/skills/wanted/?format=csv").text
        assert browser.get(f"/skills/wanted/{row.id}/").status_code == 404
    assert sign_in(who.sue).get(f"/skills/wanted/{row.id}/offer").status_code == 404


def test_any_partner_offers_help_and_acceptance_closes_the_notice(who, row, sign_in, outbox):
    rosa, ray = sign_in(who.rosa), sign_in(who.ray)
    theirs = {"organisation_id": str(who.seat_rosa.organisation.id)}
    assert rosa.post(f"/skills/wanted/{row.id}/offer", data=theirs | {"text": ""}).status_code == 422
    answer = rosa.post(f"/skills/wanted/{row.id}/offer", data=theirs | {"text": "Our Tom would"})
    made = db.session.query(HelpRequest).one()
    assert answer.location == f"/skills/requests/{made.id}/"
    assert made.state is RequestState.OFFERED
    assert [letter.to_email for letter in outbox()] == [who.ray.email]
    assert "Our Tom would" in outbox()[0].body
    assert "Buxton Volunteer Bureau" in ray.get(f"/skills/wanted/{row.id}/").text
    assert "Buxton Volunteer Bureau" not in sign_in(who.sue).get(f"/skills/wanted/{row.id}/").text
    ray.post(f"/skills/requests/{made.id}/answer", data={"text": "Yes please", "step": "agreed"})
    assert (only().is_met, only().closed_on is not None) == (True, True)
    assert rosa.post(f"/skills/wanted/{row.id}/offer", data=theirs | {"text": "Again"}).status_code == 409


def test_nobody_offers_help_to_themselves(who, row, sign_in):
    assert sign_in(who.ray).get(f"/skills/wanted/{row.id}/offer").status_code == 403


def test_changing_closing_and_putting_it_up_again(who, row, sign_in):
    ray, address = sign_in(who.ray), f"/skills/wanted/{row.id}/"
    assert ray.post(f"{address}edit", data=FORM | {"title": "Two treasurers"}).status_code == 303
    assert only().title == "Two treasurers"
    assert ray.post(f"{address}edit", data=FORM | {"title": ""}).status_code == 422
    assert ray.post(f"{address}edit", data=FORM | {"version": "0"}).status_code == 409
    assert ray.post(f"{address}close", data={"met": "yes"}).status_code == 303
    assert only().is_met
    assert db.session.query(Entry).filter_by(kind="wanted").count() == 0
    assert "Two treasurers" in ray.get("/skills/wanted/?state=met").text
    assert ray.post(f"{address}close").status_code == 409
    assert ray.post(f"{address}reopen").status_code == 303
    assert ray.post(f"{address}reopen").status_code == 409
    for step in ("edit", "close", "reopen"):
        assert sign_in(who.rosa).post(address + step, data=FORM).status_code == 403


def test_a_search_in_vain_is_counted_only_when_somebody_says_so(who, sign_in, client):
    ray = sign_in(who.ray)
    ray.get("/skills/?q=falconry")
    assert db.session.query(EmptySearch).count() == 0
    for words in ("Falconry", "  falconry ", ""):
        assert ray.post("/skills/nobody", data={"q": words}).location == "/skills/gaps/"
    row = db.session.query(EmptySearch).one()
    assert (row.words, row.times) == ("falconry", 2)
    assert {column.name for column in EmptySearch.__table__.columns} == {
        "id",
        "words",
        "day",
        "times",
        "partnership_id",
    }
    assert "falconry" in sign_in(who.sue).get("/skills/gaps/").text
    assert sign_in(who.suki).post("/skills/nobody", data={"q": "x"}).status_code == 403
    assert "/login" in client.post("/skills/nobody", data={"q": "x"}).location


def test_many_notices_in_few_statements(who, home, sign_in, queries):
    for number in range(30):
        notice(home, f"Wish {number}")
    browser = sign_in(who.ray)
    queries.clear()
    assert "30 notices" in browser.get("/skills/wanted/").text
    assert len(queries) <= 4
