"""The yearly round: a letter to each organisation with a seat, one short form, one reminder."""

import pytest

from portal.core import clock
from portal.core.database import db
from portal.skills.models import AuditAnswer, Skill, SkillsAudit, Terms
from tests.factories_skills import skill

BASE = "/partnerships/here/skills/audit"


@pytest.fixture
def form(who, sign_in) -> str:
    """The address of the form of Ray's organisation, in a round that Ann started."""
    sign_in(who.ann).post(f"{BASE}/start")
    answer = db.session.query(AuditAnswer).filter_by(organisation_id=who.seat_ray.organisation_id).one()
    return f"/skills/audits/{answer.id}/"


def test_every_organisation_gets_a_letter_and_one_reminder(who, form, sign_in, outbox):
    assert {letter.to_email for letter in outbox()} == {who.ray.email, who.rosa.email}
    assert form in "".join(letter.body for letter in outbox())
    ann = sign_in(who.ann)
    assert ann.post(f"{BASE}/start").status_code == 409
    sign_in(who.ray).post(form, data={"lines": ""})
    assert "1 of 2 answered" in ann.get(BASE).text
    assert ann.post(f"{BASE}/remind").status_code == 303
    assert [letter.to_email for letter in outbox()[2:]] == [who.rosa.email]
    assert ann.post(f"{BASE}/remind").status_code == 409
    assert ann.post(f"{BASE}/close").status_code == 303
    assert ann.post(f"{BASE}/close").status_code == 409
    assert sign_in(who.rosa).get(form).status_code == 404
    assert ann.post(f"{BASE}/start").status_code == 303


def test_one_form_keeps_all_of_it(who, form, sign_in):
    home = who.seat_ray.organisation
    kept, gone = (skill(home, title, confirmed_on=None).id for title in ("Payroll", "Budgets"))
    ray = sign_in(who.ray)
    assert "Which skills does High Peak CVS offer?" in ray.get("/").text
    assert "Payroll" in ray.get(form).text
    new = "Minute taking - in exchange\nWeb pages - charged\n\nChairing - with care"
    assert ray.post(form, data={"gone": [str(gone)], "lines": new}).status_code == 303
    rows = {row.title: row for row in db.session.query(Skill).filter(Skill.removed_at.is_(None))}
    assert set(rows) == {"Payroll", "Minute taking", "Web pages", "Chairing - with care"}
    assert (rows["Payroll"].id, rows["Payroll"].confirmed_on) == (kept, clock.today())
    assert (rows["Minute taking"].terms, rows["Web pages"].terms) == (Terms.EXCHANGE, Terms.CHARGED)
    assert "Which skills does High Peak CVS offer?" not in ray.get("/").text


def test_mistakes_and_who_may_not(who, form, sign_in, client):
    row = skill(who.seat_rosa.organisation, "Theirs")
    own = skill(who.seat_ray.organisation, "Payroll")
    assert sign_in(who.ray).post(form, data={"gone": [str(row.id)], "lines": ""}).status_code == 422
    answer = sign_in(who.ray).post(form, data={"lines": "New one\nPAYROLL - free"})
    assert answer.status_code == 422
    assert "offered already" in answer.text
    assert {each.title for each in db.session.query(Skill)} == {"Theirs", own.title}
    for person in (who.rosa, who.ann, who.sue, who.ada):
        assert sign_in(person).get(form).status_code == 404
    assert "/login" in client.get(form).location
    for step in ("/start", "/remind", "/close"):
        assert sign_in(who.ray).post(BASE + step).status_code == 403
        assert sign_in(who.sue).post(BASE + step).status_code == 404
    assert sign_in(who.sue).post("/partnerships/there/skills/audit/remind").status_code == 404
    assert db.session.query(SkillsAudit).count() == 1
