"""Which rows of a table are its headings, and which column is which field of a plan."""

import re
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches

from portal.core.days import MONTH_NAMES
from portal.core.sheets import folded
from portal.plans.models import Field
from portal.plans.pasting.choices import TICK_FIELDS, Choices, chosen, labels
from portal.plans.pasting.marks import ticked
from portal.plans.pasting.synonyms import CALLED, KNOWN, PREFIXES, SECTION
from portal.plans.pasting.table import Heading, Row
from portal.plans.pasting.ticks import find_ticks

FIRST_ROWS = 25
SHORT = 60
NEARLY = 0.87
LEFT_OUT = ""
_REF = re.compile(r"[A-Za-z]{0,5}[-. ]?\d[\d.\-/]{0,7}[a-z]?\.?")
_TIME = re.compile(rf"\b(?:19|20)\d\d\b|\b(?:{MONTH_NAMES})\b|\b(?:ongoing|on-going|asap|q[1-4])\b", re.IGNORECASE)


def find_heads(rows: Sequence[Row], own: Mapping[str, str], choices: Choices) -> tuple[int, ...]:
    """Return the places of the rows that hold the headings: none, one, or two below each other.

    It is the row with most known words among the first ones. `own` are the plan's own headings, folded.
    """
    best, place = 0, -1
    for at, row in enumerate(rows[:FIRST_ROWS]):
        known = 0 if row.is_above else sum(is_known(cell, own, choices) for cell in row.cells if cell)
        if known > best and known * 2 >= len(row.filled):
            best, place = known, at
    if place < 0 or best < min(2, max(len(row.cells) for row in rows)):
        return ()
    if place and is_upper(rows[place - 1], rows[place], own, choices):
        return place - 1, place
    if place + 1 < len(rows) and is_upper(rows[place], rows[place + 1], own, choices):
        return place, place + 1
    return (place,)


def is_known(words: str, own: Mapping[str, str], choices: Choices) -> bool:
    """Whether words are such as head a column."""
    name = folded(words)
    return bool(name) and (name in own or name in KNOWN or name in labels(choices) or words.strip() in ("#", "£"))


def is_upper(first: Row, second: Row, own: Mapping[str, str], choices: Choices) -> bool:
    """Whether two rows are headings together: the first covers several columns that the second names one by one."""
    if first.is_above or second.is_above or any(len(cell) > SHORT for cell in (*first.cells, *second.cells)):
        return False
    below = [column for column in second.filled if column not in second.down]
    known = [column for column in below if is_known(second.cell(column), own, choices)]
    divided = [
        column for column in below if first.span(column) != 1 or not (first.cell(column) and first.cell(column + 1))
    ]
    if first.filled and len(first.filled) == 1 and first.span(first.filled[0]) >= len(second.cells):
        return False
    is_named = any(is_known(cell, own, choices) for cell in first.cells)
    return len(divided) >= 2 and len(known) * 2 >= len(below) and is_named and not _is_ticks(second, below)


def headings(rows: Sequence[Row], heads: Sequence[int], width: int) -> list[Heading]:
    """Return the heading of each column."""
    if not heads:
        return [Heading("")] * width
    last = rows[heads[-1]]
    if len(heads) == 1:
        return [Heading(last.cell(column)) for column in range(width)]
    first, found, above, left = rows[heads[0]], [], "", 0
    for column in range(width):
        own = last.cell(column)
        if first.cell(column):
            above, left = first.cell(column), first.span(column)
        elif not (first.span(column) == 0 or (left == 1 and own)):
            above = ""
        found.append(Heading(own or above, above if own and own != above else ""))
    return found


def match(
    named: Sequence[Heading], cells: Sequence[Sequence[str]], own: Mapping[str, str], choices: Choices
) -> list[str]:
    """Return what each column is: a field, a choice of one to be ticked ("timescale:now"), "section", or "".

    `cells` are those of each column below the headings; `own` are the plan's own headings, folded, with their fields.
    No field is found twice, but for comments.
    """
    ticks = find_ticks(named, cells, choices)
    found = [ticks.get(column, LEFT_OUT) for column in range(len(named))]
    for look in (_exactly, _by_beginning, _nearly):
        for column, heading in enumerate(named):
            if not found[column] and (field := look(heading, own, set(found))):
                found[column] = _as_it_is_used(field, cells[column], choices)
    if Field.WHAT not in found:
        _find_the_text(found, named, cells)
    if not any(heading.own for heading in named):
        for column in range(len(named)):
            found[column] = found[column] or _by_what_stands(cells[column], set(found), choices)
    return found


def _by_what_stands(cells: Sequence[str], taken: set[str], choices: Choices) -> str:
    """Return the field of a column without a heading by its cells: refs, choices, times."""
    filled = [cell for cell in cells if cell]
    if not filled:
        return LEFT_OUT
    if Field.REF not in taken and all(_REF.fullmatch(cell) for cell in filled) and len(set(filled)) == len(filled):
        return Field.REF
    for field in TICK_FIELDS:
        if field not in taken and all(len(cell) > 1 and chosen(field, cell, choices) for cell in filled):
            return field
    is_time = sum(bool(_TIME.search(cell)) for cell in filled) * 2 > len(filled)
    return Field.WHEN if is_time and Field.WHEN not in taken and max(map(len, filled)) <= SHORT else LEFT_OUT


def _exactly(heading: Heading, own: Mapping[str, str], taken: set[str]) -> str:
    both, alone, over = folded(f"{heading.above} {heading.own}"), folded(heading.own), folded(heading.above)
    signs = {"#": Field.REF, "£": Field.MONEY}.get(heading.own.strip(), "")
    names = (both, alone, *([over] if over and not alone else []))
    asked = [own.get(name, "") for name in names] + [known for name in names for known in CALLED.get(name, ())]
    return next((field for field in (*asked, signs) if field and field not in taken), "")


def _by_beginning(heading: Heading, _own: Mapping[str, str], taken: set[str]) -> str:
    """Return the field by the first words of a heading: "Action (what will be done)", "Lead organisation or group"."""
    name = folded(heading.own)
    return next(
        (field for words, field in PREFIXES if name.startswith(words + " ") and field not in taken), ""
    )  # fmt: skip


def _nearly(heading: Heading, _own: Mapping[str, str], taken: set[str]) -> str:
    name = folded(heading.own)
    near = get_close_matches(name, CALLED, 1, NEARLY) if 4 < len(name) <= SHORT else []
    return next((field for word in near for field in CALLED[word] if field not in taken), "")


def _as_it_is_used(field: str, cells: Sequence[str], choices: Choices) -> str:
    """Return the field that a column is by what it holds: a "Timescale" of dates, a "Target" that says it again."""
    filled = [cell for cell in cells if cell]
    if field == Field.TIMESCALE and filled:
        known = sum(chosen(Field.TIMESCALE, cell, choices) is not None for cell in filled)
        return Field.TIMESCALE if known * 2 >= len(filled) else Field.WHEN
    if field == Field.TARGET and len(filled) > 2 and len({folded(cell) for cell in filled}) * 2 <= len(filled):
        return SECTION
    return field


def _find_the_text(found: list[str], named: Sequence[Heading], cells: Sequence[Sequence[str]]) -> None:
    """Take the column with the longest texts for the actions' own where no heading says so."""
    free = [column for column in range(len(named)) if not found[column] and any(cells[column])]
    if free:
        longest = max(free, key=lambda column: sum(map(len, cells[column])) / max(1, sum(map(bool, cells[column]))))
        found[longest] = Field.WHAT


def _is_ticks(row: Row, columns: Iterable[int]) -> bool:
    return any(ticked(row.cell(column)) for column in columns)
