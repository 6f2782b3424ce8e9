"""A plan is begun from a preset, says of itself what it is, opens when it is no draft, and has the columns chosen."""

from datetime import date

import pytest

from portal.actions.models import Action
from portal.core.audience import Audience, Why
from portal.core.database import db
from portal.plans.models import Field, Plan, Stage
from portal.plans.presets import PRESETS
from tests import factories, factories_actions, factories_plans

NEW = {"title": "Our plan", "begins_on": "1 January 2030", "ends_on": "31 December 2031", "opens_to": "public"}


def the(model=Plan, number=None):
    db.session.rollback()
    db.session.expire_all()
    return db.session.get(model, number) if number else db.session.query(model).order_by(model.id.desc()).first()


@pytest.mark.parametrize("key", PRESETS)
def test_a_plan_begins_as_a_draft_with_the_columns_of_a_preset(who, sign_in, key):
    ann = sign_in(who.ann)
    assert PRESETS[key].name in ann.soup("/partnerships/here/plans/new").text
    answer = ann.post("/partnerships/here/plans/new", data=NEW | {"preset": key, "group": ""})
    plan = the()
    assert answer.location == f"/partnerships/here/plans/{plan.id}/sections/"
    assert [column.field for column in plan.columns] == [chosen.field for chosen in PRESETS[key].columns]
    assert (plan.stage, plan.audience, plan.opens_to) == (Stage.DRAFT, Audience.PARTNERSHIP, Audience.PUBLIC)
    assert ann.get(f"/partnerships/here/plans/{plan.id}/").status_code == 200


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"title": ""}, "Give the plan a name."),
        ({"ends_on": "1 January 2029"}, "A plan ends after it begins."),
        ({"begins_on": "yesterweek"}, "Our plan"),
        ({"preset": "other"}, "Choose one of those offered."),
        ({"opens_to": "group"}, "Choose whose plan it is."),
    ],
)
def test_a_mistake_begins_nothing(who, sign_in, wrong, said):
    answer = sign_in(who.ann).post("/partnerships/here/plans/new", data=NEW | {"preset": "peak", "group": ""} | wrong)
    assert answer.status_code == 422
    assert said in answer.text
    assert the() is None


def test_a_chair_begins_a_plan_of_their_group(who, sign_in):
    cal = sign_in(who.cal)
    data = NEW | {"preset": "plain", "group": str(who.here.main.id), "opens_to": "group"}
    assert cal.post("/partnerships/here/plans/new", data=data | {"group": ""}).status_code == 422
    assert cal.post("/partnerships/here/plans/new", data=data).status_code == 303
    plan = the()
    assert (plan.audience, plan.group_id) == (Audience.GROUP, who.here.main.id)
    assert cal.get(f"/partnerships/here/plans/{plan.id}/settings").status_code == 200
    whole = factories_plans.plan(who.here)
    assert cal.get(f"/partnerships/here/plans/{whole.id}/settings").status_code == 403


@pytest.mark.parametrize("what", ["new", "{}/settings", "{}/columns", "{}/sections/", "{}/entries/new", "{}/put-in"])
@pytest.mark.parametrize(("name", "status"), [("ray", 403), ("otto", 403), ("sue", 404)])
def test_only_who_keeps_actions_begins_and_changes_a_plan(who, sign_in, what, name, status):
    plan = factories_plans.plan(who.here)
    address = f"/partnerships/here/plans/{what.format(plan.id)}"
    client = sign_in(getattr(who, name))
    assert client.get(address).status_code == status
    assert client.post(address, data=NEW).status_code == status


def test_what_is_first_written_in_a_plan_follows_whom_it_opens_to(who, client, sign_in):
    ann = sign_in(who.ann)
    plan = factories_plans.plan(who.here, stage=Stage.DRAFT, opens_to=Audience.PUBLIC)
    entry = factories_plans.entry(plan, "Book the hall")
    raised = factories_actions.action(who.here.main, "Ask the council", audience=Audience.GROUP)
    factories_plans.put_in(plan, raised)
    at = f"/partnerships/here/plans/{plan.id}/"
    assert client.get(at).status_code == 404
    assert "while it is a draft" in ann.soup(at).text
    assert ann.post(f"{at}stage/current").status_code == 303
    page = client.soup(at)
    assert "Book the hall" in page.text
    assert "Ask the council" not in page.text, "what a meeting raised keeps its own audience"
    action = the(Action, entry.action_id)
    assert (action.audience, action.audience_why) == (Audience.PUBLIC, Why.PLAN)
    assert ann.post(f"{at}stage/draft").status_code == 303
    assert the(Action, entry.action_id).audience is Audience.PARTNERSHIP
    assert client.get(at).status_code == 404


def test_an_action_follows_the_plan_it_is_worked_by(who):
    old = factories_plans.plan(who.here, opens_to=Audience.PUBLIC)
    entry = factories_plans.entry(old, "Book the hall")
    new = factories_plans.plan(who.here, "The next", stage=Stage.DRAFT)
    factories_plans.put_in(new, the(Action, entry.action_id))
    assert the(Action, entry.action_id).audience is Audience.PUBLIC, "a draft takes nothing away"


def test_a_stage_is_reached_from_the_one_before(who, sign_in):
    ann = sign_in(who.ann)
    plan = factories_plans.plan(who.here)
    at = f"/partnerships/here/plans/{plan.id}/"
    assert ann.post(f"{at}stage/current").status_code == 409
    assert ann.post(f"{at}stage/closed").status_code == 303
    assert the().stage is Stage.CLOSED
    assert ann.get("/partnerships/here/plans/current").location == "/partnerships/here/plans/"
    assert ann.post(f"{at}stage/draft").status_code == 409
    assert ann.post(f"{at}stage/current").status_code == 303


def test_a_plan_says_other_things_of_itself(who, sign_in):
    ann = sign_in(who.ann)
    plan = factories_plans.plan(who.here)
    at = f"/partnerships/here/plans/{plan.id}/settings"
    page = ann.soup(at)
    data = {each["name"]: each.get("value", "") for each in page.select("form.sheet.stack input[name]")}
    data |= {
        "opens_to": "partners", "year_starts": "4", "introduction": "How it came about", "section_noun": "Target",
        "now_months": "3", "soon_months": "9",
    }  # fmt: skip
    assert ann.post(at, data=data | {"soon_months": "2"}).status_code == 422
    assert ann.post(at, data=data).status_code == 303
    plan = the()
    assert (plan.section_noun, plan.now_months, plan.year_starts) == ("Target", 3, 4)
    assert plan.audience is Audience.PARTNERS
    stale = ann.post(at, data=data | {"introduction": "Otherwise", "once": "another"})
    assert stale.status_code == 409
    assert "Saved by somebody else meanwhile" in stale.text


def test_the_way_of_a_plan_is_noted(who, sign_in):
    ann = sign_in(who.ann)
    plan = factories_plans.plan(who.here)
    at = f"/partnerships/here/plans/{plan.id}/"
    assert ann.post(f"{at}steps/", data={"day": "20 April 2030", "words": ""}).status_code == 422
    ann.post(f"{at}steps/", data={"day": "20 April 2030", "words": "Approved by the board"})
    assert "Approved by the board" in ann.soup(at).text
    step = the().steps[0]
    assert step.day == date(2030, 4, 20)
    ann.post(f"{at}steps/{step.id}/remove")
    assert "Approved by the board" not in ann.soup(at).text


def test_a_plan_is_removed_and_comes_back(who, sign_in):
    ann = sign_in(who.ann)
    plan = factories_plans.plan(who.here)
    at = f"/partnerships/here/plans/{plan.id}/"
    assert ann.post(f"{at}remove").status_code == 303
    assert ann.get(at).status_code == 404
    assert "Two-year plan" not in ann.soup("/partnerships/here/plans/").select_one("main").text.replace("undo", "")
    assert ann.post(f"{at}restore").status_code == 303
    assert ann.get(at).status_code == 200


def columns(client, at) -> dict:
    page = client.soup(at)
    boxes = {each["name"]: "y" for each in page.select("input[type=checkbox][checked]")}
    words = {each["name"]: each.get("value", "") for each in page.select("form.stack input[name]:not([type=checkbox])")}
    return words | {each["name"]: each.text.strip() for each in page.select("textarea")} | boxes


def test_columns_are_chosen_ordered_called_and_worded(who, sign_in):
    ann = sign_in(who.ann)
    plan = factories_plans.plan(who.here)
    at = f"/partnerships/here/plans/{plan.id}/columns"
    data = columns(ann, at)
    del data["on_comments"]
    data |= {"on_money": "y", "place_money": "2", "heading_what": "Task", "place_what": "1", "place_ref": "9"}
    data |= {"wording_priority": "high = Must do\nlow = If there is time"}
    assert ann.post(at, data=data).status_code == 303
    chosen = the().columns
    assert [column.field for column in chosen[:2]] == [Field.WHAT, Field.MONEY]
    assert chosen[0].heading == "Task"
    assert Field.COMMENTS not in {column.field for column in chosen}
    assert next(c for c in chosen if c.field is Field.PRIORITY).wording.startswith("high = Must do")
    assert ann.post(at, data=data | {"once": "another"}).status_code == 409, "it was opened before it was changed"


@pytest.mark.parametrize(
    ("wrong", "status", "said"),
    [
        ({"wording_priority": "huge = Huge"}, 422, "“huge” is no choice of this column."),
        ({"place_what": "first"}, 422, "Write a whole number"),
        ({"on_what": None}, 409, "A plan says what is to be done"),
    ],
)
def test_a_mistake_leaves_the_columns_as_they_are(who, sign_in, wrong, status, said):
    ann = sign_in(who.ann)
    plan = factories_plans.plan(who.here)
    at = f"/partnerships/here/plans/{plan.id}/columns"
    data = {key: value for key, value in (columns(ann, at) | wrong).items() if value is not None}
    answer = ann.post(at, data=data)
    assert answer.status_code == status
    assert said in answer.text
    assert len(the().columns) == len(PRESETS["peak"].columns)


def test_the_list_shows_the_current_plan_first(who, sign_in, queries):
    factories_plans.plan(who.here, "An older one", stage=Stage.CLOSED)
    factories_plans.plan(who.here, "A draft", stage=Stage.DRAFT)
    current = factories_plans.plan(who.here, "The current one")
    factories_plans.entry(current, "Book the hall", status="done")
    client = sign_in(who.ray)
    queries.clear()
    rows = client.soup("/partnerships/here/plans/").select("main .rows h2 a")
    assert [row.text for row in rows] == ["The current one", "A draft", "An older one"]
    assert len(queries) <= 6
    with factories.together():
        for n in range(30):
            factories_plans.plan(who.here, f"Plan {n}", stage=Stage.CLOSED)
    before = len(queries)
    queries.clear()
    client.get("/partnerships/here/plans/")
    assert len(queries) <= before


def test_a_partnership_without_a_plan_is_told_how_to_begin(who, client, sign_in):
    assert "Begin a plan" in sign_in(who.ann).soup("/partnerships/here/plans/").text
    assert "No plan yet" in client.soup("/partnerships/here/plans/").text
