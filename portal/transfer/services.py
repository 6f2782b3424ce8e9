"""Bringing files in: keep the file, write what was planned in one transaction, take it back."""

import json
from collections.abc import Iterable, Mapping
from datetime import timedelta
from io import BytesIO

import sqlalchemy as sa

from portal.audit.services import record
from portal.core import clock
from portal.core.database import db
from portal.core.errors import Refusal
from portal.core.viewer import Viewer
from portal.transfer import bulk, undoing
from portal.transfer.kinds import KINDS
from portal.transfer.kinds.kind import Kind, Row
from portal.transfer.models import ColumnMatch, Import, ImportFile, Stage
from portal.transfer.plan import MOST_ROWS, Count, Table, batches, open_table
from portal.transfer.rules import header_mark
from portal.transfer.writer import Writer

KEPT_FOR = timedelta(days=1)


def begin(doer: Viewer, kind: Kind, file_name: str, content: bytes) -> Import:
    """Keep a file to be looked at, its columns matched as they were the last time or guessed. Raises Unreadable."""
    table = open_table(kind, BytesIO(content))
    row = Import(kind=kind.key, file_name=file_name, user_id=doer.user_id, by=doer.name, at=clock.now())
    _note(row, kind, table, remembered(kind, table))
    db.session.add(row)
    db.session.flush()
    db.session.add(ImportFile(import_id=row.id, content=content))
    record(doer, "chose", row, f"chose {file_name} to import {kind.more}")
    return row


def match(doer: Viewer, row: Import, columns: Mapping[str, int], sheet: str, file_wins: bool) -> None:
    """Keep which column is which field, and remember it for the next file with this header.

    Another sheet of the workbook has another header: its columns are guessed anew. Raises Unreadable, and Refusal
    when the import was done meanwhile.
    """
    _must_be_open(row)
    kind, content = KINDS[row.kind], file_of(row)
    is_other = sheet != row.sheet
    table = open_table(kind, BytesIO(content), sheet, None if is_other else columns)
    _note(row, kind, table, remembered(kind, table) if is_other else None)
    row.file_wins, row.choices = file_wins, "{}"
    remember(kind, table)
    record(doer, "matched", row, f"matched the columns of {row.file_name}")


def confirm(doer: Viewer, row: Import, choices: Mapping[str, str]) -> Count:
    """Do the import: everything in this transaction, or nothing. Returns the counts; raises Unreadable or Refusal."""
    _must_be_open(row)
    kind = KINDS[row.kind]
    table = open_table(kind, BytesIO(file_of(row)), row.sheet, json.loads(row.columns))
    row.choices = json.dumps(choices)
    return write(doer, row, batches(kind, table, doer, choices, row.file_wins, MOST_ROWS))


def write(doer: Viewer, row: Import, planned: Iterable[list[Row]]) -> Count:
    """Write what was planned, batch by batch, and close the import; returns the counts."""
    with bulk.quick_index(is_learned=True):
        writer = Writer(doer, KINDS[row.kind], row)
        for rows in planned:
            writer.write(rows)
    counted = writer.finish()
    _let_go([row.id])
    return counted


def undo(doer: Viewer, row: Import) -> None:
    """Take a whole import back. Raises Refusal with the reason when something of it was changed or used since."""
    if row.stage is not Stage.DONE:
        raise Refusal("There is nothing to take back: this import was not done, or was taken back already.")
    undoing.take_back(doer, KINDS[row.kind], row)
    row.stage, row.undone_at, row.undone_by = Stage.UNDONE, clock.now(), doer.name
    record(doer, "took back", row, f"took back the import of {row.file_name}")


def forget(doer: Viewer, row: Import) -> None:
    """Let go of a file that was only looked at. Raises Refusal when it was imported meanwhile."""
    _must_be_open(row)
    record(doer, "let go", row, f"let go of {row.file_name} without importing it")
    _let_go([row.id])
    db.session.delete(row)


def tidy() -> int:
    """Let go of files that nobody imported within a day; return how many there were."""
    old = sa.select(Import.id).where(Import.stage == Stage.LOOKED_AT, Import.at < clock.now() - KEPT_FOR)
    numbers = list(db.session.scalars(old))
    _let_go(numbers)
    db.session.execute(sa.delete(Import).where(Import.id.in_(numbers)))
    return len(numbers)


def remembered(kind: Kind, table: Table) -> dict[str, int] | None:
    """Return how a file with this header was matched the last time, or None."""
    mark = header_mark(table.header.cells)
    said = db.session.scalar(sa.select(ColumnMatch.columns).filter_by(kind=kind.key, header=mark))
    return json.loads(said) if said else None


def remember(kind: Kind, table: Table) -> None:
    """Remember how this header is matched."""
    mark, columns = header_mark(table.header.cells), json.dumps(table.columns)
    changed = db.session.execute(
        sa.update(ColumnMatch).filter_by(kind=kind.key, header=mark).values(columns=columns)
    )  # fmt: skip
    if not changed.rowcount:  # type: ignore[attr-defined]
        db.session.add(ColumnMatch(kind=kind.key, header=mark, columns=columns))


def file_of(row: Import) -> bytes:
    """Return the bytes of a file that is being looked at. Raises Refusal when they were let go of."""
    content = db.session.scalar(sa.select(ImportFile.content).filter_by(import_id=row.id))
    if content is None:
        raise Refusal("This file is not kept any more: files wait for a day. Choose it again.")
    return content


def _note(row: Import, kind: Kind, table: Table, columns: dict[str, int] | None) -> None:
    width = len(table.header.cells)
    if columns is not None:
        table.columns = {key: place for key, place in columns.items() if place < width}
    row.columns, row.read_as = json.dumps(table.columns), table.sheet.what[:200]
    row.sheet = table.sheet.name[:200]


def _must_be_open(row: Import) -> None:
    if row.stage is not Stage.LOOKED_AT:
        raise Refusal(f"{row.file_name} was imported already.")


def _let_go(numbers: Iterable[int]) -> None:
    db.session.execute(sa.delete(ImportFile).where(ImportFile.import_id.in_(list(numbers))))
