"""A time the way plans name it: a day, a month, a quarter, a season, a year, or from one of them until another."""

import calendar
import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from dateutil.easter import easter

from portal.core.days import IN_A_TIME, MONTH_NAMES, MONTHS, add_months, later, parse_day

BACK = timedelta(days=31)
"""How far back a time without a year may lie: what is to be done lies ahead, but minutes are typed days later."""

SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "winter": (12, 2)}
TERMS = {"spring": (1, 3), "summer": (4, 7), "autumn": (9, 12)}
HALVES = {"first": (1, 6), "1st": (1, 6), "second": (7, 12), "2nd": (7, 12)}
THIRDS = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}
ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": 4}

_PART = r"early|mid|middle of|start of|beginning of|end of|end|late"
_END = r"(?:(?:the )?end of (?:the )?|late )?"
_MONTH = re.compile(rf"^(?:the )?({_PART})?\s*-?(?:the )?({MONTH_NAMES})\.?,?\s*(?:of )?(\d{{4}}|\d{{2}})?$")
_MONTHS = re.compile(
    rf"^({MONTH_NAMES})\.?\s*(\d{{4}}|0\d)?\s*(?:-|–|—|/|&|to|until|till|and)\s*"  # noqa: RUF001  dashes of all lengths
    rf"({MONTH_NAMES})\.?\s*(\d{{4}}|\d{{2}})?(?:\s*[/-]\s*(\d{{2}}))?$"
)
_WEEK_OF = re.compile(r"^(?:w/c|wc|week (?:commencing|beginning|of|starting))\s+(.+)$")
_QUARTER = re.compile(
    rf"^({_END})(?:q\s*|quarter |qtr )([1-4])(?:,? (?:of )?)?\s*(\d{{4}}|\d{{2}})?(?:\s*[/-]\s*(\d{{2}}))?$"
)
_NTH_QUARTER = re.compile(rf"^({_END})(?:the )?({'|'.join(ORDINALS)}) quarter\b")
_SEASON = re.compile(rf"^({_END})({'|'.join(SEASONS)})( term)?(?: of)?\s*(\d{{4}})?$")
_HALF = re.compile(rf"^(?:the )?({'|'.join(HALVES)}) half(?: of)?\s*(\d{{4}})$")
_THIRD = re.compile(r"^(early|mid|late)[ -](\d{4})$")
_FEAST = re.compile(r"^(christmas|easter|new year)\s*(\d{4})?$")
_YEAR = re.compile(r"^((?:the )?end of (?:the )?)?(?:financial year |fy ?|year )?((?:19|20)\d\d)(?:\s*[/-]\s*(\d\d))?$")
_SHORT_YEAR = re.compile(
    r"^(?:the )?(?:end of (?:the )?(?:financial year |year )?|financial year |fy ?)(\d\d)\s*[/-]\s*(\d\d)$"
)
_THIS = re.compile(r"^(?:the )?(end of|this|next)\s+(?:the\s+|this\s+)?(next\s+)?(week|month|year)$")
_YEAR_END = re.compile(r"^(?:end of |this )?(?:the )?(?:financial year|year[ -]end)(?:[ -]end)?$")
_BETWEEN = re.compile(r"\s*[-–—]\s*|\s+(?:to|until|till|and)\s+")  # noqa: RUF001  people type dashes of every length
_YEAR_OF_MONTH = re.compile(rf"^(?:{MONTH_NAMES})(?:\.? ?0\d|-\d\d)$")
"""Two figures that are no day of a month: "Oct 08" and, as spreadsheets write months, "Jul-10"."""
_DAY_ALONE = re.compile(r"^\d{1,2}(?:st|nd|rd|th)?$")


class Span(NamedTuple):
    """From its first day until its last; one that is only known by its end has no first."""

    first: date | None
    last: date


def span(words: str, today: date, year_starts: int = 1) -> Span | None:
    """Return the time that the words name from end to end, in lower case; None when they name none.

    `year_starts` is the month in which quarter 1 begins. Raises ValueError or OverflowError for what no calendar has.
    """
    found = _one(words, today, year_starts) or _between(words, today, year_starts)
    return found._replace(first=None) if found and found.first and found.first > found.last else found


def _one(words: str, today: date, year_starts: int) -> Span | None:
    """Return a single day, month, quarter, season or year."""
    readers: list[tuple[re.Pattern, Callable[[re.Match], Span | None]]] = [
        (_THIS, lambda found: _of_today(found, today)),
        (_QUARTER, lambda found: _quarter(found, today, year_starts)),
        (_MONTHS, lambda found: _months(found, today)),
        (_MONTH, lambda found: _month(found, today)),
        (_SEASON, lambda found: _season(found, today)),
        (_HALF, lambda found: _from_months(int(found[2]), *HALVES[found[1]])),
        (_THIRD, lambda found: _from_months(int(found[2]), *THIRDS[found[1]])),
        (_FEAST, lambda found: _on(_feast(found[1], found[2], today))),
        (_YEAR, lambda found: _year(found)),
        (_SHORT_YEAR, lambda found: _short_year(found)),
        (_YEAR_END, lambda _found: Span(None, date(today.year + (today > date(today.year, 3, 31)), 3, 31))),
        (_WEEK_OF, lambda found: _week(parse_day(found[1], today))),
    ]
    if _YEAR_OF_MONTH.match(words) and (found := _MONTH.match(words.replace("-", " "))):
        return _month(found, today)
    if day := day_of(words, today):
        return Span(None, day) if IN_A_TIME.match(words) else _on(day)
    words = _NTH_QUARTER.sub(lambda nth: f"{nth[1]}quarter {ORDINALS[nth[2]]}", words)
    for pattern, read in readers:
        if found := pattern.match(words):
            return read(found)
    return Span(None, later(found, today)) if (found := IN_A_TIME.match("in " + words)) else None


def day_of(words: str, today: date) -> date | None:
    """Return the day the words name, or None."""
    try:
        return parse_day(words, today, BACK.days)
    except ValueError:
        return None


def _between(words: str, today: date, year_starts: int) -> Span | None:
    """Return the time from one that is named until another; a year that only the second one has is for both."""
    for start, end in _halves(re.sub(r"^(?:from|between)\s+", "", words)):
        last = _one(end, today, year_starts)
        if last is None:
            continue
        if _DAY_ALONE.match(start):  # "1-3 May"
            start += " " + re.sub(r"^\d{1,2}(?:st|nd|rd|th)?", "", end)
        year = re.search(r"\b(\d{4})$", end)
        if year and not re.search(r"\d{4}|\d[/.]\d+[/.]\d", start):
            first = _one(f"{start} {year[1]}", today, year_starts)
            if first and first.last > last.last:
                first = _one(f"{start} {int(year[1]) - 1}", today, year_starts)
        else:
            first = _one(start, today, year_starts)
            if first and first.last > last.last and (days := (first.last - last.last).days) < 366 and not year:
                last = Span(None, add_months(last.last, 12 if days >= 0 else 0))
        if first:
            return Span(first.first or first.last, last.last)
    return None


def _halves(words: str) -> Iterator[tuple[str, str]]:
    for gap in list(_BETWEEN.finditer(words))[:6]:
        if words[: gap.start()].strip() and words[gap.end() :].strip():
            yield words[: gap.start()].strip(), words[gap.end() :].strip()


def _on(day: date) -> Span:
    return Span(day, day)


def _last_day(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _full(year: str) -> int:
    return int(year) + (2000 if len(year) == 2 else 0)


def _year_for(month: int, given: str | None, today: date) -> int:
    if given:
        return _full(given)
    return today.year + (1 if _last_day(today.year, month) < today - BACK else 0)


def _from_months(year: int, first: int, last: int) -> Span:
    """Return the months from one until another, of the year the first is in."""
    return Span(date(year, first, 1), _last_day(year + (last < first), last))


def _month(found: re.Match, today: date) -> Span:
    month = MONTHS[found[2]]
    last = _last_day(_year_for(month, found[3], today), month)
    if found[1] in {"early", "start of", "beginning of"}:
        return Span(last.replace(day=1), last.replace(day=10))
    if found[1] in {"mid", "middle of"}:
        return Span(last.replace(day=11), last.replace(day=20))
    return Span({"late": last.replace(day=21), "end of": None, "end": None}.get(found[1], last.replace(day=1)), last)


def _months(found: re.Match, today: date) -> Span:
    """Return from month to month; "Oct-Mar 2010" names the year it starts in, as "Oct 2010 - Mar" and 2010/11 do."""
    first, last = MONTHS[found[1]], MONTHS[found[3]]
    if found[2] and found[4]:
        return Span(date(_full(found[2]), first, 1), _last_day(_full(found[4]), last))
    if given := found[2] or found[4]:
        return _from_months(_full(given), first, last)
    year = _year_for(last, None, today)
    return Span(date(year - (last < first), first, 1), _last_day(year, last))


def _quarter(found: re.Match, today: date, year_starts: int) -> Span | None:
    """Return a quarter of the calendar's year, or of one that starts in another month: "Q2 2009/10" is from April."""
    starts = 4 if found[4] else year_starts
    ahead, first = divmod(starts - 1 + 3 * (int(found[2]) - 1), 12)
    year = _full(found[3]) + ahead if found[3] else _year_for(first + 3, None, today)
    begins = None if found[1] else date(year, first + 1, 1)
    return Span(begins, _last_day(year, first + 3))


def _season(found: re.Match, today: date) -> Span:
    first, last = (TERMS if found[3] else SEASONS).get(found[2], SEASONS[found[2]])
    if found[4]:
        season = _from_months(int(found[4]), first, last)
    else:
        years = (today.year - 1, today.year, today.year + 1)
        season = next(each for each in (_from_months(year, first, last) for year in years) if each.last >= today)
    return season._replace(first=None) if found[1].strip().startswith(("end", "the end")) else season


def _feast(name: str, given: str | None, today: date) -> date:
    def of(year: int) -> date:
        return easter(year) if name == "easter" else date(year, *((12, 25) if name == "christmas" else (1, 1)))

    if given:
        return of(int(given))
    return of(today.year) if of(today.year) >= today else of(today.year + 1)


def _year(found: re.Match) -> Span:
    """Return a year; 2009/10 is the financial year from April to March."""
    year = int(found[2])
    whole = Span(date(year, 4, 1), date(year + 1, 3, 31)) if found[3] else _from_months(year, 1, 12)
    return whole._replace(first=None) if found[1] else whole


def _short_year(found: re.Match) -> Span | None:
    """Return the financial year that "end of 09/10" speaks of; other figures are no year."""
    year = _full(found[1])
    if (year + 1) % 100 != int(found[2]):
        return None
    return Span(date(year, 4, 1) if found[0].startswith("f") else None, date(year + 1, 3, 31))


def _week(day: date) -> Span:
    return Span(day, day + timedelta(days=4))


def _of_today(found: re.Match, today: date) -> Span:
    """Return the week, month or year that is called so from today; a working week ends on Friday."""
    is_next = "next" in (found[1], (found[2] or "").strip())
    if found[3] == "week":
        last = 6 if today.weekday() > 4 and not is_next else 4
        monday = today + timedelta(days=7 * is_next - today.weekday())
        whole = Span(monday, monday + timedelta(days=last))
    elif found[3] == "month":
        first = add_months(today.replace(day=1), int(is_next))
        whole = Span(first, _last_day(first.year, first.month))
    else:
        whole = _from_months(today.year + is_next, 1, 12)
    return whole._replace(first=None) if found[1] == "end of" else whole
