"""One partnership's year on one page, and how people come to a meeting."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest

from portal.core import clock
from portal.core.audience import Audience
from portal.core.database import db, writing
from portal.meetings.coming import is_secure
from portal.meetings.models import Meeting
from portal.papers.services.clocks import clocks_for
from portal.series import wall
from tests import factories_meetings

LINK = "https://meet.example.org/here-7"


def test_the_year_shows_meetings_holidays_and_what_is_cancelled(who, base, sign_in, queries):
    coming = factories_meetings.meeting(who.here.main, -1, (), title="Winter board")
    gone = factories_meetings.meeting(who.here.main, -1, (), title="Away")
    gone.cancelled_at = clock.now()
    db.session.commit()
    ann = sign_in(who.ann)
    queries.clear()
    page = ann.soup(f"{base}year?year={coming.day.year}")
    assert len(queries) <= 8
    months = page.select_one(".wall-months")
    assert f"{base}{coming.id}/" in {a["href"] for a in months.select("a")}
    assert "Away" in months.select_one("s").text
    assert "Christmas Day" in months.text
    assert "Winter board" in sign_in(who.ray).soup(f"{base}year?year={coming.day.year}").text


def test_the_year_says_what_was_due_and_whether_it_was_on_time(who, base, sign_in, client):
    held = factories_meetings.meeting(who.here.main, 40, (), audience=Audience.PUBLIC, title="Board")
    today = clock.today()
    with writing():
        meeting = db.session.get(Meeting, held.id)
        meeting.minutes_due_on, meeting.published_at = today - timedelta(days=26), clock.now() - timedelta(days=24)
        kept = clocks_for(meeting)
        kept.papers_due_on, kept.circulated_at = today - timedelta(days=50), clock.now() - timedelta(days=51)
        kept.bulletin_due_on = today - timedelta(days=2)
    seen = {}
    for years in {(today - timedelta(days=n)).year for n in (2, 26, 50)}:
        page = sign_in(who.ray).soup(f"{base}year?year={years}")
        seen |= {line.get_text(" ", strip=True): line for line in page.select(".wall-months li")}
        assert " due" not in client.soup(f"{base}year?year={years}").select_one(".wall-months").text
    words = " / ".join(seen)
    assert f"Papers on time: {who.here.main.name}" in words
    assert f"Minutes 2 days late: {who.here.main.name}" in words
    assert f"Bulletin not done, 2 days late: {who.here.main.name}" in words


def due(number, papers=None, minutes=None, bulletin=None, sent=None):
    return SimpleNamespace(
        id=number, group="Board", papers_due_on=papers, circulated_at=None, minutes_due_on=minutes, published_at=sent,
        bulletin_due_on=bulletin, bulletin_sent_at=sent,
    )  # fmt: skip


def test_what_is_due_on_one_day_and_stands_alike_is_one_line():
    day, today = date(2026, 3, 2), date(2026, 3, 9)
    in_time = datetime(2026, 3, 2, 12, tzinfo=UTC)
    rows = [due(1, minutes=day, bulletin=day, sent=in_time), due(2, papers=day), due(3, minutes=date(2027, 1, 4))]
    lines = wall.dues(rows, 2026, today)
    assert [line.words for line in lines[day]] == [
        "Minutes and bulletin on time: Board", "Papers not done, 7 days late: Board",
    ]  # fmt: skip
    assert [line.words for line in wall.dues(rows, 2027, today)[date(2027, 1, 4)]] == ["Minutes due: Board"]
    march = wall.wall(2026, [], {}, today, lines)[2]
    assert [cell.due for cell in march.cells if cell.due] == ["overdue"]


@pytest.mark.parametrize("year", ["", "1", "abcd", "99999", "²026"])
def test_a_year_that_is_none_shows_this_one(who, base, sign_in, year):
    assert str(clock.today().year) in sign_in(who.ann).soup(f"{base}year?year={year}").h1.text


def test_a_meeting_one_may_not_see_is_not_in_the_year(who, base, client):
    meeting = factories_meetings.meeting(who.here.main, -1, (), title="Hush", audience=Audience.GROUP)
    page = client.get(f"{base}year?year={meeting.day.year}")
    assert page.status_code == 200
    assert "Hush" not in page.text
    assert "wall-mark" not in page.text


def test_the_link_is_for_who_may_come(who, base, sign_in, client):
    row = factories_meetings.meeting(
        who.here.main, -9, (), audience=Audience.PUBLIC, online_link=LINK, lunch="Soup", access_notes="Hearing loop"
    )
    at = f"{base}{row.id}/"
    for path in (at, f"{at}agenda"):
        seen = sign_in(who.ray).get(path).text
        assert LINK in seen
        assert "Soup" in seen
        assert "Hearing loop" in seen
        for other in (who.sue, who.wyn):
            assert LINK not in sign_in(other).get(path).text
    for path in (at, f"{at}agenda", base, f"{base}?format=csv", f"{base}year?year={row.day.year}"):
        assert "meet.example.org" not in client.get(path).text


@pytest.mark.parametrize(
    ("link", "good"),
    [(LINK, True), ("http://meet.example.org/", False), ("javascript:alert(1)", False), ("https://", False),
     ("https://me:secret@example.org/", False), ("https://[::", False), ("https://localhost/x", False)],
)  # fmt: skip
def test_a_link_is_an_address_on_a_secured_line(who, base, sign_in, link, good):
    assert is_secure(link) is good
    data = {"day": "24 March 2027", "kind": "main", "audience": "partnership", "manner": "online", "online_link": link}
    answer = sign_in(who.ann).post(f"{base}new", data=data)
    assert answer.status_code == (303 if good else 422)
    assert db.session.scalars(db.select(Meeting.online_link)).all() == ([link] if good else [])
