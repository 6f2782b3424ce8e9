"""An objective comes onto the agenda of the meeting it is due at, and times are told from the next meeting."""

from datetime import timedelta

import pytest

from portal.actions.models import Action
from portal.clockwork import tick
from portal.core import clock
from portal.core.audience import Audience
from portal.core.database import db, writing
from portal.core.dates import add_months
from portal.meetings.models import AgendaItem, ItemKind
from portal.plans.models import Objective, Plan
from portal.plans.services import objectives, plans, reckoning
from tests import factories_meetings, factories_plans
from tests.factories_plans import SOMEBODY


def to_come(who, days: int, **given):
    return factories_meetings.meeting(who.here.main, -days, items=("Welcome",), **given)


@pytest.fixture
def objective(who):
    """An objective, due in twenty days and again every quarter, with one action under it."""
    plan = factories_plans.plan(who.here)
    section = factories_plans.section(plan, "Support")
    row = factories_plans.objective(section, "Share what we know", clock.today() + timedelta(days=20), 3)
    factories_plans.entry(plan, "Share good practice", section)
    return row


def reviews(meeting) -> list[str]:
    asked = db.session.query(AgendaItem).filter_by(meeting_id=meeting.id, kind=ItemKind.REVIEW)
    return [item.title for item in asked]


def test_it_comes_onto_the_first_agenda_from_its_day(app, who, objective):
    early, right, late = to_come(who, 10), to_come(who, 25), to_come(who, 60)
    tick(app)
    tick(app)
    assert [len(reviews(meeting)) for meeting in (early, right, late)] == [0, 1, 0]
    due = db.session.get(Objective, objective.id).review_on
    assert due == add_months(clock.today() + timedelta(days=20), 3)


def test_the_agenda_shows_the_objective_and_its_actions(app, who, objective, sign_in):
    meeting = to_come(who, 25)
    tick(app)
    page = sign_in(who.ray).soup(f"/partnerships/here/meetings/{meeting.id}/").main.get_text(" ", strip=True)
    assert "Under review: Share what we know" in page
    assert "Share good practice Outstanding" in page


def test_it_waits_until_a_meeting_is_called(who, objective):
    assert objectives.put_on_agendas() == 0
    meeting = to_come(who, 25)
    with writing():
        assert objectives.put_on_agendas() == 1
    assert reviews(meeting) == ["Review: Share what we know"]


def test_once_is_once(who, objective):
    to_come(who, 25)
    with writing():
        db.session.get(Objective, objective.id).review_months = 0
        assert objectives.put_on_agendas() == 1
        assert objectives.put_on_agendas() == 0
    assert db.session.get(Objective, objective.id).review_on is None


def test_an_agenda_for_more_people_than_the_plan_names_no_objective(who, objective, client):
    meeting = to_come(who, 25, audience=Audience.PUBLIC)
    with writing():
        objectives.put_on_agendas()
    assert reviews(meeting) == [objectives.NEUTRAL]
    assert "Share what we know" not in client.get(f"/partnerships/here/meetings/{meeting.id}/").text


def test_a_plan_that_is_closed_asks_for_no_review(who, objective):
    to_come(who, 25)
    with writing():
        plans.remove(SOMEBODY, db.session.query(Plan).one())
        assert objectives.put_on_agendas() == 0


@pytest.fixture
def at(objective) -> str:
    plan = db.session.query(Plan).one()
    return f"/partnerships/here/plans/{plan.id}/objectives/{objective.id}/review"


def test_the_day_is_said_on_a_form(objective, at, who, sign_in):
    client = sign_in(who.ann)
    assert "Share what we know" in client.soup(at).main.text
    assert client.post(at, data={"review_on": "1 May 2030", "review_months": "12"}).status_code == 303
    row = db.session.get(Objective, objective.id)
    assert (row.review_on.isoformat(), row.review_months) == ("2030-05-01", 12)
    wrong = client.post(at, data={"review_on": "the 32nd of May", "review_months": "12"})
    assert wrong.status_code == 422
    assert "the 32nd of May" in wrong.text


@pytest.mark.parametrize(("name", "status"), [("ray", 403), ("otto", 403), ("sue", 404)])
def test_others_do_not_say_it(at, who, sign_in, name, status):
    assert sign_in(getattr(who, name)).post(at, data={"review_on": ""}).status_code == status


# ---------------------------------------------------------------- times told from the next meeting


def test_ten_days_before_each_meeting_is_ten_days_before_the_next(who):
    plan = factories_plans.plan(who.here)
    factories_plans.entry(plan, "Send the summary", when="10 days before each meeting")
    to_come(who, 4)
    to_come(who, 30)
    with writing():
        assert reckoning.reckon() == 1
        assert reckoning.reckon() == 0
    assert db.session.query(Action).one().due_on == clock.today() + timedelta(days=20)


def test_without_a_meeting_there_is_no_day(who):
    plan = factories_plans.plan(who.here)
    factories_plans.entry(plan, "Send the summary", when="10 days before each meeting")
    with writing():
        reckoning.reckon()
    assert db.session.query(Action).one().due_on is None


def test_the_clock_asks_no_more_for_many_than_for_one(who, queries):
    plan = factories_plans.plan(who.here)
    section = factories_plans.section(plan)
    to_come(who, 30)

    def asked() -> int:
        with writing():
            objectives.put_on_agendas()
            reckoning.reckon()
        queries.clear()
        with writing():
            objectives.put_on_agendas()
            reckoning.reckon()
        return len(queries)

    factories_plans.entry(plan, "Send the summary", when="10 days before each meeting")
    factories_plans.objective(section, "Far ahead", clock.today() + timedelta(days=300))
    few = asked()
    for number in range(8):
        factories_plans.entry(plan, f"Send report {number}", when="10 days before each meeting")
        factories_plans.objective(section, f"Ahead {number}", clock.today() + timedelta(days=300))
    assert asked() == few <= 5
