"""Text from a clipboard, with a tab between the cells, as a table arrives in a box without formatting."""

import csv
import io
import re

from portal.core import sheets
from portal.plans.pasting.table import Row, Source, limited

_QUOTED = re.compile(r'"((?:[^"]|"")*)"')
_PLAIN = re.compile(r"[^\t\n]*")


def read(text: str) -> Source:
    """Return the table in pasted text; without a tab in it, it is read as a CSV file would be. Raises Unreadable.

    A spreadsheet puts a cell of several lines in quotation marks; all other quotation marks are the writer's own.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").strip("\n")
    if "\t" in text:
        text = "sep=\t\n" + _quoted(text)
    found = sheets.read(io.BytesIO(text.encode("utf-8", "replace")))
    skipped = 1 if "\t" in text else 0
    rows = [Row(line.number - skipped, line.cells) for line in limited(found)]
    if not rows:
        raise sheets.Unreadable("There is nothing in what was pasted.")
    return Source("text that was pasted", rows)


def _quoted(text: str) -> str:
    """Return tabbed text in which every quotation mark that is a writer's own is written as a file would."""
    kept = io.StringIO()
    written = csv.writer(kept, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_ALL)
    at, cells = 0, []
    while at <= len(text):
        cell, at = _cell(text, at)
        cells.append(cell)
        if at >= len(text) or text[at] == "\n":
            written.writerow(cells)
            cells = []
        at += 1
    return kept.getvalue()


def _cell(text: str, at: int) -> tuple[str, int]:
    """Return the cell that begins here, and where it ends."""
    if text.startswith('"', at):
        found = _QUOTED.match(text, at)
        if found and text[found.end() : found.end() + 1] in ("", "\t", "\n") and re.search(r"[\t\n]", found[1]):
            return found[1].replace('""', '"'), found.end()
    plain = _PLAIN.match(text, at)
    return (plain[0], plain.end()) if plain else ("", at)
