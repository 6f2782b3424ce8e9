"""A few days before proposals for an agenda close, who may propose is told, once; and how to come to the meeting."""

from datetime import timedelta

import pytest

from portal.core import clock
from portal.core.audience import Audience
from portal.core.database import db, writing
from portal.meetings.models import Meeting
from portal.papers.services.closing import write_closing_reminders
from portal.partnerships.models import Group
from tests import factories_meetings

LINK = "https://meet.example.org/here-7"


@pytest.fixture
def call(who):
    """Call a meeting in so many days to a group whose proposals close so many days before it."""

    def _call(ahead=12, days=10, **more):
        with writing():
            db.session.get(Group, who.here.main.id).proposals_close_days = days
        return factories_meetings.meeting(who.here.main, -ahead, (), venue="Town hall", online_link=LINK, **more)

    return _call


def told() -> int:
    with writing():
        return write_closing_reminders()


def test_who_may_propose_is_told_once(who, call, outbox):
    row = call()
    count = told()
    letters = {letter.to_name: letter.body for letter in outbox()}
    assert count == len(letters)
    assert {"Ray Rowsley", "Rosa Rowarth", "Ann Abbot"} <= set(letters)
    assert not {"Otto Over", "Sue Stanton"} & set(letters)
    for words in ("close on", f"propose?group={who.here.main.slug}", "Where: Town hall", f"Online: {LINK}"):
        assert words in letters["Ray Rowsley"]
    assert told() == 0

    with writing():
        db.session.get(Meeting, row.id).day = clock.today() + timedelta(days=13)
    assert told() == count


@pytest.mark.parametrize(
    ("ahead", "days", "is_told"),
    [(10, 10, True), (13, 10, True), (14, 10, False), (9, 10, False), (3, 0, False), (1, 1, True), (0, 0, False)],
)
def test_only_in_the_days_before_the_closing_day(who, call, ahead, days, is_told):
    call(ahead, days)
    assert bool(told()) is is_told


def test_nothing_is_told_of_a_cancelled_meeting_or_to_who_may_not_see_it(who, call, outbox):
    row = call(audience=Audience.GROUP)
    with writing():
        db.session.get(Meeting, row.id).cancelled_at = clock.now()
    assert told() == 0
    with writing():
        db.session.get(Meeting, row.id).cancelled_at = None
    assert told()
    names = {letter.to_name for letter in outbox()}
    assert "Ray Rowsley" in names
    assert "Wyn Winster" not in names
