"""When the groups of the sample met and will meet: on their weekday, never over Christmas, in step with today."""

from datetime import date, timedelta

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
MONTH = 30.4375
AHEAD = timedelta(days=92)
WEEK = timedelta(weeks=1)


def past_days(today: date, weekday: str, latest: int, every: int, number: int) -> list[date]:
    """Return the days of so many meetings, oldest first, the last of them about `latest` days ago."""
    gaps = [latest + _weeks(every * n) for n in reversed(range(number))]
    return [_off_holidays(_on(today - timedelta(days=gap), weekday), -WEEK) for gap in gaps]


def coming_days(today: date, weekday: str, first: int, every: int, number: int) -> list[date]:
    """Return the days of so many meetings to come, the first in about `first` days; none beyond three months."""
    planned = [_on(today + timedelta(days=first + _weeks(every * n)), weekday) for n in range(number)]
    found = []
    for day in (day + WEEK if day <= today else day for day in planned):
        later = _off_holidays(day, WEEK)
        found.append(later if later - today <= AHEAD else _off_holidays(day, -WEEK))
    return [day for day in found if day - today <= AHEAD]


def usual_wait(latest: int, every: int) -> int:
    """Return in how many days the next meeting is, when the last was `latest` days ago and the row is kept."""
    return max(_weeks(every) - latest, 3)


def yearly_days(today: date, month_and_day: str, number: int) -> tuple[list[date], list[date]]:
    """Return the days of a yearly event: so many in the past, and the next one if it is within three months."""
    month, day = map(int, month_and_day.split("-"))
    years = range(today.year - number - 1, today.year + 2)
    days = [_to_thursday(date(year, month, day)) for year in years]
    past = [each for each in days if each <= today]
    coming = [each for each in days if today < each <= today + AHEAD]
    return past[-number:], coming[:1]


def working_day(day: date) -> date:
    """Return the day itself, or the last one before it on which an office is open."""
    while day.weekday() > 4 or (day.month, day.day) >= (12, 24) or (day.month, day.day) == (1, 1):
        day -= timedelta(days=1)
    return day


def _weeks(months: int) -> int:
    return round(months * MONTH / 7) * 7


def _on(day: date, weekday: str) -> date:
    """Return the weekday on the day or in the week before it."""
    return day - timedelta(days=(day.weekday() - DAYS.index(weekday)) % 7)


def _off_holidays(day: date, step: timedelta) -> date:
    """Move a day out of the weeks of Christmas and the new year."""
    while (day.month, day.day) >= (12, 18) or (day.month, day.day) <= (1, 4):
        day += step
    return day


def _to_thursday(day: date) -> date:
    return day + timedelta(days=(DAYS.index("Thursday") - day.weekday()) % 7)
