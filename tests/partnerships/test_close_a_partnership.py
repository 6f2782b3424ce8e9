"""A partnership ends; its pages stay; it can begin again."""

from datetime import timedelta

import pytest

from portal.core import clock
from portal.core.database import writing
from portal.core.errors import Refusal
from portal.core.filters import shortday
from portal.partnerships.services import founding
from tests.factories_partnerships import again

CLOSE, REOPEN = "/partnerships/here/manage/close", "/partnerships/here/manage/reopen"


def test_a_closed_partnership_says_so_on_its_pages_and_stays_readable(sign_in, client, who):
    ann = sign_in(who.ann)

    asked = ann.soup(CLOSE)
    response = ann.post(CLOSE, data={"on": shortday(clock.today())})

    assert asked.h1.text == "Close Here Partnership?"
    assert (response.status_code, response.location) == (303, "/partnerships/here/")
    assert again(who.here).closed_on == clock.today()
    for page in ("", "groups/", "groups/main-group/", "rules/"):
        assert "Here Partnership was closed on" in client.get(f"/partnerships/here/{page}").text
    assert "was closed on" not in client.get("/partnerships/there/").text


def test_closing_is_taken_back_by_the_message_or_after_a_question(sign_in, who):
    ann = sign_in(who.ann)
    ann.post(CLOSE, data={"on": "yesterday"})

    undo = ann.soup("/partnerships/here/").find(class_="toast").form["action"]

    assert undo == REOPEN
    assert ann.soup(REOPEN).h1.text == "Open Here Partnership again?"
    assert ann.post(undo).status_code == 303
    assert again(who.here).closed_on is None


def test_a_partnership_does_not_end_on_a_day_to_come(sign_in, who):
    tomorrow = clock.today() + timedelta(days=1)

    response = sign_in(who.ann).post(CLOSE, data={"on": shortday(tomorrow)})

    assert response.status_code == 422
    assert "it is open until then" in response.text
    assert again(who.here).closed_on is None


def test_what_is_closed_is_not_closed_again_nor_what_is_open_opened(sign_in, who):
    ann = sign_in(who.ann)
    not_closed = ann.get(REOPEN), ann.post(REOPEN)
    with writing():
        again(who.here).closed_on = clock.today()

    closed = ann.get(CLOSE)

    assert [response.status_code for response in not_closed] == [404, 409]
    assert (closed.status_code, closed.location) == (303, REOPEN)


def test_no_script_closes_it_twice(who):
    with writing():
        founding.close_partnership(None, again(who.here), clock.today())

    with pytest.raises(Refusal, match="was closed on"), writing():
        founding.close_partnership(None, again(who.here), clock.today())


def test_who_may_not_closes_nothing(sign_in, who):
    for person, status in ((who.cal, 403), (who.sue, 404)):
        assert sign_in(person).post(CLOSE, data={"on": "today"}).status_code == status
        assert sign_in(person).post(REOPEN).status_code == status
    assert again(who.here).closed_on is None
