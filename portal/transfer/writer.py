"""Writing the rows of an import in batches, each with its record, its entry in the search and its accounting."""

import json
from collections.abc import Iterable
from typing import Any

from portal.audit.models import Event
from portal.audit.services import record
from portal.core import clock, index
from portal.core.database import db
from portal.core.text import plural, shortened
from portal.core.viewer import Viewer
from portal.transfer import bulk
from portal.transfer.kinds.kind import Kind, Row
from portal.transfer.models import Import, ImportRow, Outcome, Stage
from portal.transfer.plan import Count

as_json = json.JSONEncoder(ensure_ascii=False).encode


class Writer:
    """Writes the rows of one import, batch by batch, and accounts for each."""

    def __init__(self, doer: Viewer, kind: Kind, row: Import) -> None:
        self.doer, self.kind, self.row = doer, kind.for_one_run(), row
        self.count = Count()
        self.merged: set[int] = set()

    def write(self, rows: list[Row]) -> None:
        """Write a batch: new things, what others gained, the record of changes, and the accounting."""
        added = [row for row in rows if row.outcome is Outcome.ADDED]
        merged = [row for row in rows if row.outcome is Outcome.MERGED]
        self._add(added)
        self._merge(merged)
        bulk.insert(Event.__table__, [self._event(row) for row in (*added, *merged)])  # type: ignore[arg-type]
        bulk.insert(ImportRow.__table__, [self._account(row) for row in rows])  # type: ignore[arg-type]
        for row in rows:
            self.count.of[row.outcome] += 1

    def finish(self) -> Count:
        """Renew what is found of what gained something, and close the import."""
        for numbers in _parts(sorted(self.merged)):
            with index.gathering():
                self.kind.reindex(self.kind.here(numbers).values())
        row, of = self.row, self.count.of
        row.added, row.merged = of[Outcome.ADDED], of[Outcome.MERGED]
        row.same, row.skipped = of[Outcome.SAME], of[Outcome.SKIPPED]
        row.stage, row.at = Stage.DONE, clock.now()
        done = f"{plural(row.added, self.kind.noun, self.kind.more)} added, {row.merged:,} merged"
        left = f"{row.same + row.skipped:,} left as they were"
        record(self.doer, "imported", row, f"imported {row.file_name}: {done}, {left}")
        return self.count

    def _add(self, added: list[Row]) -> None:
        if not added:
            return
        table = self.kind.model.__table__
        new = [self.kind.columns(row.values) for row in added]
        self.kind.prepare(new)
        for row, columns, number in zip(added, new, bulk.numbers(table, len(new)), strict=True):
            row.number = columns["id"] = number
            row.version = 1
        bulk.insert(table, new)
        with index.gathering():
            self.kind.reindex([self.kind.found_by(columns) for columns in new])

    def _merge(self, merged: list[Row]) -> None:
        here = self.kind.here([row.number for row in merged if row.number])
        for row in merged:
            there = here[row.number or 0]
            for key, value in row.values.items():
                setattr(there, key, value)
            if "name" in row.values and hasattr(there, "sort_name"):
                there.sort_name = there.name.lower()
            db.session.flush()
            row.version = there.version
            self.merged.add(there.id)

    def _event(self, row: Row) -> dict[str, Any]:
        did = "added" if row.outcome is Outcome.ADDED else "added to the entry of"
        return {
            "at": clock.now(), "user_id": self.doer.user_id, "who": self.doer.name or "The portal",
            "partnership_id": None, "verb": "imported", "thing": self.kind.model.__tablename__,
            "thing_id": row.number, "sentence": shortened(f"{did} {row.name} by importing {self.row.file_name}", 380),
        }  # fmt: skip

    def _account(self, row: Row) -> dict[str, Any]:
        is_written = row.outcome in (Outcome.ADDED, Outcome.MERGED)
        return {
            "import_id": self.row.id, "line": row.line, "original": as_json(row.original),
            "outcome": row.outcome, "reason": row.words, "object_id": row.number if is_written else None,
            "object_version": row.version if is_written else None,
            "before": json.dumps(row.before, default=str) if row.before and is_written else "",
        }  # fmt: skip


def _parts(numbers: list[int], size: int = 1000) -> Iterable[list[int]]:
    return (numbers[at : at + size] for at in range(0, len(numbers), size))
