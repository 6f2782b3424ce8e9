"""The only clock: moments are kept in UTC, days and times of day are those of the partnerships' own zone."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

LOCAL = ZoneInfo("Europe/London")


def now() -> datetime:
    """Return this moment in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """Return the day it is where the partnerships meet."""
    return now().astimezone(LOCAL).date()


def local(moment: datetime) -> datetime:
    """Return the moment as a clock on the wall of the meeting room shows it."""
    return moment.astimezone(LOCAL)


def at(day: date, hour: time) -> datetime:
    """Return the moment of a local day and time of day, in UTC.

    An hour that occurs twice in autumn is the first of the two; one skipped in spring is read as an hour later.
    """
    return datetime.combine(day, hour, tzinfo=LOCAL).astimezone(UTC)
