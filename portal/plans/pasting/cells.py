"""What the cells of an action say: each field's words as written, with a remark where they are not plain."""

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from portal.actions.names import Names, read_leads
from portal.core.days import MONTH_NAMES, MONTHS
from portal.core.filters import shortday
from portal.core.text import listed
from portal.plans.models import Field
from portal.plans.pasting.choices import Choices, chosen
from portal.plans.pasting.marks import ticked

LONGEST = {
    Field.REF: 40, Field.START: 200, Field.WHEN: 200, Field.LEADS: 400, Field.ALSO: 400, Field.BASELINE: 200,
    Field.TARGET: 200, Field.FIGURE: 200,
}  # fmt: skip
"""How many letters the shorter fields hold; what is longer stands in the comments as well, in full."""
SINGLE = (Field.STATUS, Field.PRIORITY)
OF_NAMES = (Field.LEADS, Field.ALSO)
"""The fields whose lines may be names below each other."""
DATED = (Field.WHEN, Field.START)
FIRST_SERIAL, LAST_SERIAL = 20_000, 75_000
_SERIAL = re.compile(r"\d{5}(?:\.0*)?")
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?: 00:00)?")
_DAY_WORDS = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?({MONTH_NAMES})\b\.?,?(?:\s+(\d{{4}}))?", re.IGNORECASE
)
_DAY_FIGURES = re.compile(r"(?<![\d/.-])(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d\d)(?![\d/.-])")
LEAP = 2000

Said = tuple[str, list[str]]
"""The words of a cell as they are kept, and the remarks to them."""


def dated(text: str, is_workbook: bool) -> Said:
    """Return the words of a time: a day that a spreadsheet wrote as a number is written out; the rest stays.

    A remark says of a number what it was, and of a day that there is none, such as 31 September.
    """
    words = " ".join(text.split())
    if _SERIAL.fullmatch(words) and FIRST_SERIAL <= (number := int(words.split(".")[0])) <= LAST_SERIAL:
        found = date(1899, 12, 30) + timedelta(days=number)
        return shortday(found), [f"{words} is how a spreadsheet writes {shortday(found)}"]
    if is_workbook and (iso := _ISO.fullmatch(words)) and _is_day(int(iso[3]), int(iso[2]), int(iso[1])):
        return shortday(date(int(iso[1]), int(iso[2]), int(iso[3]))), []
    return words, [f"There is no {each}: the words stay as they are, without a date" for each in impossible(words)]


def impossible(text: str) -> list[str]:
    """Return the days in a text that there are not: "31 September 2009", "30/2/2010"."""
    found = [
        said[0].rstrip(" ,.")
        for said in _DAY_WORDS.finditer(text)
        if not _is_day(int(said[1]), MONTHS[said[2].lower()], int(said[3] or LEAP))
    ]
    for said in _DAY_FIGURES.finditer(text):
        year = int(said[3]) + (2000 if len(said[3]) == 2 else 0)
        if not _is_day(int(said[1]), int(said[2]), year):
            found.append(said[0])
    return found


def numbered(text: str, is_workbook: bool) -> Said:
    """Return a ref as it is written: "1.01" and "2-3" are no dates; a remark says that a spreadsheet made one."""
    words = " ".join(text.split())
    if is_workbook and (iso := _ISO.fullmatch(words)):
        guess = f"{int(iso[3])}-{int(iso[2])}"
        return words, [f"A spreadsheet made a date of this ref: it may have been {guess}"]
    return words, []


def several(field: Field, text: str, choices: Choices) -> tuple[list[str], list[str]]:
    """Return the choices a cell names, and a remark where it names anything else, or several where one can be kept."""
    keys = chosen(field, text, choices)
    if keys is None:
        return [], [f"{_name(field)} “{text}” is none of this plan’s choices: it is kept in the comments"]  # noqa: RUF001
    if field in SINGLE and len(keys) > 1:
        return keys[:1], [
            f"{_name(field)} “{text}” names several: the first is taken, the words are kept in the comments"
        ]
    return keys, []


def detail(text: str) -> tuple[bool, list[str]]:
    """Return whether a cell says that an action needs further detail."""
    said = ticked(text)
    if said is None:
        return True, [f"“{text}” is taken as: it needs further detail; the words are kept in the comments"]
    return said, []


def joined(parts: Sequence[str], field: str) -> str:
    """Return the cells of an action that goes over several rows as one text.

    A sentence that goes on is joined by a blank, and so are short fields; what begins anew begins a line.
    """
    whole = ""
    for part in filter(None, parts):
        is_short = field in LONGEST or not whole
        goes_on = part[0].islower() or re.search(r"(?:[,;:&(/-]|\b(?:and|or|of|the|to|for|with|in))$", whole)
        whole += ("" if not whole else " " if is_short or goes_on else "\n") + part
    return whole


def fitted(field: Field, text: str) -> Said:
    """Return words as long as the field can hold, with a remark where they were longer."""
    most = LONGEST.get(field, 0)
    if not most or len(text) <= most:
        return text, []
    return text[: most - 1].rstrip() + "…", [
        f"{_name(field)} is longer than {most} letters: all of it is in the comments"
    ]


def in_one_line(text: str, names: Names) -> str:
    """Return the lines of a cell with names as one: a name that goes over two lines, or one name in each.

    It is taken as that by which most of it is known.
    """
    lines = [" ".join(line.split()) for line in text.split("\n") if line.strip()]
    ends = [line if re.search(r"(?:[,;/+&]|\band)$", line) else f"{line};" for line in lines[:-1]]
    ways = [" ".join(lines), " ".join([*ends, *lines[-1:]])]

    def unknown(words: str) -> tuple[int, int]:
        known = [guess.is_known for guess in read_leads(words, names)]
        return -sum(known), len(known) - sum(known)

    return ways[0] if unknown(ways[0]) < unknown(ways[1]) else ways[1]


def twice(refs: Sequence[str]) -> Iterator[str]:
    """Yield each ref that stands there more than once."""
    seen: dict[str, int] = {}
    for ref in filter(None, refs):
        seen[ref] = seen.get(ref, 0) + 1
        if seen[ref] == 2:
            yield ref


def counted(found: Mapping[str, int]) -> str:
    """Return how many cells of which columns are left out, as a sentence lists them."""
    return listed([f"“{name}” ({number})" for name, number in found.items()])


def _is_day(number: int, month: int, year: int) -> bool:
    return 1 <= month <= 12 and 1 <= year <= 9999 and 1 <= number <= monthrange(year, month)[1]


def _name(field: Field) -> str:
    return {Field.LEADS: "Lead", Field.WHEN: "By when"}.get(field, field.value.replace("_", " ").capitalize())
