"""What was pasted or given, read by what it is: HTML or text of a clipboard, a workbook, CSV, a Word document."""

import re
from typing import BinaryIO

from portal.core import sheets
from portal.core.sheets import Unreadable
from portal.plans.pasting import tabs, web, word
from portal.plans.pasting.table import Row, Source, limited

NOTHING = "Paste the table, or choose a file."
_TAGS = re.compile(r"\s*<(?:!doctype|html|head|meta|style|body|table|div|span|!--)", re.IGNORECASE)
MOST_SHEETS = 30


def read_pasted(text: str, html: str = "") -> Source:
    """Return what was pasted: its tables where the clipboard held HTML with some, else its text. Raises Unreadable."""
    if "<table" in html.lower():
        try:
            return web.read(html)
        except Unreadable as error:
            if str(error) != web.NO_TABLE or not text.strip():
                raise
    if not text.strip():
        raise Unreadable(NOTHING)
    if _TAGS.match(text) and "<table" in text.lower():
        return web.read(text)
    return tabs.read(text)


def read_file(file: BinaryIO) -> Source:
    """Return the tables of a file, whatever it is called. Raises Unreadable with the line and the reason."""
    is_packed = file.read(2) == b"PK"
    file.seek(0)
    if is_packed and word.is_one(file):
        return word.read(file)
    sheet = sheets.read(file)
    rows = _rows(sheet, 0)
    names = list(sheet.names) or ["Table 1"]
    if len(sheet.names) > 1:
        names = [sheet.name, *(name for name in sheet.names if name != sheet.name)][:MOST_SHEETS]
        for number, name in enumerate(names[1:], 1):
            rows += _rows(sheets.read(file, name), number, len(rows), sum(map(_letters, rows)))
    if not rows:
        raise Unreadable("There is nothing in this file but empty rows.")
    return Source(sheet.what, rows, names)


def _rows(sheet: sheets.Sheet, table: int, before: int = 0, letters: int = 0) -> list[Row]:
    return [Row(line.number, line.cells, table) for line in limited(sheet, before, letters)]


def _letters(row: Row) -> int:
    return sum(map(len, row.cells))
