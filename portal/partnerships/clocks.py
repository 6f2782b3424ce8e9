"""The one way in which days are counted from a meeting: for papers before it, for minutes and the bulletin after it."""

from datetime import date, timedelta

from portal.core.holidays import working_days_from
from portal.partnerships.models import DayCount


def clock_day(day: date, days: int, count: DayCount) -> date | None:
    """Return the day so many days after a day (before it, below 0), or None where there is no such rule (0).

    Working days are Monday to Friday, but for the bank holidays of England.
    """
    if not days:
        return None
    return day + timedelta(days=days) if count is DayCount.CALENDAR else working_days_from(day, days)
