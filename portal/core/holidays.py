"""Bank holidays of England, and the days on which offices work."""

from datetime import date, timedelta
from functools import lru_cache

from dateutil.easter import easter

MOVED = {
    date(2012, 5, 28): date(2012, 6, 4),
    date(2020, 5, 4): date(2020, 5, 8),
    date(2022, 5, 30): date(2022, 6, 2),
}
"""Holidays that were held on another day by proclamation."""
ADDED = {
    2011: [date(2011, 4, 29)],
    2012: [date(2012, 6, 5)],
    2022: [date(2022, 6, 3), date(2022, 9, 19)],
    2023: [date(2023, 5, 8)],
}
"""Holidays there were once."""


@lru_cache(maxsize=64)
def bank_holidays(year: int) -> dict[date, str]:
    """Return the bank holidays of a year in England, each with its name, earliest first.

    One that falls on a weekend is held on the next working day that is no holiday itself. Source: Banking and Financial
    Dealings Act 1971, schedule 1, and the proclamations of single years.
    """
    sunday = easter(year)
    fixed = [
        (date(year, 1, 1), "New Year's Day"),
        (sunday - timedelta(days=2), "Good Friday"),
        (sunday + timedelta(days=1), "Easter Monday"),
        (_monday(date(year, 5, 1)), "Early May bank holiday"),
        (_monday(date(year, 5, 25)), "Spring bank holiday"),
        (_monday(date(year, 8, 25)), "Summer bank holiday"),
        (date(year, 12, 25), "Christmas Day"),
        (date(year, 12, 26), "Boxing Day"),
    ]
    found: dict[date, str] = {}
    for day, name in sorted(fixed, key=lambda pair: pair[0].weekday() > 4):
        held = MOVED.get(day, day)
        while held.weekday() > 4 or held in found:
            held += timedelta(days=1)
        found[held] = name
    found |= dict.fromkeys(ADDED.get(year, []), "Extra bank holiday")
    return dict(sorted(found.items()))


def holiday(day: date) -> str:
    """Return the name of the bank holiday on a day, or nothing."""
    return bank_holidays(day.year).get(day, "")


def is_working_day(day: date) -> bool:
    """Whether offices work: Monday to Friday, but for bank holidays."""
    return day.weekday() < 5 and not holiday(day)


def working_days_from(day: date, days: int) -> date:
    """Return the day so many working days later; a number below 0 counts back. The day itself is not counted."""
    step = timedelta(days=1 if days > 0 else -1)
    left = abs(days)
    while left:
        day += step
        left -= is_working_day(day)
    return day


def _monday(first: date) -> date:
    """Return the first Monday on the day or after it."""
    return first + timedelta(days=-first.weekday() % 7)
