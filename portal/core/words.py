"""What people type into a search box: words, words that stand together, and a last word still being typed."""

import re
import unicodedata
from typing import NamedTuple

WORD = re.compile(r"[^\W_]+")
MOST = 12
ENDINGS = (
    "ability", "able", "al", "ance", "ation", "ative", "ator", "ed", "eer", "ence", "ent", "er", "ful", "ibility",
    "ing", "ised", "ity", "ive", "ized", "ly", "ment", "ness", "ous", "sion", "tion",
)  # fmt: skip
SEVERAL = re.compile(r"(ies|es|s|y)$")


class Phrase(NamedTuple):
    """Words that stand together, in their order; the last of an unfinished phrase may go on."""

    words: tuple[str, ...]
    is_unfinished: bool = False


def fold(text: str) -> str:
    """Return the text in lower case and without accents, as the index keeps it."""
    apart = unicodedata.normalize("NFD", text.lower())
    return unicodedata.normalize("NFC", "".join(letter for letter in apart if not unicodedata.combining(letter)))


def phrases(text: str) -> list[Phrase]:
    """Return what was typed as phrases: each word is one, and so are "words in quotation marks".

    Everything but letters and figures is left aside, and so is what goes beyond a dozen words.
    """
    found: list[Phrase] = []
    for quoted, loose in re.findall(r'"([^"]+)"|([^"]+)', fold(text)):
        words = WORD.findall(quoted or loose)
        found += [Phrase(tuple(words))] if quoted and words else [Phrase((word,)) for word in words]
    found = found[:MOST]
    if found and not text.rstrip().endswith('"'):
        found[-1] = Phrase(found[-1].words, is_unfinished=True)
    return found


def completions(word: str) -> list[str]:
    """Return the words that an unfinished one may become by one of the usual endings.

    An index keeps words without their endings ("organis" for "organisation"), so that "organisatio" is the beginning
    of nothing in it; completed by an ending that has begun already, it is found at every letter typed.
    """
    begun = [(ending, cut) for ending in ENDINGS for cut in range(1, len(ending)) if word.endswith(ending[:cut])]
    return sorted({word + ending[cut:] for ending, cut in begun if len(word) - cut >= 2})


def root(word: str) -> str:
    """Return the word without its ending, roughly: what it has in common with its relatives."""
    one = SEVERAL.sub("", word)
    cuts = [one.removesuffix(ending) for ending in ENDINGS if one.endswith(ending)]
    return min((cut for cut in [one, *cuts] if len(cut) >= 3), key=len, default=word)
