"""The full-text index: what is found of all that the viewer may see.

SQLite searches it by FTS5, PostgreSQL by a stored vector. The access rule is inside the query: `visible_to` on the
row, and on SQLite the same rule once more as words of the index. Both look at the newest thousand with the words, and
these are ranked alike.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import sqlalchemy as sa

from portal.core.audience import Audience, visible_to
from portal.core.database import db
from portal.core.index import window
from portal.core.index.entries import (
    Entry,
    catch_up,
    create,
    drop,
    gathering,
    put,
    remove,
    scope,
    scope_for,
    scope_of,
    word,
)
from portal.core.index.question import Wanted, sqlite_words, wanted
from portal.core.index.ranking import Patterns, patterns
from portal.core.index.window import (
    AT_ONCE,
    EVERYTHING,
    VECTOR,
    WINDOW,
    WORDS,
    Narrowing,
    Row,
    in_full,
    match,
    newest_numbers,
    newest_rows,
    question,
    scoped,
)  # fmt: skip
from portal.core.viewer import Viewer
from portal.core.words import phrases

__all__ = [
    "WINDOW", "Entry", "Finding", "Hit", "Narrowing", "Row", "catch_up", "count_by_kind", "create", "drop", "find",
    "gathering", "matching", "narrows", "newest", "number_found", "put", "remove", "scope", "scope_for", "scope_of",
    "search", "suggestions", "word",
]  # fmt: skip

SUGGESTED_FROM = 24


class Hit(NamedTuple):
    """One thing found."""

    kind: str
    title: str
    body: str
    address: str
    audience: Audience = Audience.PUBLIC
    partnership_id: int | None = None
    area: str = ""
    terms: str = ""


@dataclass
class Finding:
    """What was found: every row of the window, best first, and the hits that are shown."""

    patterns: Patterns
    rows: list[Row] = field(default_factory=list)
    hits: list[Hit] = field(default_factory=list)

    @property
    def is_capped(self) -> bool:
        """Whether there may be more than were looked at."""
        return len(self.rows) >= window.WINDOW


def find(viewer: Viewer, text: str, narrowing: Narrowing = EVERYTHING, *, limit: int = AT_ONCE) -> Finding:
    """Return the newest thousand things with all that is wanted, among those the viewer may see, best first.

    Words are found in all their forms and by their other names, accents folded, the last word may be unfinished;
    "words in quotation marks" stand together as they are.
    """
    asked = tuple(wanted(text))
    found = Finding(patterns(asked))
    if asked:
        rows = list(map(Row._make, newest_rows(viewer, asked, narrowing)))
        found.rows = _best_first(found.patterns, rows)
        shown = [row.id for row in found.rows[:limit]]
        kept = in_full(viewer, shown)
        found.hits = [Hit(*kept[number]) for number in shown if number in kept]
    return found


def search(viewer: Viewer, text: str, *, kind: str = "", limit: int = AT_ONCE) -> Sequence[Hit]:
    """Return the best of the newest thousand things, as `find` finds them."""
    return find(viewer, text, Narrowing(kind=kind), limit=limit).hits


def count_by_kind(viewer: Viewer, text: str, narrowing: Narrowing = EVERYTHING) -> dict[str, int]:
    """Return how many things of each kind there are among those newest thousand, kinds without any left out."""
    asked = wanted(text)
    return Counter(row[1] for row in newest_rows(viewer, asked, narrowing)) if asked else {}


def number_found(viewer: Viewer, text: str, most: int) -> int:
    """Return how many things the viewer would find, counted up to `most`."""
    asked = wanted(text)
    return len(newest_rows(viewer, asked, EVERYTHING, most)) if asked else 0


def suggestions(viewer: Viewer, text: str) -> list[Hit]:
    """Return things whose title holds the words, best first among the newest few; for a box that is being typed in."""
    asked = tuple(wanted(text))
    if not asked:
        return []
    rows = window.titled(viewer, asked, SUGGESTED_FROM)
    fits = patterns(asked).score
    return [Hit(kind, title, "", address) for kind, title, address in sorted(rows, key=lambda row: -fits(row[1]))]


def matching(kind: str, text: str) -> sa.Select:
    """Return a select of the numbers of the things of a kind that hold the words, for use inside a list's query.

    It knows nothing of viewers: the list's own rule decides what is seen.
    """
    asked = [Wanted((phrase,)) for phrase in phrases(text)]
    numbers = sa.select(Entry.object_id).where(Entry.kind == kind)
    if not asked:
        return numbers.where(sa.false())
    if db.engine.dialect.name == "sqlite":
        words = f"{sqlite_words(asked)} AND scope:{word('k', kind)}"
        return numbers.where(Entry.id.in_(sa.select(WORDS.c.rowid).where(match(sa.literal(words)))))
    return numbers.where(VECTOR.op("@@")(question(asked)))


def newest(viewer: Viewer, kind: str, text: str, having: Sequence[Sequence[str]] = (), most: int = 0) -> sa.Select:
    """Return a select of the numbers of the newest things of a kind with the words that the viewer may see.

    It is for lists that rank what they show; the list's own rule still decides what is seen. There are `most` of them,
    a thousand if it is not said. Where the index `narrows`, the text may be empty, and of each of `having` a thing has
    one: words of the scope, or "-" before a word that it must not have.
    """
    asked, limit = wanted(text), most or window.WINDOW
    numbers = sa.select(Entry.object_id).where(visible_to(viewer, Entry))
    if narrows():  # the words hold the kind: named once more, SQLite would begin with all of that kind
        words = scoped(viewer, asked, Narrowing(kind=kind, having=tuple(map(tuple, having))))
        found = newest_numbers(sa.literal(words), sa.literal(limit))
        return numbers.join(found, found.c.rowid == Entry.id)
    if not asked:
        return numbers.where(sa.false())
    found_by = (Entry.kind == kind, VECTOR.op("@@")(question(asked)))
    return numbers.where(*found_by).order_by(Entry.id.desc()).limit(limit)


def narrows() -> bool:
    """Whether this database's index finds things without words, by what they may be narrowed by."""
    return db.engine.dialect.name == "sqlite"


def _best_first(fits: Patterns, rows: Sequence[Row]) -> list[Row]:
    """Return rows, which come newest first, in the order of how well their titles fit."""
    scores: dict[str, float] = {}
    for row in rows:
        if row.title not in scores:
            scores[row.title] = -fits.score(row.title)
    return sorted(rows, key=lambda row: scores[row.title])
