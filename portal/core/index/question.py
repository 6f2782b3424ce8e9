"""What was typed, as the databases are asked for it: words in all their forms, what else they are called, endings."""

from collections.abc import Container, Sequence
from typing import NamedTuple

from portal.core.index import synonyms
from portal.core.words import Phrase, phrases, relatives

LETTERS = 4
"""From so many letters on, an unfinished word is looked for by the words it may become; shorter ones have an index."""


class _Every:
    """Holds every word."""

    def __contains__(self, _word: object) -> bool:
        return True


EVERY = _Every()


class Wanted(NamedTuple):
    """Something that must be there: the phrases, all of them, or one of the other things they are called."""

    phrases: tuple[Phrase, ...]
    others: tuple[tuple[str, ...], ...] = ()

    @property
    def text(self) -> str:
        """What was typed of it."""
        said = (" ".join(phrase.words) for phrase in self.phrases)
        return " ".join(
            f'"{words}"' if phrase.is_exact else words for words, phrase in zip(said, self.phrases, strict=True)
        )


class _Signs(NamedTuple):
    """How a database's language of questions writes things."""

    quoted: str
    unfinished: str
    then: str
    either: str
    both: str


_SQLITE = _Signs('"{}"', "*", " ", " OR ", " AND ")
_POSTGRESQL = _Signs("{}", ":*", " <-> ", " | ", " & ")


def wanted(text: str) -> list[Wanted]:
    """Return what somebody looks for. A last letter that stands alone is left aside: the word has hardly begun."""
    typed = phrases(text)
    if len(typed) > 1 and typed[-1].is_unfinished and len(typed[-1].words[0]) == 1:
        typed.pop()
        typed[-1] = typed[-1]._replace(is_unfinished=not typed[-1].is_exact)
    elif len(typed) == 1 and len(typed[0].words[0]) == 1:
        typed[0] = typed[0]._replace(is_unfinished=False)
    found, at = [], 0
    while at < len(typed):
        several, others = _named_otherwise(typed[at : at + synonyms.LONGEST])
        found.append(Wanted(tuple(typed[at : at + several]), others))
        at += several
    return found


def _named_otherwise(typed: Sequence[Phrase]) -> tuple[int, tuple[tuple[str, ...], ...]]:
    """Return how many of the first phrases have another name together, as many as possible, and what these are."""
    loose = [phrase.words[0] for phrase in typed]
    for several in range(len(typed), 0, -1):
        if any(phrase.is_exact for phrase in typed[:several]):
            continue
        for last in relatives(loose[several - 1]):
            if others := synonyms.others((*loose[: several - 1], last)):
                return several, others
    return 1, ()


def forms(asked: Sequence[Wanted]) -> set[str]:
    """Return the other forms of all words that are wanted."""
    loose = (phrase for each in asked for phrase in each.phrases if not phrase.is_exact)
    return {form for phrase in loose for form in relatives(phrase.words[0])[1:]}


def begun(asked: Sequence[Wanted]) -> str:
    """Return the unfinished word, if it is to be looked for by the words it may become."""
    last = asked[-1].phrases[-1] if asked else None
    is_long = last is not None and last.is_unfinished and len(last.words[0]) >= LETTERS
    return last.words[0] if last and is_long and len(last.words) == 1 and last.words[0].isalpha() else ""


def sqlite_words(asked: Sequence[Wanted], endings: Sequence[str] = (), written: Container[str] = EVERY) -> str:
    """Return what is wanted as a question to FTS5, in which every word is quoted.

    `endings` are the words an unfinished one may become, and `written` those forms there are: a form that nobody wrote
    finds nothing, but is looked up all the same.
    """
    return "{title body}:(" + " AND ".join(_choice(each, _SQLITE, endings, written) for each in asked) + ")"


def postgresql_words(asked: Sequence[Wanted]) -> str:
    """Return what is wanted as a question to PostgreSQL."""
    return " & ".join(_choice(each, _POSTGRESQL, (), EVERY) for each in asked)


def _choice(asked: Wanted, signs: _Signs, endings: Sequence[str], written: Container[str]) -> str:
    named = signs.both.join(_forms(phrase, signs, endings, written) for phrase in asked.phrases)
    if not asked.others:
        return named
    return "(" + signs.either.join([f"({named})", *(_exactly(words, signs) for words in asked.others)]) + ")"


def _forms(phrase: Phrase, signs: _Signs, endings: Sequence[str], written: Container[str]) -> str:
    """Return a phrase in a database's signs: words in quotation marks as they are, others in all their forms."""
    first = phrase.words[0]
    more = signs.unfinished if phrase.is_unfinished and not endings else ""
    whole = _exactly(phrase.words, signs) + more
    other = () if phrase.is_exact else (form for form in relatives(first)[1:] if form in written)
    every = dict.fromkeys([*(endings if phrase.is_unfinished else ()), *other])
    every.pop(first, None)
    return "(" + signs.either.join([whole, *map(signs.quoted.format, every)]) + ")"


def _exactly(words: Sequence[str], signs: _Signs) -> str:
    joined = signs.quoted.format(signs.then.join(words))
    return f"({joined})" if len(words) > 1 and signs is _POSTGRESQL else joined
