"""The only clock: days are those of the meeting room, moments are kept in universal time."""

import re
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
import time_machine

from portal.core import clock

PACKAGE = Path(clock.__file__).parent.parent


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-01-01T00:00:00Z", date(2026, 1, 1)),
        ("2026-03-28T23:59:59Z", date(2026, 3, 28)),
        ("2026-03-29T23:30:00Z", date(2026, 3, 30)),
        ("2026-06-30T22:59:59Z", date(2026, 6, 30)),
        ("2026-06-30T23:00:00Z", date(2026, 7, 1)),
        ("2026-10-25T00:30:00Z", date(2026, 10, 25)),
        ("2026-10-25T23:30:00Z", date(2026, 10, 25)),
        ("2028-02-29T12:00:00Z", date(2028, 2, 29)),
    ],
)
def test_today_is_the_day_where_the_partnerships_meet(moment, day):
    with time_machine.travel(moment, tick=False):
        assert clock.today() == day
        assert clock.now() == datetime.fromisoformat(moment)
        assert clock.now().tzinfo is UTC


@pytest.mark.parametrize(
    ("day", "hour", "moment"),
    [
        (date(2026, 1, 15), time(14), "2026-01-15T14:00:00+00:00"),
        (date(2026, 7, 15), time(14), "2026-07-15T13:00:00+00:00"),
        (date(2026, 3, 29), time(1, 30), "2026-03-29T01:30:00+00:00"),  # skipped: the clocks go forward
        (date(2026, 10, 25), time(1, 30), "2026-10-25T00:30:00+00:00"),  # occurs twice: the first
    ],
)
def test_a_local_hour_is_a_moment(day, hour, moment):
    assert clock.at(day, hour).isoformat() == moment


@pytest.mark.parametrize("day", [date(2026, 1, 15), date(2026, 7, 15), date(2028, 2, 29)])
def test_there_and_back(day):
    local = clock.local(clock.at(day, time(9, 30)))
    assert (local.date(), local.time()) == (day, time(9, 30))


def test_there_is_no_other_clock():
    """Tests set this one, and everything else asks it."""
    asks = re.compile(r"\b(?:datetime\.(?:now|utcnow|today)|date\.today|time\.time)\(")
    found = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if asks.search(path.read_text()) and "bootstrap" not in path.parts
    }
    assert found == {"core/clock.py"}
