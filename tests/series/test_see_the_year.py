"""One partnership's year on one page, and how people come to a meeting."""

import pytest

from portal.core import clock
from portal.core.audience import Audience
from portal.core.database import db
from portal.meetings.coming import is_secure
from portal.meetings.models import Meeting
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
