"""A year's minutes on one page: those the reader may read, in their order, and nothing else."""

from datetime import date

import pytest

from portal.core import clock
from portal.core.audience import Audience
from portal.core.database import db, writing
from portal.meetings.models import AgendaItem, Meeting, State
from tests import factories, factories_meetings, people

PAGE = "/partnerships/here/meetings/compiled"


@pytest.fixture
def who(app):
    """Everybody."""
    return people.cast()


def published(group, day: date, words="Town centre", audience=Audience.PUBLIC, **said) -> Meeting:
    """A meeting whose minutes are out."""
    days_ago = (clock.today() - day).days
    held = factories_meetings.meeting(group, days_ago=days_ago, items=(words,), **said)
    factories_meetings.decided(held, factories_meetings.items(held)[0], f"Do {words}")
    with writing():
        row = db.session.get(Meeting, held.id)
        row.minutes_state, row.published_at, row.audience, row.minutes_audience = (
            State.PUBLISHED, clock.now(), audience, audience,
        )  # fmt: skip
        for item in db.session.query(AgendaItem).filter_by(meeting_id=held.id):
            item.audience = audience
    return held


def headings(page) -> list[str]:
    return [heading.text for heading in page.select("section h2 a")]


def test_the_meetings_of_a_year_stand_in_their_order(client, who):
    for day, words in [(date(2025, 9, 1), "Later"), (date(2025, 2, 1), "Earlier"), (date(2024, 5, 1), "Before")]:
        published(who.here.main, day, words)

    page = client.soup(f"{PAGE}?year=2025")

    assert headings(page) == ["Main group, Saturday 1 February 2025", "Main group, Monday 1 September 2025"]
    assert "Earlier" in page.find("main").text
    assert "Before" not in page.find("main").text
    assert headings(client.soup(f"{PAGE}?year=2024")) == ["Main group, Wednesday 1 May 2024"]
    assert client.soup(f"{PAGE}?year=2019").select_one(".empty")


def test_one_group_alone_can_be_chosen(client, who):
    forum = factories.group(who.here, name="Forum", slug="forum")
    published(who.here.main, date(2025, 2, 1))
    published(forum, date(2025, 3, 1))

    assert len(headings(client.soup(f"{PAGE}?year=2025"))) == 2
    assert headings(client.soup(f"{PAGE}?year=2025&group=forum")) == ["Forum, Saturday 1 March 2025"]


@pytest.mark.parametrize("asked", ["?group=nowhere", "?year=soon", "?year=99999", "?year=²⁰²⁵"])
def test_what_is_not_there_is_not_found(client, who, asked):
    assert client.get(PAGE + asked).status_code == 404


def test_each_reads_what_is_for_them(client, sign_in, who):
    published(who.here.main, date(2025, 2, 1), "Open")
    published(who.here.main, date(2025, 3, 1), "Inner", Audience.GROUP)
    secret = published(who.here.main, date(2025, 4, 1), "Salaries")
    with writing():
        item = db.session.query(AgendaItem).filter_by(meeting_id=secret.id).one()
        item.is_confidential, item.audience = True, Audience.RESTRICTED
    draft = factories_meetings.meeting(who.here.main, items=("Draft words",))

    public = client.soup(f"{PAGE}?year=2025").find("main").text
    inner = sign_in(who.ray).soup(f"{PAGE}?year=2025").find("main").text

    assert draft
    assert [word in public for word in ("Open", "Inner", "Salaries", "Draft words")] == [True, False, False, False]
    assert [word in inner for word in ("Open", "Inner", "Salaries", "Draft words")] == [True, True, True, False]


def test_twelve_meetings_cost_no_more_than_two(sign_in, who, queries):
    counts = []
    for months in (range(1, 3), range(3, 13)):
        for month in months:
            published(who.here.main, date(2025, month, 1))
        browser = sign_in(who.otto)
        queries.clear()
        browser.soup(f"{PAGE}?year=2025")
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 13
