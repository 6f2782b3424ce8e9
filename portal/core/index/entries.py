"""What can be found: one row for each thing, kept in the transaction that changes the thing.

A row's scope holds words of the index: for whom it is (as `visible_to` says of the row), its kind, and what a search
may be narrowed by. So a frequent word costs no more than a rare one, however much of it is left out.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from itertools import chain
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.audience import Audience
from portal.core.database import Model, db
from portal.core.index import vocabulary
from portal.core.many import insert
from portal.core.viewer import Viewer
from portal.core.words import fold

BATCH = 5000
MANY = 20_000
ACCENTED = "ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖÙÚÛÜÝàáâãäåçèéêëìíîïñòóôõöùúûüýÿ./@:-_"
PLAIN = "AAAAAACEEEEIIIINOOOOOUUUUYaaaaaaceeeeiiiinooooouuuuyy      "
ORGANISATIONS = sa.table("organisations", sa.column("id", sa.Integer), sa.column("sector", sa.String))


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
    sector: Mapped[str] = mapped_column(sa.String(20), default="")
    scope: Mapped[str] = mapped_column(sa.String(80).with_variant(sa.Text(), "postgresql"))  # SQLite counts no letters
    title: Mapped[str] = mapped_column(sa.Text)
    body: Mapped[str] = mapped_column(sa.Text, default="")
    address: Mapped[str] = mapped_column(sa.String(300))


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
        for numbers in _batches(found):
            _write_many([{"kind": kind, "object_id": number, **found[number]} for number in numbers])


def _write_many(rows: list[dict[str, Any]]) -> None:
    sectors = _sectors({row["organisation_id"] for row in rows if row["sector"] is None})
    for row in rows:
        _settle(row, sectors)
    insert(Entry.__table__, rows)  # type: ignore[arg-type]
    vocabulary.learn(vocabulary.words_of(*(row[text] for row in rows for text in ("title", "body"))))


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
    sector: str | None = None,
    marks: Iterable[str] = (),
) -> None:
    """Add or renew what is found of one thing. What an organisation offers names it, its area and its terms.

    `marks` are what else a list narrows it by, such as the forms of help, and are read by `newest` alone. An
    organisation's sector is looked up where it is not given; where it is given, all that the organisation offers
    follows it.
    """
    values: dict[str, Any] = {
        "title": title,
        "body": body,
        "address": address,
        "audience": audience,
        "partnership_id": partnership_id,
        "group_id": group_id,
        "organisation_id": organisation_id,
        "area": area,
        "terms": terms,
        "sector": sector,
        "marks": tuple(marks),
    }
    if (kinds := _gathered.get()) is not None:
        kinds[kind][number] = values
        return
    row = {"kind": kind, "object_id": number, **values}
    _settle(row, _sectors({organisation_id}) if sector is None else {})
    if organisation_id and sector is not None:
        _follow(organisation_id, sector)
    changed = db.session.execute(sa.update(Entry).filter_by(kind=kind, object_id=number).values(**row))
    if not changed.rowcount:  # type: ignore[attr-defined]
        db.session.execute(sa.insert(Entry).values(**row))
    vocabulary.learn(vocabulary.words_of(title, body))


def catch_up(above: int) -> None:
    """Learn the words of rows that were written past `put`: those with a number above this one."""
    late = sa.select(Entry.title, Entry.body).where(Entry.id > above)
    if (db.session.scalar(sa.select(sa.func.count()).select_from(late.subquery())) or 0) > MANY:
        vocabulary.relearn(db.session.connection())
        return
    vocabulary.learn(vocabulary.words_of(*chain.from_iterable(db.session.execute(late))))


def drop(kind: str, numbers: Iterable[int]) -> None:
    """Take things out of the index."""
    for some in _batches(numbers):
        db.session.execute(sa.delete(Entry).where(Entry.kind == kind, Entry.object_id.in_(some)))


def _batches(numbers: Iterable[int]) -> Iterator[list[int]]:
    every = list(numbers)
    return (every[start : start + BATCH] for start in range(0, len(every), BATCH))


def _sectors(organisations: set[int | None]) -> Mapping[int | None, str]:
    """Return the sectors of organisations, as the table of the directory has them."""
    numbers = organisations - {None}
    if not numbers:
        return {}
    rows = db.session.execute(sa.select(*ORGANISATIONS.c).where(ORGANISATIONS.c.id.in_(numbers)))
    return {row.id: row.sector for row in rows}


def _settle(row: dict[str, Any], sectors: Mapping[int | None, str]) -> None:
    """Give a row its sector and its scope."""
    if row["sector"] is None:
        row["sector"] = sectors.get(row["organisation_id"], "")
    row["scope"] = scope(**row)
    row.pop("marks", None)


def _follow(organisation_id: int, sector: str) -> None:
    """Let all that an organisation offers be of its sector."""
    words = sa.func.replace(Entry.scope, sa.literal(" ") + _sector_words(Entry.sector), f" {word('s', sector)}")
    theirs = sa.update(Entry).where(Entry.organisation_id == organisation_id, Entry.sector.not_in(["", sector]))
    db.session.execute(theirs.values(sector=sector, scope=words), execution_options={"synchronize_session": False})


def _sector_words(column: Any) -> sa.ColumnElement[str]:
    return sa.literal("s") + sa.func.replace(column, "_", "")


def scope(
    *, kind: str, audience: Audience, partnership_id: int | None = None, group_id: int | None = None,
    organisation_id: int | None = None, area: str = "", terms: str = "", sector: str | None = "",
    marks: Iterable[str] = (), **_other: Any,
) -> str:  # fmt: skip
    """Return the words of the index that stand for an entry's audience, its kind, and what it may be narrowed by."""
    found = [scope_of(audience, partnership_id, group_id, organisation_id), word("k", kind)]
    found += [word("m", mark) for mark in marks]
    given = {"p": partnership_id, "o": organisation_id, "a": area, "t": terms, "s": sector}
    return " ".join(found + [word(letter, value) for letter, value in given.items() if value])


@lru_cache(maxsize=10_000)
def word(letter: str, value: object) -> str:
    """Return a word of the scope; its letter says of what, such as of the kind."""
    return letter + "".join(sign for sign in fold(str(value)) if sign.isalnum())


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
