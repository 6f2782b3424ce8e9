"""Dates the way people type them: a day for a meeting, and the vaguer words that plans and minutes use.

What was written is never changed; what it means is worked out beside it.
"""

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from dateutil.easter import easter

from portal.core.days import IN_A_TIME, MONTH_NAMES, MONTHS, add_months, later, parse_day, parse_hour

__all__ = ["When", "add_months", "parse_day", "parse_hour", "parse_when"]

BACK = timedelta(days=31)
"""How far back a time without a year may lie: what is to be done lies ahead, but minutes are typed days later."""

SEASONS = {"spring": 5, "summer": 8, "autumn": 11, "winter": 2}

_dash = r"\s*(?:-|–|—|to|until|and)\s*"  # noqa: RUF001  people type dashes of every length
_PART = r"early|mid|middle of|start of|beginning of|end of|late"
_MONTH_ONLY = re.compile(rf"^({_PART})?\s*-?({MONTH_NAMES})\.?\s*(\d{{4}}|\d{{2}})?$")
_RANGE = re.compile(
    rf"^(?:from |between )?({MONTH_NAMES})\.?\s*(\d{{4}})?{_dash}({MONTH_NAMES})\.?\s*(\d{{4}}|\d{{2}})?$"
)
_FROM_TO = re.compile(rf"^(?:from |between )?(\d.*?){_dash}(\d.*(?:{MONTH_NAMES}).*|\d+/.*)$")
_WEEK_OF = re.compile(r"^(?:w/c|wc|week (?:commencing|beginning|of|starting))\s+(.+)$")
_QUARTER = re.compile(r"^(?:q|quarter )([1-4])(?: of)?\s*(\d{4})?$")
_SEASON = re.compile(rf"^(?:end of |late )?({'|'.join(SEASONS)})(?: of)?\s*(\d{{4}})?$")
_FEAST = re.compile(r"^(christmas|easter|new year)\s*(\d{4})?$")
_YEAR = re.compile(r"^(?:end of |late )?((?:19|20)\d\d)(?:\s*[/-]\s*(\d\d))?$")
_END = re.compile(r"^(?:the\s+)?(end of|this|next)\s+(?:the\s+|this\s+)?(next\s+)?(week|month|year)$")
_YEAR_END = re.compile(r"^(?:end of |this )?(?:the )?(?:financial year|year[ -]end)(?:[ -]end)?$")
_OPEN = re.compile(
    r"^(?:(?:ongoing|on-going|continuing|continuous)(?:,? (?:from|since|until|throughout|during|as|each|every) .*)?"
    r"|always|from .*|.* onwards?|starting .*)$"
)
_LEADING = re.compile(r"^(?:by|no later than|not later than|due|until|till|in|on|during|for|before)\s+(?=\S)")


class When(NamedTuple):
    """A time as written, and what it means: the last day it can be done, or open-ended."""

    text: str
    due_on: date | None = None
    is_open: bool = False


def parse_when(text: str, today: date) -> When:
    """Return a time as minutes and plans write it, with the last day it means; unreadable words have none.

    "Before May" means by the last of April; "before the end of May" means by then.
    """
    written = " ".join(text.split())
    words = written.lower().rstrip(".").replace("’", "'")  # noqa: RUF001  a typed apostrophe
    bare = _LEADING.sub("", words).removeprefix("the ")
    try:
        if words.startswith("before "):
            first = _first_day(bare, today)
            return When(written, first - timedelta(days=1) if first else _last(bare, today))
        last = _last(bare, today)
    except (ValueError, OverflowError):
        return When(written)
    return When(written, last, is_open=last is None and bool(_OPEN.match(words) or _OPEN.match(bare)))


def _last(words: str, today: date) -> date | None:
    """Return the last day that vague words mean, or None."""
    if (found := _FROM_TO.match(words)) and (last := _maybe(found[2], today)):
        return last
    if day := _maybe(words, today):
        return day
    readers: list[tuple[re.Pattern, Callable[[re.Match], date]]] = [
        (_END, lambda found: _end_of(found, today)),
        (_QUARTER, lambda found: _end_of_month(int(found[1]) * 3, found[2], today)),
        (_RANGE, lambda found: _end_of_range(found, today)),
        (_MONTH_ONLY, lambda found: _in_month(found, today)),
        (_SEASON, lambda found: _end_of_season(found, today)),
        (_FEAST, lambda found: _feast(found[1], found[2], today)),
        (_YEAR, lambda found: date(int(found[1]) + 1, 3, 31) if found[2] else date(int(found[1]), 12, 31)),
        (_YEAR_END, lambda _found: date(today.year + (today > date(today.year, 3, 31)), 3, 31)),
        (_WEEK_OF, lambda found: parse_day(found[1], today) + timedelta(days=4)),
    ]
    return next((read(found) for pattern, read in readers if (found := pattern.match(words))), None) or (
        later(found, today) if (found := IN_A_TIME.match("in " + words)) else None
    )


def _first_day(words: str, today: date) -> date | None:
    """Return the first day of a time that something is to come before; None for what only has an end."""
    if day := _maybe(words, today):
        return day
    if (found := _MONTH_ONLY.match(words)) and not found[1]:
        return _in_month(found, today).replace(day=1)
    if found := _FEAST.match(words):
        return _feast(found[1], found[2], today)
    if (found := _YEAR.match(words)) and words[0].isdigit():
        return date(int(found[1]), 4 if found[2] else 1, 1)
    return None


def _maybe(words: str, today: date) -> date | None:
    try:
        return parse_day(words, today, BACK.days)
    except ValueError:
        return None


def _last_day(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _year_for(month: int, given: str | None, today: date) -> int:
    if given:
        return int(given) + (2000 if len(given) == 2 else 0)
    return today.year + (1 if _last_day(today.year, month) < today - BACK else 0)


def _end_of_month(month: int, year: str | None, today: date) -> date:
    return _last_day(_year_for(month, year, today), month)


def _in_month(found: re.Match, today: date) -> date:
    last = _end_of_month(MONTHS[found[2]], found[3], today)
    if found[1] in {"early", "start of", "beginning of"}:
        return last.replace(day=10)
    return last.replace(day=20) if found[1] in {"mid", "middle of"} else last


def _end_of_range(found: re.Match, today: date) -> date:
    first, last = MONTHS[found[1]], MONTHS[found[3]]
    if found[2] and not found[4]:
        return _last_day(int(found[2]) + (1 if last < first else 0), last)
    if found[4] and not found[2]:  # "Oct-Mar 2010" names the year it starts in
        return _last_day(_year_for(last, found[4], today) + (1 if last < first else 0), last)
    return _end_of_month(last, found[4], today)


def _end_of_season(found: re.Match, today: date) -> date:
    month = SEASONS[found[1]]
    if found[2]:
        return _last_day(int(found[2]) + (1 if month == 2 else 0), month)
    last = _last_day(today.year, month)
    return last if last >= today else _last_day(today.year + 1, month)


def _feast(name: str, given: str | None, today: date) -> date:
    def of(year: int) -> date:
        return easter(year) if name == "easter" else date(year, *((12, 25) if name == "christmas" else (1, 1)))

    if given:
        return of(int(given))
    return of(today.year) if of(today.year) >= today else of(today.year + 1)


def _end_of(found: re.Match, today: date) -> date:
    ahead = 1 if "next" in (found[1], (found[2] or "").strip()) else 0
    if found[3] == "week":
        last = 6 if today.weekday() > 4 and not ahead else 4
        return today + timedelta(days=last - today.weekday() + 7 * ahead)
    if found[3] == "month":
        later = add_months(today.replace(day=1), ahead)
        return _last_day(later.year, later.month)
    return date(today.year + ahead, 12, 31)
