"""Words that mean the same to those who look for help: a short table of our own, and what the features add to it."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from portal.core.kept import kept_a_moment
from portal.core.words import WORD, fold

Words = tuple[str, ...]
Source = Callable[[], Iterable[Sequence[str]]]

LONGEST = 5
MOST = 6
SAME: tuple[tuple[str, ...], ...] = (
    ("CVS", "council for voluntary service", "voluntary action"),
    ("LSP", "local strategic partnership"),
    ("VCS", "voluntary and community sector", "third sector", "voluntary sector"),
    ("MOU", "memorandum of understanding"),
    ("AGM", "annual general meeting"),
    ("EGM", "extraordinary general meeting"),
    ("CIO", "charitable incorporated organisation"),
    ("CIC", "community interest company"),
    ("SLA", "service level agreement"),
    ("bid writing", "grant writing", "funding application", "bid writer", "grant application"),
    ("fundraising", "fund raising", "raising money"),
    ("minibus", "community transport", "people carrier"),
    ("DBS", "disclosure check", "disclosure and barring", "CRB", "criminal record check"),
    ("bookkeeping", "book keeping", "keeping accounts"),
    ("payroll", "wages"),
    ("GDPR", "data protection"),
    ("ICT", "information technology", "computing"),
    ("website", "web site", "web design"),
    ("PR", "public relations", "publicity"),
    ("HR", "human resources", "personnel"),
    ("EDI", "equality and diversity", "equal opportunities"),
    ("minute taking", "taking minutes", "note taking"),
    ("chairing", "chairing meetings", "facilitation"),
    ("trustee", "committee member", "board member"),
    ("volunteer recruitment", "recruiting volunteers", "finding volunteers"),
    ("meeting room", "room hire", "venue", "hall hire"),
    ("PA system", "public address", "loudspeakers"),
    ("marquee", "gazebo"),
    ("photocopying", "photocopier", "printing"),
    ("interpreting", "interpreter", "translation"),
    ("BSL", "sign language"),
    ("first aid", "first aider"),
    ("safeguarding", "child protection", "protecting adults"),
    ("allotment", "growing space", "community garden"),
    ("food bank", "foodbank", "food parcels"),
    ("CAB", "citizens advice", "advice bureau"),
    ("mental health", "wellbeing"),
    ("carer", "caring", "respite"),
    ("older people", "elderly", "pensioners"),
    ("young people", "youth"),
    ("disabled", "disability"),
    ("evaluation", "measuring impact", "impact measurement"),
    ("mentoring", "coaching"),
    ("secondment", "on loan"),
)
"""Groups of words that stand for one another; the first of each is what most people type."""

_sources: list[Source] = []


def source(ask: Source) -> Source:
    """Let a feature add groups of its own, such as the terms of a curated list and those that were merged into them.

    What it returns is kept for a moment, so it may ask the database.
    """
    _sources.append(ask)
    return ask


def others(words: Words) -> tuple[Words, ...]:
    """Return what else the words, folded, are called; nothing when they are on no list."""
    return (_with_sources() if _sources else _OURS).get(words, ())


def _table(groups: Iterable[Sequence[str]]) -> Mapping[Words, tuple[Words, ...]]:
    found: dict[Words, dict[Words, None]] = {}
    for group in groups:
        kept = dict.fromkeys(tuple(WORD.findall(fold(words))) for words in group)
        kept.pop((), None)
        for words in kept:
            if len(words) <= LONGEST:
                found.setdefault(words, {}).update(dict.fromkeys(each for each in kept if each != words))
    return {words: tuple(those)[:MOST] for words, those in found.items()}


@kept_a_moment
def _with_sources() -> Mapping[Words, tuple[Words, ...]]:
    return _table([group for ask in _sources for group in ask()] + list(SAME))


_OURS = _table(SAME)
