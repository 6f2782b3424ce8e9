"""The full-text index: one row for each thing that can be found, kept in the transaction that changes the thing.

SQLite searches it by FTS5, PostgreSQL by a stored vector. The access rule is inside the query: `visible_to` on the
row, and on SQLite the same rule once more as words of the index, so that a frequent word costs no more than a rare
one however much of it the viewer may not see.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.audience import Audience, visible_to
from portal.core.database import Model, db, reader
from portal.core.viewer import Viewer
from portal.core.words import Phrase, phrases, relatives

WINDOW = 1000
ACCENTED = "ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖÙÚÛÜÝàáâãäåçèéêëìíîïñòóôõöùúûüýÿ./@:-_"
PLAIN = "AAAAAACEEEEIIIINOOOOOUUUUYaaaaaaceeeeiiiinooooouuuuyy      "


class Entry(Model):
    """One thing that can be found, and whom it is for."""

    __tablename__ = "search_entries"
    __table_args__ = (sa.UniqueConstraint("kind", "object_id"),)

    kind: Mapped[str] = mapped_column(sa.String(30))
    object_id: Mapped[int]
    partnership_id: Mapped[int | None] = mapped_column(index=True)
    group_id: Mapped[int | None]
    organisation_id: Mapped[int | None] = mapped_column(index=True)
    audience: Mapped[Audience]
    area: Mapped[str] = mapped_column(sa.String(120), default="")
    terms: Mapped[str] = mapped_column(sa.String(20), default="")
    scope: Mapped[str] = mapped_column(sa.String(80))
    title: Mapped[str] = mapped_column(sa.Text)
    body: Mapped[str] = mapped_column(sa.Text, default="")
    address: Mapped[str] = mapped_column(sa.String(300))


class Hit(NamedTuple):
    """One thing found."""

    kind: str
    title: str
    body: str
    address: str


_SQLITE = (
    "CREATE VIRTUAL TABLE search_words USING fts5(title, body, scope, content='search_entries', content_rowid='id', "
    "tokenize='unicode61 remove_diacritics 2', prefix='2 3')",
    "CREATE TRIGGER search_entries_added AFTER INSERT ON search_entries BEGIN INSERT INTO search_words"
    "(rowid, title, body, scope) VALUES (new.id, new.title, new.body, new.scope); END",
    "CREATE TRIGGER search_entries_removed AFTER DELETE ON search_entries BEGIN INSERT INTO search_words"
    "(search_words, rowid, title, body, scope) VALUES ('delete', old.id, old.title, old.body, old.scope); END",
    "CREATE TRIGGER search_entries_changed AFTER UPDATE ON search_entries BEGIN INSERT INTO search_words"
    "(search_words, rowid, title, body, scope) VALUES ('delete', old.id, old.title, old.body, old.scope); "
    "INSERT INTO search_words(rowid, title, body, scope) VALUES (new.id, new.title, new.body, new.scope); END",
)
_POSTGRESQL = (
    "ALTER TABLE search_entries ADD COLUMN words tsvector GENERATED ALWAYS AS ("
    f"setweight(to_tsvector('simple', translate(title, '{ACCENTED}', '{PLAIN}')), 'A') || "
    f"setweight(to_tsvector('simple', translate(body, '{ACCENTED}', '{PLAIN}')), 'B')) STORED",
    "CREATE INDEX ix_search_entries_words ON search_entries USING gin (words)",
)


def create(connection: sa.Connection) -> None:
    """Add to the plain table what this database searches by. The first migration calls it too."""
    for statement in _SQLITE if connection.dialect.name == "sqlite" else _POSTGRESQL:
        connection.exec_driver_sql(statement)


def remove(connection: sa.Connection) -> None:
    """Take away what `create` added beside the table."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("DROP TABLE IF EXISTS search_words")


@event.listens_for(Entry.__table__, "after_create")
def _after_create(_table: Any, connection: sa.Connection, **_given: Any) -> None:
    create(connection)


@event.listens_for(Entry.__table__, "before_drop")
def _before_drop(_table: Any, connection: sa.Connection, **_given: Any) -> None:
    remove(connection)


_gathered: ContextVar[dict[str, dict[int, dict]] | None] = ContextVar("gathered", default=None)


@contextmanager
def gathering() -> Iterator[None]:
    """Write all that is put within it together at the end: for loading many things at once."""
    kinds: dict[str, dict[int, dict]] = defaultdict(dict)
    token = _gathered.set(kinds)
    try:
        yield
    finally:
        _gathered.reset(token)
    for kind, found in kinds.items():
        drop(kind, found)
        rows = [{"kind": kind, "object_id": number, **values} for number, values in found.items()]
        db.session.execute(sa.insert(Entry.__table__), rows)  # type: ignore[arg-type]


def put(
    kind: str,
    number: int,
    *,
    title: str,
    address: str,
    audience: Audience,
    body: str = "",
    partnership_id: int | None = None,
    group_id: int | None = None,
    organisation_id: int | None = None,
    area: str = "",
    terms: str = "",
) -> None:
    """Add or renew what is found of one thing. What an organisation offers names it, its area and its terms."""
    values = {
        "title": title,
        "body": body,
        "address": address,
        "audience": audience,
        "partnership_id": partnership_id,
        "group_id": group_id,
        "organisation_id": organisation_id,
        "area": area,
        "terms": terms,
        "scope": f"{scope_of(audience, partnership_id, group_id, organisation_id)} {_kind_word(kind)}",
    }
    if (kinds := _gathered.get()) is not None:
        kinds[kind][number] = values
        return
    changed = db.session.execute(sa.update(Entry).filter_by(kind=kind, object_id=number).values(**values))
    if not changed.rowcount:  # type: ignore[attr-defined]
        db.session.execute(sa.insert(Entry).values(kind=kind, object_id=number, **values))


def drop(kind: str, numbers: Iterable[int]) -> None:
    """Take things out of the index."""
    db.session.execute(sa.delete(Entry).where(Entry.kind == kind, Entry.object_id.in_(list(numbers))))


def scope_of(
    audience: Audience, partnership_id: int | None, group_id: int | None, organisation_id: int | None = None
) -> str:
    """Return the audience as words of the index."""
    if organisation_id and audience is not Audience.PUBLIC:
        return f"{scope_of(audience, partnership_id, group_id)} xo{organisation_id}"
    if audience is Audience.PUBLIC:
        return "xpub"
    if audience is Audience.PARTNERS:
        return "xpar"
    whole = f"xw{partnership_id}"
    first = {Audience.PARTNERSHIP: f"xp{partnership_id}", Audience.GROUP: f"xg{group_id}"}
    return f"{first.get(audience, f'xr{group_id}')} {whole}"


def scope_for(viewer: Viewer) -> list[str]:
    """Return the words of the index that stand for what the viewer may see."""
    words = ["xpub"] + (["xpar"] if viewer.is_partner else [])
    words += [f"xp{number}" for number in sorted(viewer.insider)] + [f"xw{number}" for number in sorted(viewer.whole)]
    words += [f"xg{number}" for number in sorted(viewer.groups)]
    words += [f"xo{number}" for number in sorted(viewer.keeps)]
    return words + [f"xr{number}" for number in sorted(viewer.inner_groups)]


def search(viewer: Viewer, text: str, *, kind: str = "", limit: int = 30) -> Sequence[Hit]:
    """Return the best of the newest thousand things with all the words, among those the viewer may see.

    Words are found in all their forms, accents folded, the last word may be unfinished; "words in quotation marks"
    stand together as they are.
    """
    asked = phrases(text)
    if not asked:
        return []
    rows = sa.select(Entry.kind, Entry.title, Entry.body, Entry.address).where(visible_to(viewer, Entry))
    if kind:
        rows = rows.where(Entry.kind == kind)
    if db.engine.dialect.name == "sqlite":
        found = _newest(_scoped(viewer, asked, kind), _SCORE)
        rows = rows.join(found, found.c.rowid == Entry.id).order_by(found.c.score)
    else:
        question = _question(asked)
        rows = rows.where(_VECTOR.op("@@")(question)).order_by(sa.func.ts_rank(_VECTOR, question).desc())
    return [Hit(*row) for row in reader().execute(rows.order_by(Entry.id.desc()).limit(limit))]


def count_by_kind(viewer: Viewer, text: str) -> dict[str, int]:
    """Return how many things of each kind there are among those newest thousand, kinds without any left out."""
    asked = phrases(text)
    if not asked:
        return {}
    rows = sa.select(Entry.kind, sa.func.count()).where(visible_to(viewer, Entry))
    if db.engine.dialect.name == "sqlite":
        found = _newest(_scoped(viewer, asked))
        rows = rows.join(found, found.c.rowid == Entry.id)
    else:
        rows = rows.where(_VECTOR.op("@@")(_question(asked)))
    return {row[0]: row[1] for row in reader().execute(rows.group_by(Entry.kind))}


def matching(kind: str, text: str) -> sa.Select:
    """Return a select of the numbers of the things of a kind that hold the words, for use inside a list's query.

    It knows nothing of viewers: the list's own rule decides what is seen.
    """
    asked = phrases(text)
    numbers = sa.select(Entry.object_id).where(Entry.kind == kind)
    if not asked:
        return numbers.where(sa.false())
    if db.engine.dialect.name == "sqlite":
        words = f"{sqlite_words(asked)} AND scope:{_kind_word(kind)}"
        return numbers.where(Entry.id.in_(sa.select(_WORDS.c.rowid).where(_match(words))))
    return numbers.where(_VECTOR.op("@@")(_question(asked)))


def sqlite_words(asked: Sequence[Phrase]) -> str:
    """Return what was typed as a question to FTS5, in which every word is quoted."""
    return "{title body}:(" + " AND ".join(_alternatives(asked, '"{}"', "*", " ", " OR ")) + ")"


def postgresql_words(asked: Sequence[Phrase]) -> str:
    """Return what was typed as a question to PostgreSQL."""
    return " & ".join(_alternatives(asked, "{}", ":*", " <-> ", " | "))


def _alternatives(asked: Sequence[Phrase], quoted: str, and_more: str, then: str, either: str) -> list[str]:
    """Return each phrase in a database's own signs: words in quotation marks as they are, others in all their forms."""
    found = []
    for phrase in asked:
        whole = quoted.format(then.join(phrase.words)) + (and_more if phrase.is_unfinished else "")
        forms = () if phrase.is_exact else relatives(phrase.words[0])[1:]
        found.append("(" + either.join([whole, *map(quoted.format, forms)]) + ")")
    return found


def _scoped(viewer: Viewer, asked: Sequence[Phrase], kind: str = "") -> str:
    """Return a question to FTS5 that already leaves out what the viewer may not see."""
    scopes = [_kind_word(kind)] if kind else []
    if not viewer.is_site_administrator:
        scopes.append("(" + " OR ".join(scope_for(viewer)) + ")")
    return " AND ".join([sqlite_words(asked), *[f"scope:{scope}" for scope in scopes]])


def _newest(words: str, *columns: Any) -> sa.Subquery:
    """Return the newest thousand rows with the words: to rank them all would cost seconds."""
    found = sa.select(_WORDS.c.rowid, *columns).where(_match(words)).order_by(_WORDS.c.rowid.desc())
    return found.limit(WINDOW).subquery("found")


def _match(words: str) -> sa.ColumnElement[bool]:
    return sa.literal_column("search_words").op("MATCH", is_comparison=True)(words)


def _question(asked: Sequence[Phrase]) -> sa.ColumnElement:
    return sa.func.to_tsquery("simple", postgresql_words(asked))


def _kind_word(kind: str) -> str:
    return "k" + "".join(letter for letter in kind if letter.isalnum())


_WORDS = sa.table("search_words", sa.column("rowid", sa.Integer))
_SCORE = sa.func.bm25(sa.literal_column("search_words"), 8.0, 1.0, 0.0).label("score")
_VECTOR: sa.ColumnElement[Any] = sa.literal_column("search_entries.words")
