"""Reading imports: the list of them, one of them, its rows, and what the one that is looked at would do."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO

import sqlalchemy as sa
from flask import abort

from portal.core.database import db
from portal.core.sheets import Unreadable
from portal.core.tables import Column, Filter, Table
from portal.core.viewer import Viewer
from portal.transfer.kinds import KINDS
from portal.transfer.kinds.kind import Kind, Row
from portal.transfer.models import Import, ImportFile, ImportRow, Outcome, Stage
from portal.transfer.plan import MOST_ROWS, Count, batches, open_table
from portal.transfer.plan import Table as FileTable

SHOWN = 200
DOUBTFUL = "doubtful"
STAGES = [(stage.value, stage.words) for stage in Stage]
OUTCOMES = [(outcome.value, outcome.words) for outcome in Outcome]


@dataclass
class Preview:
    """What an import would do, with the first rows of those that were asked for; `wrong` says why it cannot."""

    kind: Kind
    table: FileTable
    count: Count = field(default_factory=Count)
    rows: list[Row] = field(default_factory=list)
    doubtful: list[Row] = field(default_factory=list)
    wrong: str = ""

    def tabs(self, address: str, show: str) -> list[tuple[str, str, bool]]:
        """Return the ways to look at the rows: words, address, and whether it is the one on the page."""
        ways = [("All", "")] + [
            (f"{each.words}: {number:,}", each.value) for each, number in self.count.of.items() if number
        ]
        if self.doubtful:
            ways.append((f"To be looked at: {len(self.doubtful):,}", DOUBTFUL))
        return [(words, f"{address}?show={value}" if value else address, value == show) for words, value in ways]


def may_import(viewer: Viewer) -> list[Kind]:
    """Return what the viewer may import."""
    return [kind for kind in KINDS.values() if kind.may_import(viewer)]


def get_import(viewer: Viewer, number: int) -> Import:
    """Return an import of the viewer's own; the site administrator sees all. Answers 404."""
    mine = sa.true() if viewer.is_site_administrator else Import.user_id == viewer.user_id
    return db.one_or_404(sa.select(Import).where(Import.id == number, mine))


def imports_table(viewer: Viewer) -> Table:
    """Return the list of imports, newest first."""
    mine = sa.true() if viewer.is_site_administrator else Import.user_id == viewer.user_id
    shown = (Import.id, Import.file_name, Import.kind, Import.at, Import.by, Import.stage, Import.added, Import.merged,
             Import.same, Import.skipped)  # fmt: skip
    return Table(
        rows=sa.select(*shown).where(mine),
        id=Import.id,
        noun="import",
        sort="-at",
        columns=[
            Column("file_name", "File", sa.func.lower(Import.file_name)), Column("kind", "Kind", Import.kind),
            Column("at", "When", Import.at), Column("by", "By", Import.by), Column("stage", "State", Import.stage),
            Column("added", "Added", Import.added, css="num"), Column("merged", "Merged", Import.merged, css="num"),
            Column("skipped", "Left out", Import.skipped, css="num"),
        ],
        filters=[
            Filter("kind", "Kind", [(key, key.capitalize()) for key in KINDS], lambda key: Import.kind == key),
            Filter("stage", "State", STAGES, lambda word: Import.stage == word),
        ],
        search=lambda words: Import.file_name.icontains(words, autoescape=True),
    )  # fmt: skip


def rows_table(row: Import) -> Table:
    """Return the accounting of an import: every row of its file."""
    shown = (ImportRow.id, ImportRow.line, ImportRow.outcome, ImportRow.reason, ImportRow.original, ImportRow.object_id)
    return Table(
        rows=sa.select(*shown).where(ImportRow.import_id == row.id),
        id=ImportRow.id,
        noun="row",
        sort="line",
        columns=[
            Column("line", "Line", ImportRow.line, css="num"),
            Column("outcome", "What became of it", ImportRow.outcome),
            Column("reason", "Why"), Column("original", "As it stands in the file"),
        ],
        filters=[Filter("outcome", "What became of it", OUTCOMES, lambda word: ImportRow.outcome == word)],
        search=lambda words: ImportRow.original.icontains(words, autoescape=True),
    )  # fmt: skip


def cells(original: str) -> str:
    """Return the text of a row as one line."""
    return " | ".join(cell for cell in json.loads(original) if cell)


def table_of(row: Import, columns: Mapping[str, int] | None = None) -> FileTable:
    """Return the table in the file of an import that is being looked at, or answer 404 when it is not kept any more."""
    content = db.session.scalar(sa.select(ImportFile.content).filter_by(import_id=row.id)) or abort(404)
    said = json.loads(row.columns) if columns is None else columns
    return open_table(KINDS[row.kind], BytesIO(content), row.sheet, said)


def preview(viewer: Viewer, row: Import, show: str, choices: Mapping[str, str] | None = None) -> Preview:
    """Return what the import would do now; `show` narrows the rows to an outcome, or to those in doubt."""
    kind, table = KINDS[row.kind], table_of(row)
    found = Preview(kind, table)
    try:
        for rows in batches(kind, table, viewer, choices or {}, row.file_wins, MOST_ROWS):
            for each in rows:
                found.count.of[each.outcome] += 1
                if each.is_doubtful:
                    found.doubtful.append(each)
                if len(found.rows) < SHOWN and show in ("", each.outcome.value, DOUBTFUL if each.is_doubtful else ""):
                    found.rows.append(each)
    except Unreadable as error:
        found.wrong = str(error)
    return found
