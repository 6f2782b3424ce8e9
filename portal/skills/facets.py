"""What a search can be narrowed by: the boxes with their counts, and the order in which offers stand."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from portal.directory.models import Sector
from portal.skills import rules
from portal.skills.matching import Asked, Match
from portal.skills.models import Capacity, Form, Terms

MOST_CHOICES = 12
NEAR = re.compile(r"(.*?)\s*\bnear (\S.*)$", re.IGNORECASE)
FACETS = {"terms": "Terms", "in": "Partnership", "form": "Form of help", "capacity": "Capacity", "sector": "Sector",
          "area": "Area"}  # fmt: skip
CAPACITIES = {Capacity.NOW: "Has time now", Capacity.LATER: "Has time later", Capacity.NONE: "No time now"}


@dataclass(frozen=True)
class Question:
    """What somebody looks for: words, a place to be near, and what was ticked of each facet."""

    q: str = ""
    near: str = ""
    ticked: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def words(self) -> str:
        """What is looked for, without a place that was typed behind it: "bid writing near Buxton"."""
        return self._apart[0]

    @property
    def place(self) -> str:
        """Where it should be near: the place given for itself, or else behind the words."""
        return self.near or self._apart[1]

    @property
    def _apart(self) -> tuple[str, str]:
        found = NEAR.match(self.q)
        return (found[1], found[2]) if found else (self.q, "")

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The question as it stands in an address."""
        said = [("q", self.q), ("near", self.near)]
        said += [(key, value) for key, values in self.ticked.items() for value in values]
        return [(key, value) for key, value in said if value]


class Choice(NamedTuple):
    """One box of a facet: how many offers there are with it, given what is ticked elsewhere."""

    value: str
    words: str
    number: int
    is_ticked: bool


class Offer(NamedTuple):
    """One offer as a result shows it."""

    row: Any
    pieces: list[tuple[str, bool]]
    reason: str
    capacity: Capacity
    is_stale: bool


@dataclass
class Found:
    """What a search found; `is_capped` where there is more than was looked at."""

    question: Question
    offers: list[Offer] = field(default_factory=list)
    facets: dict[str, list[Choice]] = field(default_factory=dict)
    count: int = 0
    organisations: int = 0
    page: int = 1
    pages: int = 1
    is_capped: bool = False
    instead: str = ""


class Candidate(NamedTuple):
    """An offer that may answer: its values in each facet, how well it matches, and how near it is (0 is here)."""

    row: Any
    values: dict[str, tuple[str, ...]]
    match: Match
    near: int


def passes(each: Candidate, ticked: Mapping[str, tuple[str, ...]], but: str = "") -> bool:
    """Whether an offer has what is ticked; one facet may be left aside, for the counts within it."""
    return all(key == but or set(values) & set(each.values[key]) for key, values in ticked.items())


def facets(candidates: Sequence[Candidate], question: Question, names: Mapping[str, str]) -> dict[str, list[Choice]]:
    """Return the boxes of each facet with the number of offers; `names` are the partnerships' by address."""
    words: dict[str, Mapping[str, str]] = {
        "terms": {each.value: each.words for each in Terms},
        "in": names,
        "form": {each.value: each.words for each in Form},
        "capacity": {each.value: said for each, said in CAPACITIES.items()},
        "sector": {each.value: each.words for each in Sector},
    }
    found = {}
    for key in FACETS:
        passing = [each for each in candidates if passes(each, question.ticked, key)]
        counts = Counter(value for each in passing for value in each.values[key])
        ticked = question.ticked.get(key, ())
        known = words.get(key)
        values = list(known) if known and key != "in" else [value for value, _count in sorted(
            counts.items(), key=lambda pair: (-pair[1], pair[0]))][:MOST_CHOICES]  # fmt: skip
        values += [value for value in ticked if value not in values]
        said = known or {}
        found[key] = [
            Choice(value, said.get(value, value), counts[value], value in ticked)
            for value in values
            if counts[value] or value in ticked
        ]
    return found


def order_of(each: Candidate, today: date) -> tuple:
    """Return what offers are sorted by: the best match, the nearest, who has time, what was confirmed, the newest."""
    capacity = rules.capacity_now(each.row.capacity, each.row.free_from, today)
    stale = rules.is_stale(each.row.confirmed_on, today)
    return (each.match.rank, each.near, list(Capacity).index(capacity), stale, -each.row.id)


def reason_of(each: Candidate, asked: Asked) -> str:
    """Return why an offer was found, where its title alone does not say it."""
    if not asked:
        return ""
    if each.match.also:
        return f"Also called {each.match.also[:1].lower()}{each.match.also[1:]}"
    return "The words stand in its description" if each.match.rank > 2 else ""
