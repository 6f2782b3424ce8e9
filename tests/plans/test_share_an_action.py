"""Actions that are there already: put into a plan, and offered to the plans of other partnerships."""

import pytest

from portal.actions.models import Action
from portal.core.audience import Audience
from portal.core.database import db
from portal.plans.models import PlanEntry, Share
from tests import factories_actions, factories_plans


@pytest.fixture
def theirs(house):
    """A plan of There with one section, and its address."""
    plan = factories_plans.plan(house.who.there, "Their plan")
    factories_plans.section(plan, "What we take")
    house.theirs, house.there_at = plan, f"/partnerships/there/plans/{plan.id}/"
    house.shares_at = f"/partnerships/here/plans/shares/{house.hall.action_id}/"
    return house


def the_share() -> Share:
    db.session.rollback()
    db.session.expire_all()
    return db.session.query(Share).one()


def test_open_actions_are_put_into_the_plan(house, sign_in):
    ann = sign_in(house.who.ann)
    action = factories_actions.action(house.who.here.main, "Ask the council")
    at = f"{house.at}put-in"
    assert "Ask the council" in ann.soup(at).text
    assert "Book the hall" not in ann.soup(at).text
    assert ann.post(at, data={"section": house.gaps.id}).status_code == 422
    answer = ann.post(at, data={"actions": [action.id], "section": house.gaps.id})
    assert answer.status_code == 303
    entry = db.session.query(PlanEntry).filter_by(action_id=action.id).one()
    assert entry.section_id == house.gaps.id
    assert entry.action.audience_why == "actions", "it keeps its own audience"
    assert ann.post(at, data={"actions": [action.id], "section": ""}).status_code == 422


def test_an_action_is_put_in_from_its_own_page(house, sign_in):
    ann = sign_in(house.who.ann)
    action = factories_actions.action(house.who.here.main, "Ask the council")
    page = ann.soup(f"/partnerships/here/actions/{action.id}/")
    form = page.select_one("section[aria-labelledby=in-plans] form")
    place = form.select("option")[1]["value"]
    assert ann.post(form["action"], data={"place": "7-7"}).status_code == 409
    assert ann.post(form["action"], data={"place": place}).status_code == 303
    assert "Two-year plan" in ann.soup(f"/partnerships/here/actions/{action.id}/").text
    assert sign_in(house.who.ray).post(form["action"], data={"place": place}).status_code == 403


def test_what_was_taken_out_is_put_in_again_as_the_same_entry(house, sign_in):
    ann = sign_in(house.who.ann)
    ann.post(f"{house.at}entries/{house.hall.id}/remove")
    ann.post(f"{house.at}put-in", data={"actions": [house.hall.action_id], "section": house.gaps.id})
    assert db.session.query(PlanEntry).filter_by(action_id=house.hall.action_id).count() == 1
    assert "Book the hall" in ann.soup(house.at).select_one("#part-2").text


def test_one_action_stands_in_the_plans_of_two_partnerships(theirs, sign_in):
    ann, sue = sign_in(theirs.who.ann), sign_in(theirs.who.sue)
    assert ann.post(theirs.shares_at, data={"partnership": "Nowhere"}).status_code == 422
    assert (
        ann.post(theirs.shares_at, data={"partnership": "there partnership", "words": "For us all"}).status_code == 303
    )
    assert ann.post(theirs.shares_at, data={"partnership": "There Partnership"}).status_code == 409
    assert "Not answered yet" in ann.soup(theirs.shares_at).text
    assert f"{theirs.there_at}put-in" in str(sue.soup("/")), "it waits for who keeps their plan"
    assert "For us all" in sue.soup(f"{theirs.there_at}put-in").text
    share = the_share()
    taken = sue.post(f"{theirs.there_at}offers/{share.id}/take", data={"section": ""})
    assert taken.status_code == 303
    assert "Book the hall" in sue.soup(theirs.there_at).text
    assert "Their plan" not in ann.soup(f"{theirs.at}entries/{theirs.hall.id}/").text, "their plan is theirs"
    entry = db.session.query(PlanEntry).filter_by(plan_id=theirs.theirs.id).one()
    assert entry.action_id == theirs.hall.action_id
    page = sue.soup(f"{theirs.there_at}entries/{entry.id}/edit")
    assert not page.select("[name=text]"), "its words stay with the partnership that raised it"
    assert sue.post(f"{theirs.there_at}entries/{entry.id}/status", data={"status": "done"}).status_code == 403
    version = page.select_one("input[name=version]")["value"]
    changed = sue.post(f"{theirs.there_at}entries/{entry.id}/edit", data={"version": version, "comments": "With us"})
    assert changed.status_code == 303
    assert "With us" not in ann.soup(theirs.at).text


def test_an_offer_taken_back_leaves_the_others_plan(theirs, sign_in):
    factories_plans.share(theirs.hall.action, theirs.who.there)
    factories_plans.put_in(theirs.theirs, db.session.get(Action, theirs.hall.action_id))
    ann, sue = sign_in(theirs.who.ann), sign_in(theirs.who.sue)
    assert "Book the hall" in sue.soup(theirs.there_at).text
    share = the_share()
    ann.post(f"{theirs.shares_at}{share.id}/end")
    assert "Book the hall" not in sue.get(theirs.there_at).text
    assert "Taken back" in ann.soup(theirs.shares_at).text
    ann.post(f"{theirs.shares_at}{share.id}/resume")
    assert "Book the hall" in sue.soup(theirs.there_at).text


def test_an_offer_is_declined_once(theirs, sign_in):
    share = factories_plans.share(theirs.hall.action, theirs.who.there, taken=False)
    sue = sign_in(theirs.who.sue)
    at = f"{theirs.there_at}offers/{share.id}/"
    assert sue.post(f"{at}decline", data={"section": ""}).status_code == 303
    assert sue.post(f"{at}take", data={"section": ""}).status_code == 404
    assert not the_share().is_taken
    assert "Declined" in sign_in(theirs.who.ann).soup(theirs.shares_at).text


@pytest.mark.parametrize("audience", [Audience.GROUP, Audience.RESTRICTED])
def test_what_is_for_one_group_is_never_shared(theirs, sign_in, audience):
    action = factories_actions.action(theirs.who.here.main, "Pay somebody off", audience=audience)
    at = f"/partnerships/here/plans/shares/{action.id}/"
    ann = sign_in(theirs.who.ann)
    assert "not shared" in ann.soup(at).text
    assert ann.post(at, data={"partnership": "There Partnership"}).status_code == 409
    factories_plans.share(action, theirs.who.there, taken=False)
    assert "Pay somebody off" not in sign_in(theirs.who.sue).get(f"{theirs.there_at}put-in").text


@pytest.mark.parametrize(("name", "status"), [("ray", 403), ("sue", 404)])
def test_only_who_keeps_an_action_shares_it(theirs, sign_in, name, status):
    client = sign_in(getattr(theirs.who, name))
    assert client.post(theirs.shares_at, data={"partnership": "There Partnership"}).status_code == status
    assert not db.session.query(Share).count()


def test_an_offer_to_another_partnership_is_not_there(theirs, sign_in):
    share = factories_plans.share(theirs.hall.action, theirs.who.there, taken=False)
    ann = sign_in(theirs.who.ann)
    assert ann.post(f"{theirs.at}offers/{share.id}/take", data={"section": ""}).status_code == 404
    assert ann.post(f"/partnerships/here/plans/shares/{theirs.form.action_id}/{share.id}/end").status_code == 404
