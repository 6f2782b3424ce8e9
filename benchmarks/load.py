"""Loads the files of a load generator run into a portal's database, in bulk: one transaction a file."""

import argparse
import resource
import secrets
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import Flask

from benchmarks.rows import EVER, Files, tables
from portal.accounts import passwords
from portal.accounts.models import User
from portal.accounts.queries import find_user
from portal.app import create_app
from portal.core import clock, memory, migrate
from portal.core.database import db, writing
from portal.core.index import Entry
from portal.core.permissions import Role
from portal.directory.models import Person
from portal.memberships.models import Appointment

BATCH = 5000
EMAIL = "benchmark@example.org"
NAME = "Bea Benchmark"


def portal_at(address: str, **settings: Any) -> Flask:
    """Return a portal over the database at the address, as it is served: no debugging, no shortcuts of the tests."""
    given = {
        "SECRET_KEY": secrets.token_urlsafe(32), "INSTANCE": tempfile.mkdtemp(prefix="portal-benchmark-"),
        "SQLALCHEMY_DATABASE_URI": address, "BACKGROUND": False, "HTMX_SOURCE": "local",
    }  # fmt: skip
    app = create_app(given | settings)
    memory.settle()
    return app


def load(folder: Path) -> int:
    """Load all files of the folder behind what the database holds; return the number of rows. Needs an app context."""
    migrate.upgrade()
    files = Files(folder, _highest_number(), clock.today())
    total, began = 0, time.perf_counter()
    for name, make in files.steps:
        start = time.perf_counter()
        with writing(), _quick_index():
            rows = _insert(make())
        spent = time.perf_counter() - start
        print(f"  {name:<14} {rows:>9,} rows {spent:>7.1f} s {rows / spent:>9,.0f} rows/s", flush=True)
        total += rows
    _settle()
    spent, peak = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"  {'all':<14} {total:>9,} rows {spent:>7.1f} s {total / spent:>9,.0f} rows/s, peak memory {peak:.0f} MB")
    return total


def make_user() -> tuple[str, str]:
    """Make the benchmark's own person, who manages partnership 1; return the e-mail address and a new password."""
    password = secrets.token_urlsafe(12)
    kept = passwords.hashed(password)
    with writing():
        user = find_user(EMAIL)
        if user is None:
            user = User(email=EMAIL, name=NAME, created_at=clock.now())
            db.session.add(user)
            db.session.flush()
            person = Person(name=NAME, sort_name=NAME.lower(), email=EMAIL, user_id=user.id)
            db.session.add(person)
            db.session.flush()
            part = Appointment(person_id=person.id, partnership_id=1, role=Role.MANAGER, from_on=EVER)
            db.session.add(part)
        user.password_hash = kept
    return EMAIL, password


def _highest_number() -> int:
    with db.engine.connect() as connection:
        found = [connection.scalar(sa.select(sa.func.max(table.c.id))) or 0 for table in tables()]
    return -(-max(found) // 100_000) * 100_000


def _insert(rows: Iterator[tuple[Any, dict[str, Any]]]) -> int:
    """Insert rows in batches, those that others point at first; return how many there were."""
    waiting: dict[sa.Table, list[dict[str, Any]]] = defaultdict(list)
    order, count = tables(), 0
    for model, row in rows:
        kept = waiting[model.__table__]
        kept.append(row)
        count += 1
        if len(kept) >= BATCH:
            _flush(order, waiting)
    _flush(order, waiting)
    return count


def _flush(order: list[sa.Table], waiting: dict[sa.Table, list[dict[str, Any]]]) -> None:
    for table in order:
        if batch := waiting.pop(table, None):
            db.session.execute(sa.insert(table), batch)


@contextmanager
def _quick_index() -> Iterator[None]:
    """On SQLite the index of words is filled once at the end of the transaction instead of row by row."""
    if db.engine.dialect.name != "sqlite":
        yield
        return
    asked = sa.text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :table")
    triggers = db.session.execute(asked, {"table": Entry.__tablename__}).all()
    highest = db.session.scalar(sa.select(sa.func.max(Entry.id))) or 0
    for trigger in triggers:
        db.session.execute(sa.text(f"DROP TRIGGER {trigger.name}"))
    yield
    words = "INSERT INTO search_words(rowid, title, body, scope) SELECT id, title, body, scope FROM search_entries"
    db.session.execute(sa.text(f"{words} WHERE id > :highest"), {"highest": highest})
    for trigger in triggers:
        db.session.connection().exec_driver_sql(trigger.sql)


def _settle() -> None:
    """Let PostgreSQL count on from the numbers that were given, and let it see what the tables hold."""
    if db.engine.dialect.name == "sqlite":
        return
    with writing():
        for table in tables():
            highest = sa.select(sa.func.coalesce(sa.func.max(table.c.id), 1)).scalar_subquery()
            db.session.execute(sa.select(sa.func.setval(sa.func.pg_get_serial_sequence(table.name, "id"), highest)))
        db.session.execute(sa.text("ANALYZE"))


def main() -> int:
    """Load a folder, make the benchmark's person, and say how to sign in."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("database", help="sqlite:///FILE or postgresql+psycopg://…")
    parser.add_argument("files", type=Path, nargs="*", help="folders the generator wrote")
    asked = parser.parse_args()
    app = portal_at(asked.database)
    with app.app_context():
        for folder in asked.files:
            print(folder.name)
            load(folder)
        email, password = make_user()
    print(f"sign in as {email} with the password {password}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
