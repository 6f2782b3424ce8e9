"""The tests' database: emptied before each test, photographed, and brought back as it was. Both kinds."""

import shutil
from pathlib import Path

from sqlalchemy import inspect, text

from portal.core.database import db

Picture = bytes | list[str]
"""What brings rows back: the file of the database, or statements to PostgreSQL."""
FROM_ONE = "SELECT setval(format('%I', sequencename), 1, false) FROM pg_sequences WHERE last_value IS NOT NULL"


def empty(room: Path) -> None:
    """Make the database of a test new."""
    if _is_sqlite():
        _put_in_place(room / "empty.sqlite3")
        return
    if not inspect(db.engine).has_table("users"):
        db.create_all()
    # to truncate all tables takes longer than most tests
    filled = " UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {name})" for name in db.metadata.tables)  # noqa: S608
    gone = [f"DELETE FROM {name}" for name in db.session.scalars(text(filled))]  # noqa: S608  our own tables
    _at_once([*gone, FROM_ONE])


def photograph() -> Picture:
    """Keep all rows as they are now. On PostgreSQL there is one picture at a time."""
    if _is_sqlite():
        db.session.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
        db.session.rollback()
        return _file().read_bytes()
    back = []
    _at_once(["DROP SCHEMA IF EXISTS kept CASCADE", "CREATE SCHEMA kept"])
    for name, table in db.metadata.tables.items():
        if db.session.scalar(text(f"SELECT EXISTS (SELECT 1 FROM {name})")):  # noqa: S608
            _at_once([f"CREATE TABLE kept.{name} AS TABLE {name}"])
            columns = ", ".join(column.name for column in table.columns)
            back.append(f"INSERT INTO {name} ({columns}) SELECT {columns} FROM kept.{name}")  # noqa: S608
    numbers = "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL"
    return [*back, *(f"SELECT setval('{name}', {number})" for name, number in db.session.execute(text(numbers)))]


def bring_back(picture: Picture) -> None:
    """Fill an empty database with what was photographed."""
    db.session.remove()
    if isinstance(picture, bytes):
        _clear_away()
        _file().write_bytes(picture)
    else:
        _at_once(picture)


def _is_sqlite() -> bool:
    return db.engine.dialect.name == "sqlite"


def _file() -> Path:
    return Path(db.engine.url.database or "")


def _put_in_place(new: Path) -> None:
    if new.exists():
        _clear_away()
        shutil.copy(new, _file())
        return
    db.create_all()
    db.session.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
    db.session.remove()
    db.engine.dispose()
    shutil.copy(_file(), new)


def _clear_away() -> None:
    db.engine.dispose()
    for old in _file().parent.glob(f"{_file().name}*"):
        old.unlink()


def _at_once(statements: list[str]) -> None:
    """Send statements in one go, without the checks between tables."""
    connection = db.session.connection().connection.driver_connection
    connection.execute("; ".join(["SET LOCAL session_replication_role = replica", *statements]))
    db.session.commit()
