"""How well something fits what was typed, which words of it are marked, and why it was found."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from portal.core.index.question import Wanted
from portal.core.words import Phrase, fold, relatives

BEFORE, AFTER, BETWEEN = r"(?<![^\W_])", r"(?![^\W_])", r"[\W_]+"
AS_TYPED, A_FORM, BEGUN, ELSE = 8.0, 7.0, 5.0, 4.0
LONG_TITLE = 200
CACHED = 200

Span = tuple[int, int]


class _Part(NamedTuple):
    """One thing wanted: a pattern for each phrase (groups: as typed, a form, begun), and one for the other names."""

    phrases: tuple[re.Pattern[str], ...]
    others: re.Pattern[str] | None


class Patterns:
    """What was asked, as patterns for folded text."""

    def __init__(self, asked: Sequence[Wanted]) -> None:
        self.parts = [
            _Part(tuple(_pattern(phrase) for phrase in each.phrases), _other_names(each.others)) for each in asked
        ]
        every = [pattern.pattern for part in self.parts for pattern in (*part.phrases, part.others) if pattern]
        self.every = re.compile("|".join(every)) if every else None

    def score(self, title: str) -> float:
        """Return how well a title fits: words as typed before their forms, these before beginnings; short ones first.

        Where nothing is in the title, the words stand in the text, and the newest come first.
        """
        folded, found, count = fold(title), 0.0, 0
        for part in self.parts:
            count += len(part.phrases)
            own = sum(_worth(pattern.search(folded)) for pattern in part.phrases)
            if part.others and own < A_FORM * len(part.phrases) and part.others.search(folded):
                own = max(own, ELSE * len(part.phrases))
            found += own
        return found / count - min(len(title), LONG_TITLE) / LONG_TITLE if found else -1.0

    def spans(self, text: str) -> list[Span]:
        """Return where in a text the words stand, from and until."""
        if self.every is None:
            return []
        if text.isascii():
            return [match.span() for match in self.every.finditer(text.lower())]
        folded, places = _folded(text)
        found = self.every.finditer(folded)
        return [(places[match.start()], places[match.end()]) for match in found]

    def other_names(self, *texts: str) -> list[str]:
        """Return the other names by which a thing was found, as it writes them; none if it has the words themselves."""
        folded, found = [fold(text) for text in texts], []
        for part in self.parts:
            if part.others is None or all(any(each.search(text) for text in folded) for each in part.phrases):
                continue
            found += [match[0] for match in map(part.others.search, folded) if match][:1]
        return found


@lru_cache(maxsize=CACHED)
def patterns(asked: tuple[Wanted, ...]) -> Patterns:
    """Return the patterns of what was asked."""
    return Patterns(asked)


def _pattern(phrase: Phrase) -> re.Pattern[str]:
    typed = BETWEEN.join(map(re.escape, phrase.words))
    forms = () if phrase.is_exact else relatives(phrase.words[0])[1:]
    begun = f"|({typed}[^\\W_]*)" if phrase.is_unfinished and len(phrase.words[-1]) > 1 else ""
    several = "|".join(map(re.escape, sorted(forms, key=len, reverse=True)))
    return re.compile(f"{BEFORE}(?:({typed})|({several or '(?!)'}){begun}){AFTER}")


def _other_names(names: Sequence[Sequence[str]]) -> re.Pattern[str] | None:
    if not names:
        return None
    several = "|".join(BETWEEN.join(map(re.escape, words)) for words in names)
    return re.compile(f"{BEFORE}(?:{several}){AFTER}")


def _worth(match: re.Match[str] | None) -> float:
    return 0.0 if match is None else (AS_TYPED, A_FORM, BEGUN)[(match.lastindex or 1) - 1]


def _folded(text: str) -> tuple[str, list[int]]:
    """Return a text without accents and in lower case, with the place of each letter in the text as it was."""
    letters, places = [], []
    for place, letter in enumerate(text):
        for plain in unicodedata.normalize("NFD", letter.lower()):
            if not unicodedata.combining(plain):
                letters.append(plain)
                places.append(place)
    return "".join(letters), [*places, len(text)]
