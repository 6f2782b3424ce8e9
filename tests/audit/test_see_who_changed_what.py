"""Managers see what changed in their partnership; the site administrator what changed anywhere."""

import pytest
import sqlalchemy as sa

from portal.audit import services
from portal.audit.models import Event
from portal.core.database import db, writing
from portal.core.viewer import Viewer
from tests.people import cast


@pytest.fixture
def who(app):
    who = cast()
    bea = Viewer(user_id=who.ann.user_id, name="Bea Baslow")
    with writing():
        services.record(bea, "changed", who.here, "Changed the venue", partnership_id=who.here.id)
        services.record(None, "sent", who.here, "Sent a reminder", partnership_id=who.here.id)
        services.record(bea, "changed", who.there, "=cmd in another partnership", partnership_id=who.there.id)
        services.record(bea, "signed_in", who.here, "Signed in")
    return who


def told(page):
    return [row.find_all("td")[-1].text for row in page.find("tbody").find_all("tr")]


def test_the_manager_sees_the_changes_of_the_partnership_newest_first(sign_in, who):
    page = sign_in(who.ann).soup("/partnerships/here/history")

    assert told(page) == ["Sent a reminder", "Changed the venue"]
    assert "The portal" in page.find("tbody").text
    assert "Bea Baslow" in page.find("tbody").text
    assert page.find("tbody").find("time")


def test_the_site_administrator_sees_all_with_their_place(sign_in, who):
    page = sign_in(who.ada).soup("/history")

    assert told(page) == ["Signed in", "=cmd in another partnership", "Sent a reminder", "Changed the venue"]
    assert "There Partnership" in page.find("tbody").text


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("q=venue", ["Changed the venue"]),
        ("q=bea", ["Changed the venue"]),
        ("since=7", ["Sent a reminder"]),
        ("sort=at&since=31", ["Sent a reminder"]),
        ("sort=who", ["Changed the venue", "Sent a reminder"]),
        ("since=week", ["Sent a reminder", "Changed the venue"]),
    ],
)
def test_the_record_is_narrowed_and_sorted(sign_in, who, asked, found):
    with writing():
        old = sa.select(Event.at).filter_by(verb="sent").scalar_subquery()
        moment = db.session.scalar(sa.select(old))
        earlier = moment.replace(year=moment.year - 1)
        db.session.execute(sa.update(Event).filter_by(sentence="Changed the venue").values(at=earlier))

    page = sign_in(who.ann).soup(f"/partnerships/here/history?{asked}")

    assert told(page) == found


def test_the_record_is_fetched_as_a_file_that_no_spreadsheet_runs(sign_in, who):
    response = sign_in(who.ada).get("/history?format=csv&q=another")

    lines = response.text.lstrip("\ufeff").splitlines()
    assert lines[0] == "When,Who,Partnership,What,Kind of change,Table"
    assert lines[1].endswith("Bea Baslow,There Partnership,'=cmd in another partnership,changed,partnerships")


def test_who_may_not_sees_no_record(sign_in, client, who):
    for name, status in (("cal", 403), ("ray", 403), ("otto", 403), ("sue", 404), ("rem", 404)):
        assert sign_in(getattr(who, name)).get("/partnerships/here/history").status_code == status, name
    assert sign_in(who.ann).get("/history").status_code == 403
    assert client.get("/history").status_code == 303
    assert client.get("/partnerships/here/history?format=csv").status_code == 303


def test_a_long_sentence_is_cut_at_a_word(who):
    with writing():
        services.record(None, "changed", who.here, "word " * 200, partnership_id=who.here.id)

    event = db.session.scalars(sa.select(Event).order_by(Event.id.desc())).first()
    assert len(event.sentence) <= 400
    assert event.sentence.endswith("word…")


def test_thirty_changes_take_no_more_statements_than_two(sign_in, who, queries):
    with writing():
        for number in range(30):
            services.record(None, "changed", who.here, f"Change {number}", partnership_id=who.here.id)
    browser = sign_in(who.ann)
    queries.clear()

    page = browser.soup("/partnerships/here/history")

    assert "32 changes" in page.find(id="results").text
    assert len([each for each in queries if "count(audit_events.id)" not in each]) <= 3, queries


def test_many_changes_stand_on_several_pages(sign_in, who):
    with writing():
        for number in range(60):
            services.record(None, "changed", who.here, f"Change {number}", partnership_id=who.here.id)
    browser = sign_in(who.ann)

    first = browser.soup("/partnerships/here/history")
    second = browser.soup(first.find(id="later")["href"])

    assert len(told(first)) + len(told(second)) == 62
    assert told(second)[-1] == "Changed the venue"
