"""What people type into a search box: words, words that stand together, and a last word still being typed."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

WORD = re.compile(r"[^\W_]+")
MOST = 12
VOWEL = re.compile(r"[aeiouy]")
SHORT = re.compile(r"[^aeiou][aeiou][^aeiouwxy]$")
ENDINGS = {"ing": 3, "ings": 3, "ed": 3, "er": 3, "ers": 3, "ment": 3, "ments": 3, "ation": 4, "ations": 4}
"""Endings of one family of words, and how much of the word must be left without it."""


class Phrase(NamedTuple):
    """Words that stand together, in their order: exactly so where they were quoted; an unfinished one may go on."""

    words: tuple[str, ...]
    is_exact: bool = False
    is_unfinished: bool = False


def fold(text: str) -> str:
    """Return the text in lower case and without accents, as the index keeps it."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFD", text.lower())
    return unicodedata.normalize("NFC", "".join(letter for letter in apart if not unicodedata.combining(letter)))


def phrases(text: str) -> list[Phrase]:
    """Return what was typed as phrases: each word is one, and so are "words in quotation marks".

    Everything but letters and figures is left aside, and so is what goes beyond a dozen words.
    """
    found: list[Phrase] = []
    for quoted, loose in re.findall(r'"([^"]+)"|([^"]+)', fold(text)):
        words = WORD.findall(quoted or loose)
        found += [Phrase(tuple(words), is_exact=True)] if quoted and words else [Phrase((word,)) for word in words]
    found = found[:MOST]
    if found and not text.rstrip().endswith('"'):
        found[-1] = found[-1]._replace(is_unfinished=True)
    return found


@lru_cache(maxsize=500)
def relatives(word: str) -> tuple[str, ...]:
    """Return the word with its singular, plural and other forms, as English makes them: "meeting", "meet", "meetings".

    Some are no words at all; they do no harm, because nobody wrote them.
    """
    if len(word) < 3 or not word.isalpha():
        return (word,)
    family = {form for base in _bases(word) for form in _forms(base)}
    return (word, *sorted(family - {word}))


def distance(word: str, other: str, most: int) -> int:
    """Return how many slips lie between two words: a letter too many, too few, another, or two that changed places.

    Where it is more than `most`, it is `most` + 1.
    """
    if abs(len(word) - len(other)) > most or len(set(word) ^ set(other)) > 2 * most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(word, 1):
        before, above, row = row, before, [i]
        for j, beside in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != beside))
            if i > 1 and j > 1 and letter == other[j - 2] and beside == word[i - 2]:
                cost = min(cost, above[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def _bases(word: str) -> set[str]:
    """Return what the word may be a form of."""
    found = {word}
    if word.endswith("ies"):
        found.add(word[:-3] + "y")
    elif word.endswith(("ses", "xes", "zes", "ches", "shes")):
        found |= {word[:-2], word[:-1]}
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        found.add(word[:-1])
    for ending, least in ENDINGS.items():
        rest = word.removesuffix(ending)
        if rest != word and len(rest) >= least and VOWEL.search(rest):
            found |= {rest, rest + "e"} | ({rest[:-1]} if rest[-1] == rest[-2] and len(rest) > 3 else set())
    return found


def _forms(base: str) -> set[str]:
    """Return the usual forms of a word."""
    without_e = base.removesuffix("e")
    stems = {without_e} | ({base + base[-1]} if SHORT.search(base) else set())
    several = base + "es" if base.endswith(("s", "x", "z", "ch", "sh")) else base + "s"
    if base.endswith("y") and base[-2] not in "aeiou":
        several, stems = base[:-1] + "ies", stems | {base[:-1] + "i"}
    verbal = {stem + ending for stem in stems for ending in ("ing", "ings", "ed", "er", "ers")}
    if base.endswith(("ings", "ers", "ments", "ations")) or (base.endswith("ing") and len(base) > 5):
        return {base, several}
    return {base, several, base + "ment", base + "ments", without_e + "ation", without_e + "ations"} | verbal
