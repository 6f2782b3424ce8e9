"""The lanes now, soon and later; and what is not done, rolled forward in one press and taken back in another."""

import pytest

from portal.actions.models import Status
from portal.audit.models import Event
from portal.core.database import db
from portal.plans.models import PlanEntry
from portal.plans.views.lanes import FIRST
from tests import factories_plans


def lanes(client, house) -> dict[str, int]:
    page = client.soup(f"{house.at}lanes")
    return {each.h2.contents[0].strip(): len(each.select("li")) for each in page.select(".lane")}


def again(entry) -> PlanEntry:
    number = entry.id
    db.session.rollback()
    db.session.expire_all()
    return db.session.get(PlanEntry, number)


def test_each_action_stands_in_the_lane_it_was_meant_for(house, sign_in):
    factories_plans.entry(house.plan, "No time is said", house.gaps)
    assert lanes(sign_in(house.who.ray), house) == {"Now": 1, "Soon": 1, "Later": 0, "No time is said": 1}


def test_what_is_not_done_is_rolled_forward_and_taken_back(house, sign_in):
    ann = sign_in(house.who.ann)
    done = factories_plans.entry(house.plan, "Done", house.gaps, timescale="now", status=Status.DONE)
    answer = ann.post(f"{house.at}lanes/now/roll")
    assert answer.status_code == 303
    assert (again(house.hall).timescale, again(house.hall).rolled_from) == ("soon,later", "now,later")
    assert again(done).timescale == "now"
    assert "from now, later" in ann.soup(f"{house.at}entries/{house.hall.id}/").text
    said = db.session.query(Event).filter_by(verb="rolled").one().sentence
    assert said == "Rolled 1 action of Two-year plan forward from now to soon: 1.01"
    undo = f"{house.at}lanes/back/{int((again(house.hall).rolled_at - FIRST).total_seconds())}"
    assert ann.post(undo).status_code == 303
    assert (again(house.hall).timescale, again(house.hall).rolled_at) == ("now,later", None)
    assert ann.post(undo).status_code == 303, "twice does no harm"


def test_nothing_to_roll_forward_changes_nothing(house, sign_in):
    ann = sign_in(house.who.ann)
    for entry in (house.hall, house.form):
        ann.post(f"{house.at}entries/{entry.id}/status", data={"status": "done"})
    ann.post(f"{house.at}lanes/now/roll")
    assert not db.session.query(Event).filter_by(verb="rolled").count()


@pytest.mark.parametrize(("name", "status"), [("ray", 403), ("sue", 404)])
def test_only_who_keeps_the_plan_rolls(house, sign_in, name, status):
    assert sign_in(getattr(house.who, name)).post(f"{house.at}lanes/now/roll").status_code == status
    assert "btn" not in str(sign_in(house.who.ray).soup(f"{house.at}lanes").select(".lane"))


def test_the_lanes_cost_the_same_for_thirty(house, sign_in, queries):
    client = sign_in(house.who.ray)
    client.get(f"{house.at}lanes")
    queries.clear()
    client.get(f"{house.at}lanes")
    few = len(queries)
    for n in range(28):
        factories_plans.entry(house.plan, f"Action {n}", house.gaps, timescale="soon")
    queries.clear()
    client.get(f"{house.at}lanes")
    assert len(queries) <= few <= 8
