"""Minutes as a document of a word processor: whole, and with nothing in it that the page would not show."""

from io import BytesIO

import pytest
from docx import Document

from portal.actions.models import Action
from portal.core import clock
from portal.core.audience import Audience
from portal.core.database import db, writing
from portal.meetings.models import AgendaItem, Attendance, Meeting, Presence, State
from tests import factories, factories_glossary, factories_meetings, people


@pytest.fixture
def who(app):
    """Everybody."""
    return people.cast()


@pytest.fixture
def meeting(who):
    """Published minutes with a decision, an action and a confidential item."""
    held = factories_meetings.meeting(who.here.main, items=("Town centre", "Pay"), venue="Guildhall")
    first, second = factories_meetings.items(held)
    factories_meetings.decided(held, first)
    factories_glossary.term(who.here, "LSP")
    with writing():
        row = db.session.get(Meeting, held.id)
        row.published_at = clock.now()
        row.minutes_state, row.minutes_audience, row.audience = State.PUBLISHED, Audience.PUBLIC, Audience.PUBLIC
        for item in db.session.query(AgendaItem).filter_by(meeting_id=held.id):
            item.audience = Audience.PUBLIC
        said, secret = db.session.get(AgendaItem, first.id), db.session.get(AgendaItem, second.id)
        said.notes, said.key_message = "The LSP met.\n\nIt was long.", "We met"
        secret.title, secret.notes = "Salaries", "Too low"
        secret.audience, secret.is_confidential = Audience.RESTRICTED, True
    return held


def words_of(answer) -> str:
    assert answer.status_code == 200
    assert "attachment; filename=minutes-" in answer.headers["Content-Disposition"]
    return "\n".join(paragraph.text for paragraph in Document(BytesIO(answer.data)).paragraphs)


def test_the_document_holds_what_the_page_says(client, who, meeting):
    at = f"/partnerships/here/meetings/{meeting.id}/minutes"

    text = words_of(client.get(at + "?format=docx"))
    page = client.soup(at).find("article").text

    for words in ("The LSP met.", "It was long.", "Guildhall", "local strategic partnership", "We met"):
        assert words in text
        assert words in page
    for line in db.session.query(AgendaItem).filter_by(meeting_id=meeting.id, is_confidential=False):
        assert f"{line.number}. {line.title}" in text


def test_the_document_keeps_a_confidential_item_to_those_it_is_for(client, sign_in, who, meeting):
    at = f"/partnerships/here/meetings/{meeting.id}/minutes?format=docx"

    assert "Salaries" not in words_of(client.get(at))
    assert "Salaries (confidential)" in words_of(sign_in(who.ray).get(at))


def test_the_register_and_the_actions_are_in_it(sign_in, who, meeting):
    seat = who.seat_ray
    factories.add(
        Attendance(
            meeting_id=meeting.id, seat_id=seat.id, organisation_id=seat.organisation_id,
            organisation_name="High Peak CVS", person_name="Ray Rowsley", presence=Presence.PRESENT, came_late=True,
        )
    )  # fmt: skip

    text = words_of(sign_in(who.ray).get(f"/partnerships/here/meetings/{meeting.id}/minutes?format=docx"))

    assert "High Peak CVS, Ray Rowsley, came late" in text
    assert "Recommended: Fund the bus (by consensus)" in text


def test_published_minutes_stay_as_they_were_when_an_action_is_changed_or_removed(sign_in, who, client):
    held = factories_meetings.meeting(who.here.main, items=("Town centre",))
    item = factories_meetings.items(held)[0]
    at = f"/partnerships/here/meetings/{held.id}/"
    ann = sign_in(who.ann)
    ann.post(
        f"{at}items/{item.id}/lines", data={"lines": "HPCVS to print the map by 30 April\nEverybody to paint the sign"}
    )
    first, second = db.session.query(Action).order_by(Action.id)
    for step in ("send", "check", "publish"):
        assert ann.post(f"{at}minutes/{step}").status_code == 303

    with writing():
        db.session.get(Action, first.id).text = "Burn the map"
        db.session.get(Action, second.id).removed_at = clock.now()

    text = ann.soup(at + "minutes").find("article").text
    assert "Print the map" in text
    assert "Burn the map" not in text
    assert "aint the sign" in text
    assert "Print the map" in words_of(ann.get(at + "minutes?format=docx"))

    assert ann.post(f"{at}minutes/withdraw").status_code == 303
    text = ann.soup(at + "minutes").find("article").text
    assert "Burn the map" in text
    assert "aint the sign" not in text
