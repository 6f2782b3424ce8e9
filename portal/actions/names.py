"""Who is meant by the words before "to": organisations, people and groups, called as people call them."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

EVERYBODY = re.compile(
    r"all|everybody|everyone|all (?:the )?(?:partners|members|organisations|representatives|of us|present)", re.I
)
NOBODY = re.compile(
    r"[?\s]+|tbc|tba|t\.b\.c\.?|to be (?:confirmed|agreed|decided)|nobody(?: yet)?|no lead(?: yet)?|"
    r"no[ -]?one(?: yet)?|somebody|someone|not known(?: yet)?|lead (?:tbc|to be (?:confirmed|agreed|decided))",
    re.I,
)
_BETWEEN = re.compile(r"\s*(?:[,;/+&]|\band\b)\s*(?:\band\b\s*)?", re.I)
_SMALL = {"a", "an", "and", "for", "in", "of", "on", "the", "to"}


class LeadGuess(NamedTuple):
    """One lead as it was read: exactly one of the first four says who it is, or the words name nobody we know.

    `name` is the full name of who is known; `words` is what was typed.
    """

    organisation_id: int | None = None
    person_id: int | None = None
    group_id: int | None = None
    everybody: bool = False
    words: str = ""
    name: str = ""

    @property
    def is_known(self) -> bool:
        """Whether somebody was recognised."""
        return self.everybody or any((self.organisation_id, self.person_id, self.group_id))

    @property
    def said(self) -> str:
        """How the reading is put to whoever typed: the full name, or their words where nobody is known."""
        return "All partners" if self.everybody else self.name or f"“{self.words}”"


@dataclass(frozen=True)
class Names:
    """Everybody a partnership may mean: (number, name, short name) of organisations, (number, name) of the others."""

    organisations: tuple[tuple[int, str, str], ...] = ()
    people: tuple[tuple[int, str], ...] = ()
    groups: tuple[tuple[int, str], ...] = ()

    @cached_property
    def called(self) -> list[dict[str, set[LeadGuess]]]:
        """Ways of calling somebody, the surest first: in full, first names and initials, parts of a name."""
        full: dict[str, set[LeadGuess]] = defaultdict(set)
        short: dict[str, set[LeadGuess]] = defaultdict(set)
        part: dict[str, set[LeadGuess]] = defaultdict(set)
        for number, name, short_name in self.organisations:
            guess = LeadGuess(organisation_id=number, name=name)
            for words in filter(None, (name, short_name)):
                full[_plain(words)].add(guess)
            for words in _beginnings(name):
                part[words].add(guess)
        for number, name in self.people:
            guess = LeadGuess(person_id=number, name=name)
            full[_plain(name)].add(guess)
            short[_plain(name).split(" ")[0]].add(guess)
            short[_initials(name)].add(guess)
        for number, name in self.groups:
            guess = LeadGuess(group_id=number, name=name)
            full[_plain(name)].add(guess)
            for words in {*_beginnings(name), *_endings(name)}:
                part[words].add(guess)
        return [full, short, part]

    def find(self, words: str) -> LeadGuess | None:
        """Return who is called so, or None when it is nobody, or more than one of them."""
        wanted = _plain(words)
        for ways in self.called:
            found = ways.get(wanted, set())
            if len(found) == 1 and (ways is not self.called[1] or words[:1].isupper()):
                return next(iter(found))._replace(words=words)
            if found:
                return None
        return None


def read_leads(text: str, names: Names) -> tuple[LeadGuess, ...]:
    """Return the leads that were written, in their order, each once; words that name nobody we know are kept.

    A name that holds an "and" or a comma itself is tried whole, before it is taken apart.
    """
    found: dict[LeadGuess, LeadGuess] = {}
    for words in _parts(text.strip(" .:"), names):
        guess = read_lead(words, names)
        if guess is not None:
            found.setdefault(guess._replace(words="") if guess.is_known else guess, guess)
    return tuple(found.values())


def read_lead(words: str, names: Names) -> LeadGuess | None:
    """Return one lead, or None where the words say that there is nobody yet."""
    if known := names.find(words):
        return known
    if NOBODY.fullmatch(words):
        return None
    if EVERYBODY.fullmatch(words):
        return LeadGuess(everybody=True, words=words)
    return LeadGuess(words=words)


def _parts(text: str, names: Names) -> Iterable[str]:
    """Take the text apart at its separators, longest known name first."""
    pieces: list[tuple[int, int]] = []
    start = 0
    for gap in _BETWEEN.finditer(text):
        pieces.append((start, gap.start()))
        start = gap.end()
    pieces.append((start, len(text)))
    at = 0
    while at < len(pieces):
        end = next(
            (last for last in range(len(pieces), at + 1, -1) if names.find(text[pieces[at][0] : pieces[last - 1][1]])),
            at + 1,
        )
        if words := text[pieces[at][0] : pieces[end - 1][1]].strip():
            yield words
        at = end


def _plain(words: str) -> str:
    return re.sub(r"^the\s+", "", " ".join(words.casefold().replace("’", "'").split()))


def _initials(name: str) -> str:
    return "".join(word[0] for word in re.findall(r"[^\W\d_]+", name)).casefold()


def _beginnings(name: str) -> set[str]:
    """Return the first words of a name by which it may be called: "High Peak" of "High Peak CVS"."""
    words = _plain(name).split(" ")
    return {" ".join(words[:n]) for n in range(1, len(words)) if words[n - 1] not in _SMALL and words[0] not in _SMALL}


def _endings(name: str) -> set[str]:
    """Return the last words of a group's name: "Board" of "City Partnership Board"."""
    words = _plain(name).split(" ")
    return {" ".join(words[n:]) for n in range(1, len(words)) if words[n] not in _SMALL}
