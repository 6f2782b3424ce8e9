"""When two organisations are likely one."""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Any

from portal.core.words import WORD, fold

_FILLING = {"the", "of", "for", "and", "in", "ltd", "limited", "plc", "cic", "cio", "uk"}
_LONG = {"cvs": "council voluntary service", "cab": "citizens advice bureau", "pct": "primary care trust",
         "lsp": "local strategic partnership", "dc": "district council", "cc": "county council"}  # fmt: skip


def likely_the_same(name: str, short_name: str, others: Iterable[Any]) -> list[Any]:
    """Return those of the other organisations (with `name` and `short_name`) that are likely this very one.

    They are when the words that matter are the same, when the names differ by a slip, or when one is the short name
    of the other.
    """
    mine, words, called = _plain(name), _bones(name), {_plain(name), _plain(short_name)} - {""}
    return [
        other
        for other in others
        if called & ({_plain(other.name), _plain(other.short_name)} - {""})
        or (words and words == _bones(other.name))
        or _differ_by_a_slip(mine, _plain(other.name))
    ]


@lru_cache(maxsize=64)
def keys_of_likeness(name: str, short_name: str = "") -> frozenset[int]:
    """Return keys of which two organisations that are likely the same share one: to compare few instead of all.

    A slip lies in one word as a rule, and seldom at both its ends: so each key is a name but for one word, with how
    that word begins or ends. They are given as numbers, which tell nearly all of them apart.
    """
    plain = _plain(name)
    keys: set[tuple[Any, ...]] = {("called", called) for called in (plain, _plain(short_name)) if called}
    keys |= {("words", *sorted(_bones(name))), ("letters", "".join(sorted(plain.replace(" ", ""))))}
    every = sorted(plain.split())
    few = [word for word in every if word not in _FILLING]
    for words in (every, few) if len(few) < len(every) else (every,):
        for at, word in enumerate(words):
            others = (*words[:at], *words[at + 1 :])
            keys.add(("begins", word[0], others))
            keys.add(("ends", word[-1], others))
    return frozenset(map(hash, keys))


@lru_cache(maxsize=5000)
def _plain(text: str) -> str:
    return " ".join(WORD.findall(fold(text.replace("&", " and ").replace("'", "").replace("’", ""))))


@lru_cache(maxsize=5000)
def _bones(name: str) -> frozenset[str]:
    words = [part for word in _plain(name).split() for part in _LONG.get(word, word).split()]
    return frozenset(word.removesuffix("s") for word in words if word not in _FILLING)


def _differ_by_a_slip(one: str, other: str) -> bool:
    if abs(len(one) - len(other)) > 3 or min(len(one), len(other)) < 6:
        return False
    if re.findall(r"\d+", one) != re.findall(r"\d+", other):
        return False
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.quick_ratio() >= 0.9 and matcher.ratio() >= 0.9
