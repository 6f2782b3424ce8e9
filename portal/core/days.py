"""A day and a time of day, the way people type them."""

import calendar
import re
from collections.abc import Callable
from datetime import date, time, timedelta

MONTHS = {name.lower(): n for n, name in enumerate(calendar.month_name) if name}
MONTHS |= {name.lower(): n for n, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
DAYS = {name.lower(): n for n, name in enumerate(calendar.day_name)}
DAYS |= {name.lower(): n for n, name in enumerate(calendar.day_abbr)} | {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}
SMALL = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8}
SMALL |= {"nine": 9, "ten": 10, "eleven": 11, "twelve": 12}
MONTH_NAMES = "|".join(sorted(MONTHS, key=len, reverse=True))
WEEKDAY_NAMES = "|".join(sorted(DAYS, key=len, reverse=True))
_NUMBERS = re.compile(r"^(\d{1,2})\s*[/.\- ]\s*(\d{1,2})(?:\s*[/.\- ]\s*(\d{2}|\d{4}))?$")
_ISO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$")
_DAY_MONTH = re.compile(rf"^(\d{{1,2}})(?:st|nd|rd|th)?\s*(?:of\s+)?({MONTH_NAMES})\.?,?\s*(\d{{2}}|\d{{4}})?$")
_MONTH_DAY = re.compile(rf"^({MONTH_NAMES})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s*(\d{{4}})?$")
_DAY_ONLY = re.compile(r"^(\d{1,2})(?:st|nd|rd|th)(?:\s+of\s+(this|next)\s+month)?$")
_NEXT = re.compile(rf"^(?:(next|this|on|coming)\s+)?({WEEKDAY_NAMES})(?:\s+(week|fortnight))?$")
IN_A_TIME = re.compile(r"^(?:in|within)\s+(\d+|[a-z]+)\s+(day|week|fortnight|month|year)s?(?:'?\s*time)?$")
_HOUR = re.compile(r"^(\d{1,2})(?:\s*[.:h]\s*(\d{2}))?\s*(am|pm|a\.m\.?|p\.m\.?|o'?clock)?$")

DAY_HELP = "Write the day as 27/3/2026, 27 March 2026 or next Thursday."


def parse_day(text: str, today: date, back: int = 92) -> date:
    """Return the day that was typed.

    A day without a year is the next one, unless the last one is at most `back` days ago. Two figures for a year mean
    this century. Raises ValueError with a sentence for the person who typed; also when the day of the week is another.
    """
    words = re.sub(r"\s+", " ", text.strip().lower().rstrip(".")).removeprefix("on ").removeprefix("the ")
    weekday = re.match(rf"({WEEKDAY_NAMES})[,.]?\s+(?:the\s+)?(?=\d|{MONTH_NAMES})", words)
    found = _day(words[weekday.end() :] if weekday else words, today, back)
    if found is None:
        raise ValueError(f"“{text.strip()}” cannot be read as a day. {DAY_HELP}")
    if weekday and found.weekday() != DAYS[weekday[1]]:
        raise ValueError(f"{found.day} {found:%B %Y} is a {found:%A}. Correct the day of the week or the date.")
    return found


def parse_hour(text: str) -> time:
    """Return the time of day that was typed: 9.30, 9:30am, 2pm, 14:00, 1400, noon. Raises ValueError with a sentence.

    An hour from 1 to 7 without am or pm is taken for the afternoon, as people who plan meetings mean it.
    """
    words = text.strip().lower().replace("’", "'")  # noqa: RUF001  a typed apostrophe
    if words in {"noon", "midday", "12 noon", "12noon", "12 midday"}:
        return time(12)
    found = _HOUR.match(re.sub(r"^(\d\d)(\d\d)(?=$|\s*[ap])", r"\1:\2", words))
    if not found:
        raise ValueError(f"“{text.strip()}” cannot be read as a time. Write it as 9.30am, 2pm or 14:00.")
    hours, minutes, half = int(found[1]), int(found[2] or 0), (found[3] or "")[:1]
    if half == "p" and hours < 12:
        hours += 12
    elif half == "a" and hours == 12:
        hours = 0
    elif half not in {"a", "p"} and 1 <= hours <= 7 and not words.startswith("0"):
        hours += 12
    if hours > 23 or minutes > 59 or (half == "a" and hours > 12):
        raise ValueError(f"“{text.strip()}” is no time of day. Write it as 9.30am, 2pm or 14:00.")
    return time(hours, minutes)


def add_months(day: date, months: int) -> date:
    """Return the same day so many months later, or the last day of a month that is too short for it."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _day(words: str, today: date, back: int) -> date | None:
    """Return the day, or None when the words are of another kind. Raises ValueError where there is no such day."""
    if words in {"today", "tomorrow", "yesterday"}:
        return today + timedelta(days={"today": 0, "tomorrow": 1, "yesterday": -1}[words])
    readers: list[tuple[re.Pattern, Callable[[re.Match], date]]] = [
        (_ISO, lambda found: _real(int(found[1]), int(found[2]), int(found[3]))),
        (_NUMBERS, lambda found: _placed(int(found[1]), int(found[2]), found[3], today, back)),
        (_DAY_MONTH, lambda found: _placed(int(found[1]), MONTHS[found[2]], found[3], today, back)),
        (_MONTH_DAY, lambda found: _placed(int(found[2]), MONTHS[found[1]], found[3], today, back)),
        (_DAY_ONLY, lambda found: _in_this_month(found, today)),
        (_NEXT, lambda found: _on_weekday(found, today)),
        (IN_A_TIME, lambda found: later(found, today)),
    ]
    return next((read(found) for pattern, read in readers if (found := pattern.match(words))), None)


def _real(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise ValueError(f"There is no day {day}/{month}/{year}. {DAY_HELP}") from error


def _placed(day: int, month: int, year: str | None, today: date, back: int) -> date:
    if year:
        return _real(int(year) + (2000 if len(year) == 2 else 0), month, day)
    if not 1 <= month <= 12:
        raise ValueError(f"There is no month {month}. {DAY_HELP}")
    for candidate in range(today.year - 1, today.year + 9):
        if calendar.monthrange(candidate, month)[1] >= day >= 1:
            found = date(candidate, month, day)
            if found >= today - timedelta(days=back):
                return found
    raise ValueError(f"There is no day {day}/{month}. {DAY_HELP}")


def _in_this_month(found: re.Match, today: date) -> date:
    first = add_months(today.replace(day=1), 1 if found[2] == "next" else 0)
    if not found[2] and int(found[1]) < today.day:
        first = add_months(first, 1)
    return _real(first.year, first.month, int(found[1]))


def _on_weekday(found: re.Match, today: date) -> date:
    days = (DAYS[found[2]] - today.weekday()) % 7
    if not days and found[1] != "this":
        days = 7
    return today + timedelta(days=days + {"week": 7, "fortnight": 14}.get(found[3], 0))


def later(found: re.Match, today: date) -> date:
    """Return the day that an `IN_A_TIME` counts to. Raises ValueError for a number nobody means."""
    number = int(found[1]) if found[1].isdigit() else SMALL.get(found[1], 0)
    if not 0 < number <= 600:
        raise ValueError(DAY_HELP)
    if found[2] in {"month", "year"}:
        return add_months(today, number * (12 if found[2] == "year" else 1))
    return today + timedelta(days=number * {"day": 1, "week": 7, "fortnight": 14}[found[2]])
