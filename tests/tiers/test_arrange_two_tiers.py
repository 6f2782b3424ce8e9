"""One side proposes, the other agrees; only then an agenda is touched."""

import pytest

from portal.core import clock
from portal.core.database import db
from portal.core.permissions import Role
from portal.meetings.models import AgendaItem, StandingItem
from portal.tiers.models import Tier
from portal.tiers.rules import prompts_of
from tests import factories, factories_meetings, factories_partnerships
from tests.factories_tiers import tier as make
from tests.tiers.conftest import HERE, THERE


def titles(meeting):
    return [item.title for item in factories_meetings.items(meeting)]


def test_nothing_is_on_an_agenda_before_the_other_side_agrees(who, above, below, sign_in, outbox):
    factories_partnerships.tie(who.there, who.here)
    ann, sue = sign_in(who.ann), sign_in(who.sue)

    answer = sue.post(f"{THERE}new", data={"other_id": who.here.id, "side": "upper"})

    assert (answer.status_code, answer.location) == (303, THERE)
    assert {letter.to_name for letter in outbox()} >= {"Ann Abbot"}
    row = db.session.query(Tier).one()
    assert titles(below) == ["Stalls"]
    assert "would report to" in ann.soup("/").text
    assert "has still to agree" in sue.soup(THERE).text
    assert sue.post(f"{THERE}{row.id}/agree").status_code == 409
    assert sue.post(f"{HERE}{row.id}/agree").status_code == 404
    assert sign_in(who.ray).post(f"{HERE}{row.id}/agree").status_code == 403

    assert ann.post(f"{HERE}{row.id}/agree").location == HERE

    row = db.session.query(Tier).one()
    assert (row.agreed_on, row.agreed_by) == (clock.today(), "Ann Abbot")
    assert titles(below) == ["Stalls", f"{who.there.short_name} issues"]
    assert titles(above)[-1] == "Reports and questions from the partnerships"
    assert ann.post(f"{HERE}{row.id}/agree").status_code == 409
    assert titles(factories_meetings.meeting(who.here.main, -60, items=()))[-1] == f"{who.there.short_name} issues"


def test_minutes_that_are_out_and_meetings_held_are_left_alone(who):
    held = factories_meetings.meeting(who.here.main, 3)
    make(who.there, who.here)
    assert len(titles(held)) == 1


def test_a_standing_item_of_that_name_will_do(who, below):
    factories.add(
        StandingItem(group_id=who.here.main.id, position=1, title=f"{who.there.short_name} ISSUES", kind="support")
    )
    row = make(who.there, who.here)
    assert db.session.query(StandingItem).filter_by(group_id=who.here.main.id).count() == 1
    assert db.session.query(AgendaItem).filter_by(standing_item_id=row.lower_standing_id).count() == 1


def test_what_is_proposed_has_to_be_said(who, sign_in):
    factories_partnerships.tie(who.there, who.here)
    sue = sign_in(who.sue)
    answer = sue.post(f"{THERE}new", data={"other_id": str(who.here.id)})
    assert answer.status_code == 422
    assert "Choose one of those offered" in answer.text
    assert sue.post(f"{THERE}new", data={"other_id": "999", "side": "upper"}).status_code == 422
    assert not db.session.query(Tier).count()


def test_the_way_there_stands_beside_the_ties(who, sign_in):
    factories_partnerships.tie(who.there, who.here)
    sue = sign_in(who.sue)
    assert sue.soup("/partnerships/there/manage/ties/").select_one(f"a[href='{THERE}']")
    assert sue.soup(THERE).select_one(f"a[href='{THERE}new']")


def test_either_side_ends_it_and_it_can_be_proposed_again(who, tier, sign_in):
    ann = sign_in(who.ann)
    assert "End the arrangement" in ann.soup(f"{HERE}{tier.id}/end").text
    assert ann.post(f"{HERE}{tier.id}/end", data={}).status_code == 303
    assert all(row.ended_on for row in db.session.query(StandingItem))
    assert ann.get(f"{HERE}{tier.id}/end").status_code == 404
    factories_partnerships.tie(who.there, who.here)
    assert ann.post(f"{HERE}new", data={"other_id": who.there.id, "side": "lower"}).status_code == 303
    row = db.session.query(Tier).one()
    assert (row.agreed_on, row.ended_on, row.proposed_from_id) == (None, None, who.here.id)


def test_who_manages_the_one_above_asks_what_reports_say(who, tier, sign_in):
    sue = sign_in(who.sue)
    assert "Key messages" in sue.soup(f"{THERE}prompts").text
    assert sue.post(f"{THERE}prompts", data={"prompts": ""}).status_code == 422
    assert sue.post(f"{THERE}prompts", data={"prompts": "News?\n\nNews?\n Plans? "}).status_code == 303
    assert "News?\nPlans?" in sue.soup(f"{THERE}prompts").select_one("textarea").text
    assert sue.post(f"{THERE}prompts", data={"prompts": "Other?", "version": "1"}).status_code == 303
    stale = sue.post(f"{THERE}prompts", data={"prompts": "Third?", "version": "1"})
    assert stale.status_code == 409
    assert "Third?" in stale.text
    assert sign_in(who.ann).get(f"{HERE}prompts").status_code == 404


@pytest.mark.parametrize(
    ("typed", "asked"),
    [(None, 4), ("", 4), (" \n ", 4), ("One?", 1), ("One?\nOne?\nTwo?", 2), ("\n".join(map(str, range(20))), 8)],
)
def test_the_questions_of_a_report(typed, asked):
    assert len(prompts_of(typed)) == asked


def test_those_of_neither_side_find_nothing(who, tier, sign_in, client):
    stranger = factories.person("Stella Stranger")
    factories.appointment(stranger, Role.MANAGER, factories.partnership())
    for page in ("", "reports/", "issues/", "questions/", "visits/", f"{tier.id}/end"):
        assert sign_in(stranger).get(HERE + page).status_code == 404
        assert client.get(HERE + page).status_code == 303
    assert "Between the tiers" not in client.get("/partnerships/here/").text
    assert "Between the tiers" in sign_in(who.otto).soup("/partnerships/here/").text
