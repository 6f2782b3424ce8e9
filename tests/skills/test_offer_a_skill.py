"""Offering a skill: adding it in a few steps, keeping it true, naming somebody only when they agreed."""

from datetime import timedelta

import pytest

from portal.core import clock
from portal.core.audience import Audience
from portal.core.database import db, writing
from portal.core.index import Entry
from portal.directory.models import Person
from portal.skills.models import Capacity, Form, Skill, SkillTerm, Terms
from portal.skills.queries.terms import read_vocabulary
from portal.skills.rules import capacity_now, forms_of, forms_written, is_stale
from tests import factories
from tests.conftest import HTMX
from tests.factories_skills import skill, term

FORM = {
    "title": "Bid writing",
    "terms": "free",
    "capacity": "now",
    "person_id": "",
    "shown_to": "partners",
    "level": "",
}


@pytest.fixture
def home(who):
    return who.seat_ray.organisation


def only() -> Skill:
    return db.session.query(Skill).one()


def test_a_name_and_the_terms_are_enough(who, home, sign_in):
    term("Bid writing", "Money", ["Grant writing"])
    browser = sign_in(who.ray)
    page = browser.soup(f"/organisations/{home.slug}/")
    address = page.find("a", string="Add a skill")["href"]
    form = browser.soup(address).select_one("main form")
    sent = {box["name"]: box.get("value", "") for box in form.select("input[type=hidden]")}
    sent |= {box["name"]: box["value"] for box in form.select("input[checked]")}
    sent |= {box["name"]: (box.select_one("option[selected]") or box.option)["value"] for box in form.select("select")}
    assert sent["terms"] == "free"

    answer = browser.post(address, data=sent | {"title": "grant writing"})
    row = only()
    assert answer.location == f"/skills/{row.id}/"
    assert (row.terms, row.capacity, row.audience) == (Terms.FREE, Capacity.NOW, Audience.PARTNERS)
    assert (row.confirmed_on, row.confirmed_by) == (clock.today(), "Ray Rowsley")
    assert db.session.get(SkillTerm, row.term_id).name == "Bid writing"
    assert db.session.get(SkillTerm, row.said_term_id).name == "Grant writing"
    assert "grant writing" in browser.get(f"/organisations/{home.slug}/").text


def test_everything_can_be_said(who, home, sign_in):
    sent = FORM | {
        "terms": "charged", "rate": "£90 a day", "conditions": "For members", "competition": "We sell this too",
        "description": "Twelve years of it", "level": "expert", "help": ["advice", "mentoring"], "capacity": "later",
        "free_from": "1 May 2027", "capacity_note": "Two days", "area": "Buxton", "shown_to": str(who.here.id),
    }  # fmt: skip
    sign_in(who.ray).post(f"/skills/new?organisation={home.slug}", data=sent)
    row = only()
    assert (row.audience, row.partnership_id) == (Audience.PARTNERSHIP, who.here.id)
    assert forms_of(row.forms) == [Form.ADVICE, Form.MENTORING]
    page = sign_in(who.rosa).get(f"/skills/{row.id}/").text
    for said in ("£90 a day", "For members", "We sell this too", "Twelve years", "Expert", "Advice, Mentoring",
                 "From 1 May 2027", "Two days", "Buxton"):  # fmt: skip
        assert said in page
    assert sign_in(who.sue).get(f"/skills/{row.id}/").status_code == 404


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"title": ""}, "Say what it is"),
        ({"terms": ""}, "Choose one of those offered"),
        ({"capacity": "later"}, "Say from which day"),
        ({"title": "x" * 201}, "200 letters"),
        ({"shown_to": "999"}, "Choose one of those offered"),
        ({"person_id": "999"}, "Choose one of those offered"),
    ],
)
def test_a_mistake_keeps_what_was_typed(who, home, sign_in, wrong, said):
    answer = sign_in(who.ray).post(
        f"/skills/new?organisation={home.slug}", data=FORM | {"description": "Kept words"} | wrong
    )
    assert answer.status_code == 422
    assert said in answer.text
    assert "Kept words" in answer.text
    assert db.session.query(Skill).count() == 0


def test_the_same_is_not_offered_twice(who, home, sign_in):
    skill(home, "Bid writing")
    answer = sign_in(who.ray).post(f"/skills/new?organisation={home.slug}", data=FORM | {"title": "BID Writing"})
    assert answer.status_code == 422
    assert "is offered already" in answer.text


def test_who_may_offer(who, home, sign_in, client):
    address = f"/skills/new?organisation={home.slug}"
    for person, status in (
        (who.ray, 303),
        (who.ann, 422),
        (who.ada, 422),
        (who.rosa, 403),
        (who.sue, 403),
        (who.otto, 403),
    ):
        assert sign_in(person).post(address, data=FORM).status_code == status
    assert "/login" in client.post(address, data=FORM).location
    assert sign_in(who.ray).get("/skills/new?organisation=nowhere").status_code == 404
    assert sign_in(who.otto).get("/skills/new").status_code == 403
    assert home.name in sign_in(who.ray).get("/skills/new").text


def test_ones_own_organisation_comes_first(who, home, sign_in):
    with writing():
        db.session.get(Person, who.ann.id).organisation_id = home.id
    named = sign_in(who.ann).soup("/skills/new").select("main ul.rows a")
    assert named[0].text == home.name
    assert [each.text for each in sign_in(who.ann).soup("/skills/new").select("main h2")] == [
        "Your own", "Others whose entries you keep"
    ]  # fmt: skip
    assert "Who offers it?" in sign_in(who.ann).get("/skills/new").text


def test_a_free_title_becomes_a_free_term(who, home, sign_in):
    term("Bid writing", "Money")
    browser = sign_in(who.ray)
    browser.post(f"/skills/new?organisation={home.slug}", data=FORM | {"title": "Bid writing for churches"})
    browser.post(f"/skills/new?organisation={home.slug}", data=FORM | {"title": "Dry stone walling"})
    names = {row.title: db.session.get(SkillTerm, row.term_id) for row in db.session.query(Skill)}
    assert names["Bid writing for churches"].name == "Bid writing"
    assert (names["Dry stone walling"].name, names["Dry stone walling"].is_curated) == ("Dry stone walling", False)
    assert read_vocabulary().read("dry STONE-walling").id == names["Dry stone walling"].id


def test_changing_confirms_and_two_editors_are_told(who, home, sign_in):
    row = skill(home, confirmed_on=clock.today() - timedelta(days=500), confirmed_by="Long ago")
    browser = sign_in(who.ray)
    assert "Not confirmed for a year" in browser.get(f"/skills/{row.id}/").text
    old = browser.soup(f"/skills/{row.id}/edit").select_one("[name=version]")["value"]
    answer = browser.post(f"/skills/{row.id}/edit", data=FORM | {"version": old, "area": "Buxton"})
    assert answer.status_code == 303
    assert (only().area, only().confirmed_on, only().confirmed_by) == ("Buxton", clock.today(), "Ray Rowsley")
    late = sign_in(who.ann).post(f"/skills/{row.id}/edit", data=FORM | {"version": old, "area": "Leek"})
    assert late.status_code == 409
    assert "Buxton" in late.text
    assert only().area == "Buxton"
    assert browser.post(f"/skills/{row.id}/edit", data=FORM | {"title": ""}).status_code == 422
    assert sign_in(who.rosa).post(f"/skills/{row.id}/edit", data=FORM).status_code == 403


def test_still_right_in_one_click(who, home, sign_in):
    row = skill(home, confirmed_on=clock.today() - timedelta(days=400))
    assert "not confirmed for a year" in sign_in(who.ray).get("/").text
    assert sign_in(who.rosa).post(f"/skills/{row.id}/confirm").status_code == 403
    answer = sign_in(who.ray).htmx(f"/skills/{row.id}/confirm")
    assert answer.status_code == 200
    assert "Last confirmed on" in answer.text
    assert "<html" not in answer.text
    assert sign_in(who.ray).post(f"/skills/{row.id}/confirm").location == f"/skills/{row.id}/"
    assert only().confirmed_by == "Ray Rowsley"
    assert "not confirmed for a year" not in sign_in(who.ray).get("/").text


def test_removing_and_bringing_back(who, home, sign_in):
    row = skill(home)
    browser = sign_in(who.ray)
    assert sign_in(who.rosa).post(f"/skills/{row.id}/remove").status_code == 403
    assert browser.post(f"/skills/{row.id}/remove").status_code == 303
    assert browser.get(f"/skills/{row.id}/").status_code == 404
    assert "No offers" in browser.get("/skills/?q=bid").text
    assert db.session.query(Entry).filter_by(kind="skill").count() == 0
    assert sign_in(who.rosa).post(f"/skills/{row.id}/restore").status_code == 403
    assert browser.post(f"/skills/{row.id}/restore").status_code == 303
    assert "1 offer " in browser.get("/skills/?q=bid").text
    assert browser.post(f"/skills/{row.id}/restore").status_code == 404


def test_a_person_is_asked_before_they_are_named(who, home, sign_in, outbox):
    wendy = factories.person("Wendy Wye", organisation_id=home.id)
    browser = sign_in(who.ray)
    browser.post(f"/skills/new?organisation={home.slug}", data=FORM | {"person_id": str(wendy.id)})
    row = only()
    assert row.listed_agreed_on is None
    assert [letter.to_email for letter in outbox()] == [wendy.email]
    assert f"/skills/{row.id}/" in outbox()[0].body
    assert "Wendy Wye" not in sign_in(who.rosa).get(f"/skills/{row.id}/").text
    assert "Wendy Wye" in browser.get(f"/skills/{row.id}/").text
    assert sign_in(who.rosa).post(f"/skills/{row.id}/agree").status_code == 404
    wendys = sign_in(wendy)
    assert "Say yes or no" in wendys.get("/").text
    assert wendys.post(f"/skills/{row.id}/agree").status_code == 303
    assert only().listed_agreed_on == clock.today()
    assert "Wendy Wye" in sign_in(who.rosa).get(f"/skills/{row.id}/").text
    assert wendys.post(f"/skills/{row.id}/decline").status_code == 303
    assert only().person_id is None


def test_a_keeper_can_say_that_they_agreed(who, home, sign_in, outbox):
    wendy = factories.person("Wendy Wye", organisation_id=home.id)
    sent = FORM | {"person_id": str(wendy.id), "has_agreed": "y"}
    sign_in(who.ray).post(f"/skills/new?organisation={home.slug}", data=sent)
    assert only().listed_agreed_on == clock.today()
    assert outbox() == []


def test_offers_stand_on_the_organisations_page(who, home, sign_in, client):
    skill(home, "Bid writing")
    skill(home, "Open clinic", audience=Audience.PUBLIC)
    page = client.get(f"/organisations/{home.slug}/").text
    assert "Open clinic" in page
    assert "Bid writing" not in page
    assert "Bid writing" in sign_in(who.sue).get(f"/organisations/{home.slug}/").text
    assert "2 offers" in sign_in(who.ray).get("/partnerships/here/").text


def test_the_rules_in_small():
    today = clock.today()
    assert forms_written(["mentoring", "advice", "nothing"]) == "advice mentoring"
    assert capacity_now(Capacity.LATER, today, today) is Capacity.NOW
    assert capacity_now(Capacity.LATER, today + timedelta(days=1), today) is Capacity.LATER
    assert is_stale(None, today)
    assert not is_stale(today - timedelta(days=365), today)


def test_a_swap_that_is_refused_says_so(who, home, sign_in):
    row = skill(home)
    assert sign_in(who.rosa).post(f"/skills/{row.id}/confirm", headers=HTMX).status_code == 403
