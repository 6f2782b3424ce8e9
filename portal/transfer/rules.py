"""How columns are matched to fields, and what the text of a cell may mean."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from hashlib import sha256
from typing import Any

from portal.core.sheets import folded
from portal.core.words import fold

NOTHING = {"", "-", "--", "n/a", "na", "none", "nil", "null", "not known", "unknown", "tbc", "?"}
LONGEST_NOTHING = max(map(len, NOTHING))
_TITLE = re.compile(r"^(?:mr|mrs|ms|miss|mx|dr|prof|cllr|councillor|rev|revd|sir|dame)\.?\s+", re.IGNORECASE)


@dataclass(frozen=True)
class Field:
    """One thing a row can say. `names` are what its column may be called; `read` makes a value of a cell's text."""

    key: str
    label: str
    names: tuple[str, ...] = ()
    read: Callable[[str], Any] = str
    is_needed: bool = False
    known: frozenset[str] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        named = {folded(name) for name in (self.key, self.label, *self.names)}
        object.__setattr__(self, "known", frozenset(named))


def guess(cells: Sequence[str], fields: Iterable[Field]) -> dict[str, int]:
    """Return which column is which field, by their names: exactly so first, then nearly so. No column serves twice."""
    names = [folded(cell) for cell in cells]
    found: dict[str, int] = {}
    for each in fields:
        place = next((at for at, name in enumerate(names) if name in each.known and at not in found.values()), None)
        if place is not None:
            found[each.key] = place
    for each in fields:
        if each.key in found:
            continue
        free = {name: at for at, name in enumerate(names) if len(name) > 4 and at not in found.values()}
        near = next((hit for word in sorted(each.known) for hit in get_close_matches(word, free, 1, 0.86)), None)
        if near is not None:
            found[each.key] = free[near]
    return found


def header_mark(cells: Sequence[str]) -> str:
    """Return a short mark of a header, by which its match is remembered."""
    return sha256("\n".join(map(folded, cells)).encode()).hexdigest()


def missing(columns: Mapping[str, int], fields: Iterable[Field]) -> list[Field]:
    """Return the fields that are needed and have no column."""
    return [each for each in fields if each.is_needed and each.key not in columns]


def full_name(name: str, first: str = "", last: str = "") -> str:
    """Return a person's name as it is said: "Brooke, Ada" and the two parts of it become "Ada Brooke"."""
    said = name or f"{first} {last}".strip()
    before, comma, after = said.partition(",")
    if comma and after.strip() and "," not in after and not re.search(r"\b(?:mbe|obe|cbe|phd|jp)\b", after.lower()):
        said = f"{after.strip()} {before.strip()}"
    return " ".join(said.split())


def person_key(name: str) -> str:
    """Return a person's name as it is compared: without a title, accents and capitals."""
    return folded(fold(_TITLE.sub("", name.strip())))


def values_of(
    cells: Sequence[str], columns: Mapping[str, int], fields: Iterable[Field]
) -> tuple[dict[str, Any], list[str], str]:
    """Return what a row says: the values, a remark for each cell that could not be read, and why it is of no use."""
    values: dict[str, Any] = {}
    remarks: list[str] = []
    for each in fields:
        place = columns.get(each.key)
        if place is None and not each.is_needed:
            continue
        text = cells[place] if place is not None and place < len(cells) else ""
        if len(text) <= LONGEST_NOTHING and text.lower() in NOTHING:
            if each.is_needed:
                return values, remarks, f"there is no {each.label.lower()}"
            continue
        try:
            values[each.key] = each.read(text)
        except ValueError as error:
            said = str(error)
            if each.is_needed:
                return values, remarks, f"its {each.label.lower()} cannot be read: {said}"
            remarks.append(f"without its {each.label.lower()}: {said}")
    return values, remarks, ""
