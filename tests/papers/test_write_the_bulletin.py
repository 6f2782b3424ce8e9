"""A meeting's bulletin: put together from what its readers may be told, changed, sent once, and read at its address."""

import pytest

from portal.core.audience import Audience
from portal.core.database import db, writing
from portal.meetings.models import AgendaItem, Meeting
from portal.papers import rules
from portal.papers.models import Bulletin, MeetingClock, NewsStory
from portal.papers.services import bulletins
from tests import factories_meetings

STORY = {
    "title": "Stall opens",
    "text": "A stall for all",
    "readers": "press; residents",
    "written_by": "Ray",
    "due_on": "",
}


@pytest.fixture
def held(who):
    """A meeting held lately, with a key message under each item; the last one is confidential."""
    row = factories_meetings.meeting(who.here.main, 5, items=("Stalls", "Staff"))
    with writing():
        for item, message in zip(factories_meetings.items(row), ("The stall opens in May", "Pay rises"), strict=True):
            db.session.get(AgendaItem, item.id).key_message = message
    factories_meetings.make_secret(row, factories_meetings.items(row)[1])
    return row


@pytest.fixture
def at(held):
    return f"/partnerships/here/meetings/{held.id}/"


def kept(held) -> Bulletin:
    return db.session.query(Bulletin).filter_by(meeting_id=held.id).one()


def write(browser, at, **said):
    usual = {"title": "Bulletin", "audience": "partnership", "text": "## Key messages\n\n- The stall opens in May"}
    return browser.post(f"{at}bulletin/edit", data=usual | said)


@pytest.mark.parametrize(
    ("item", "bulletin", "told"),
    [
        (Audience.PUBLIC, Audience.PUBLIC, True), (Audience.PARTNERS, Audience.PUBLIC, False),
        (Audience.PARTNERSHIP, Audience.PUBLIC, False), (Audience.PARTNERSHIP, Audience.PARTNERS, False),
        (Audience.PARTNERS, Audience.PARTNERS, True), (Audience.PARTNERSHIP, Audience.PARTNERSHIP, True),
        (Audience.GROUP, Audience.PARTNERSHIP, True), (Audience.RESTRICTED, Audience.PARTNERSHIP, False),
        (Audience.RESTRICTED, Audience.PUBLIC, False),
    ],
)  # fmt: skip
def test_what_may_be_told_to_whom(item, bulletin, told):
    assert rules.is_told_to(item, bulletin) is told


def test_it_is_put_together_without_what_is_confidential(who, held, at, sign_in):
    ann = sign_in(who.ann)
    ann.post(f"{at}news/new", data=STORY | {"item_id": ""})
    secret = factories_meetings.items(held)[1]
    ann.post(f"{at}news/new", data=STORY | {"title": "Pay row", "item_id": str(secret.id)})
    text = ann.soup(f"{at}bulletin/edit").select_one("textarea").text
    assert "The stall opens in May" in text
    assert "**Stall opens**. A stall for all." in text
    assert "Pay" not in text
    assert "stall opens in May" not in ann.soup(f"{at}bulletin/edit?for=public").select_one("textarea").text


def test_a_draft_is_for_writers_and_the_bulletin_for_its_readers(who, held, at, sign_in, client, outbox):
    ann = sign_in(who.ann)
    assert write(ann, at, text="").status_code == 422
    assert write(ann, at, audience="public").location == f"{at}bulletin"
    assert client.get(f"{at}bulletin").status_code == 404
    assert sign_in(who.ray).get(f"{at}bulletin").status_code == 404
    assert "Draft" in ann.soup(f"{at}bulletin").text

    assert "It cannot be changed afterwards" in ann.soup(f"{at}bulletin/send").text
    assert ann.post(f"{at}bulletin/send").location == f"{at}bulletin"

    page = client.soup(f"{at}bulletin")
    assert "The stall opens in May" in page.text
    assert client.get(at).status_code == 404
    assert held.title not in page.select_one(".crumbs").text
    assert "Key messages" in client.get(f"{at}bulletin?format=txt").text
    names = {letter.to_name for letter in outbox()}
    assert {"Ray Rowsley", "Rosa Rowarth", "Otto Over", "Ann Abbot", "Cal Calver"} <= names
    assert "Sue Stanton" not in names
    assert all("- The stall opens in May" in letter.body for letter in outbox())
    assert db.session.query(MeetingClock).filter_by(meeting_id=held.id).one().bulletin_sent_at
    assert ann.post(f"{at}bulletin/send").status_code == 409
    assert write(ann, at, version=str(kept(held).version)).status_code == 409
    assert ann.get(f"{at}bulletin/edit").status_code == 409


def test_two_writers_notice_each_other(who, held, at, sign_in):
    ann = sign_in(who.ann)
    write(ann, at)
    old = str(kept(held).version)
    write(ann, at, text="Another", version=old)
    assert write(ann, at, text="Mine", version=old).status_code == 409
    assert kept(held).text == "Another"


def test_what_becomes_confidential_leaves_the_bulletin(who, held, at, sign_in, client):
    ann = sign_in(who.ann)
    write(ann, at, audience="public", text="- The stall opens in May\n- Come to the fair")
    ann.post(f"{at}bulletin/send")
    factories_meetings.make_secret(held, factories_meetings.items(held)[0])
    page = client.soup(f"{at}bulletin").text
    assert "Come to the fair" in page
    assert "stall opens" not in page


def test_a_bulletin_is_found_by_its_readers_once_it_was_sent(who, held, at, sign_in, client):
    ann, ray = sign_in(who.ann), sign_in(who.ray)
    found = [client, sign_in(who.sue), ray]
    write(ann, at, text="## News\n\n- Zebrafinch stall opens in May\n- Come to the fair")
    assert all(f"{at}bulletin" not in each.get("/search?q=zebrafinch").text for each in found)

    ann.post(f"{at}bulletin/send")
    assert [f"{at}bulletin" in each.get("/search?q=zebrafinch").text for each in found] == [False, False, True]
    assert f"{at}bulletin" in ray.get("/search?q=zebrafinch&kind=bulletin").text

    with writing():
        for item in factories_meetings.items(held)[:1]:
            db.session.get(AgendaItem, item.id).key_message = "Zebrafinch stall opens in May"
    factories_meetings.make_secret(held, factories_meetings.items(held)[0])
    assert f"{at}bulletin" not in ray.get("/search?q=zebrafinch").text
    assert f"{at}bulletin" in ray.get("/search?q=fair").text


def test_nothing_is_sent_before_the_meeting_or_empty(who, held, at, coming, sign_in):
    ann = sign_in(who.ann)
    assert ann.post(f"{at}bulletin/send").status_code == 409
    assert ann.get(f"{at}bulletin/send").status_code == 404
    ahead = f"/partnerships/here/meetings/{coming.id}/"
    write(ann, ahead)
    assert ann.post(f"{ahead}bulletin/send").status_code == 409


def test_stories_are_noted_changed_taken_away_and_brought_back(who, held, at, sign_in):
    ann = sign_in(who.ann)
    assert ann.post(f"{at}news/new", data=STORY | {"title": ""}).status_code == 422
    assert ann.post(f"{at}news/new", data=STORY).location == f"{at}bulletin#news"
    story = db.session.query(NewsStory).one()
    assert "press; residents" in ann.soup(f"{at}bulletin").text
    changed = STORY | {"title": "Stall closes", "version": str(story.version)}
    assert ann.post(f"{at}news/{story.id}/edit", data=changed).status_code == 303
    assert ann.post(f"{at}news/{story.id}/edit", data=changed | {"title": "Other"}).status_code == 409
    ann.post(f"{at}news/{story.id}/remove")
    page = ann.soup(f"{at}bulletin")
    assert "Stall closes" not in page.select_one("#news").text
    ann.post(f"{at}news/{story.id}/restore")
    assert "Stall closes" in ann.soup(f"{at}bulletin").text


def test_who_may_not(who, held, at, sign_in):
    for way in ("bulletin/edit", "bulletin/send", "news/new"):
        assert sign_in(who.ray).post(at + way, data=STORY).status_code == 403, way
        assert sign_in(who.sue).post(at + way, data=STORY).status_code == 404, way
    assert sign_in(who.mina).post(f"{at}bulletin/send").status_code == 403


def test_dates_in_a_public_bulletin_are_public_ones(who, held, coming):
    public = factories_meetings.meeting(who.here.main, -40, items=(), audience=Audience.PUBLIC, title="Open day")
    meeting = db.session.get(Meeting, held.id)
    assert "Open day" in bulletins.compose(meeting, Audience.PUBLIC)
    assert coming.title not in bulletins.compose(meeting, Audience.PUBLIC)
    assert coming.title in bulletins.compose(meeting, Audience.PARTNERSHIP)
    assert public.audience is Audience.PUBLIC
