"""Who sees an action in a plan: whoever sees the plan and the action, whichever partnership it comes from."""

import pytest

from portal.actions.models import Action
from portal.core.audience import Audience
from portal.core.database import db, writing
from portal.core.permissions import Role
from portal.core.viewer import VISITOR, Part, Viewer
from portal.plans.models import Plan
from portal.plans.queries import grid
from tests import factories, factories_actions, factories_plans

PUBLIC, PARTNERS, PARTNERSHIP = Audience.PUBLIC, Audience.PARTNERS, Audience.PARTNERSHIP
GROUP, RESTRICTED = Audience.GROUP, Audience.RESTRICTED


def part(role, place, group=None) -> Viewer:
    return Viewer(user_id=1, parts=frozenset({Part(role, place.id, group)}))


@pytest.fixture
def places(app):
    here, there, third = (factories.partnership() for _ in range(3))
    return {
        "visitor": VISITOR, "ours": part(Role.REPRESENTATIVE, here, here.main.id), "manager": part(Role.MANAGER, here),
        "observer": part(Role.OBSERVER, here, here.main.id), "theirs": part(Role.REPRESENTATIVE, there, there.main.id),
        "partner": part(Role.REPRESENTATIVE, third, third.main.id),
        "administrator": Viewer(user_id=2, is_site_administrator=True), "here": here, "there": there,
    }  # fmt: skip


def who_sees(places, plan) -> set[str]:
    db.session.rollback()
    plan = db.session.get(Plan, plan.id)
    viewers = {name: each for name, each in places.items() if isinstance(each, Viewer)}
    return {name for name, viewer in viewers.items() if grid.rows(viewer, plan, {})} - {"administrator"}


OURS = {"ours", "manager", "observer"}


@pytest.mark.parametrize(
    ("plan_is", "action_is", "seen_by"),
    [
        (PUBLIC, PUBLIC, {"visitor", "theirs", "partner"} | OURS),
        (PUBLIC, PARTNERS, {"theirs", "partner"} | OURS),
        (PUBLIC, PARTNERSHIP, OURS),
        (PUBLIC, GROUP, OURS),
        (PUBLIC, RESTRICTED, {"ours", "manager"}),
        (PARTNERS, PUBLIC, {"theirs", "partner"} | OURS),
        (PARTNERSHIP, PUBLIC, OURS),
        (PARTNERSHIP, RESTRICTED, {"ours", "manager"}),
    ],
)
def test_both_the_plan_and_the_action_must_be_for_whoever_looks(places, plan_is, action_is, seen_by):
    plan = factories_plans.plan(places["here"], opens_to=plan_is)
    factories_plans.put_in(plan, factories_actions.action(places["here"].main, audience=action_is))
    assert who_sees(places, plan) == seen_by


@pytest.mark.parametrize(
    ("plan_is", "action_is", "seen_by"),
    [
        (PUBLIC, PUBLIC, {"visitor", "theirs", "partner"} | OURS),
        (PUBLIC, PARTNERS, {"theirs", "partner"} | OURS),
        (PUBLIC, PARTNERSHIP, {"theirs"} | OURS),
        (PARTNERSHIP, PARTNERSHIP, {"theirs"}),
        (PARTNERS, PUBLIC, {"theirs", "partner"} | OURS),
    ],
)
def test_a_shared_action_is_seen_by_those_of_both(places, plan_is, action_is, seen_by):
    action = factories_actions.action(places["here"].main, audience=action_is)
    factories_plans.share(action, places["there"])
    plan = factories_plans.plan(places["there"], opens_to=plan_is)
    factories_plans.put_in(plan, action)
    assert who_sees(places, plan) == seen_by


@pytest.mark.parametrize("wrong", ["not taken", "ended", "for one group", "restricted"])
def test_what_is_no_longer_shared_is_seen_by_nobody_there(places, wrong):
    action = factories_actions.action(places["here"].main)
    share = factories_plans.share(action, places["there"])
    plan = factories_plans.plan(places["there"], opens_to=PUBLIC)
    factories_plans.put_in(plan, action)
    with writing():
        share = db.session.merge(share)
        if wrong == "not taken":
            share.is_taken = False
        elif wrong == "ended":
            share.ended_at = share.at
        else:
            found = db.session.get(Action, action.id)
            found.audience = GROUP if wrong == "for one group" else RESTRICTED
    assert who_sees(places, plan) == set()


def test_an_alias_of_the_same_tables_is_asked_as_well(places):
    plan = factories_plans.plan(places["here"])
    one = factories_plans.entry(plan, "Book the hall", ref="1")
    two = factories_plans.entry(plan, "Print the form", ref="2")
    hidden = factories_plans.put_in(plan, factories_actions.action(places["here"].main, audience=RESTRICTED), ref="3")
    with writing():
        from portal.plans.services import entries

        entries.link(VISITOR, one, two)
        entries.link(VISITOR, one, hidden)
    plan = db.session.get(Plan, plan.id)
    assert grid.linked(places["observer"], plan)[one.id] == ["2"]
    assert grid.linked(places["ours"], plan)[one.id] == ["2", "3"]
