"""How well an offer answers what was typed, and why: the words of its title, another name of the skill, or the rest."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from portal.core.words import WORD, Phrase, fold, phrases, relatives

IN_TITLE, BY_NAME, ELSEWHERE = 1, 2, 3
_PARTS = re.compile(r"[^\W_]+|[\W_]+")


class Match(NamedTuple):
    """How good a match is (0 is the best), and the other name of the skill by which it was found."""

    rank: int
    also: str = ""


class Asked:
    """What was typed into the search box."""

    def __init__(self, text: str) -> None:
        self.phrases = phrases(text)
        self.together = " ".join(word for phrase in self.phrases for word in phrase.words)
        self.forms = [frozenset(form for word in phrase.words for form in relatives(word)) for phrase in self.phrases]

    def __bool__(self) -> bool:
        return bool(self.phrases)

    def match(self, title: str, names: Sequence[str]) -> Match:
        """Return how an offer with this title, whose skill has these names, answers."""
        if not self.phrases:
            return Match(ELSEWHERE)
        tokens = WORD.findall(fold(title))
        if self.together in " ".join(tokens):
            return Match(0)
        if self._all_in(tokens):
            return Match(IN_TITLE)
        other = next((name for name in names if self._all_in(WORD.findall(fold(name)))), "")
        return Match(BY_NAME, other) if other else Match(ELSEWHERE)

    def marked(self, title: str) -> list[tuple[str, bool]]:
        """Return the title in pieces, and of each whether it was asked for; pieces side by side are joined."""
        pieces: list[tuple[str, bool]] = []
        parts = _PARTS.findall(title)
        hits = [self._is_asked(fold(part)) if WORD.fullmatch(part) else None for part in parts]
        for place, part in enumerate(parts):
            between = hits[place] is None and part.isspace() and 0 < place < len(parts) - 1
            is_hit = bool(hits[place]) or (between and bool(hits[place - 1]) and bool(hits[place + 1]))
            if pieces and pieces[-1][1] is is_hit:
                pieces[-1] = (pieces[-1][0] + part, is_hit)
            else:
                pieces.append((part, is_hit))
        return pieces

    def _is_asked(self, token: str) -> bool:
        return any(_fits(token, phrase, forms) for phrase, forms in zip(self.phrases, self.forms, strict=True))

    def _all_in(self, tokens: Sequence[str]) -> bool:
        return all(
            any(_fits(token, phrase, forms) for token in tokens)
            for phrase, forms in zip(self.phrases, self.forms, strict=True)
        )


def _fits(token: str, phrase: Phrase, forms: frozenset[str]) -> bool:
    if phrase.is_exact:
        return token in phrase.words
    return token in forms or (phrase.is_unfinished and token.startswith(phrase.words[0]))
