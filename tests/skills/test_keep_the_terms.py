"""Keeping what skills are called: other names, categories, merging free terms and taking it back."""

import pytest

from portal.core.database import db
from portal.skills.models import Skill, SkillTerm
from portal.skills.rules import Term, Vocabulary, key_of, nearly
from tests.factories_skills import skill, term


@pytest.fixture
def bids(who):
    return term("Bid writing", "Money", ["Grant writing"])


def called(name: str) -> SkillTerm:
    return db.session.query(SkillTerm).filter_by(key=key_of(name)).one()


def test_adding_a_term_with_its_other_names(who, sign_in):
    browser = sign_in(who.ann)
    answer = browser.post(
        "/skills/terms/new", data={"name": "First aid", "category": "Safety", "also": "CPR\n\nfirst-aider"}
    )
    assert answer.location == "/skills/terms/"
    assert called("cpr").merged_into_id == called("first aider").merged_into_id == called("First aid").id
    page = browser.get("/skills/terms/").text
    assert "First aid" in page
    assert "CPR" in page
    assert browser.post("/skills/terms/new", data={"name": "Cpr"}).status_code == 422
    assert browser.post("/skills/terms/new", data={"name": ""}).status_code == 422


def test_a_new_name_finds_what_was_there_before(who, bids, sign_in):
    skill(who.seat_ray.organisation, "Bid writing")
    browser = sign_in(who.ann)
    sent = {"name": "Bid writing", "category": "Money", "also": "Funding applications"}
    assert browser.post(f"/skills/terms/{bids.id}/edit", data=sent).status_code == 303
    assert "Also called funding applications" in browser.get("/skills/?q=funding+applications").text
    assert browser.post(f"/skills/terms/{bids.id}/edit", data=sent | {"also": "Grant writing"}).status_code == 422
    assert browser.post(f"/skills/terms/{bids.id}/edit", data=sent | {"version": "0"}).status_code == 409


def test_merging_says_what_moves_and_can_be_taken_back(who, bids, sign_in):
    row = skill(who.seat_ray.organisation, "Trust fundraising")
    other = skill(who.seat_rosa.organisation, "trust FUNDRAISING")
    free = called("trust fundraising")
    browser = sign_in(who.ann)
    assert "2 skills move" in browser.get(f"/skills/terms/{free.id}/merge").text
    assert browser.post(f"/skills/terms/{free.id}/merge", data={"into": ""}).status_code == 422
    answer = browser.post(f"/skills/terms/{free.id}/merge", data={"into": str(bids.id)})
    assert answer.status_code == 303
    assert {each.term_id for each in db.session.query(Skill)} == {bids.id}
    assert "Trust fundraising" in browser.get("/skills/?q=grant+writing").text
    assert browser.post(f"/skills/terms/{free.id}/merge", data={"into": str(bids.id)}).status_code == 409
    assert browser.post(f"/skills/terms/{free.id}/part").status_code == 303
    assert {db.session.get(Skill, each.id).term_id for each in (row, other)} == {free.id}
    browser.get("/skills/terms/")
    assert "Trust fundraising" not in browser.get("/skills/?q=grant+writing").text
    assert browser.post(f"/skills/terms/{free.id}/part").status_code == 409


def test_a_merged_term_takes_its_other_names_along(who, bids, sign_in):
    cash = term("Raising money", "Money", ["Appeals"])
    skill(who.seat_ray.organisation, "Appeals")
    browser = sign_in(who.ada)
    browser.post(f"/skills/terms/{cash.id}/merge", data={"into": str(bids.id)})
    assert db.session.query(Skill).one().term_id == bids.id
    browser.post(f"/skills/terms/{cash.id}/part")
    assert db.session.query(Skill).one().term_id == cash.id


def test_who_keeps_the_list(who, bids, sign_in, client):
    for path in (
        "/skills/terms/",
        "/skills/terms/new",
        f"/skills/terms/{bids.id}/edit",
        f"/skills/terms/{bids.id}/merge",
    ):
        for person, status in ((who.ann, 200), (who.sue, 200), (who.ada, 200), (who.ray, 403), (who.otto, 403)):
            assert sign_in(person).get(path).status_code == status
        assert "/login" in client.get(path).location
    assert sign_in(who.ray).post(f"/skills/terms/{called('grant writing').id}/part").status_code == 403
    assert sign_in(who.ann).get("/skills/terms/9999/edit").status_code == 404


def test_the_list_is_narrowed_and_read_in_few_statements(who, bids, sign_in, queries):
    for number in range(30):
        term(f"Skill {number}", "Other")
    browser = sign_in(who.ann)
    browser.get("/skills/terms/")
    queries.clear()
    assert "31 terms" in browser.get("/skills/terms/").text
    assert len(queries) <= 4
    assert "1 term found" in browser.get("/skills/terms/?q=bid").text
    assert "1 term found" in browser.get("/skills/terms/?kind=synonym").text
    assert browser.get("/skills/terms/?format=csv").status_code == 200


def test_chains_of_merges_end_somewhere():
    terms = {number: Term(number, f"T{number}", f"t{number}", "", number % 3 + 1, True) for number in (1, 2, 3)}
    assert Vocabulary(terms).root(1) is not None
    assert Vocabulary().root(None) is None
    assert Vocabulary().names(4) == []
    assert nearly("minnute taking", Vocabulary({1: Term(1, "Minute taking", "minute taking", "", None, True)}))
