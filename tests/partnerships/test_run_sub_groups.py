"""Sub groups: opened by a decision, for one task and for a time, not more at once than agreed, then dissolved."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from portal.core import clock
from portal.core.audience import Audience
from portal.core.database import db, writing
from portal.core.errors import Refusal
from portal.core.filters import shortday
from portal.decisions.models import How
from portal.partnerships.models import Group, Rules
from portal.partnerships.services import groups
from tests import factories
from tests.factories_partnerships import again, decision, sub_group

ADDRESS = "/partnerships/here/groups/"
WARNING = "Three sub groups run already, and the partnership agreed on at most three at once."


@pytest.fixture
def ann(sign_in, who):
    return sign_in(who.ann)


@pytest.fixture
def typed(who):
    return {
        "name": "Transport", "kind": "", "parent_id": str(who.here.main.id), "is_sub_group": "y", "task": "Find buses",
        "opened_on": "1 March 2026", "closes_on": "31 December 2040", "opening_decision_id": "",
        "opening_words": "Open a transport sub group", "opening_on": "12 February 2026",
        "meets_at": "", "meets_until": "", "rhythm": "", "venue": "",
    }  # fmt: skip


@pytest.fixture
def limit(who):
    with writing():
        db.session.execute(sa.update(Rules).filter_by(partnership_id=who.here.id).values(max_sub_groups=3))


@pytest.fixture
def three(who, limit):
    return [sub_group(who.here, f"Sub group {number}") for number in (1, 2, 3)]


def made():
    db.session.rollback()
    return db.session.scalars(sa.select(Group).filter_by(slug="transport")).one_or_none()


def test_a_sub_group_is_opened_by_words_of_older_minutes(ann, client, typed, limit):
    assert ann.post(ADDRESS + "new", data=typed).status_code == 303

    page = client.soup(ADDRESS + "transport/")
    assert "“Open a transport sub group”, decided on 12 February 2026" in " ".join(page.find("main").text.split())
    assert made().is_sub_group
    assert made().closes_on == date(2040, 12, 31)


def test_a_sub_group_is_opened_by_a_decision_of_the_partnership(ann, client, who, typed):
    good = decision(who.here.main, "Open a transport sub group")
    decision(who.here.main, "Only recommended", is_recommendation=True)
    decision(who.here.main, "Put off", how=How.DEFERRED)
    decision(who.here.main, "Taken back", removed_at=clock.now())
    decision(who.there.main, "Of others")

    offered = [option.text for option in ann.soup(ADDRESS + "new").find(id="opening_decision_id").find_all("option")]
    ann.post(ADDRESS + "new", data=typed | {"opening_words": "", "opening_on": "", "opening_decision_id": str(good.id)})

    assert offered == ["None of these", "15 January 2026: Open a transport sub group"]
    assert made().opening_decision_id == good.id
    facts = client.soup(ADDRESS + "transport/").find(class_="facts").get_text(" ")
    assert "“Open a transport sub group”, decided on 15 January 2026" in " ".join(facts.split())


def test_a_decision_of_another_partnership_opens_nothing(ann, who, typed):
    other = decision(who.there.main, "Of others", Audience.PUBLIC)

    response = ann.post(ADDRESS + "new", data=typed | {"opening_decision_id": str(other.id)})

    assert response.status_code == 422
    assert made() is None


@pytest.mark.parametrize(
    ("mistake", "told"),
    [
        ({"task": ""}, "Say what the sub group is to do."),
        ({"closes_on": ""}, "Say by when the sub group should have done its task."),
        ({"opening_words": "", "opening_on": ""}, "Choose the decision that opened the sub group"),
        ({"opening_on": ""}, "Write the day of the decision you quote."),
    ],
)
def test_a_sub_group_needs_a_task_a_time_frame_and_a_decision(ann, typed, mistake, told):
    response = ann.post(ADDRESS + "new", data=typed | mistake)

    assert response.status_code == 422
    assert told in response.text
    assert made() is None


@pytest.mark.parametrize("missing", ["task", "closes_on", "opening_words"])
def test_the_rule_holds_for_whoever_opens_it(who, missing):
    said = {"name": "T", "is_sub_group": True, "task": "x", "closes_on": date(2040, 1, 1), "opening_words": "y"}

    with pytest.raises(Refusal), writing():
        groups.open_group(None, again(who.here), said | {missing: None})


def test_one_more_than_agreed_is_warned_of_and_not_opened_by_accident(ann, typed, three):
    assert WARNING in ann.get(ADDRESS + "new").text

    response = ann.post(ADDRESS + "new", data=typed)

    assert response.status_code == 422
    assert "Tick this if the sub group is to run above the number agreed." in response.text
    assert made() is None


def test_one_more_than_agreed_is_opened_when_it_is_meant(ann, typed, three):
    assert ann.post(ADDRESS + "new", data=typed | {"over_limit": "y"}).status_code == 303
    assert made() is not None


def test_other_groups_are_opened_at_the_limit_without_a_question(ann, typed, three):
    plain = {key: value for key, value in typed.items() if key != "is_sub_group"}

    assert ann.post(ADDRESS + "new", data=plain).status_code == 303


def test_changing_a_sub_group_at_the_limit_asks_nothing_again(ann, three, typed):
    response = ann.post(ADDRESS + "sub-group-1/edit", data=typed | {"version": "1"})

    assert response.status_code == 303


def test_turning_a_group_into_a_sub_group_counts_towards_the_limit(ann, who, three, typed):
    factories.group(who.here, name="Forum", slug="forum")

    refused = ann.post(ADDRESS + "forum/edit", data=typed | {"version": "1"})
    meant = ann.post(ADDRESS + "forum/edit", data=typed | {"version": "1", "over_limit": "y"})

    assert (refused.status_code, meant.status_code) == (422, 303)


def test_a_dissolved_sub_group_makes_room(ann, who, typed, three):
    ann.post(ADDRESS + "sub-group-1/close", data={"on": "today", "achieved": "It did its task"})

    assert WARNING not in ann.get(ADDRESS + "new").text
    assert ann.post(ADDRESS + "new", data=typed).status_code == 303


def test_reopening_one_too_many_asks_first(ann, who, three):
    ann.post(ADDRESS + "sub-group-1/close", data={"on": "today", "achieved": "It did its task"})
    sub_group(who.here, "Sub group 4")

    asked = ann.get(ADDRESS + "sub-group-1/reopen")
    refused = ann.post(ADDRESS + "sub-group-1/reopen")
    meant = ann.post(ADDRESS + "sub-group-1/reopen", data={"over_limit": "y"})

    assert WARNING in asked.text
    assert (refused.status_code, meant.status_code) == (422, 303)
    assert again(three[0]).closed_on is None


def test_a_limit_of_nothing_is_no_limit(ann, who, typed):
    for number in range(5):
        sub_group(who.here, f"Sub group {number}")

    assert ann.post(ADDRESS + "new", data=typed).status_code == 303


def test_past_its_time_frame_the_manager_is_asked_to_dissolve_it(ann, client, who):
    ended = clock.today() - timedelta(days=3)
    sub_group(who.here, "Transport", opened_on=date(2026, 1, 1), closes_on=ended)

    mine, theirs = ann.soup(ADDRESS + "transport/"), client.soup(ADDRESS + "transport/")

    assert f"Its time frame ended on {shortday(ended)}" in mine.find("main").text
    assert mine.find("a", string="give it a new time frame")["href"] == ADDRESS + "transport/edit"
    assert not theirs.find("a", string="give it a new time frame")
    assert "Time frame ended" in client.soup(ADDRESS).find("tbody").text
    assert ann.soup(ADDRESS).find("a", string="Dissolve it")["href"] == ADDRESS + "transport/close"
    assert ann.soup(ADDRESS + "transport/close").h1.text == "Dissolve Transport?"
