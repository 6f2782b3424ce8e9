"""Makers of series and polls."""

from datetime import date, timedelta

from portal.core import clock
from portal.core.database import db
from portal.core.viewer import Viewer
from portal.meetings.models import Kind
from portal.partnerships import queries as partnerships
from portal.partnerships.models import Group
from portal.series import polling, services
from portal.series.models import Every, Poll, Series
from portal.series.rhythm import Rhythm, days_of

WRITER = Viewer(name="Somebody")


def series(group: Group, number: int = 4, from_on: date | None = None, rhythm: Rhythm | None = None) -> Series:
    """Return a series of meetings of the group: every second week on a Thursday, from the coming one."""
    rhythm = rhythm or Rhythm(Every.WEEKS, 2, 3)
    start = from_on or clock.today() + timedelta(days=1)
    days = days_of(rhythm, start, start + timedelta(days=3000), number)
    said = {"from_on": start, "starts": None, "ends": None, "venue": "", "kind": Kind.MAIN, "is_open": False}
    agreed = partnerships.rules_for(group.partnership_id, group.id)
    made = services.call_series(WRITER, group.partnership, group, agreed, rhythm, said, days)
    db.session.commit()
    return made


def poll(group: Group, days: int = 3, closes: int = 5) -> Poll:
    """Return an open poll for so many days, three weeks ahead; it closes in five days."""
    first = clock.today() + timedelta(days=21)
    proposed = [(first + timedelta(days=n), None, None) for n in range(days)]
    said = {"about": "Budget day", "kind": Kind.MAIN, "venue": "", "closes_on": clock.today() + timedelta(days=closes)}
    made = polling.open_poll(WRITER, group.partnership, group, said, proposed)
    db.session.commit()
    return made
