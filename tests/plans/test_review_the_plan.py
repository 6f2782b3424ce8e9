"""The yearly review: what is open is carried on, done or dropped; the old plan is kept as it stood."""

import pytest

from portal.actions.models import Action, Status
from portal.core import clock
from portal.core.audience import Audience
from portal.core.database import db, writing
from portal.plans.models import Link, Plan, PlanEntry, Share, Stage
from portal.plans.round_models import AnnualReport, Snapshot
from portal.plans.services import entries
from tests import factories_actions
from tests import factories_plans as factories

NEW = {"title": "The next plan", "begins_on": "1 January 2030", "ends_on": "31 December 2031"}


@pytest.fixture
def plan(who):
    """A current plan with one section and three actions, the last of them done."""
    plan = factories.plan(who.here)
    section = factories.section(plan, "Support", code="1", aim="Help each other")
    factories.objective(section, "Share what we know")
    factories.entry(plan, "Share good practice", section, leads="High Peak CVS", ref="1.01", priority="high")
    factories.entry(plan, "Find a venue", section, ref="1.02")
    factories.entry(plan, "Hold the workshop", section, ref="1.03", status=Status.DONE)
    return plan


@pytest.fixture
def at(plan) -> str:
    return f"/partnerships/here/plans/{plan.id}/"


def entry_of(text: str, plan: Plan) -> PlanEntry:
    return next(each for each in db.session.query(PlanEntry).filter_by(plan_id=plan.id) if each.action.text == text)


def next_plan() -> Plan:
    return db.session.query(Plan).filter_by(title="The next plan").one()


def test_what_is_carried_on_is_the_same_action_in_the_new_plan(plan, at, who, sign_in):
    client = sign_in(who.ann)
    fates = {f"fate-{entry_of('Find a venue', plan).id}": "drop"}
    assert client.post(f"{at}review", data=NEW | fates).status_code == 303
    new = next_plan()
    standing = db.session.query(PlanEntry).filter_by(plan_id=new.id).all()
    assert [(each.action.text, each.ref, each.priority) for each in standing] == [
        ("Share good practice", "1.01", "high")
    ]
    assert standing[0].action_id == entry_of("Share good practice", plan).action_id
    assert db.session.query(Action).filter_by(text="Find a venue").one().status is Status.DROPPED
    assert (new.stage, db.session.get(Plan, plan.id).stage) == (Stage.CURRENT, Stage.CLOSED)
    assert [(section.title, section.objectives[0].text) for section in new.sections] == [
        ("Support", "Share what we know")
    ]
    page = client.soup(f"/partnerships/here/plans/{new.id}/since-last").main.get_text(" ", strip=True)
    assert "Done in the plan before 1 action 1.03 Hold the workshop" in page
    assert "Dropped in the plan before 1 action 1.02 Find a venue" in page
    kept = db.session.query(Snapshot).one()
    assert "Find a venue" in client.soup(f"{at}snapshots/{kept.id}/").main.text


def test_what_is_carried_on_keeps_its_objective_and_what_it_goes_with(plan, at, who, sign_in):
    one, two = entry_of("Share good practice", plan), entry_of("Find a venue", plan)
    with writing():
        one = db.session.merge(one)
        one.objective_id = plan.sections[0].objectives[0].id
        entries.link(factories.SOMEBODY, one, db.session.merge(two))
    assert sign_in(who.ann).post(f"{at}review", data=NEW).status_code == 303
    new = next_plan()
    assert entry_of("Share good practice", new).objective_id == new.sections[0].objectives[0].id
    assert db.session.query(Link).count() == 2


def test_an_action_that_is_shared_no_more_is_neither_shown_nor_in_the_way(plan, at, who, sign_in):
    theirs = factories_actions.action(who.there.main, "Their own matter", audience=Audience.PARTNERSHIP)
    factories.share(theirs, who.here)
    factories.put_in(plan, theirs)
    client = sign_in(who.ann)
    assert "Their own matter" in client.soup(f"{at}review").main.text
    with writing():
        db.session.query(Share).one().ended_at = clock.now()
    assert "Their own matter" not in client.soup(f"{at}review").main.text
    assert client.post(f"{at}review", data=NEW).status_code == 303
    assert [each.action.text for each in db.session.query(PlanEntry).filter_by(plan_id=next_plan().id)] == [
        "Share good practice", "Find a venue",
    ]  # fmt: skip


def test_the_form_keeps_what_was_chosen_when_it_is_refused(plan, at, who, sign_in):
    number = entry_of("Find a venue", plan).id
    response = sign_in(who.ann).post(f"{at}review", data=NEW | {"ends_on": "1 January 2029", f"fate-{number}": "done"})
    assert response.status_code == 422
    assert "The plan must end after it begins." in response.text
    assert f'name="fate-{number}" value="done" checked' in response.text
    assert db.session.query(Plan).count() == 1


def test_a_plan_is_followed_once(plan, at, who, sign_in):
    client = sign_in(who.ann)
    client.post(f"{at}review", data=NEW)
    assert client.post(f"{at}review", data=NEW).status_code == 409
    assert db.session.query(Plan).count() == 2


@pytest.mark.parametrize(("name", "status"), [("ray", 403), ("otto", 403), ("sue", 404)])
def test_only_who_keeps_the_plan_reviews_it(plan, at, who, sign_in, name, status):
    assert sign_in(getattr(who, name)).post(f"{at}review", data=NEW).status_code == status
    assert db.session.query(Plan).count() == 1


def test_a_picture_is_kept_by_hand(plan, at, who, sign_in):
    client = sign_in(who.ann)
    assert client.post(f"{at}snapshots/", data={"title": ""}).status_code == 422
    assert client.post(f"{at}snapshots/", data={"title": "Before the away day"}).status_code == 303
    assert "Before the away day" in client.soup(f"{at}snapshots/").main.text
    assert sign_in(who.ray).post(f"{at}snapshots/", data={"title": "Mine"}).status_code == 403
    assert sign_in(who.sue).get(f"{at}snapshots/").status_code == 404


# ---------------------------------------------------------------- the annual report

SAID = {"title": "Our first year", "successes": "We met.", "failures": "The bus.", "lessons": "Ask sooner."}


@pytest.fixture
def report(plan, at, who, sign_in) -> str:
    """The address of a draft that Ann wrote."""
    return sign_in(who.ann).post(f"{at}reports/new", data=SAID).headers["Location"]


def test_a_report_says_what_went_well_and_what_did_not_beside_the_figures(report, who, sign_in):
    page = sign_in(who.ann).soup(report).main.get_text(" ", strip=True)
    assert "1 Support 3 1 0 2 0" in page
    for words in SAID.values():
        assert words in page


def test_a_draft_is_for_who_keeps_the_plan(report, at, who, sign_in, client):
    assert sign_in(who.ray).get(report).status_code == 404
    assert client.get(report).status_code == 404
    assert "Our first year" not in sign_in(who.ray).soup(f"{at}reports/").main.text


def test_a_published_report_is_read_by_the_public_though_the_plan_is_not(report, at, who, sign_in, client):
    ann = sign_in(who.ann)
    assert ann.post(f"{report}publish", data={"audience": "public"}).status_code == 303
    assert "We met." in client.soup(report).main.text
    assert client.get(at).status_code == 404
    assert ann.post(f"{report}take-back").status_code == 303
    assert client.get(report).status_code == 404


def test_what_is_confidential_is_not_counted(report, who, sign_in, client):
    with writing():
        db.session.query(Action).filter_by(text="Find a venue").one().audience = Audience.RESTRICTED
    sign_in(who.ann).post(f"{report}publish", data={"audience": "public"})
    assert "In all 2 1 0 1 0" in client.soup(report).main.get_text(" ", strip=True)


def test_a_report_is_changed_and_two_editors_are_told_of_each_other(report, who, sign_in):
    client = sign_in(who.ann)
    changed = SAID | {"successes": "We met twice.", "version": "1"}
    assert client.post(f"{report}edit", data=changed).status_code == 303
    assert client.post(f"{report}edit", data=SAID | {"failures": "", "version": "2"}).status_code == 422
    stale = client.post(f"{report}edit", data=SAID | {"successes": "We met once.", "version": "1"})
    assert stale.status_code == 409
    assert "We met once." in stale.text
    assert "We met twice." in stale.text
    assert db.session.query(AnnualReport).one().successes == "We met twice."


def test_two_reports_have_two_titles(report, at, who, sign_in):
    assert sign_in(who.ann).post(f"{at}reports/new", data=SAID).status_code == 409
    assert db.session.query(AnnualReport).count() == 1


@pytest.mark.parametrize("step", ["publish", "take-back", "edit"])
@pytest.mark.parametrize(("name", "status"), [("ray", 403), ("sue", 404)])
def test_only_who_keeps_the_plan_changes_and_publishes(report, who, sign_in, name, status, step):
    response = sign_in(getattr(who, name)).post(f"{report}{step}", data=SAID | {"audience": "public"})
    assert response.status_code == status
    assert db.session.query(AnnualReport).one().published_at is None


def test_who_may_read_it_must_be_chosen(report, who, sign_in):
    page = sign_in(who.ann).post(f"{report}publish", data={}, follow_redirects=True)
    assert "Choose who may read the report." in page.text
    assert db.session.query(AnnualReport).one().published_at is None
