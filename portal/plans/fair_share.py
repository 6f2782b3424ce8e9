"""Whether everyone does a fair share: who leads how much, who holds which office when, and who minds what."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from portal.core.dates import add_months
from portal.core.text import listed
from portal.memberships.models import OfficeKind

QUARTERS = 8
"""How many quarters stand beside each other: two years, as a plan runs."""

LETTERS = {
    OfficeKind.CHAIR: ("m", "C"),
    OfficeKind.VICE_CHAIR: ("s", "V"),
    OfficeKind.ADMINISTRATOR: ("r", "A"),
    OfficeKind.CARETAKER: ("h", "K"),
    OfficeKind.UNEXPECTED_WORK: ("c", "U"),
}
"""How an office is marked in the picture: the kind of mark, and its letter."""


class Quarter(NamedTuple):
    """A quarter of a year, from its first day to before the next one's."""

    begins_on: date
    ends_before: date

    @property
    def short(self) -> str:
        """What stands above its column: "Q2 26"."""
        return f"Q{(self.begins_on.month + 2) // 3} {self.begins_on:%y}"

    @property
    def words(self) -> str:
        """What it is in full: "April to June 2026"."""
        return f"{self.begins_on:%B} to {add_months(self.ends_before, -1):%B} {self.begins_on.year}"


class Led(NamedTuple):
    """What an organisation leads: how many actions are done, under way and outstanding, and how many are new."""

    organisation_id: int
    name: str
    done: int
    ongoing: int
    outstanding: int
    new: int

    @property
    def all(self) -> int:
        """How many it leads or led; what was dropped is not counted."""
        return self.done + self.ongoing + self.outstanding


def quarters(today: date) -> list[Quarter]:
    """Return the last eight quarters, this one the last."""
    this = date(today.year, (today.month - 1) // 3 * 3 + 1, 1)
    firsts = [add_months(this, -3 * n) for n in reversed(range(QUARTERS))]
    return [Quarter(first, add_months(first, 3)) for first in firsts]


def held_in(quarter: Quarter, offices: Iterable[Any]) -> list[tuple[str, str, str]]:
    """Return the marks of the offices that were held in a quarter, each once: kind of mark, letter and words."""
    found = [
        (*LETTERS[row.kind], f"{row.kind.words}: {row.detail}" if row.detail else row.kind.words)
        for row in offices
        if row.from_on < quarter.ends_before and (row.until_on is None or row.until_on >= quarter.begins_on)
    ]
    return list(dict.fromkeys(found))


def picture(organisations: Iterable[tuple[int, str]], offices: Iterable[Any], today: date) -> list[tuple[str, list]]:
    """Return the rows of the picture of offices: an organisation's name, and its marks in each quarter."""
    by_organisation = defaultdict(list)
    for row in offices:
        by_organisation[row.organisation_id].append(row)
    shown = quarters(today)
    return [
        (name, [held_in(quarter, by_organisation[number]) or [("", "", "no office")] for quarter in shown])
        for number, name in organisations
    ]


def uneven(led: Sequence[Led]) -> str:
    """Return in a sentence how evenly the leads are spread; no sentence where nobody leads anything."""
    counts = Counter({row.name: row.all for row in led})
    if not counts.total():
        return ""
    most = max(counts.values())
    top = [name for name, number in counts.items() if number == most]
    none = [name for name, number in counts.items() if not number]
    average = counts.total() / len(counts)
    said = f"On average {average:.1f}".removesuffix(".0") + " for each organisation. "
    said += f"{listed(top)} {'leads' if len(top) == 1 else 'lead'} most, {most}"
    said += f"; {listed(none)} {'leads' if len(none) == 1 else 'lead'} none." if none else "."
    return said
