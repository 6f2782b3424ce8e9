"""What an import would do: every row of a file with what becomes of it and why. Nothing is written here."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Any, BinaryIO

from portal.core import sheets
from portal.core.text import listed
from portal.core.viewer import Viewer
from portal.transfer import cards
from portal.transfer.kinds.kind import Found, Kind, Known, LeftOut, Row
from portal.transfer.models import Outcome
from portal.transfer.rules import Field, guess, missing, values_of

BATCH = 1000
MOST_ROWS = 20_000
"""So many rows can be imported by the pages; the command takes any number."""
FIRST_LINES = 25
AS_ANOTHER, LEAVE_OUT = "another", "leave"


@dataclass
class Table:
    """A file as a table: its header, the rows below it, and which column is which field."""

    sheet: sheets.Sheet
    header: sheets.Line
    rows: Iterator[sheets.Line]
    columns: dict[str, int]

    def named(self, fields: tuple[Field, ...]) -> list[tuple[int, str, Field | None]]:
        """Return each column: its place, what it is called, and the field it is."""
        by_place = {place: key for key, place in self.columns.items()}
        of = {each.key: each for each in fields}
        named = []
        for place, cell in enumerate(self.header.cells):
            key = by_place.get(place)
            named.append((place, cell or f"Column {place + 1}", of[key] if key else None))
        return named


def open_table(kind: Kind, file: BinaryIO, sheet: str = "", columns: Mapping[str, int] | None = None) -> Table:
    """Return the table in the file: its header is the line with most known words among the first ones.

    `columns` says which column is which field, where somebody said so. Raises `sheets.Unreadable`.
    """
    found = cards.read(file) if kind.reads_cards and cards.is_card(file) else sheets.read(file, sheet)
    first = list(islice(found.lines, FIRST_LINES))
    header = sheets.header(first, kind.known_words)
    width = len(header.cells)
    known = {each.key for each in kind.fields}
    said = {key: place for key, place in (columns or {}).items() if key in known and 0 <= place < width}
    below = chain((each for each in first if each.number > header.number), found.lines)
    return Table(found, header, below, said if columns is not None else guess(header.cells, kind.fields))


@dataclass
class Count:
    """How many rows became what."""

    of: dict[Outcome, int] = field(default_factory=lambda: dict.fromkeys(Outcome, 0))

    @property
    def rows(self) -> int:
        """All rows."""
        return sum(self.of.values())

    @property
    def mark(self) -> str:
        """The counts in one word, to see whether anything changed since they were shown."""
        return "-".join(str(self.of[outcome]) for outcome in Outcome)


def batches(
    kind: Kind, table: Table, viewer: Viewer, choices: Mapping[str, str], file_wins: bool = False, most: int = 0
) -> Iterator[list[Row]]:
    """Yield the rows of the table in batches, each with what becomes of it. Raises Unreadable beyond `most` rows.

    `choices` says of rows that may be there already, by their line, to add them as another or to leave them out.
    """
    if wanting := missing(table.columns, kind.fields):
        labels = listed([each.label.lower() for each in wanting])
        raise sheets.Unreadable(f"Say which column holds the {labels}.")
    known = kind.known(viewer)
    count = 0
    while lines := list(islice(table.rows, BATCH)):
        count += len(lines)
        if most and count > most:
            raise sheets.Unreadable(f"This file has more than {most:,} rows. Divide it into several files.")
        rows = [_row(kind, table, line) for line in lines]
        open_rows = [row for row in rows if row.outcome is not Outcome.SKIPPED]
        known.look_up(open_rows)
        for row in open_rows:
            _decide(known, row, choices.get(str(row.line), ""))
        _compare(kind, rows, file_wins)
        yield rows
    if not count:
        raise sheets.Unreadable("There is a header in this file, and no row below it.")


def _row(kind: Kind, table: Table, line: sheets.Line) -> Row:
    values, remarks, wrong = values_of(line.cells, table.columns, kind.fields)
    row = Row(line.number, line.cells, values, remarks, name=str(values.get("name") or values.get("title") or ""))
    if line.cells[0].lower() == table.header.cells[0].lower() and _folded(line) == _folded(table.header):
        wrong = "it repeats the header"
    if wrong:
        row.outcome, row.reason = Outcome.SKIPPED, wrong
    return row


def _folded(line: sheets.Line) -> list[str]:
    return [sheets.folded(cell) for cell in line.cells]


def _decide(known: Known, row: Row, choice: str) -> None:
    """Say whether the row is added, merged with what is there, or left out."""
    try:
        known.settle(row)
        found = known.find(row)
        if found is not None:
            row.is_doubtful = not found.is_sure
            if choice == LEAVE_OUT:
                raise LeftOut(f"you said so; there is {found.name} {found.why}")
            if choice != AS_ANOTHER or found.is_sure:
                return _take_as(row, found)
            row.reason = f"you said it is another than {found.name}"
        known.remember(row)
    except LeftOut as why:
        row.outcome, row.reason = Outcome.SKIPPED, str(why)
    return None


def _take_as(row: Row, found: Found) -> None:
    if found.number < 0:
        raise LeftOut(f"line {-found.number:,} of this file has {found.name} {found.why}")
    if not found.is_kept:
        raise LeftOut(f"{found.name} {found.why} is here already, and others keep that entry: tell them what to mend")
    row.outcome, row.number, row.reason = Outcome.MERGED, found.number, f"{found.name} {found.why} is here already"


def _compare(kind: Kind, rows: list[Row], file_wins: bool) -> None:
    """Say of rows that are merged what they add: what is empty here is filled, what differs stays unless told."""
    merged = [row for row in rows if row.outcome is Outcome.MERGED and row.number]
    if not merged:
        return
    here = kind.here(sorted({row.number for row in merged if row.number}))
    for row in merged:
        there = here[row.number or 0]
        new, kept = _news(kind, row, there, file_wins)
        row.before = {key: getattr(there, key) for key in new}
        row.values = new
        if kept:
            row.remarks.append("what is here was kept: " + ", ".join(_label(kind, key) for key in kept))
        if new:
            row.remarks.insert(0, "filled in: " + ", ".join(_label(kind, key) for key in new))
        else:
            row.outcome = Outcome.SAME


def _news(kind: Kind, row: Row, there: Any, file_wins: bool) -> tuple[dict[str, Any], list[str]]:
    """Return what the file says that is not here, and the fields in which both say something else."""
    new, kept = {}, []
    for key, value in row.values.items():
        mine = getattr(there, key)
        if value in (None, "", mine) or str(value).casefold() == str(mine or "").casefold():
            continue
        is_empty = mine in (None, "") or str(mine) == "unknown"
        if is_empty or (file_wins and key != "name"):
            new[key] = value
        elif key != "name" or row.is_doubtful:
            kept.append(key)
    return new, kept


def _label(kind: Kind, key: str) -> str:
    if key == "organisation_id":
        return "organisation"
    return next((each.label.lower() for each in kind.fields if each.key == key), key.replace("_", " "))
