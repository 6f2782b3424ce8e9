"""Abbreviations in the minutes: explained for readers, and shown to the writer where nobody explained them."""

import pytest

from portal.core.audience import Audience
from portal.core.database import db, writing
from portal.meetings.models import AgendaItem, Meeting, State
from tests import factories_glossary, factories_meetings, people


@pytest.fixture
def who(app):
    """Everybody."""
    return people.cast()


@pytest.fixture
def meeting(who):
    """A meeting that was held, whose first item has notes."""
    held = factories_meetings.meeting(who.here.main)
    first = factories_meetings.items(held)[0]
    with writing():
        db.session.get(AgendaItem, first.id).notes = "The LSP met the PCT."
    return held


def test_the_writer_is_told_what_nobody_explained(sign_in, who, meeting):
    factories_glossary.term(who.here, "LSP")

    page = sign_in(who.mina).soup(f"/partnerships/here/meetings/{meeting.id}/")

    warning = page.find(string=lambda text: "The glossary does not have" in text).find_parent("p")
    assert "does not have PCT." in warning.text
    assert warning.a["href"] == "/partnerships/here/glossary/new?term=PCT"
    assert "glossary does not have" not in sign_in(who.ray).get(f"/partnerships/here/meetings/{meeting.id}/").text


def test_readers_of_the_minutes_are_told_what_is_short_for_what(client, who, meeting):
    factories_glossary.term(who.here, "LSP")
    factories_glossary.term(who.here, "NVQ", "a qualification nobody mentioned")
    with writing():
        row = db.session.get(Meeting, meeting.id)
        row.minutes_state, row.minutes_audience, row.audience = State.PUBLISHED, Audience.PUBLIC, Audience.PUBLIC
        db.session.query(AgendaItem).filter_by(meeting_id=meeting.id).update({"audience": Audience.PUBLIC})

    at = f"/partnerships/here/meetings/{meeting.id}/minutes"
    page = client.soup(at).find("article").text

    assert "Short for" in page
    assert "local strategic partnership" in page
    assert "nobody mentioned" not in page
    assert "LSP: local strategic partnership" in client.get(at + "?format=txt").text


def test_what_is_confidential_is_explained_to_nobody_else(client, who, meeting):
    factories_glossary.term(who.here, "LSP")
    with writing():
        row = db.session.get(Meeting, meeting.id)
        row.minutes_state, row.minutes_audience, row.audience = State.PUBLISHED, Audience.PUBLIC, Audience.PUBLIC
        items = db.session.query(AgendaItem).filter_by(meeting_id=meeting.id)
        items.update({"audience": Audience.RESTRICTED, "is_confidential": True})

    page = client.soup(f"/partnerships/here/meetings/{meeting.id}/minutes")

    assert "Short for" not in page.text
    assert "LSP" not in page.text
