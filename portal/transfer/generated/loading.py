"""Loads a folder of generated files behind what the database holds: one transaction a file, in the order of need."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import sqlalchemy as sa

from portal.core import clock
from portal.core.database import db, writing
from portal.core.index import vocabulary
from portal.transfer import bulk
from portal.transfer.generated.files import Files, tables

BATCH = 5000
NO_TABLES_YET = ("diary", "health_reviews", "health_answers")


class Loaded(NamedTuple):
    """One file that was loaded: its name, how many rows came of it, and the seconds it took."""

    name: str
    rows: int
    seconds: float


def load(folder: Path, tell: Callable[[Loaded], None]) -> int:
    """Load all files of the folder and return the number of rows; `tell` hears of each file. Needs an app context."""
    files = Files(folder, _highest_number(), clock.today())
    total = 0
    for name, make in files.steps:
        began = time.perf_counter()
        with writing(), bulk.quick_index():
            rows = _insert(make())
        total += rows
        tell(Loaded(name, rows, time.perf_counter() - began))
    began = time.perf_counter()
    with writing():
        vocabulary.relearn(db.session.connection())
        bulk.settle(tables())
    tell(Loaded("words to search by", 0, time.perf_counter() - began))
    return total


def left_aside(folder: Path) -> list[str]:
    """Return the files of the folder for which the portal has no tables yet."""
    return [f"{name}.csv" for name in NO_TABLES_YET if (folder / f"{name}.csv").exists()]


def missing(folder: Path) -> list[str]:
    """Return the files that a folder of the generator would have and this one has not."""
    return [
        f"{name}.csv" for name, _make in Files(folder, 0, clock.today()).steps if not (folder / f"{name}.csv").is_file()
    ]


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
