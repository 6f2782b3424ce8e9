"""Dates the way people type them: a day for a meeting, and the vaguer words that plans and minutes use.

What was written is never changed; what it means is worked out beside it.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum, auto
from typing import NamedTuple

from portal.core.days import IN_A_TIME, MONTH_NAMES, SMALL, WEEKDAY_NAMES, add_months, parse_day, parse_hour
from portal.core.spans import Span, span

__all__ = ["Meaning", "When", "add_months", "parse_day", "parse_hour", "parse_when"]

LONGEST = 300
"""More than this is a story: its words are kept, and no days are looked for in it."""

_LEADING = re.compile(
    r"^(?:(by|no later than|not later than|due|until|till)(?: by)?|(before)|in|on|during|for|throughout)\s+(?=\S)"
)
_AGAIN = r"(?:daily|weekly|fortnightly|monthly|bi-?monthly|quarterly|termly|half[- ]yearly|annually|yearly|annual)"
_OFTEN = r"(?:(?:at |for |in )?(?:each|every) (?:[\w-]+ ){0,3}(?:day|week|fortnight|month|quarter|term|year|meeting)s?"
_OFTEN += rf"|(?:in )?(?:each|every) (?:{MONTH_NAMES}))"
_GOES_ON = (
    rf"(?:ongoing|on-going|on going|continuing|continuous|always|as (?:and when|needed|required)|{_AGAIN}|{_OFTEN})"
)
_OPEN = re.compile(
    rf"^(?:{_GOES_ON}(?:,? (?:as|when|where|each|every|during|throughout|at|in|with) .*|,? {_AGAIN})?"
    rf"|(?:{_GOES_ON}(?: basis)?,? ?\(?)?"
    r"(?:from|since|starting|start|starts|begins|beginning|commencing)\b(?: from| with| in| on)?,? ?(?P<a>.*)"
    r"|(?P<b>.*?),? (?:onwards?|and on|on|and (?:ongoing|continuing))"
    r"|(?P<c>.*?)\s*(?:-|–|—|to|then|until|till|,)\s*(?:ongoing|on-going|continuing|present|further notice))$"  # noqa: RUF001
)
_SURELY_OPEN = re.compile(rf"^(?:{_GOES_ON}|from|since|starting)\b|(?:onwards?|ongoing|on-going|further notice)$")
_GOES_ON_UNTIL = re.compile(rf"^{_GOES_ON},? (?:to|until|till|up to)(?: the)? (.+)$")
_BEFORE_MEETING = re.compile(
    r"^(?:by |due |no later than |not later than )?(?:at least )?"
    r"(?P<number>\d+|[a-z]+) (?P<working>working )?(?P<unit>day|week)s?,? "
    r"(?:before|ahead of|prior to|in advance of) (?:(?:each|every|all|any|the|next|our|its)(?: of)? )*"
    r"(?P<group>.*?)\s*\bmeetings?\b(?!s? (?:room|place))(?:,? .*)?$"
)
_SOON = re.compile(
    r"^(?:asap|a\.s\.a\.p|as soon as (?:possible|practicable|practical|we can|they can|it can)|immediate(?:ly)?|"
    r"urgent(?:ly)?|straight away|straightaway|at once|now|soon|right away|without delay)$"
)
_EVENTS = (
    r"agms?|annual (?:general )?meetings?|meetings?|away ?days?|half[- ]terms?|health checks?|conferences?|elections?|"
    r"launch(?:es)?|reviews?|workshops?|seminars?|events?|(?:school |summer |easter )?holidays|audits?|visits?|"
    r"(?:end of (?:the )?)?(?:projects?|plan|term|funding|programme|contract|lease)"
)
_EVENT = re.compile(
    r"^(?:(?:by|before|at|after|until|till|for|following|in time for|on|prior to|during) )?"
    r"(?:(?:the|our|its|their|next|this|each|following|first|end of|a) )*"
    rf"(?:[\w'&-]+ ){{0,4}}?(?:{_EVENTS})(?: \d{{4}})?$"
)
_ONCE = re.compile(r"^(?:when|once|after|as soon as|following|subject to|depending on|on completion of|upon) \S")
_UNIT = re.compile(rf"\d|\b(?:{MONTH_NAMES}|{WEEKDAY_NAMES})\b")
_CHUNK = re.compile(r"\s*(?:[,;()\[\]\n|]|\bthen\b|\band\b|&|\s-\s|:)\s*")


class Meaning(StrEnum):
    """What kind of time was written."""

    NONE = auto()
    DAY = auto()
    RANGE = auto()
    OPEN = auto()
    BEFORE_MEETING = auto()
    EVENT = auto()
    SOON = auto()
    UNKNOWN = auto()


class When(NamedTuple):
    """A time as written, and what it means: its first and its last day, or that it has no end.

    `days_before` counts back from each meeting of the group that `before` calls as it was written.
    """

    text: str
    due_on: date | None = None
    is_open: bool = False
    starts_on: date | None = None
    days_before: int | None = None
    before: str = ""
    meaning: Meaning = Meaning.UNKNOWN


def parse_when(text: str, today: date, year_starts: int = 1, whole: bool = False) -> When:
    """Return a time as minutes and plans write it, with what it means; unreadable words mean nothing, and are kept.

    "Before May" means by the last of April; "before the end of May" means by then. `year_starts` is the month quarter
    1 begins with: 1, or 4 for financial years. With `whole`, no days are looked for among other words.
    """
    written = text.strip()
    words = _plain(written)
    if not written:
        return When(written, meaning=Meaning.NONE)
    if not words or len(words) > LONGEST:
        return When(written)
    try:
        return _read(written, words, today, year_starts, whole)
    except (ValueError, OverflowError):
        return When(written)


def _read(written: str, words: str, today: date, year_starts: int, whole: bool) -> When:
    if (found := _BEFORE_MEETING.match(words)) and (days := _days_before(found)) is not None:
        group = _as_written(written, found["group"])
        return When(written, days_before=days, before=group, meaning=Meaning.BEFORE_MEETING)
    if named := _named(words, today, year_starts):
        return _days(written, named)
    if (found := _GOES_ON_UNTIL.match(words)) and (named := _named(found[1], today, year_starts)):
        return _days(written, named._replace(first=None))
    bare = _LEADING.sub("", words).removeprefix("the ")
    if found := _OPEN.match(words) or _OPEN.match(bare):
        begins = next(filter(None, (found["a"], found["b"], found["c"])), "")
        first = _beginning(begins, today, year_starts)
        if first or _SURELY_OPEN.search(found[0]):
            return When(written, None, True, first and (first.first or first.last), meaning=Meaning.OPEN)
    return _vague(written, words, None if whole else _among_words(written, today, year_starts))


def _vague(written: str, words: str, among: Span | None) -> When:
    """Return what is soon, or hangs on something, or stands `among` other words; the rest means nothing."""
    if _SOON.match(words) or _SOON.match(_LEADING.sub("", words)):
        return When(written, meaning=Meaning.SOON)
    if among:
        return _days(written, among)
    return When(written, meaning=Meaning.EVENT if _EVENT.match(words) or _ONCE.match(words) else Meaning.UNKNOWN)


def _plain(written: str) -> str:
    words = " ".join(written.split()).lower().strip(" .").replace("’", "'")  # noqa: RUF001  a typed apostrophe
    return re.sub(r"(?<!\w)'(\d\d)\b", r"20\1", words)


def _days(written: str, found: Span) -> When:
    """Return a time of which the days are known."""
    if found.first is None or found.first == found.last:
        return When(written, found.last, meaning=Meaning.DAY)
    return When(written, found.last, False, found.first, meaning=Meaning.RANGE)


def _named(words: str, today: date, year_starts: int) -> Span | None:
    """Return the days of words that name a time from end to end: "by" leaves its last, "before" the one before it."""
    leading = _LEADING.match(words)
    bare = _LEADING.sub("", words).removeprefix("the ")
    found = span(words.removeprefix("the "), today, year_starts) or span(bare, today, year_starts)
    if not (found and leading):
        return found
    if leading[2] and found.first:
        return Span(None, found.first - timedelta(days=1))
    return Span(None, found.last) if leading[1] or leading[2] else found


def _beginning(words: str, today: date, year_starts: int) -> Span | None:
    """Return the time that the words begin with, as many of them as make one."""
    parts = words.strip(" ,;()").split(" ")[:8]
    tried = (span(" ".join(parts[:n]).strip(" ,;()"), today, year_starts) for n in range(len(parts), 0, -1))
    return next(filter(None, tried), None)


def _days_before(found: re.Match) -> int | None:
    """Return how many days before a meeting; so many working days hold a weekend for every five begun."""
    number = int(found["number"]) if found["number"].isdigit() else SMALL.get(found["number"], 0)
    if not 0 < number <= 200:
        return None
    if found["unit"] == "week":
        return number * 7
    return number + 2 * -(-number // 5) if found["working"] else number


def _as_written(written: str, words: str) -> str:
    """Return words as they stand in what was written, with its capitals."""
    squeezed = " ".join(written.split())
    at = squeezed.lower().find(words) if words else -1
    return squeezed[at : at + len(words)] if at >= 0 else words


def _among_words(written: str, today: date, year_starts: int) -> Span | None:
    """Return from the first to the last of the days that stand among other words: "draft May, final July 2009"."""
    chunks = [chunk for chunk in _CHUNK.split(written) if _UNIT.search(chunk.lower())]
    found: list[Span] = []
    years = [re.search(r"\b(?:19|20)\d\d\b", chunk) for chunk in chunks]
    later_year = ""
    for chunk, year in zip(reversed(chunks), reversed(years), strict=True):
        later_year = year[0] if year else later_year
        one = _in_chunk(chunk, "" if year else later_year, today, year_starts)
        if one and found and not year and later_year and one.last > found[-1].last:
            later_year = str(int(later_year) - 1)  # "draft November, final February 2010"
            one = _in_chunk(chunk, later_year, today, year_starts)
        if one is None:
            return None  # days that cannot be read are not passed over
        found.append(one)
    if len(found) < 2:
        return found[0] if found else None
    firsts = [each.first or each.last for each in found]
    return Span(min(firsts), max(each.last for each in found))


def _in_chunk(chunk: str, year: str, today: date, year_starts: int) -> Span | None:
    """Return the longest time in a chunk; what stands around it must be words without days or figures."""
    parts = " ".join(chunk.split()).split(" ")[:12]
    for start, end in _longest_first(len(parts)):
        around = " ".join(parts[:start] + parts[end:])
        words = " ".join(parts[start:end])
        if _UNIT.search(around.lower()) or not (re.search(r"\d", words) or re.search(r"\b[A-Z]", words) or year):
            continue
        if IN_A_TIME.match(_plain(f"in {words}")) or IN_A_TIME.match(_plain(words)):
            continue  # "two weeks" count from what the other words say
        if year and (found := _named(_plain(f"{words} {year}"), today, year_starts)):
            return found
        if found := _named(_plain(words), today, year_starts):
            return found
    return None


def _longest_first(length: int) -> Iterator[tuple[int, int]]:
    for size in range(length, 0, -1):
        for start in range(length - size + 1):
            yield start, start + size
