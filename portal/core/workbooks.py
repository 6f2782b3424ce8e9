"""Excel workbooks (.xlsx), read as people see them, row by row however long they are.

Only what a table needs of the format is here. What a workbook may unpack to is limited before anything is unpacked,
and a document type, which a workbook never has, is refused: neither can be made to fill the memory.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from posixpath import join, normpath
from typing import IO, BinaryIO, NoReturn
from xml.etree.ElementTree import Element, ParseError, XMLPullParser

from portal.core.sheets import LONGEST_CELL, MOST_COLUMNS, Line, Sheet, Unreadable, tidy

MOST_ENTRIES = 2000
MOST_BYTES = 400 * 1024 * 1024
MOST_TIMES = 200
MOST_STRINGS = 2_000_000
MOST_MERGED = 20_000
BROKEN = "This workbook is damaged and cannot be read. Open it in a spreadsheet and save it again."
OTHERS = (
    ("word/document.xml", "This is a Word document, not a table. Save its table as CSV or Excel (.xlsx)."),
    ("ppt/presentation.xml", "This is a presentation, not a table."),
    ("xl/workbook.bin", "This is a binary Excel workbook (.xlsb). Save it as .xlsx or CSV."),
)
ODS = "This is an OpenDocument spreadsheet. Save it as Excel (.xlsx) or CSV."
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
FAULTS = (
    zipfile.BadZipFile, zlib.error, NotImplementedError, LookupError, ValueError, EOFError, ParseError, OSError,
    OverflowError, StopIteration, RuntimeError,
)  # fmt: skip
"""What reading a damaged workbook may come upon."""
DATES = {14, 15, 16, 17, 22, *range(27, 32), 36, *range(50, 59)}
TIMES = {18, 19, 20, 21, 45, 46, 47}
BUILT_IN = {1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 37: "#,##0", 38: "#,##0",
            39: "#,##0.00", 40: "#,##0.00"}  # fmt: skip
PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
QUIET = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[\$([^\]-]*)[^\]]*\]|\[[^\]]*\]')


def read(file: BinaryIO, sheet: str = "") -> Sheet:
    """Return a sheet of the workbook. Raises Unreadable with a sentence, at once or while its lines are read."""
    try:
        archive = zipfile.ZipFile(file)
        refuse_bombs(archive)
        _refuse_others(archive)
        book = _Book(archive)
        names = book.sheets()
    except FAULTS as error:
        _broken(error)
    if not names:
        raise Unreadable("There is no sheet with a table in this workbook.")
    name = sheet if sheet in names else next(iter(names))
    return Sheet(f"Excel workbook, sheet {name}", book.lines(names[name]), tuple(names), name)


def _broken(error: Exception) -> NoReturn:
    if isinstance(error, Unreadable):
        raise error
    raise Unreadable(BROKEN) from error


def refuse_bombs(archive: zipfile.ZipFile, what: str = "workbook") -> None:
    """Refuse what would unpack to more than a table can be; no more than it says of itself is ever unpacked."""
    found = archive.infolist()
    size, packed = sum(each.file_size for each in found), sum(each.compress_size for each in found)
    if len(found) > MOST_ENTRIES or size > MOST_BYTES or (size > 50 * 1024 * 1024 and size > MOST_TIMES * packed):
        raise Unreadable(f"This {what} unpacks to more than can be read. Save the table alone, as CSV.")
    if any(each.flag_bits & 1 for each in found):
        raise Unreadable("This file is locked by a password. Save it without one and choose it again.")


def _refuse_others(archive: zipfile.ZipFile) -> None:
    names = set(archive.namelist())
    for name, sentence in OTHERS:
        if name in names:
            raise Unreadable(sentence)
    if "mimetype" in names and b"opendocument" in archive.read("mimetype")[:200]:
        raise Unreadable(ODS)
    if "xl/workbook.xml" not in names and "[Content_Types].xml" not in names:
        raise Unreadable("This is a packed file (ZIP), not a table. Unpack it and choose the file inside.")


def elements(file: IO[bytes], *wanted: str) -> Iterator[Element]:
    """Yield the elements of these names as they end; what was read is let go of, and of the rest nothing is kept.

    What declares a document type, and entities of its own in it, is refused: a table never does.
    """
    parser: XMLPullParser[Element] = XMLPullParser(("start", "end"))
    depth, inside, before = 0, 0, b""
    path: list[Element] = []
    while part := file.read(2**16):
        if b"<!DOCTYPE" in (before + part).replace(b"\0", b""):
            raise Unreadable(BROKEN)
        before = part[-20:]
        parser.feed(part)
        for event, element in _events(parser):
            name = element.tag.rpartition("}")[2]
            if event == "start":
                depth += 1
                path.append(element)
                inside += name in wanted
                if depth > 100:
                    raise Unreadable(BROKEN)
                continue
            depth -= 1
            path.pop()
            if name in wanted:
                inside -= 1
                yield element
            if not inside and path:
                path[-1].remove(element)
    parser.close()


def _events(parser: XMLPullParser) -> Iterator[tuple[str, Element]]:
    """Yield what begins and ends."""
    return parser.read_events()  # type: ignore[return-value]


@dataclass
class _Book:
    """A workbook, opened."""

    archive: zipfile.ZipFile
    strings: list[str] = field(default_factory=list)
    formats: list[tuple[str, str]] = field(default_factory=list)
    from_1904: bool = False

    def sheets(self) -> dict[str, str]:
        """Return the sheets that hold cells, by name, those that are hidden last; with the place of each."""
        book = self._main()
        folder = book.rpartition("/")[0]
        targets = self._targets(f"{folder}/_rels/{book.rpartition('/')[2]}.rels", folder)
        shown: dict[str, str] = {}
        hidden: dict[str, str] = {}
        with self.archive.open(book) as file:
            for element in elements(file, "sheet", "workbookPr"):
                if element.tag.endswith("workbookPr"):
                    self.from_1904 = element.get("date1904") in ("1", "true")
                    continue
                number = next((value for key, value in element.items() if key.endswith("}id")), "")
                place = targets.get(number, "")
                if place in self.archive.namelist() and "chartsheet" not in place:
                    kept = shown if element.get("state", "visible") == "visible" else hidden
                    kept[element.get("name") or "Sheet"] = place
        return shown | hidden

    def _main(self) -> str:
        if "xl/workbook.xml" in self.archive.namelist():
            return "xl/workbook.xml"
        targets = self._targets("_rels/.rels", "")
        return next(place for place in targets.values() if place.endswith("workbook.xml"))

    def _targets(self, place: str, folder: str) -> dict[str, str]:
        with self.archive.open(place) as file:
            found = {each.get("Id", ""): each.get("Target", "") for each in elements(file, "Relationship")}
        return {key: normpath(join("/", folder, target)).lstrip("/") for key, target in found.items()}

    def lines(self, place: str) -> Iterator[Line]:
        """Yield the rows with something in them. A cell that is merged over several rows stands in each of them."""
        try:
            self._read_formats()
            self._read_strings()
            merged = self._merged(place)
            with self.archive.open(place) as file:
                yield from self._filled(file, merged)
        except FAULTS as error:
            _broken(error)

    def _filled(self, file: IO[bytes], merged: dict[int, list[tuple[int, int]]]) -> Iterator[Line]:
        said: dict[int, tuple[str, int]] = {}
        number = 0
        for row in elements(file, "row"):
            number = int(row.get("r") or number + 1)
            cells = self._cells(row, number)
            for column, until in merged.get(number, ()):
                said[column] = (cells[column] if column < len(cells) else "", until)
            for column, (text, until) in list(said.items()):
                if number > until:
                    del said[column]
                elif text:
                    cells += [""] * (column + 1 - len(cells))
                    cells[column] = cells[column] or text
            while cells and not cells[-1]:
                cells.pop()
            if cells:
                yield Line(number, cells)

    def _cells(self, row: Element, number: int) -> list[str]:
        cells: list[str] = []
        for cell in row:
            if not cell.tag.endswith("}c"):
                continue
            found = PLACE.match(cell.get("r") or "")
            column = _column(found[1]) if found else len(cells)
            if column >= MOST_COLUMNS:
                if self._text(cell):
                    sentence = f"Line {number:,} has cells beyond column {MOST_COLUMNS}: these cannot be read."
                    raise Unreadable(sentence)
                continue
            cells += [""] * (column + 1 - len(cells))
            cells[column] = tidy(self._text(cell))
            if len(cells[column]) > LONGEST_CELL:
                sentence = f"A cell in line {number:,} holds more than {LONGEST_CELL:,} letters: this is not a list."
                raise Unreadable(sentence)
        return cells

    def _text(self, cell: Element) -> str:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return _plain(next((each for each in cell if each.tag.endswith("}is")), None))
        value = next((each.text or "" for each in cell if each.tag.endswith("}v")), "")
        if kind == "s":
            return self.strings[int(value)] if value else ""
        if kind == "b":
            return "yes" if value.strip() == "1" else "no"
        if kind == "d":
            return value.strip().replace("T00:00:00", "")
        if kind != "n" or not value.strip():
            return value
        return self._number(float(value), int(cell.get("s") or 0))

    def _number(self, value: float, style: int) -> str:
        """Return a number as it stands in the sheet: a day, a time, a share, or figures."""
        kind, pattern = self.formats[style] if style < len(self.formats) else ("", "")
        if kind and 0 <= value < 2_958_466:
            return _moment(value, kind, self.from_1904)
        return _figures(value, pattern)

    def _read_formats(self) -> None:
        if "xl/styles.xml" not in self.archive.namelist():
            return
        own: dict[int, str] = {}
        with self.archive.open("xl/styles.xml") as file:
            for element in elements(file, "numFmt", "cellXfs"):
                if element.tag.endswith("numFmt"):
                    own[int(element.get("numFmtId") or 0)] = element.get("formatCode") or ""
                    continue
                for each in element:
                    self.formats.append(_format(int(each.get("numFmtId") or 0), own))

    def _read_strings(self) -> None:
        if "xl/sharedStrings.xml" not in self.archive.namelist():
            return
        with self.archive.open("xl/sharedStrings.xml") as file:
            for element in elements(file, "si"):
                self.strings.append(_plain(element))
                if len(self.strings) > MOST_STRINGS:
                    raise Unreadable("This workbook holds more words than can be read. Save the table alone, as CSV.")

    def _merged(self, place: str) -> dict[int, list[tuple[int, int]]]:
        """Return where cells are merged over several rows: by the first row, the column and the last row."""
        found: dict[int, list[tuple[int, int]]] = {}
        count = 0
        with self.archive.open(place) as file:
            for element in elements(file, "mergeCell"):
                ends = [PLACE.match(each) for each in (element.get("ref") or "").split(":")]
                count += 1
                if len(ends) == 2 and ends[0] and ends[1] and count <= MOST_MERGED and ends[0][2] != ends[1][2]:
                    found.setdefault(int(ends[0][2]), []).append((_column(ends[0][1]), int(ends[1][2])))
        return found


def _plain(element: Element | None) -> str:
    """Return the text of a cell without its looks, and without what only says how it is pronounced."""
    if element is None:
        return ""
    texts = []
    for each in element:
        name = each.tag.rpartition("}")[2]
        if name == "t":
            texts.append(each.text or "")
        elif name == "r":
            texts += [part.text or "" for part in each if part.tag.endswith("}t")]
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), "".join(texts))


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _format(number: int, own: dict[int, str]) -> tuple[str, str]:
    """Return whether a number format shows "date", "time" or "both", and otherwise how it writes figures."""
    if number not in own:
        kind = "both" if number == 22 else "date" if number in DATES else "time" if number in TIMES else ""
        return kind, BUILT_IN.get(number, "")
    code = own[number].split(";")[0]
    bare = QUIET.sub("", re.sub(r"\[(h+|m+|s+)\]", r"\1", code, flags=re.IGNORECASE)).lower()
    if any(letter in bare for letter in "ydhs") or re.search(r"\bm+\b", bare):
        has_day = any(letter in bare for letter in "yd") or "mmm" in bare
        has_hour = any(letter in bare for letter in "hs")
        return ("both" if has_day and has_hour else "time" if has_hour else "date"), ""
    return "", code


def _moment(value: float, kind: str, from_1904: bool) -> str:
    first = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30 if value >= 60 else 31)
    moment = first + timedelta(seconds=round(value * 86400))
    if kind == "time":
        return f"{moment:%H:%M}"
    return f"{moment:%Y-%m-%d %H:%M}" if kind == "both" and (moment.hour or moment.minute) else f"{moment:%Y-%m-%d}"


def _figures(value: float, pattern: str) -> str:
    """Return a number as its format writes it: decimals, leading noughts, thousands, a currency, a share."""
    shown = re.search(r"[#0?,]+(?:\.[0#?]+)?", QUIET.sub("", pattern))
    if not shown or pattern.lower() == "general" or "E" in pattern:
        return f"{value:.0f}" if value == int(value) and abs(value) < 1e15 else f"{value:.15g}"
    figures, _, decimals = shown[0].partition(".")
    value *= 100 if "%" in pattern else 1
    places, least = len(decimals), decimals.count("0")
    text = f"{abs(value):{',' if ',' in figures.strip(',') else ''}.{places}f}"
    if places > least:
        text = re.sub(rf"0{{1,{places - least}}}$", "", text).rstrip(".")
    whole, dot, rest = text.partition(".")
    text = whole.zfill(figures.count("0")) + dot + rest
    before, _, after = QUIET.sub(lambda found: found[1] or found[2] or found[3] or "", pattern).partition(shown[0])
    return f"{'-' if value < 0 and float(text.replace(',', '')) else ''}{before}{text}{after}".strip()
