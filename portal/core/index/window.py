"""The newest things with the words somebody typed, among those they may see, as each database is asked for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import sqlalchemy as sa

from portal.core.audience import visible_to
from portal.core.database import db, reader
from portal.core.index import vocabulary
from portal.core.index.entries import Entry, scope_for, word
from portal.core.index.question import Wanted, begun, forms, postgresql_words, sqlite_words
from portal.core.kept import kept
from portal.core.prepared import Prepared
from portal.core.viewer import Viewer

WINDOW = 1000
AT_ONCE = 30


class Row(NamedTuple):
    """What is known of each thing in the window."""

    id: int
    kind: str
    title: str
    partnership_id: int | None
    organisation_id: int | None
    area: str
    terms: str
    sector: str


@dataclass(frozen=True)
class Narrowing:
    """What the things found must have. A partnership brings its own things and those of the organisations in it.

    `having` are words of the scope, one of each line; "-" stands before one that a thing must not have. Only `newest`
    asks for them.
    """

    kind: str = ""
    partnership_id: int | None = None
    organisations: tuple[int, ...] = ()
    area: str = ""
    terms: str = ""
    sector: str = ""
    having: tuple[tuple[str, ...], ...] = ()

    @property
    def words(self) -> list[str]:
        """The same as a question to FTS5."""
        given = {"k": self.kind, "a": self.area, "t": self.terms, "s": self.sector}
        found = [word(letter, value) for letter, value in given.items() if value]
        found += [f"({' OR '.join(each)})" for each in self.having]
        if self.partnership_id:
            theirs = [word("o", number) for number in self.organisations]
            found.append(f"({' OR '.join([word('p', self.partnership_id), *theirs])})")
        return found

    def lets_in(self, row: Row) -> bool:
        """Say the same of a row that is already at hand."""
        given = ((self.kind, row.kind), (self.area, row.area), (self.terms, row.terms), (self.sector, row.sector))
        if any(wanted_value and wanted_value != value for wanted_value, value in given):
            return False
        if self.partnership_id is None:
            return True
        return row.partnership_id == self.partnership_id or row.organisation_id in self.organisations

    @property
    def clauses(self) -> list[sa.ColumnElement[bool]]:
        """The same as conditions on the row."""
        given = {Entry.kind: self.kind, Entry.area: self.area, Entry.terms: self.terms, Entry.sector: self.sector}
        found: list[sa.ColumnElement[bool]] = [
            column == value.replace("\0", " ") for column, value in given.items() if value
        ]
        if self.partnership_id:
            theirs = Entry.organisation_id.in_(self.organisations)
            found.append(sa.or_(Entry.partnership_id == self.partnership_id, theirs))
        return found


EVERYTHING = Narrowing()


def newest_rows(viewer: Viewer, asked: Sequence[Wanted], narrowing: Narrowing, limit: int = 0) -> Sequence[Any]:
    """Return the newest rows with the words: to rank them all would cost seconds.

    On SQLite several words, and words within a partnership, are first looked for by themselves. Where few things have
    them all, these are looked at one by one, because to compare the long lists of what the viewer may see, too, costs
    more than that.
    """
    most = limit or WINDOW
    if db.engine.dialect.name == "sqlite":
        if narrowing.partnership_id or sum(len(each.phrases) for each in asked) > 1:
            numbers = _finding.ask(words=_all_of(asked, narrowing.words), limit=WINDOW)
            if len(numbers) < WINDOW:
                rows = _among(viewer).ask(numbers=f"[{','.join(str(number) for (number,) in numbers)}]")
                return [row for row in rows if narrowing.lets_in(Row(*row))][:most]
        rows = _looking(viewer).ask(words=scoped(viewer, asked, narrowing), limit=most)
        return rows if narrowing == EVERYTHING else [row for row in rows if narrowing.lets_in(Row(*row))]
    selected = _columns(viewer, *_ROW).where(VECTOR.op("@@")(question(asked)), *narrowing.clauses)
    return reader().execute(selected.order_by(Entry.id.desc()).limit(most)).all()


def titled(viewer: Viewer, asked: Sequence[Wanted], limit: int) -> Sequence[Any]:
    """Return kind, title and address of the newest things whose title holds what is wanted."""
    if db.engine.dialect.name == "sqlite":
        words = scoped(viewer, asked).replace("{title body}:", "title:", 1)
        return _suggesting(viewer).ask(words=words, limit=limit)
    # the vector weighs the words of a title with A
    in_title = sa.func.ts_filter(VECTOR, sa.text("'{a}'")).op("@@")(question(asked))
    rows = _columns(viewer, *_SUGGESTED).where(VECTOR.op("@@")(question(asked)), in_title)
    return reader().execute(rows.order_by(Entry.id.desc()).limit(limit)).all()


def in_full(viewer: Viewer, numbers: Sequence[int]) -> dict[int, Any]:
    """Return by their numbers the rows as a page shows them."""
    found: dict[int, Any] = {}
    showing = _showing(viewer)
    for start in range(0, len(numbers), AT_ONCE):
        some = numbers[start : start + AT_ONCE]
        asked = {f"n{place}": number for place, number in enumerate([*some, *[0] * (AT_ONCE - len(some))])}
        found |= {row.id: row[1:] for row in showing.read(showing.ask(**asked))}
    return found


def scoped(viewer: Viewer, asked: Sequence[Wanted], narrowing: Narrowing = EVERYTHING) -> str:
    """Return a question to FTS5 that already leaves out what the viewer may not see."""
    scopes = narrowing.words
    if not viewer.is_site_administrator:
        scopes.append(_may_see(viewer))
    return _all_of(asked, scopes)


def _all_of(asked: Sequence[Wanted], scopes: Sequence[str]) -> str:
    """Return the question that wants all that was typed and all of the scopes; of both together there is some."""
    wanting = [f"scope:{each}" for each in scopes if not each.startswith("(-")]
    without = "".join(f" NOT scope:{each.replace('-', '')}" for each in scopes if each.startswith("(-"))
    return f"{' AND '.join([_typed(asked), *wanting] if asked else wanting)}{without}"


@kept(lambda viewer: viewer.rights)
def _may_see(viewer: Viewer) -> str:
    return "(" + " OR ".join(scope_for(viewer)) + ")"


def _typed(asked: Sequence[Wanted]) -> str:
    written, endings = vocabulary.written(forms(asked), begun(asked))
    return sqlite_words(asked, endings, written)


def _columns(viewer: Viewer, *columns: Any) -> sa.Select:
    return sa.select(*columns).where(visible_to(viewer, Entry))


def _columns_written_out(viewer: Viewer, *columns: Any) -> sa.Select:
    """Return the same with the viewer's numbers written into the statement, as a prepared one wants it."""
    rule = visible_to(viewer, Entry)
    if not viewer.is_site_administrator:
        rule = sa.text(f"({rule.compile(db.engine, compile_kwargs={'literal_binds': True})})")  # type: ignore[assignment]
    return sa.select(*columns).where(rule)


def newest_numbers(words: sa.ColumnElement[str], limit: sa.ColumnElement[int]) -> sa.Subquery:
    """Return the numbers of the newest rows that answer a question to FTS5."""
    return sa.select(WORDS.c.rowid).where(match(words)).order_by(WORDS.c.rowid.desc()).limit(limit).subquery("found")


def _within(rows: sa.Select) -> Prepared:
    found = newest_numbers(sa.bindparam("words", type_=sa.String), sa.bindparam("limit", type_=sa.Integer))
    return Prepared(rows.join(found, found.c.rowid == Entry.id).order_by(found.c.rowid.desc()))


@kept(lambda viewer: viewer.rights)
def _looking(viewer: Viewer) -> Prepared:
    return _within(_columns_written_out(viewer, *_ROW))


@kept(lambda viewer: viewer.rights)
def _among(viewer: Viewer) -> Prepared:
    numbers = sa.func.json_each(sa.bindparam("numbers", type_=sa.String)).table_valued("value")
    rows = _columns_written_out(viewer, *_ROW).where(Entry.id.in_(sa.select(numbers.c.value)))
    return Prepared(rows.order_by(Entry.id.desc()))


@kept(lambda viewer: viewer.rights)
def _suggesting(viewer: Viewer) -> Prepared:
    return _within(_columns_written_out(viewer, *_SUGGESTED))


@kept(lambda viewer: viewer.rights)
def _showing(viewer: Viewer) -> Prepared:
    numbers = [sa.bindparam(f"n{place}", type_=sa.Integer) for place in range(AT_ONCE)]
    return Prepared(_columns_written_out(viewer, Entry.id, *_HIT).where(Entry.id.in_(numbers)))


def match(words: sa.ColumnElement[str]) -> sa.ColumnElement[bool]:
    """Return the condition that a row of FTS5's table answers a question."""
    return sa.literal_column("search_words").op("MATCH", is_comparison=True)(words)


def question(asked: Sequence[Wanted]) -> sa.ColumnElement:
    """Return what is wanted as PostgreSQL compares it with a vector."""
    return sa.func.to_tsquery("simple", postgresql_words(asked))


_ROW = (
    Entry.id, Entry.kind, Entry.title, Entry.partnership_id, Entry.organisation_id, Entry.area, Entry.terms,
    Entry.sector,
)  # fmt: skip
_HIT = (
    Entry.kind, Entry.title, Entry.body, Entry.address, Entry.audience, Entry.partnership_id, Entry.area, Entry.terms
)  # fmt: skip
_SUGGESTED = (Entry.kind, Entry.title, Entry.address)
WORDS = sa.table("search_words", sa.column("rowid", sa.Integer))
VECTOR: sa.ColumnElement[Any] = sa.literal_column("search_entries.words")
_finding = Prepared(
    sa.select(WORDS.c.rowid)
    .where(match(sa.bindparam("words", type_=sa.String)))
    .order_by(WORDS.c.rowid.desc())
    .limit(sa.bindparam("limit", type_=sa.Integer))
)
