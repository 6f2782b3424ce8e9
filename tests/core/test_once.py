"""A form that is sent twice does its work once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from portal.core.database import db
from portal.core.once import Submission
from tests import factories_meetings
from tests.conftest import HTMX
from tests.core.conftest import kinds
from tests.people import cast

FORMS = {"plain": {}, "htmx": HTMX}


def send(trial, text="Kept", once="token-1", headers=None, **more):
    return trial.test_client().post("/trials/keep", data={"text": text, "once": once} | more, headers=headers)


def tokens() -> list[str]:
    db.session.rollback()
    return list(db.session.scalars(sa.select(Submission.token)))


def test_a_double_click_keeps_one_and_leads_to_the_same_page(trial):
    first, second = send(trial), send(trial)
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.location == second.location == "/trials/kept"
    assert kinds() == ["Kept"]


def test_a_double_click_by_htmx_keeps_one_and_shows_the_page_afresh(trial):
    first, second = send(trial, headers=HTMX), send(trial, headers=HTMX)
    assert first.status_code == 200
    assert (second.status_code, second.headers["HX-Refresh"]) == (204, "true")
    assert kinds() == ["Kept"]


@pytest.mark.parametrize("headers", FORMS.values(), ids=FORMS)
def test_eight_at_once_keep_one(trial, headers):
    with ThreadPoolExecutor(8) as pool:
        answers = [found.status_code for found in pool.map(lambda _n: send(trial, headers=headers), range(8))]
    assert all(status < 400 for status in answers)
    assert kinds() == ["Kept"]


def test_two_forms_are_two(trial):
    send(trial, "One", "token-1")
    send(trial, "Two", "token-2")
    assert kinds() == ["One", "Two"]


@pytest.mark.parametrize("answer", ["422", "409", "refuse", "break"])
def test_a_refused_form_can_be_put_right_and_sent_again(trial, answer):
    assert send(trial, answer=answer).status_code >= 400
    assert tokens() == []
    assert send(trial).status_code == 303
    assert kinds() == ["Kept"]


def test_slow_work_that_let_its_lock_go_is_noted_too(trial):
    send(trial, answer="slowly")
    send(trial, answer="slowly")
    assert kinds() == ["Kept"]


@pytest.mark.parametrize("once", ["", "x" * 41, "a\0b", "line\nend"])
def test_what_can_be_no_token_is_left_aside(trial, once):
    for _time in range(2):
        assert send(trial, once=once).status_code == 303
    assert kinds() == ["Kept", "Kept"]
    assert tokens() == []


def test_a_get_notes_nothing(trial):
    assert trial.test_client().get("/partnerships/?once=token-1").status_code == 200
    assert tokens() == []


@pytest.mark.parametrize("headers", FORMS.values(), ids=FORMS)
def test_an_agenda_item_sent_twice_stands_once(app, sign_in, headers):
    who = cast()
    meeting = factories_meetings.meeting(who.here.main, items=())
    browser = sign_in(who.ann)
    for _time in range(2):
        data = {"title": "Town centre", "kind": "information", "once": "twice"}
        address = f"/partnerships/here/meetings/{meeting.id}/items"
        assert browser.post(address, data=data, headers=headers).status_code < 400
    assert [item.title for item in factories_meetings.items(meeting)] == ["Town centre"]


def test_a_token_counts_once_whoever_sends_it(app, sign_in):
    who = cast()
    meeting = factories_meetings.meeting(who.here.main, items=())
    data = {"title": "Town centre", "kind": "information", "once": "shared"}
    for person in (who.ann, who.mina):
        assert sign_in(person).post(f"/partnerships/here/meetings/{meeting.id}/items", data=data).status_code == 303
    assert len(factories_meetings.items(meeting)) == 1
