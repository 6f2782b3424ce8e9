"""A manager gives each new representative a buddy; the two tick the partnership's list step by step."""

from datetime import timedelta

import pytest

from portal.core import clock
from portal.core.database import db
from portal.directory.models import Person
from portal.representation.induction_models import Induction, InductionStep, InductionTick
from portal.representation.services.induction import USUAL
from tests import factories
from tests.factories_representation import induction

HERE = "/partnerships/here/representation/induction/"


@pytest.fixture
def newcomer(who):
    """Somebody who represents a seat since last week."""
    seat = factories.seat(who.here.main, factories.organisation("New Trust"))
    nina = factories.person("Nina Newhall")
    return factories.holder(seat, nina, from_on=clock.today() - timedelta(days=7))


@pytest.fixture
def welcomed(who, newcomer):
    """The newcomer's welcome, with Ray as the buddy and a list of two steps."""
    return induction(who.here, newcomer, who.ray)


def test_who_is_new_is_listed_until_a_buddy_is_named(ann, newcomer, who, outbox):
    listed = ann.soup(HERE).find("main").text
    response = ann.post(f"{HERE}begin/{newcomer.id}", data={"buddy_id": who.ray.id})

    (row,) = db.session.query(Induction)
    assert "Nina Newhall" in listed
    assert "Ray Rowsley" not in listed
    assert (response.status_code, response.location) == (303, f"{HERE}{row.id}/")
    assert {letter.to_name for letter in outbox()} == {"Ray Rowsley", "Nina Newhall"}
    assert any("you are their buddy" in letter.body for letter in outbox())
    assert "Nobody waits to be welcomed." in ann.get(HERE).text


def test_who_sat_here_before_is_not_new(ann, newcomer, who):
    other = factories.seat(who.here.main)
    factories.holder(other, db.session.get(Person, newcomer.person_id), until_on=clock.today() - timedelta(days=30))

    assert "Nobody waits to be welcomed." in ann.get(HERE).text


def test_nobody_is_their_own_buddy_nor_welcomed_twice(ann, newcomer, who):
    own = ann.post(f"{HERE}begin/{newcomer.id}", data={"buddy_id": newcomer.person_id})
    nobody = ann.post(f"{HERE}begin/{newcomer.id}", data={"buddy_id": ""})
    first, second = [ann.post(f"{HERE}begin/{newcomer.id}", data={"buddy_id": who.ray.id}) for _time in (1, 2)]

    assert (own.status_code, nobody.status_code) == (422, 422)
    assert (first.status_code, second.status_code) == (303, 409)


def test_the_list_begins_with_a_usual_one_and_is_the_partnerships_own(ann, who):
    offered = ann.soup(f"{HERE}steps").find("textarea").text.strip().splitlines()
    ann.post(f"{HERE}steps", data={"text": "Read the rules\n\n Meet the buddy "})

    steps = db.session.query(InductionStep).order_by(InductionStep.position).all()
    assert offered == list(USUAL)
    assert [step.text for step in steps] == ["Read the rules", "Meet the buddy"]
    assert ann.post(f"{HERE}steps", data={"text": " "}).status_code == 422
    ann.post(f"{HERE}steps/{steps[0].id}/remove")
    undo = ann.soup(f"{HERE}steps").find(class_="toast").form["action"]
    assert "Read the rules" not in ann.get(f"{HERE}steps").text
    ann.post(undo)
    assert "Read the rules" in ann.get(f"{HERE}steps").text


def test_the_buddy_ticks_by_htmx_and_takes_it_back_by_a_plain_form(sign_in, welcomed, who):
    ray = sign_in(who.ray)
    (step, _other) = db.session.query(InductionStep).order_by(InductionStep.id)
    at = f"{HERE}{welcomed.id}/tick"

    swapped = ray.htmx(at, data={"step": step.id})

    assert swapped.status_code == 200
    assert "ticked by Ray Rowsley" in swapped.text
    assert "1 of 2" in swapped.text
    assert db.session.query(InductionTick).count() == 1
    assert ray.post(at, data={"step": step.id}).location == f"{HERE}{welcomed.id}/"
    assert db.session.query(InductionTick).count() == 0


def test_a_step_of_another_partnership_cannot_be_ticked(sign_in, welcomed, who):
    other = factories.add(InductionStep(partnership_id=who.there.id, position=1, text="Elsewhere"))
    ray = sign_in(who.ray)

    assert ray.post(f"{HERE}{welcomed.id}/tick", data={"step": other.id}).status_code == 404
    assert ray.post(f"{HERE}{welcomed.id}/tick", data={"step": "x"}).status_code == 404


def test_only_the_two_and_who_keeps_the_seats_see_it(client, ann, sign_in, welcomed, newcomer, who):
    at = f"{HERE}{welcomed.id}/"

    assert "Nina Newhall" in ann.get(HERE).text
    assert "Nina Newhall" in sign_in(who.ray).get(HERE).text
    for person in (who.cal, who.rosa, who.otto):
        assert "Nina Newhall" not in sign_in(person).soup(HERE).find("main").text
        assert sign_in(person).get(at).status_code == 404
    assert sign_in(who.sue).get(at).status_code == 404
    assert client.get(at).status_code == 303
    assert sign_in(who.ray).get(f"{HERE}steps").status_code == 403
    assert sign_in(who.ray).post(f"{HERE}begin/{newcomer.id}", data={"buddy_id": who.ray.id}).status_code == 403
    assert ann.get(f"/partnerships/there/representation/induction/{welcomed.id}/").status_code == 404


def test_thirty_who_are_new_take_no_more_statements(ann, who, queries):
    for _number in range(30):
        seat = factories.seat(who.here.main)
        induction(who.here, factories.holder(seat, factories.person(), from_on=clock.today()), who.ray)
    queries.clear()

    assert len(ann.soup(HERE).find(attrs={"aria-labelledby": "on"}).find_all("li")) == 30
    assert len(queries) <= 8
