"""The manager asks the partners, or notes what a meeting decided; then makes the seat, or ends it without one."""

import pytest

from portal.core import clock
from portal.core.database import db
from portal.core.permissions import Role
from portal.decisions.proposal_models import Proposal, Standing
from portal.memberships.models import Invitation, Seat
from portal.representation.joining_models import Ended
from tests import factories, factories_actions, factories_deciding
from tests.factories_joining import application, criteria
from tests.factories_partnerships import again

ROWS = "/partnerships/here/representation/joining/applications/"
SEAT = {"capacity": "Member", "from_on": "today"}


@pytest.fixture
def row(who):
    """An application that meets everything."""
    criteria(who.here)
    return application(who.here, factories.organisation("Wirksworth Help"), about="We bring a van")


def asked(ann, who, row, **more):
    data = {"group_id": who.here.main.id, "closes_on": "in 2 weeks", "text": "They rang us"} | more
    return ann.post(f"{ROWS}{row.id}/ask", data=data)


def put(row):
    return db.session.get(Proposal, again(row).proposal_id)


def test_the_partners_are_asked_by_seat(ann, who, row, sign_in):
    assert asked(ann, who, row).status_code == 303

    proposal = put(row)
    assert proposal.text == "Wirksworth Help joins Here Partnership."
    for words in ("They rang us", "automatically eligible", "Works in the Peak: met", "We bring a van"):
        assert words in proposal.background
    assert {answer.organisation_name for answer in proposal.answers} == {"High Peak CVS", "Buxton Volunteer Bureau"}
    page = sign_in(who.ray).soup(f"{ROWS}{row.id}/")
    assert page.find("a", string="Open")["href"].endswith(f"/decisions/between/{proposal.id}/")
    assert ann.post(f"{ROWS}{row.id}/ask").status_code == 409
    assert ann.post(f"{ROWS}{row.id}/seat").status_code == 409


@pytest.mark.parametrize("wrong", [{"closes_on": "yesterday"}, {"closes_on": ""}, {"group_id": "9999"}])
def test_a_mistake_asks_nobody(ann, who, row, wrong):
    response = asked(ann, who, row, **wrong)

    assert response.status_code == 422
    assert "They rang us" in response.text
    assert again(row).proposal_id is None


@pytest.mark.parametrize("choice", ["agree", "object"])
def test_what_the_partners_say_decides_where_it_goes(ann, who, row, sign_in, choice):
    asked(ann, who, row)
    for person, seat, said in ((who.ray, who.seat_ray, choice), (who.rosa, who.seat_rosa, "agree")):
        at = f"/partnerships/here/decisions/between/{put(row).id}/seats/{seat.id}/answer"
        sign_in(person).post(at, data={"choice": said, "reason": "As I said"})
    factories_deciding.settled(put(row))

    text = ann.soup(f"{ROWS}{row.id}/").find("main").text
    home = ann.soup("/").find("main").text
    if choice == "agree":
        assert "Make the seat" in text
        assert "Wirksworth Help may join: make its seat" in home
    else:
        assert "Note what a meeting decided" in text
        assert "the partners want to discuss it" in home
        assert ann.post(f"{ROWS}{row.id}/seat", data=SEAT).status_code == 409


def test_a_meetings_decision_is_noted_and_the_seat_made_in_one_step(ann, who, row, outbox):
    decision = factories_actions.decision(who.here.main, "Wirksworth Help joins")

    wrong = ann.post(f"{ROWS}{row.id}/agreed", data={"decision_id": ""})
    noted = ann.post(f"{ROWS}{row.id}/agreed", data={"decision_id": decision.id})
    place = f"group-{who.here.main.id}"
    made = ann.post(f"{ROWS}{row.id}/seat", data=SEAT | {
        "place": place, "name": "Nia New", "email": "nia@example.org",
    })  # fmt: skip

    assert (wrong.status_code, noted.status_code, made.status_code) == (422, 303, 303)
    assert again(row).ended is Ended.SEATED
    seat = db.session.get(Seat, again(row).seat_id)
    assert (seat.organisation.name, seat.group_id, seat.from_on) == ("Wirksworth Help", who.here.main.id, clock.today())
    assert db.session.query(Invitation).one().email == "nia@example.org"
    assert [letter.to_name for letter in outbox()] == ["Ann Abbot", "Nia New", "Nia New"]
    assert "its seat in Main group is made" in outbox()[-1].body
    assert "Wirksworth Help joins" in ann.get(f"{ROWS}{row.id}/").text


def test_a_vacant_seat_is_given_and_a_mistake_makes_none(ann, who, row):
    decision = factories_actions.decision(who.here.main, "They join")
    vacant = factories.add(Seat(
        partnership_id=who.here.id, group_id=who.here.main.id, from_on=factories.LONG_AGO, organisation_id=None,
        capacity="Rural voice",
    ))  # fmt: skip
    ann.post(f"{ROWS}{row.id}/agreed", data={"decision_id": decision.id})
    data = SEAT | {"place": f"seat-{vacant.id}", "name": "Nia New", "email": ""}

    wrong = ann.post(f"{ROWS}{row.id}/seat", data=data)
    elsewhere = ann.post(f"{ROWS}{row.id}/seat", data=data | {"place": f"group-{who.there.main.id}"})
    made = ann.post(f"{ROWS}{row.id}/seat", data=data | {"name": ""})

    assert (wrong.status_code, elsewhere.status_code, made.status_code) == (422, 422, 303)
    assert "Nia New" in wrong.text
    assert db.session.get(Seat, again(row).seat_id).capacity == "Rural voice"
    assert db.session.query(Invitation).count() == 0


def test_it_ends_without_a_seat_in_neutral_words(ann, who, row, outbox):
    asked(ann, who, row)

    wrong = ann.post(f"{ROWS}{row.id}/decline", data={"text": ""})
    ended = ann.post(f"{ROWS}{row.id}/decline", data={"text": "Come to our open meetings first."})

    assert (wrong.status_code, ended.status_code) == (422, 303)
    assert again(row).ended is Ended.DECLINED
    assert put(row).standing is Standing.WITHDRAWN
    letter = outbox()[-1]
    assert letter.to_email == "nia@example.org"
    assert "Come to our open meetings first." in letter.body
    assert "can apply again" in letter.body
    assert "Did not lead to a seat" in ann.get(f"{ROWS}{row.id}/").text
    assert ann.post(f"{ROWS}{row.id}/decline", data={"text": "Again"}).status_code == 409


def test_what_is_withdrawn_from_the_partners_can_be_put_to_them_again(ann, who, row):
    asked(ann, who, row)
    ann.post(f"/partnerships/here/decisions/between/{put(row).id}/withdraw", data={"why": "A word was missing"})
    first = again(row).proposal_id

    assert asked(ann, who, row).status_code == 303
    assert again(row).proposal_id != first


def test_only_who_keeps_all_the_seats_takes_these_steps(who, row, sign_in):
    of_group = factories.person("Gus Group")
    factories.appointment(of_group, Role.MANAGER, who.here, who.here.main)
    for person, expected in ((who.ray, 403), (who.cal, 403), (of_group, 403), (who.sue, 404)):
        browser = sign_in(person)
        for what in ("ask", "agreed", "seat", "decline"):
            assert browser.post(f"{ROWS}{row.id}/{what}").status_code == expected
    there = application(who.there)
    assert sign_in(who.ann).get(f"{ROWS}{there.id}/ask").status_code == 404


def test_it_waits_for_the_manager_alone(who, row, sign_in):
    assert "Wirksworth Help would join" in sign_in(who.ann).soup("/").find("main").text
    assert "Wirksworth Help" not in sign_in(who.ray).soup("/").find("main").text
