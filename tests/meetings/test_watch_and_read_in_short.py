"""Watching the notes while somebody writes them, and reading minutes in short."""

import pytest

from portal.core import clock
from portal.core.audience import Audience
from portal.core.database import db, writing
from portal.decisions.models import Decision
from portal.meetings.models import AgendaItem, Meeting, State
from tests import factories_meetings, people
from tests.conftest import HTMX


@pytest.fixture
def who(app):
    """Everybody."""
    return people.cast()


@pytest.fixture
def meeting(who) -> Meeting:
    """A meeting with three items: one with a decision, one with notes alone, and a confidential one."""
    held = factories_meetings.meeting(who.here.main, items=("Town centre", "Any news", "Salaries"))
    first, second, third = factories_meetings.items(held)
    factories_meetings.decided(held, first)
    factories_meetings.make_secret(held, third)
    with writing():
        db.session.get(AgendaItem, first.id).notes = "A long talk"
        db.session.get(AgendaItem, second.id).notes = "Nothing new"
        db.session.get(AgendaItem, third.id).notes = "Too low"
        db.session.get(Meeting, held.id).minutes_state = State.DRAFT
    return held


def publish(meeting) -> None:
    with writing():
        row = db.session.get(Meeting, meeting.id)
        row.minutes_state, row.published_at = State.PUBLISHED, clock.now()
        row.audience = row.minutes_audience = Audience.PUBLIC
        for item in db.session.query(AgendaItem).filter_by(meeting_id=meeting.id, is_confidential=False):
            item.audience = Audience.PUBLIC
        db.session.query(Decision).filter_by(meeting_id=meeting.id).update({"audience": Audience.PUBLIC})


def test_members_watch_the_notes_as_they_are_written(sign_in, who, meeting):
    at = f"/partnerships/here/meetings/{meeting.id}/"
    otto = sign_in(who.otto)
    assert otto.soup(at).find("a", href=f"{at}live")

    page = otto.soup(at + "live")
    assert page.select_one("#read-again")["data-hx-trigger"] == "every 5s, click"
    with writing():
        db.session.query(AgendaItem).filter_by(title="Any news").one().notes = "Something new after all"
    swap = otto.get(at + "live", headers=HTMX)

    assert "Something new after all" in swap.text
    assert "<html" not in swap.text
    assert "Salaries" not in swap.text
    assert "Too low" in sign_in(who.ray).get(at + "live").text


def test_nobody_else_watches_and_it_ends_with_the_publication(client, sign_in, who, meeting):
    at = f"/partnerships/here/meetings/{meeting.id}/live"
    assert client.get(at).status_code == 404
    assert sign_in(who.sue).get(at).status_code == 404

    publish(meeting)

    page = client.soup(at)
    assert not page.select_one("#read-again")
    assert "no longer being written" in page.text


def test_in_short_the_minutes_say_what_was_decided_and_lead_to_the_rest(client, who, meeting):
    publish(meeting)
    at = f"/partnerships/here/meetings/{meeting.id}/minutes"

    short = client.soup(at + "?show=short").find("article")
    full = client.soup(at).find("article").text

    assert [heading.text for heading in short.select(".item h2")] == ["Town centre"]
    assert "A long talk" not in short.text
    assert short.select_one(".item a")["href"] == f"{at}#item-{factories_meetings.items(meeting)[0].id}"
    assert "A long talk" in full
    assert "Nothing new" in full
    assert "Salaries" not in full
