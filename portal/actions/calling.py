"""Everybody a partnership may mean, by every way people call them: full names, short ones, initials, roles."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

_SMALL = {"a", "an", "and", "for", "in", "of", "on", "the", "to"}
_CHAIR = re.compile(r"\bchair(?:man|woman|person)\b")
_OF = re.compile(
    r"^((?:vice[- ])?chair|manager|administrator|minute taker|caretaker|secretary) (?:of|for|to) (?:the )?(.+)$"
)
FULL, SHORT, PART = range(3)


class LeadGuess(NamedTuple):
    """One lead as it was read: exactly one of the first four says who it is, or the words name nobody we know.

    `name` is the full name of who is known; `words` is what was typed, with what stood beside the name. Where it was
    typed as a guess ("Joe?", "Joe or Rosa"), the reading is not sure.
    """

    organisation_id: int | None = None
    person_id: int | None = None
    group_id: int | None = None
    everybody: bool = False
    words: str = ""
    name: str = ""
    is_sure: bool = True

    @property
    def is_known(self) -> bool:
        """Whether somebody was recognised."""
        return self.everybody or any((self.organisation_id, self.person_id, self.group_id))

    @property
    def said(self) -> str:
        """How the reading is put to whoever typed: the full name, or their words where nobody is known."""
        said = "All partners" if self.everybody else self.name or f"“{self.words}”"
        return said if self.is_sure else f"{said} (not sure)"

    @property
    def bare(self) -> "LeadGuess":
        """Who is meant, however it was typed."""
        return self._replace(words="" if self.is_known else self.words, name="", is_sure=True)


@dataclass(frozen=True)
class Names:
    """Everybody a partnership may mean: (number, name, short name) of organisations, (number, name) of the others.

    `roles` are (title, person, organisation): who holds "Core Group chair" now, as a person or else as an organisation.
    """

    organisations: tuple[tuple[int, str, str], ...] = ()
    people: tuple[tuple[int, str], ...] = ()
    groups: tuple[tuple[int, str], ...] = ()
    roles: tuple[tuple[str, int | None, int | None], ...] = ()

    @cached_property
    def called(self) -> list[dict[str, set[LeadGuess]]]:
        """Ways of calling somebody, the surest first: in full, first names and initials, parts of a name."""
        ways: list[dict[str, set[LeadGuess]]] = [defaultdict(set), defaultdict(set), defaultdict(set)]
        for sureness, words, guess in (*self._organisations(), *self._people(), *self._groups(), *self._roles()):
            ways[sureness][words].add(guess)
        return ways

    def _organisations(self) -> Iterator[tuple[int, str, LeadGuess]]:
        for number, name, short_name in self.organisations:
            guess = LeadGuess(organisation_id=number, name=name)
            yield from ((FULL, _plain(words), guess) for words in (name, short_name) if words)
            yield from ((PART, words, guess) for words in {*_beginnings(name), *_initials_of(name)})

    def _people(self) -> Iterator[tuple[int, str, LeadGuess]]:
        for number, name in self.people:
            guess = LeadGuess(person_id=number, name=name)
            yield FULL, _plain(name), guess
            yield from ((SHORT, words, guess) for words in (_plain(name).split(" ")[0], _initials(name)))

    def _groups(self) -> Iterator[tuple[int, str, LeadGuess]]:
        for number, name in self.groups:
            guess = LeadGuess(group_id=number, name=name)
            yield FULL, _plain(name), guess
            yield from ((PART, words, guess) for words in {*_beginnings(name), *_endings(name)})

    def _roles(self) -> Iterator[tuple[int, str, LeadGuess]]:
        for title, guesses in self._holders.items():
            for guess in guesses:
                yield FULL, title, guess
                yield from ((PART, words, guess) for words in _endings(title))

    @cached_property
    def _holders(self) -> dict[str, set[LeadGuess]]:
        """Who holds each role; the organisations that hold it count only where no person does."""
        people, organisations = dict(self.people), {number: name for number, name, _short in self.organisations}
        found: dict[str, set[LeadGuess]] = defaultdict(set)
        for title, person, organisation in sorted(self.roles, key=lambda role: role[1] is None):
            if person in people:
                found[_plain(title)].add(LeadGuess(person_id=person, name=people[person]))
            elif organisation in organisations and not any(guess.person_id for guess in found[_plain(title)]):
                found[_plain(title)].add(LeadGuess(organisation_id=organisation, name=organisations[organisation]))
        return {title: guesses for title, guesses in found.items() if guesses}

    def find(self, words: str) -> LeadGuess | None:
        """Return who is called so, or None when it is nobody, or more than one of them."""
        wanted = _plain(words)
        for ways in self.called:
            found = ways.get(wanted, set())
            if len(found) == 1 and (ways is not self.called[SHORT] or words[:1].isupper()):
                return next(iter(found))._replace(words=words)
            if found:
                return None
        return None


def _plain(words: str) -> str:
    said = re.sub(r"^the\s+", "", " ".join(words.casefold().replace("’", "'").split()))
    said = _CHAIR.sub("chair", said)
    return _OF.sub(r"\2 \1", said)


def _initials(name: str) -> str:
    return "".join(word[0] for word in re.findall(r"[^\W\d_]+", name)).casefold()


def _initials_of(name: str) -> set[str]:
    """Return the first letters of a long name, with and without its small words."""
    words = re.findall(r"[^\W\d_]+", name)
    letters = {"".join(word[0] for word in words), "".join(word[0] for word in words if word not in _SMALL)}
    return {each.casefold() for each in letters if len(each) > 2}


def _beginnings(name: str) -> set[str]:
    """Return the first words of a name by which it may be called: "High Peak" of "High Peak CVS"."""
    words = _plain(name).split(" ")
    return {" ".join(words[:n]) for n in range(1, len(words)) if words[n - 1] not in _SMALL and words[0] not in _SMALL}


def _endings(name: str) -> set[str]:
    """Return the last words of a group's name: "Board" of "City Partnership Board"."""
    words = _plain(name).split(" ")
    return {" ".join(words[n:]) for n in range(1, len(words)) if words[n] not in _SMALL}
