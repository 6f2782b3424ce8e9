"""On which days a rhythm falls, and how it is said."""

import calendar
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from portal.core.days import add_months
from portal.core.holidays import holiday, is_working_day
from portal.core.text import number_word
from portal.series.models import Every

MOST = 60
"""How many meetings one series may call at once: more is a mistake in typing."""
AUGUST = 8
ORDINALS = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", -1: "last"}


class Rhythm(NamedTuple):
    """How often, and on which day. `nth` is 1 to 5 or -1 for the last; `weekday` 0 is Monday."""

    every: Every
    step: int = 1
    weekday: int = 0
    nth: int = 1
    day_of_month: int = 1
    skips_august: bool = False


def days_of(rhythm: Rhythm, from_on: date, until_on: date, number: int = MOST) -> list[date]:
    """Return the days of the rhythm from one day to another, both counted, at most `number` of them.

    A fifth weekday that a month does not have is left out. The 29th to 31st of a shorter month is its last day, so
    that a monthly meeting takes place every month. Months are counted from the month of `from_on`; quarters are those
    of the calendar year. Nothing is moved for a holiday: people decide that.
    """
    found: list[date] = []
    for day in _all(rhythm, from_on):
        if day > until_on or len(found) >= min(number, MOST):
            break
        if day >= from_on and not (rhythm.skips_august and day.month == AUGUST):
            found.append(day)
    return found


def _all(rhythm: Rhythm, from_on: date) -> Iterator[date]:
    if rhythm.every is Every.WEEKS:
        first = from_on + timedelta(days=(rhythm.weekday - from_on.weekday()) % 7)
        yield from (first + timedelta(weeks=rhythm.step * n) for n in range(600))
        return
    month, step, length = from_on.replace(day=1), rhythm.step, 1
    if rhythm.every is Every.QUARTER:
        month, step, length = month.replace(month=(month.month - 1) // 3 * 3 + 1), 3, 3
    for n in range(600):
        first = add_months(month, n * step)
        day = _same_day(first, rhythm.day_of_month) if rhythm.every is Every.DAY else _nth(
            first, add_months(first, length), rhythm.weekday, rhythm.nth
        )  # fmt: skip
        if day:
            yield day


def _same_day(first: date, wanted: int) -> date:
    return first.replace(day=min(wanted, calendar.monthrange(first.year, first.month)[1]))


def _nth(first: date, after: date, weekday: int, nth: int) -> date | None:
    """Return the nth weekday from `first` up to the day before `after`, or None where there is none."""
    if nth < 0:
        last = after - timedelta(days=1)
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    day = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
    return day if day < after else None


def moved_to(day: date) -> date | None:
    """Return the working day to propose instead of a weekend or a bank holiday: the next one; None where none is."""
    if is_working_day(day):
        return None
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def why_not(day: date) -> str:
    """Return why offices are closed on a day, or nothing."""
    return holiday(day) or ("" if day.weekday() < 5 else day.strftime("%A"))


def words_of(rhythm: Rhythm) -> str:
    """Return the rhythm in words: "The third Thursday of each quarter"."""
    weekday = calendar.day_name[rhythm.weekday]
    count = number_word(rhythm.step)
    months = {1: "every month", 2: "every second month", 3: "every third month"}.get(
        rhythm.step, f"every {count} months"
    )
    said = {
        Every.WEEKS: f"Every {weekday}" if rhythm.step == 1 else f"Every {count} weeks on a {weekday}",
        Every.WEEKDAY: f"The {ORDINALS[rhythm.nth]} {weekday} of {months}",
        Every.QUARTER: f"The {ORDINALS[rhythm.nth]} {weekday} of each quarter",
        Every.DAY: f"Day {rhythm.day_of_month} of {months}",
    }[rhythm.every]
    return said + (", not in August" if rhythm.skips_august else "")
