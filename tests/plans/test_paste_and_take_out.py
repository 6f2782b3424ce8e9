"""Taking out again what was pasted into a plan: the whole of it, but for what was worked on since."""

from datetime import date

import pytest

from portal.actions import services as of_actions
from portal.actions.models import Action, Status
from portal.core.database import db, writing
from portal.plans.models import Objective, Plan, Section, Stage
from portal.plans.services import entries, plans
from tests import factories_plans as factories
from tests.plans.pasting.pages import inside, paste, put_in


@pytest.fixture
def plan(who) -> Plan:
    return factories.plan(who.here, begins_on=date(2008, 4, 1), ends_on=date(2010, 3, 31))


@pytest.fixture
def at(plan) -> str:
    return f"/partnerships/here/plans/{plan.id}/import/"


@pytest.fixture
def ann(who, sign_in):
    return sign_in(who.ann)


def test_the_whole_of_it_is_taken_out_again(ann, at, plan):
    before = {column.field for column in db.session.get(Plan, plan.id).columns}
    address = paste(ann, at)
    put_in(ann, address)
    assert ann.post(f"{address}take-out").status_code == 303
    assert not inside()
    assert not db.session.query(Action).filter_by(removed_at=None).count()
    for table in (Section, Objective):
        assert not db.session.query(table).filter_by(removed_at=None).count()
    assert {column.field for column in db.session.get(Plan, plan.id).columns} == before
    page = ann.soup(address)
    assert "It can be put in once more" in page.text
    put_in(ann, address)
    assert len(inside()) == 2
    assert ann.post(f"{address}take-out").status_code == 303
    assert ann.post(f"{address}take-out").status_code == 409


def report(entry):
    of_actions.report_progress(factories.SOMEBODY, entry.action, "It went well", Status.ONGOING)


def tie(entry):
    other = factories.entry(db.session.get(Plan, entry.plan_id), "Another")
    entries.link(factories.SOMEBODY, entry, db.session.merge(other))


WORKED_ON = [
    (lambda entry: entries.change(factories.SOMEBODY, entry, comments="Ask first"), "It was changed"),
    (lambda entry: entries.change(factories.SOMEBODY, entry, text="Feed it well"), "It was changed"),
    (report, "Somebody reported on it"),
    (tie, "It goes with another action"),
]


@pytest.mark.parametrize(("work", "why"), WORKED_ON)
def test_what_was_worked_on_since_stays(ann, at, work, why):
    address = paste(ann, at)
    put_in(ann, address)
    with writing():
        work(inside()[0])
    assert why in ann.get(address).text
    ann.post(f"{address}take-out")
    answer = ann.get(address)
    assert "1 action taken out of the plan again." in answer.text
    assert "Worked on since, and so still in the plan: “1.01”." in answer.text
    assert [entry.ref for entry in inside() if entry.import_id] == ["1.01"]
    assert [row.title for row in db.session.query(Section).filter_by(removed_at=None)] == ["Animals"]


def test_a_plan_that_began_meanwhile_changed_nothing_of_it(ann, at, plan):
    address = paste(ann, at)
    put_in(ann, address)
    with writing():
        plans.set_stage(factories.SOMEBODY, db.session.get(Plan, plan.id), Stage.CLOSED)
    assert "Worked on since" not in ann.get(address).text
    ann.post(f"{address}take-out")
    assert not inside()
