"""A monitoring round: every lead is asked once, however the answer comes, and the plan is kept as it stood."""

from datetime import timedelta

import pytest
import time_machine

from portal.actions.models import Action, Progress, Status
from portal.clockwork import tick
from portal.core import clock
from portal.core.audience import Audience
from portal.core.database import db, writing
from portal.plans.models import Stage
from portal.plans.round_models import Asked, Round, Snapshot
from tests import factories_plans as factories


@pytest.fixture
def plan(who):
    """A current plan with an action of Ray's organisation, one of Ann's own, one of nobody's and one that is done."""
    plan = factories.plan(who.here)
    section = factories.section(plan, "Support", code="1")
    for text, leads, status in (
        ("Share good practice", "High Peak CVS", Status.OUTSTANDING),
        ("Write the pack", "Ann Abbot", Status.ONGOING),
        ("Find a venue", "???", Status.OUTSTANDING),
        ("Hold the workshop", "High Peak CVS", Status.DONE),
    ):
        factories.entry(plan, text, section, leads=leads, status=status)
    return plan


@pytest.fixture
def at(plan) -> str:
    return f"/partnerships/here/plans/{plan.id}/rounds/"


@pytest.fixture
def begun(plan, at, who, sign_in) -> Round:
    """A round that Ann began."""
    assert sign_in(who.ann).post(at, data=ROUND).status_code == 303
    return db.session.query(Round).one()


ROUND = {"title": "Spring round", "closes_on": "in a month"}
ANSWER = {"text": "The stall is booked.", "status": "ongoing", "rag": "green", "figure": "1 of 2"}


def asked_about(text: str) -> Asked:
    return next(each for each in db.session.query(Asked) if each.entry.action.text == text)


def to_answer(at: str, row: Round, text: str) -> str:
    return f"{at}{row.id}/asked/{asked_about(text).id}"


def test_one_letter_goes_to_each_lead_with_all_of_it(begun, outbox, who):
    letters = {letter.to_name: letter.body for letter in outbox()}
    assert set(letters) == {"Ray Rowsley", "Ann Abbot"}
    assert "Share good practice" in letters["Ray Rowsley"]
    assert "Write the pack" not in letters["Ray Rowsley"]
    assert "Hold the workshop" not in letters["Ray Rowsley"]
    assert f"/rounds/{begun.id}/" in letters["Ray Rowsley"]


def test_the_page_says_who_is_asked_and_who_is_to_be_rung_up(begun, at, who, sign_in):
    page = sign_in(who.ann).soup(f"{at}{begun.id}/")
    text = page.main.get_text(" ", strip=True)
    assert "0 of 3 actions answered" in text
    assert "Written to: Ray Rowsley" in text
    assert "Find a venue Nobody leads this yet" in text
    assert "Hold the workshop" not in text


def test_a_lead_answers_by_a_plain_form(begun, at, who, sign_in):
    client, here = sign_in(who.ray), to_answer(at, begun, "Share good practice")
    assert client.soup(here).find("button", string="Keep the answer")
    assert client.post(here, data=ANSWER).status_code == 303
    page = client.soup(f"{at}{begun.id}/")
    assert "1 of 3 actions answered" in page.main.get_text(" ", strip=True)
    assert "On track" in page.main.text
    assert "The stall is booked." in page.main.text
    action = db.session.query(Action).filter_by(text="Share good practice").one()
    assert action.status is Status.ONGOING
    assert action.progress[0].figure == "1 of 2"


def test_a_lead_answers_in_place(begun, at, who, sign_in):
    client, here = sign_in(who.ray), to_answer(at, begun, "Share good practice")
    opened = client.get(here, headers={"HX-Request": "true", "HX-Request-Type": "partial"})
    assert "<!doctype" not in opened.text.lower()
    assert "Keep the answer" in opened.text
    answered = client.htmx(here, data=ANSWER)
    assert answered.status_code == 200
    assert "The answer is kept." in answered.text
    assert "On track" in answered.text


@pytest.mark.parametrize("way", ["htmx", "post"])
def test_an_answer_that_says_nothing_is_refused(begun, at, who, sign_in, way):
    here = to_answer(at, begun, "Share good practice")
    client = sign_in(who.ray)
    assert getattr(client, way)(here, data={"text": "", "status": "outstanding"}).status_code == 422
    kept = getattr(client, way)(here, data=ANSWER | {"text": "", "status": "gone", "figure": "7 of 9"})
    assert kept.status_code == 422
    assert "7 of 9" in kept.text
    assert db.session.query(Progress).count() == 0


def test_an_answer_by_telephone_is_written_down_by_the_administrator(begun, at, who, sign_in):
    here = to_answer(at, begun, "Find a venue")
    response = sign_in(who.ann).post(here, data=ANSWER | {"heard": "administrator"})
    assert response.status_code == 303
    page = sign_in(who.ray).soup(f"{at}{begun.id}/")
    assert "Ann Abbot" in page.main.text
    assert "as told by telephone or letter" in page.main.text


@pytest.mark.parametrize(("name", "status"), [("rosa", 403), ("otto", 403), ("sue", 404), ("suki", 404)])
def test_others_do_not_answer_for_a_lead(begun, at, who, sign_in, name, status):
    response = sign_in(getattr(who, name)).post(to_answer(at, begun, "Share good practice"), data=ANSWER)
    assert response.status_code == status
    assert db.session.query(Progress).count() == 0


def test_a_plan_has_one_open_round_at_a_time(begun, at, who, sign_in):
    assert sign_in(who.ann).post(at, data=ROUND).status_code == 409
    assert db.session.query(Round).count() == 1


@pytest.mark.parametrize(
    ("given", "sentence"),
    [({"title": ""}, "Give the round a name."), ({"closes_on": "yesterday"}, "Choose a day to come")],
)
def test_a_round_needs_a_name_and_a_day_to_come(plan, at, who, sign_in, given, sentence):
    response = sign_in(who.ann).post(at, data=ROUND | given)
    assert response.status_code == 422
    assert sentence in response.text
    assert db.session.query(Round).count() == 0


def test_a_draft_is_not_asked_about(who, sign_in):
    plan = factories.plan(who.here, stage=Stage.DRAFT)
    factories.entry(plan)
    assert sign_in(who.ann).post(f"/partnerships/here/plans/{plan.id}/rounds/", data=ROUND).status_code == 409


def test_who_has_not_answered_is_reminded_once_before_the_end(app, begun, at, who, sign_in, outbox):
    sign_in(who.ray).post(to_answer(at, begun, "Share good practice"), data=ANSWER)
    asked = len(outbox())
    with time_machine.travel(clock.at(begun.closes_on - timedelta(days=3), clock.now().time())):
        tick(app)
        tick(app)
    db.session.rollback()
    assert [letter.to_name for letter in outbox()[asked:] if "hear" in letter.body] == ["Ann Abbot"]


def test_the_administrator_reminds_those_who_are_silent(begun, at, who, sign_in, outbox):
    sign_in(who.ray).post(to_answer(at, begun, "Share good practice"), data=ANSWER)
    before = len(outbox())
    client = sign_in(who.ann)
    assert client.post(f"{at}{begun.id}/remind").status_code == 303
    client.post(f"{at}{begun.id}/remind")
    assert [letter.to_name for letter in outbox()[before:]] == ["Ann Abbot"]


def test_what_waits_for_a_lead_and_for_the_administrator(begun, at, who, sign_in):
    assert "Say how 1 action you lead goes" in sign_in(who.ray).soup("/").main.get_text(" ", strip=True)
    with time_machine.travel(clock.at(begun.closes_on + timedelta(days=1), clock.now().time())):
        page = sign_in(who.ann).soup("/").main.get_text(" ", strip=True)
        assert "Close the round of the action plan" in page


def test_after_a_quarter_without_a_round_the_administrator_is_asked_to_begin_one(plan, who, sign_in):
    assert "Ask the leads how their actions go" in sign_in(who.ann).soup("/").main.get_text(" ", strip=True)
    assert "Ask the leads how their actions go" not in sign_in(who.ray).soup("/").main.get_text(" ", strip=True)


def test_closing_freezes_the_plan_as_it_stands(begun, at, who, sign_in, plan):
    ann = sign_in(who.ann)
    sign_in(who.ray).post(to_answer(at, begun, "Share good practice"), data=ANSWER)
    closed = ann.post(f"{at}{begun.id}/close")
    assert closed.status_code == 303
    kept = closed.headers["Location"]
    with writing():
        db.session.query(Action).filter_by(text="Share good practice").one().text = "Share all practice"
    page = ann.soup(kept).main.get_text(" ", strip=True)
    assert "Share good practice" in page
    assert "Share all practice" not in page
    assert "4 actions: 1 done, 2 ongoing, 1 outstanding, 0 dropped" in page
    assert "Reworded, before “Share good practice”" in ann.soup(f"{kept}?since=now").main.text
    assert ann.post(f"{at}{begun.id}/close").status_code == 409
    assert ann.get(to_answer(at, begun, "Find a venue")).status_code == 409


def test_two_rounds_are_compared(begun, at, who, sign_in, plan):
    ann, ray = sign_in(who.ann), sign_in(who.ray)
    ann.post(f"{at}{begun.id}/close")
    ann.post(at, data=ROUND | {"title": "Summer round"})
    second = db.session.query(Round).order_by(Round.id.desc()).first()
    asked = db.session.query(Asked).filter_by(round_id=second.id)
    about = next(each for each in asked if each.entry.action.text == "Share good practice")
    here = f"{at}{second.id}/asked/{about.id}"
    ray.post(here, data=ANSWER | {"status": "done"})
    kept = ann.post(f"{at}{second.id}/close").headers["Location"]
    first = db.session.query(Snapshot).order_by(Snapshot.id).first()
    changes = ann.soup(f"{kept}?since={first.id}").find(id="changes").find_parent("section").get_text(" ", strip=True)
    assert "Done since then (1)" in changes
    assert "Share good practice Outstanding, now done; on track; figure 1 of 2." in changes


@pytest.mark.parametrize("step", ["remind", "close"])
@pytest.mark.parametrize(("name", "status"), [("ray", 403), ("otto", 403), ("sue", 404)])
def test_only_who_keeps_the_plan_reminds_and_closes(begun, at, who, sign_in, name, status, step):
    assert sign_in(getattr(who, name)).post(f"{at}{begun.id}/{step}").status_code == status
    assert db.session.query(Round).one().closed_at is None


def test_what_becomes_confidential_leaves_the_picture(begun, at, who, sign_in):
    kept = sign_in(who.ann).post(f"{at}{begun.id}/close").headers["Location"]
    with writing():
        db.session.query(Action).filter_by(text="Find a venue").one().audience = Audience.RESTRICTED
    assert "Find a venue" not in sign_in(who.otto).soup(kept).main.text
    assert "Find a venue" not in sign_in(who.otto).soup(f"{kept}?since=now").main.text


def test_statements_do_not_grow_with_the_plan(begun, at, who, sign_in, queries, plan):
    client = sign_in(who.ann)
    client.get(f"{at}{begun.id}/")
    queries.clear()
    client.get(f"{at}{begun.id}/")
    few = len(queries)
    with writing():
        for number in range(30):
            db.session.add(Asked(round_id=begun.id, entry_id=factories.entry(plan, f"Action {number}").id))
    client.get(f"{at}{begun.id}/")
    queries.clear()
    client.get(f"{at}{begun.id}/")
    assert len(queries) == few <= 8
