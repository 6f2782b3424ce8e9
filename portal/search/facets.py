"""What a search can be narrowed by, with how many things there are of each."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from portal.core.index import Row
from portal.search import rules

MOST = 30


class Choice(NamedTuple):
    """One value of a facet."""

    value: str
    words: str
    number: int


class Facet(NamedTuple):
    """One thing to narrow by: its key in the address, what it is called, what was chosen, and the choices."""

    key: str
    label: str
    chosen: str
    choices: Sequence[Choice]


def facets(
    rows: Sequence[Row], chosen: Mapping[str, str], partnerships: Counter[int], named: Mapping[int, tuple[str, str]]
) -> list[Facet]:
    """Return the facets in which there is something to choose. `named` are slug and name of the partnerships."""
    places = {named[number][0]: count for number, count in partnerships.items() if number in named}
    names = dict(named.values())
    found = [
        _facet("partnership", "Partnership", places, chosen, lambda slug: names.get(slug, slug)),
        _facet("sector", "Sector", Counter(row.sector for row in rows), chosen, rules.sector_in_words),
        _facet("area", "Area", Counter(row.area for row in rows), chosen, str),
        _facet("terms", "Terms", Counter(row.terms for row in rows), chosen, rules.terms_in_words),
    ]
    return [each for each in found if each.chosen or len(each.choices) > 1]


def _facet(
    key: str, label: str, counts: Mapping[str, int], chosen: Mapping[str, str], words: Callable[[str], str]
) -> Facet:
    value = chosen.get(key, "")
    kept = [each for each in sorted(counts, key=lambda each: (-counts[each], each)) if each][:MOST]
    if value and value not in kept:
        kept.append(value)
    choices = [Choice(each, words(each), counts.get(each, 0)) for each in kept]
    return Facet(key, label, value, sorted(choices, key=lambda choice: choice.words.lower()))


def by_partnership(rows: Iterable[Row], theirs: Mapping[int, Sequence[int]]) -> Counter[int]:
    """Return how many of the rows are of each partnership: its own, and those of the organisations that sit in it."""
    found: dict[int, int] = defaultdict(int)
    for (own, organisation_id), number in Counter((row.partnership_id, row.organisation_id) for row in rows).items():
        numbers = theirs.get(organisation_id, ()) if organisation_id else ()
        for each in numbers:
            found[each] += number
        if own and own not in numbers:
            found[own] += number
    return Counter(found)


def by_kind(rows: Iterable[Row]) -> dict[str, int]:
    """Return how many of the rows are of each kind."""
    return Counter(row.kind for row in rows)
