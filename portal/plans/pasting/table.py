"""A table as it was read: its rows with their cells, and which cells are merged."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple, NoReturn

from portal.core.sheets import LONGEST_CELL, MOST_COLUMNS, Line, Sheet, Unreadable
from portal.plans.pasting.marks import clean

MOST_ROWS = 2000
MOST_LETTERS = 2_000_000
"""So much is a plan of some thousand actions; what is merged over rows counts in each of them."""


class Row(NamedTuple):
    """A row of a table.

    `spans` says how many columns each cell covers, 0 for one that is covered; it is empty where no cells are merged.
    `down` holds the columns whose cell is merged with the one above. `is_above` is text that stood before the table.
    """

    line: int
    cells: list[str]
    table: int = 0
    spans: list[int] = []  # noqa: RUF012  never changed
    down: list[int] = []  # noqa: RUF012
    is_above: bool = False

    @property
    def filled(self) -> list[int]:
        """The columns with something in them."""
        return [column for column, cell in enumerate(self.cells) if cell]

    def cell(self, column: int) -> str:
        """Return the text in a column, "" beyond the last one."""
        return self.cells[column] if 0 <= column < len(self.cells) else ""

    def span(self, column: int) -> int:
        """Return how many columns the cell covers."""
        return self.spans[column] if column < len(self.spans) else 1

    def kept(self) -> dict[str, Any]:
        """Return the row as JSON keeps it."""
        said: dict[str, Any] = {"line": self.line, "cells": self.cells, "table": self.table, "spans": self.spans}
        said |= {"down": self.down, "is_above": self.is_above}
        return {key: value for key, value in said.items() if value or key in ("line", "cells")}


class Heading(NamedTuple):
    """The heading of a column: the words of its own row, and those above it where there are two rows."""

    own: str
    above: str = ""

    @property
    def words(self) -> str:
        """The heading as one line: "Timescale: Now"."""
        return (
            ": ".join(filter(None, (" ".join(self.above.split()), " ".join(self.own.split()))))
            if self.above != self.own
            else self.own
        )


@dataclass
class Source:
    """What was pasted or given: `what` says how it was read, `names` are its tables."""

    what: str
    rows: list[Row]
    names: list[str] = field(default_factory=lambda: ["Table 1"])


def rows_of(kept: Iterable[dict[str, Any]]) -> list[Row]:
    """Return rows from how JSON kept them."""
    return [Row(**each) for each in kept]


@dataclass
class Grid:
    """A table that is being read, row by row, with cells that are merged sideways and down."""

    table: int = 0
    rows: list[Row] = field(default_factory=list)
    letters: int = 0
    _cells: list[str] = field(default_factory=list)
    _spans: list[int] = field(default_factory=list)
    _down: list[int] = field(default_factory=list)
    _hanging: dict[int, tuple[int, str, int]] = field(default_factory=dict)
    _coming: dict[int, tuple[int, str, int]] = field(default_factory=dict)

    def put(self, text: str, across: int = 1, rows: int = 1) -> None:
        """Put the next cell of the row; it covers so many columns and rows. Raises Unreadable beyond the limits."""
        while len(self._cells) in self._hanging:
            self._fill(len(self._cells))
        column = len(self._cells)
        words = self._kept(text)
        if column + max(across, 1) > MOST_COLUMNS and words:
            raise Unreadable(f"Row {len(self.rows) + 1:,} has more than {MOST_COLUMNS} columns: this is not a plan.")
        across = min(max(across, 1), MOST_COLUMNS - column)
        if across > 0:
            self._add(words, across)
            if rows > 1:
                self._coming[column] = (min(rows, MOST_ROWS) - 1, words, across)

    def go_on(self, across: int = 1) -> None:
        """Let the cell above go on in this row, as a document says of cells that are merged downwards."""
        column = len(self._cells)
        above = self.rows[-1].cell(column) if self.rows else ""
        self.put(above, across)
        self._down.append(column)

    def end_row(self, line: int) -> None:
        """End the row; one with nothing in it is not kept. Raises Unreadable beyond the limits."""
        for column in sorted(each for each in self._hanging if each >= len(self._cells)):
            if column >= len(self._cells):
                self._cells += [""] * (column - len(self._cells))
                self._spans += [1] * (column - len(self._spans))
                self._fill(column)
        cells, spans, down = self._cells, self._spans, self._down
        while cells and not cells[-1] and spans[-1] == 1:
            cells.pop()
            spans.pop()
        if any(cells):
            if len(self.rows) >= MOST_ROWS:
                raise Unreadable(f"This has more than {MOST_ROWS:,} rows. Divide it into several.")
            is_merged = any(span != 1 for span in spans)
            self.rows.append(Row(line, cells, self.table, spans if is_merged else [], down))
        still = {column: self._hanging[column] for column in down if column in self._hanging}
        self._hanging = still | self._coming
        self._cells, self._spans, self._down, self._coming = [], [], [], {}

    def _fill(self, column: int) -> None:
        """Put what is merged with the rows above at the end of the row."""
        left, text, across = self._hanging[column]
        self._add(self._kept(text), across)
        self._down.append(column)
        if left > 1:
            self._hanging[column] = (left - 1, text, across)
        else:
            del self._hanging[column]

    def _add(self, words: str, across: int) -> None:
        self._cells += [words] + [""] * (across - 1)
        self._spans += [across] + [0] * (across - 1)

    def _kept(self, text: str) -> str:
        words = clean(text)
        self.letters += len(words)
        if len(words) > LONGEST_CELL:
            here = len(self.rows) + 1
            raise Unreadable(f"A cell in row {here:,} holds more than {LONGEST_CELL:,} letters: this is not a plan.")
        if self.letters > MOST_LETTERS:
            raise Unreadable(f"This holds more than {MOST_LETTERS:,} letters. Divide it into several tables.")
        return words


def numbered(tables: Iterable[list[Row]]) -> Iterator[Row]:
    """Yield the rows of several tables with one count of lines over all of them."""
    rows = (row for table in tables for row in table)
    for number, row in enumerate(rows, 1):
        yield row._replace(line=number)


def limited(sheet: Sheet, rows: int = 0, letters: int = 0) -> list[Line]:
    """Return the lines of a sheet, beside so many rows and letters of others. Raises Unreadable beyond the limits."""
    found: list[Line] = []
    for line in sheet.lines:
        found.append(line)
        letters += sum(map(len, line.cells))
        if letters > MOST_LETTERS:
            _stop(sheet, f"By line {line.number:,} this holds more than {MOST_LETTERS:,} letters.")
        if rows + len(found) > MOST_ROWS:
            _stop(sheet, f"This has more than {MOST_ROWS:,} rows.")
    return found


def _stop(sheet: Sheet, why: str) -> NoReturn:
    """Read no further, and say why."""
    getattr(sheet.lines, "close", int)()
    raise Unreadable(f"{why} Divide it into several.")
