"""Asking for help, followed from the letter to the thanks; and nobody else looks on."""

from datetime import timedelta

import pytest
import time_machine

from portal.clockwork import tick
from portal.core import clock
from portal.core.database import db, writing
from portal.skills.letters import write_request_reminders
from portal.skills.models import HelpRequest, RequestState
from portal.skills.rules import ASKER, HELPER, OVER, STEPS, steps_open
from tests import factories
from tests.factories_skills import request, skill


@pytest.fixture
def offered(who):
    return skill(who.seat_rosa.organisation, "Bid writing")


@pytest.fixture
def asked(who, offered):
    return request(who.seat_ray.organisation, offered, who.ray)


def state() -> RequestState:
    return db.session.query(HelpRequest).one().state


def test_asked_answered_agreed_done_thanked(who, offered, sign_in, outbox):
    ray, rosa = sign_in(who.ray), sign_in(who.rosa)
    page = ray.soup(f"/skills/{offered.id}/")
    assert page.find("a", string="Ask for help")["href"] == f"/skills/{offered.id}/ask"
    home = str(who.seat_ray.organisation.id)
    answer = ray.post(
        f"/skills/{offered.id}/ask",
        data={"text": "We apply for a kitchen", "when": "end of May", "organisation_id": home},
    )
    row = db.session.query(HelpRequest).one()
    thread = f"/skills/requests/{row.id}/"
    assert answer.location == thread
    letter = outbox()[0]
    assert (letter.to_email, "We apply for a kitchen" in letter.body) == (who.rosa.email, True)
    assert who.ray.email not in letter.body
    assert "Bid writing" in rosa.get("/").text
    assert "It is your turn" in rosa.get(thread).text

    steps = ((rosa, "offered"), (ray, "agreed"), (rosa, "done"), (ray, "thanked"))
    for browser, step in steps:
        assert browser.post(f"{thread}answer", data={"text": f"Well: {step}", "step": step}).status_code == 303
        assert state() == step
    page = ray.get(thread).text
    assert all(f"Well: {step}" in page for step in ("offered", "agreed", "done", "thanked"))
    assert who.rosa.email not in page
    assert len(outbox()) == 5
    assert db.session.query(HelpRequest).one().waits_for is None


def test_an_answer_by_htmx_swaps_the_thread(who, asked, sign_in):
    address = f"/skills/requests/{asked.id}/answer"
    answer = sign_in(who.rosa).htmx(address, data={"text": "Gladly", "step": "offered"})
    assert answer.status_code == 200
    assert "Gladly" in answer.text
    assert "<html" not in answer.text
    empty = sign_in(who.rosa).htmx(address, data={"text": ""})
    assert empty.status_code == 422
    assert "Write something" in empty.text


def test_words_alone_pass_the_turn(who, asked, sign_in):
    address = f"/skills/requests/{asked.id}/"
    sign_in(who.rosa).post(f"{address}answer", data={"text": "How much is it for?"})
    assert state() is RequestState.ASKED
    assert "It is the other side" in sign_in(who.rosa).get(address).text
    assert "to answer" in sign_in(who.ray).get("/").text


def test_a_step_of_the_other_side_is_refused(who, asked, sign_in):
    answer = sign_in(who.ray).post(f"/skills/requests/{asked.id}/answer", data={"text": "", "step": "offered"})
    assert answer.status_code == 409
    assert state() is RequestState.ASKED


def test_declined_and_withdrawn_end_it(who, offered, sign_in):
    for person, step in ((who.rosa, "declined"), (who.ray, "withdrawn")):
        row = request(who.seat_ray.organisation, offered, who.ray)
        sign_in(person).post(f"/skills/requests/{row.id}/answer", data={"text": "", "step": step})
        assert "This is over" in sign_in(person).get(f"/skills/requests/{row.id}/").text


def test_nobody_else_looks_on(who, asked, sign_in, client):
    address = f"/skills/requests/{asked.id}/"
    for person in (who.ann, who.cal, who.otto, who.sue, who.ada):
        browser = sign_in(person)
        assert browser.get(address).status_code == 404
        assert browser.post(f"{address}answer", data={"text": "Hello"}).status_code == 404
        assert "Bid writing" not in browser.get("/skills/requests/").text
        assert "Bid writing" not in browser.get("/skills/requests/?format=csv").text
    assert "/login" in client.get(address).location


def test_mistakes_and_who_may_not(who, offered, sign_in):
    home = str(who.seat_ray.organisation.id)
    address = f"/skills/{offered.id}/ask"
    assert sign_in(who.ray).post(address, data={"text": "", "organisation_id": home}).status_code == 422
    other = str(who.seat_there.organisation.id)
    assert sign_in(who.ray).post(address, data={"text": "Hello", "organisation_id": other}).status_code == 422
    own = str(who.seat_rosa.organisation.id)
    assert sign_in(who.rosa).post(address, data={"text": "Hello", "organisation_id": own}).status_code == 409
    assert sign_in(who.suki).get(address).status_code == 404
    assert sign_in(who.otto).get(address).status_code == 403
    assert db.session.query(HelpRequest).count() == 0


def test_the_named_person_gets_the_letter(who, sign_in, outbox):
    wendy = factories.person("Wendy Wye", organisation_id=who.seat_rosa.organisation.id)
    named = skill(who.seat_rosa.organisation, "Payroll", person=wendy, has_agreed=True)
    row = request(who.seat_ray.organisation, named, who.ray)
    assert [letter.to_email for letter in outbox()] == [wendy.email]
    assert sign_in(wendy).get(f"/skills/requests/{row.id}/").status_code == 200


def test_an_office_without_anybody_gets_the_letter(who, outbox):
    office = factories.organisation("Goyt Trust", email="office@goyt.example.org")
    request(who.seat_ray.organisation, skill(office, "Payroll"), who.ray)
    assert [letter.to_email for letter in outbox()] == ["office@goyt.example.org"]


def test_one_reminder_after_a_fortnight(who, asked, app, outbox):
    with writing():
        assert write_request_reminders() == 0
    with time_machine.travel(clock.now() + timedelta(days=15)):
        with writing():
            assert write_request_reminders() == 1
            assert write_request_reminders() == 0
        tick(app)
    assert "waits for an answer" in outbox()[-1].subject
    assert len(outbox()) == 2


def test_what_is_over_has_no_steps():
    assert all(not steps_open(state, [ASKER, HELPER]) for state in OVER)
    assert {state for state, _side in STEPS} == set(RequestState) - set(OVER)


def test_many_requests_in_few_statements(who, offered, sign_in, queries):
    for number in range(30):
        request(who.seat_ray.organisation, offered, who.ray, f"Request {number}")
    browser = sign_in(who.ray)
    queries.clear()
    assert "30 requests" in browser.get("/skills/requests/").text
    assert len(queries) <= 4
