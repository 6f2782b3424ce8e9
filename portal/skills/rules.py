"""What skills are called, when an offer is stale, what a request may become, and who moves it there."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from difflib import get_close_matches
from functools import cached_property

from portal.core.permissions import GRANTS, Permission
from portal.core.viewer import Viewer
from portal.core.words import WORD, fold
from portal.skills.models import Capacity, Form, RequestState

STALE_AFTER = timedelta(days=365)
REMIND_AFTER = timedelta(days=14)
UNSORTED = "Not sorted yet"


@dataclass(frozen=True)
class Term:
    """A term of the list, as plain values."""

    id: int
    name: str
    key: str
    category: str
    merged_into_id: int | None
    is_curated: bool


@dataclass(frozen=True)
class Vocabulary:
    """All terms; a merged one is a synonym of the one its chain of merges ends at."""

    terms: dict[int, Term] = field(default_factory=dict)

    @cached_property
    def by_key(self) -> dict[str, Term]:
        """The terms by their folded names."""
        return {term.key: term for term in self.terms.values()}

    def root(self, number: int | None) -> Term | None:
        """Return the term that a term stands for: itself, or what it was merged into."""
        term = self.terms.get(number or 0)
        seen: set[int] = set()
        while term is not None and term.merged_into_id in self.terms and term.id not in seen:
            seen.add(term.id)
            term = self.terms[term.merged_into_id]
        return term

    @cached_property
    def _families(self) -> dict[int, list[Term]]:
        found: dict[int, list[Term]] = {}
        for term in sorted(self.terms.values(), key=lambda each: each.key):
            root = self.root(term.id) or term
            found.setdefault(root.id, []).append(term)
        return found

    def family(self, number: int | None) -> list[Term]:
        """Return a term and all its synonyms, by name."""
        root = self.root(number)
        return self._families.get(root.id, []) if root else []

    def names(self, number: int | None) -> list[str]:
        """Return what a term is called, its own name first and then its synonyms."""
        root = self.root(number)
        return [root.name, *(term.name for term in self.family(number) if term is not root)] if root else []

    @cached_property
    def _curated(self) -> dict[str, Term]:
        """The curated terms and their synonyms by their folded names."""
        return {key: term for key, term in self.by_key.items() if (root := self.root(term.id)) and root.is_curated}

    @cached_property
    def _longest(self) -> int:
        """How many words the longest of those names has."""
        return max((len(key.split()) for key in self._curated), default=0)

    def learn(self, term: Term) -> None:
        """Add a free term that nobody used before; for work that read all terms for itself."""
        self.terms[term.id] = term
        self.by_key[term.key] = term
        self._families[term.id] = [term]

    def read(self, title: str) -> Term | None:
        """Return the term somebody means: called exactly so, or the longest name that stands within the title.

        Only curated terms and their synonyms are looked for within a title.
        """
        key = key_of(title)
        if key in self.by_key:
            return self.by_key[key]
        words = key.split()
        spans = (range(start + 1, min(len(words), start + self._longest) + 1) for start in range(len(words)))
        phrases = {" ".join(words[start:end]) for start, ends in enumerate(spans) for end in ends}
        within = [self._curated[phrase] for phrase in phrases if phrase in self._curated]
        return max(within, key=lambda term: (len(term.key), -term.id), default=None)

    @property
    def main(self) -> list[Term]:
        """The terms that are no synonyms, by category and name."""
        mine = [term for term in self.terms.values() if term.merged_into_id is None]
        return sorted(mine, key=lambda term: (not term.category, term.category, term.key))

    @property
    def categories(self) -> list[str]:
        """The categories in use, by name."""
        return sorted({term.category for term in self.terms.values() if term.category})


def key_of(name: str) -> str:
    """Return a name without case, accents and signs, as terms are told apart."""
    return " ".join(WORD.findall(fold(name)))[:120]


def nearly(words: str, known: Vocabulary) -> str:
    """Return the name of the curated term that is spelt nearly as what was typed, or nothing.

    A free term is the title of somebody's offer, which not everybody may read.
    """
    curated = [key for key, term in known.by_key.items() if term.is_curated]
    near = get_close_matches(key_of(words), curated, n=1, cutoff=0.75)
    return known.by_key[near[0]].name if near and near[0] != key_of(words) else ""


def may_curate(viewer: Viewer) -> bool:
    """Whether the viewer keeps the list of terms: the site administrator and the managers of partnerships."""
    return viewer.is_site_administrator or any(Permission.MANAGE_PARTNERSHIP in GRANTS[p.role] for p in viewer.parts)


def forms_of(words: str) -> list[Form]:
    """Return the forms of help that a column holds."""
    return [form for form in Form if form.value in words.split()]


def forms_written(forms: Iterable[str]) -> str:
    """Return forms of help as a column holds them."""
    chosen = set(forms)
    return " ".join(form.value for form in Form if form.value in chosen)


def capacity_now(capacity: Capacity, free_from: date | None, today: date) -> Capacity:
    """Return the capacity as it is today: who had time from a day on has it when the day has come."""
    is_there = capacity is Capacity.LATER and free_from is not None and free_from <= today
    return Capacity.NOW if is_there else capacity


def is_stale(confirmed_on: date | None, today: date) -> bool:
    """Whether nobody said for a year that an entry is right."""
    return confirmed_on is None or today - confirmed_on > STALE_AFTER


ASKER, HELPER = "asker", "helper"
STEPS: dict[tuple[RequestState, str], tuple[RequestState, ...]] = {
    (RequestState.ASKED, HELPER): (RequestState.OFFERED, RequestState.DECLINED),
    (RequestState.ASKED, ASKER): (RequestState.WITHDRAWN,),
    (RequestState.OFFERED, ASKER): (RequestState.AGREED, RequestState.WITHDRAWN),
    (RequestState.OFFERED, HELPER): (RequestState.DECLINED,),
    (RequestState.AGREED, ASKER): (RequestState.DONE, RequestState.WITHDRAWN),
    (RequestState.AGREED, HELPER): (RequestState.DONE, RequestState.DECLINED),
    (RequestState.DONE, ASKER): (RequestState.THANKED,),
}
"""What each side may do at each stage; a message without a step may be written at all of them."""

OVER = (RequestState.THANKED, RequestState.DECLINED, RequestState.WITHDRAWN)
WHOSE_TURN = {RequestState.ASKED: HELPER, RequestState.OFFERED: ASKER, RequestState.AGREED: HELPER,
              RequestState.DONE: ASKER}  # fmt: skip


def steps_open(state: RequestState, sides: Iterable[str]) -> list[RequestState]:
    """Return the steps that somebody who speaks for these sides may take now."""
    found = [step for side in (ASKER, HELPER) if side in set(sides) for step in STEPS.get((state, side), ())]
    return list(dict.fromkeys(found))
