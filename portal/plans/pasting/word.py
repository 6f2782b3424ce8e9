"""Tables in Word documents (.docx): cells merged sideways and down, tracked changes as accepted, ticks as signs.

The document is read part by part as a workbook is: what would unpack to too much, and what declares entities of its
own, is refused before anything of it is kept.
"""

import zipfile
from collections.abc import Iterator
from typing import BinaryIO
from xml.etree.ElementTree import Element

from portal.core.sheets import Unreadable
from portal.core.workbooks import BROKEN as OF_WORKBOOKS
from portal.core.workbooks import FAULTS, elements, refuse_bombs
from portal.plans.pasting.marks import clean, in_font
from portal.plans.pasting.table import Grid, Row, Source, numbered
from portal.plans.pasting.web import LINES_ABOVE, LONGEST_ABOVE

LARGEST = 16 * 1024 * 1024
MAIN = "word/document.xml"
BROKEN = "This document is damaged and cannot be read. Open it in Word and save it again."
NO_TABLE = "There is no table in this document. Only tables can be read into a plan."
TOO_LARGE = "This document is too long to be read. Copy its table and paste it instead."
FRAMES = {"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "AlternateContent", "Choice"}
LEFT_OUT = {"del", "moveFrom", "Fallback", "pPr", "sdtPr", "tblPr", "tcPr"}
SIGNS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "rPr": ""}


def is_one(file: BinaryIO) -> bool:
    """Whether a packed file is a Word document."""
    try:
        with zipfile.ZipFile(file) as archive:
            return MAIN in archive.namelist()
    except FAULTS:
        return False
    finally:
        file.seek(0)


def read(file: BinaryIO) -> Source:
    """Return the tables of a document as one source, each with the lines right above it. Raises Unreadable."""
    try:
        with zipfile.ZipFile(file) as archive:
            refuse_bombs(archive, "document")
            if archive.getinfo(MAIN).file_size > LARGEST:
                raise Unreadable(TOO_LARGE)
            with archive.open(MAIN) as opened:
                bodies = list(elements(opened, "body"))
            tables = [table for body in bodies for table in _tables(body)]
    except Unreadable as error:
        raise Unreadable(BROKEN if str(error) == OF_WORKBOOKS else str(error)) from error
    except FAULTS as error:
        raise Unreadable(BROKEN) from error
    if not any(tables):
        raise Unreadable(NO_TABLE)
    names = [f"Table {number}" for number in range(1, len(tables) + 1)]
    return Source("Word document", list(numbered(tables)), names)


def _tables(body: Element) -> Iterator[list[Row]]:
    above: list[str] = []
    number = 0
    for name, element in _within(body, "p", "tbl"):
        if name == "p":
            above.append(_text(element))
            continue
        lines = [clean(" ".join(line.split())) for words in above for line in words.split("\n")]
        short = [line for line in lines if line and len(line) <= LONGEST_ABOVE][-LINES_ABOVE:]
        yield [Row(0, [line], number, is_above=True) for line in short] + _rows(element, number)
        above, number = [], number + 1


def _rows(table: Element, number: int) -> list[Row]:
    grid = Grid(number)
    for _name, row in _within(table, "tr"):
        said = _find(row, "trPr")
        if said is not None and _find(said, "del") is not None:
            continue
        if skipped := _number(said, "gridBefore", 0):
            grid.put("", skipped)
        for _name, cell in _within(row, "tc"):
            looks = _find(cell, "tcPr")
            across = _number(looks, "gridSpan", 1)
            merged = _find(looks, "vMerge") if looks is not None else None
            if merged is not None and _value(merged) != "restart":
                grid.go_on(across)
            else:
                grid.put(_cell(cell), across)
        grid.end_row(0)
    return grid.rows


def _cell(cell: Element) -> str:
    """Return the text of a cell, a line for each paragraph; of a table within it a line for each row."""
    lines = []
    for name, element in _within(cell, "p", "tbl"):
        if name == "p":
            lines.append(_text(element))
            continue
        for _name, row in _within(element, "tr"):
            lines.append(" ".join(_cell(each) for _name, each in _within(row, "tc")))
    stripped = (line.strip() for line in "\n".join(lines).split("\n"))
    return "\n".join(line for line in stripped if line)


def _text(paragraph: Element, font: str = "") -> str:
    """Return the text of a paragraph, or of a part of it, as it stands when all changes are accepted."""
    parts = []
    for element in paragraph:
        name = _name(element)
        if name == "t":
            parts.append(in_font(element.text or "", font))
        elif name == "sym":
            parts.append(_sign(element))
        elif name in SIGNS:
            parts.append(SIGNS[name])
        elif name not in LEFT_OUT:
            parts.append(_text(element, _font(element) or font))
    return "".join(parts)


def _sign(element: Element) -> str:
    """Return a letter of a font of signs as the sign it shows."""
    said = {key.rpartition("}")[2]: value for key, value in element.items()}
    try:
        code = int(said.get("char", ""), 16)
    except ValueError:
        return ""
    plain = chr(code - 0xF000) if 0xF000 <= code <= 0xF0FF else chr(code) if 0 < code < 0xD800 else ""
    shown = in_font(plain, said.get("font", ""))
    return shown if shown != plain else chr(code) if code >= 0xF000 else plain


def _font(run: Element) -> str:
    looks = _find(run, "rPr")
    fonts = _find(looks, "rFonts") if looks is not None else None
    return next((value for key, value in fonts.items() if key.endswith("}ascii")), "") if fonts is not None else ""


def _within(element: Element, *wanted: str) -> Iterator[tuple[str, Element]]:
    """Yield the children of these names, also those in a frame such as a content control."""
    for child in element:
        name = _name(child)
        if name in wanted:
            yield name, child
        elif name in FRAMES:
            yield from _within(child, *wanted)


def _find(element: Element, wanted: str) -> Element | None:
    return next((child for child in element if _name(child) == wanted), None)


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _value(element: Element) -> str:
    return next((value for key, value in element.items() if key.rpartition("}")[2] == "val"), "")


def _number(element: Element | None, wanted: str, usual: int) -> int:
    found = _find(element, wanted) if element is not None else None
    said = _value(found) if found is not None else ""
    return int(said) if said.isdecimal() and len(said) < 6 else usual
