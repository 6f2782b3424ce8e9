"""Many rows at once: numbers for them, inserts in batches, and the index of words filled at the end."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import sqlalchemy as sa

from portal.core.database import db
from portal.core.index import Entry, catch_up
from portal.core.many import insert

__all__ = ["insert", "numbers", "quick_index", "settle"]


def numbers(table: sa.Table, count: int) -> list[int]:
    """Return numbers for so many new rows, within a transaction that may write."""
    if db.engine.dialect.name == "sqlite":
        highest = db.session.scalar(sa.select(sa.func.max(table.c.id))) or 0
        return list(range(highest + 1, highest + count + 1))
    sequence = sa.func.pg_get_serial_sequence(table.name, "id")
    asked = sa.select(sa.func.nextval(sequence)).select_from(sa.func.generate_series(1, count).table_valued("n"))
    return list(db.session.scalars(asked))


@contextmanager
def quick_index(is_learned: bool = False) -> Iterator[None]:
    """On SQLite the index of words is filled once at the end of the transaction instead of row by row.

    Rows that were written past `index.put` have their words learned at the end; with `is_learned` there are none.
    """
    highest = db.session.scalar(sa.select(sa.func.max(Entry.id))) or 0
    if db.engine.dialect.name != "sqlite":
        yield
        if not is_learned:
            catch_up(highest)
        return
    asked = sa.text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :table")
    triggers = db.session.execute(asked, {"table": Entry.__tablename__}).all()
    adding = [trigger for trigger in triggers if trigger.name.endswith("_added")]
    for trigger in adding:
        db.session.execute(sa.text(f"DROP TRIGGER {trigger.name}"))
    yield
    words = "INSERT INTO search_words(rowid, title, body, scope) SELECT id, title, body, scope FROM search_entries"
    db.session.execute(sa.text(f"{words} WHERE id > :highest"), {"highest": highest})
    for trigger in adding:
        db.session.connection().exec_driver_sql(trigger.sql)
    if not is_learned:
        catch_up(highest)


def settle(tables: Sequence[sa.Table]) -> None:
    """Let PostgreSQL count on from numbers that were given, and let it see what the tables hold."""
    if db.engine.dialect.name == "sqlite":
        return
    for table in tables:
        highest = sa.select(sa.func.coalesce(sa.func.max(table.c.id), 1)).scalar_subquery()
        db.session.execute(sa.select(sa.func.setval(sa.func.pg_get_serial_sequence(table.name, "id"), highest)))
    db.session.execute(sa.text("ANALYZE"))
