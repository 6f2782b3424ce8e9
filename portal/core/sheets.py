"""Tables as files: what a file is by its content, and its rows as text with the numbers of their lines.

A file is read line by line however long it is, and never by its name: a picture called members.csv is a picture.
"""

import codecs
import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO, NamedTuple

HEAD = 64 * 1024
LONGEST_CELL = 20_000
MOST_COLUMNS = 200
LARGEST_OBJECTS = 50 * 1024 * 1024
MOST_LINES_OF_A_ROW = 5000
SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "upright lines"}
GUARD = re.compile(r"""(^|[;\t\r\n])'(?=(?:[^\S\t\r\n]|")*[=+\-@＝＋－＠])|^'(?=[\t\r])""")  # noqa: RUF001  full width too
ENCODINGS = {
    "utf-8": "UTF-8", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16", "cp1252": "Windows-1252",
}  # fmt: skip
MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
SAVE_AS = "Open it in a spreadsheet and save the table as CSV or Excel (.xlsx)."
NO_TEXT = f"This is not a table, and not text either. {SAVE_AS}"
OF_FONTS = {0xF0FC: "✓", 0xF0FE: "☑", 0xF0FB: "✗", 0xF0FD: "☒", 0xF0A8: "☐", 0xF06F: "☐", 0xF071: "☐", 0xF050: "✓",
            0xF052: "☑", 0xF0B7: "•", 0xF0A7: "•", 0xF0D8: "•"}  # fmt: skip
"""Where documents keep the ticks and bullets of fonts of signs such as Wingdings."""
HARMLESS = "\t\r\n\0\ufeff\x0b\x0c\x85\xa0\xad\u2028\u2029\u200b\u200e\u200f\u202f" + "".join(map(chr, OF_FONTS))
OLD_EXCEL = "This is an old Excel file (.xls), or another old Office document. Open it and save it as .xlsx or CSV."
LOCKED = "This workbook is protected by a password. Save it without one and choose it again."
WORD = re.compile(r"[^\W_]+")
SIGNS = (
    (b"\x89PNG", "This is a picture (PNG), not a table."),
    (b"\xff\xd8\xff", "This is a picture (JPEG), not a table."),
    (b"GIF8", "This is a picture (GIF), not a table."),
    (b"RIFF", "This is a picture or a sound, not a table."),
    (b"BM", "This is a picture (BMP), not a table."),
    (b"II*\0", "This is a picture (TIFF), not a table."),
    (b"MM\0*", "This is a picture (TIFF), not a table."),
    (b"%PDF", f"This is a PDF, not a table. {SAVE_AS}"),
    (b"\xd0\xcf\x11\xe0", OLD_EXCEL),
    (b"\x1f\x8b", "This is a packed file (gzip). Unpack it and choose the file inside."),
    (b"Rar!", "This is a packed file (RAR). Unpack it and choose the file inside."),
    (b"7z\xbc\xaf", "This is a packed file (7z). Unpack it and choose the file inside."),
    (b"SQLite format 3", "This is a database, not a table. Export the table from it as CSV."),
    (b"MZ", "This is a program, not a table."),
    (b"\x7fELF", "This is a program, not a table."),
    (b"{\\rtf", f"This is a text document (RTF), not a table. {SAVE_AS}"),
)
WORDS = (
    ("<!doctype html", f"This is a web page, not a table. {SAVE_AS}"),
    ("<html", f"This is a web page, not a table. {SAVE_AS}"),
    ("<svg", "This is a picture (SVG), not a table."),
    ("<?xml", f"This is XML, not a table. {SAVE_AS}"),
    ("begin:vcalendar", "This is a calendar, not a table."),
    ("begin:vcard", "These are contact cards (vCard): they can be imported as people only."),
)


class Unreadable(ValueError):
    """A file that is no table one can read; the message is the sentence for the person who chose it."""


class Line(NamedTuple):
    """One row of the file: the number of the line it begins at, and its cells as text."""

    number: int
    cells: list[str]


@dataclass
class Sheet:
    """A table in a file. `what` says how it was read, `names` are the sheets of a workbook and `name` the one read."""

    what: str
    lines: Iterator[Line]
    names: tuple[str, ...] = ()
    name: str = ""


def read(file: BinaryIO, sheet: str = "") -> Sheet:
    """Return the table in a file that is open for reading bytes; of a workbook the sheet of that name, or the first.

    Raises Unreadable with a sentence, at once or while the lines are read.
    """
    head = _head(file)
    if not head.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise Unreadable("There is nothing in this file.")
    if head.startswith(b"PK"):
        from portal.core import packages, workbooks  # only who brings one pays for what reads it

        return _read_package(file, sheet) if packages.is_one(file) else workbooks.read(file, sheet)
    _refuse_by_sign(file, head)
    return _read_objects(file, head) or _read_text(file, head)


def _head(file: BinaryIO) -> bytes:
    file.seek(0)
    head = file.read(HEAD)
    file.seek(0)
    return head


def _refuse_by_sign(file: BinaryIO, head: bytes) -> None:
    """Refuse what is known by its first bytes."""
    for sign, sentence in SIGNS:
        if head.startswith(sign) and not (len(sign) == 2 and _is_plain(head[:200])):
            is_locked = sentence is OLD_EXCEL and "EncryptedPackage".encode("utf-16-le") in head + file.read(2**20)
            raise Unreadable(LOCKED if is_locked else sentence)


def _is_plain(head: bytes) -> bool:
    """Whether bytes are text, so that two letters at their beginning are no sign of anything else."""
    return head.isascii() and all(letter.isprintable() or letter.isspace() for letter in head.decode("ascii"))


def _read_objects(file: BinaryIO, head: bytes) -> Sheet | None:
    """Return JSON that is a list of things (or holds one, as Open Referral's pages do) as a table, or None."""
    if head.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] not in (b"[", b"{"):
        return None
    raw = file.read(LARGEST_OBJECTS + 1)
    file.seek(0)
    try:
        said = json.loads(raw.decode("utf-8-sig")) if len(raw) <= LARGEST_OBJECTS else None
    except (ValueError, RecursionError):
        return None
    if isinstance(said, dict):
        said = next((value for value in said.values() if isinstance(value, list)), None)
    things = [_flat(each) for each in said or () if isinstance(each, dict)]
    if not things:
        raise Unreadable("This is JSON, but not a list of things with the same names.")
    names = list(dict.fromkeys(name for thing in things for name in thing))
    rows = [names, *([thing.get(name, "") for name in names] for thing in things)]
    return Sheet("JSON", (line for number, row in enumerate(rows, 1) if (line := _line(number, row))))


def _read_package(file: BinaryIO, table: str) -> Sheet:
    from portal.core import packages

    try:
        names, chosen, rows = packages.read(file, table)
        lines = [line for number, row in enumerate(rows, 1) if (line := _line(number, row))]
    except packages.Untidy as error:
        raise Unreadable(str(error)) from error
    return Sheet(f"Open Referral, {chosen}.csv in a zip", iter(lines), names, chosen)


def _flat(thing: dict[str, Any], within: str = "") -> dict[str, str]:
    """Return what a thing says as text, and what a thing within it says under the names of both."""
    found: dict[str, str] = {}
    for name, value in thing.items():
        if isinstance(value, dict) and not within:
            found |= _flat(value, f"{name} ")
        elif isinstance(value, bool):
            found[f"{within}{name}"] = "yes" if value else "no"
        elif isinstance(value, str | int | float):
            found[f"{within}{name}"] = str(value)
    return found


def _read_text(file: BinaryIO, head: bytes) -> Sheet:
    encoding, skipped = _encoding(file, head)
    file.seek(skipped)
    stream = io.TextIOWrapper(file, encoding, errors="strict", newline="")
    try:
        sample = codecs.getincrementaldecoder(encoding)().decode(head[skipped:])
    except UnicodeDecodeError as error:
        raise Unreadable(NO_TEXT) from error
    start = sample.lstrip("\ufeff \t\r\n").lower()
    for begins, sentence in WORDS:
        if start.startswith(begins):
            raise Unreadable(sentence)
    _refuse_noise(sample)
    separator = _said_separator(sample) or _separator(sample)
    what = f"CSV, {ENCODINGS[encoding]}, cells divided by {SEPARATORS.get(separator, separator)}"
    return Sheet(what, _lines(stream, separator, has_note=bool(_said_separator(sample))))


def _refuse_noise(sample: str) -> None:
    """Refuse what has more signs that no keyboard makes than slip into a list."""
    odd = sum(not letter.isprintable() and letter not in HARMLESS for letter in sample)
    if odd > 3 + len(sample) // 50 or sample.count("\0") > 3 + len(sample) // 10:
        raise Unreadable(NO_TEXT)


def _encoding(file: BinaryIO, head: bytes) -> tuple[str, int]:
    """Return how the text is written, and how many bytes say so at its beginning."""
    for mark, encoding in MARKS:
        if head.startswith(mark):
            return encoding, len(mark)
    even, odd = head[0:4000:2].count(0), head[1:4000:2].count(0)
    half = len(head[:4000]) // 2
    if odd > half * 0.4 and even < half * 0.1:
        return "utf-16-le", 0
    if even > half * 0.4 and odd < half * 0.1:
        return "utf-16-be", 0
    return ("utf-8" if _is_utf8(file) else "cp1252"), 0


def _is_utf8(file: BinaryIO) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while part := file.read(2**16):
            decoder.decode(part)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _said_separator(sample: str) -> str:
    """Return what a first line such as "sep=;" says; spreadsheets write and heed it."""
    first = sample.lstrip("\ufeff").split("\n", 1)[0].strip("\r").strip('"')
    return first[4] if first.lower().startswith("sep=") and len(first) == 5 else ""


def _separator(sample: str) -> str:
    """Return the sign that divides most rows into the same number of cells."""
    whole = sample.rpartition("\n")[0] if len(sample) >= HEAD // 4 and "\n" in sample else sample
    lines = whole.replace("\0", "").splitlines(keepends=True)[:200]

    def fit(separator: str) -> tuple[float, int]:
        widths: Counter[int] = Counter()
        try:
            for row in csv.reader(lines, delimiter=separator):
                if any(cell.strip() for cell in row):
                    widths[len(row)] += 1
        except csv.Error:
            return 0.0, 0
        several = {width: times for width, times in widths.items() if width > 1}
        if not several:
            return 0.0, 0
        width, times = max(several.items(), key=lambda each: (each[1], each[0]))
        return times / widths.total() * (1 - 0.5 / width), width

    found = {separator: fit(separator) for separator in SEPARATORS}
    best = max(found, key=lambda separator: found[separator])
    return best if found[best][0] else ","


def _lines(stream: io.TextIOWrapper, separator: str, has_note: bool) -> Iterator[Line]:
    """Yield the rows with something in them, without a first line that only says how cells are divided."""
    try:
        for number, cells in _records(stream, separator):
            if not (has_note and number == 1) and (line := _line(number, cells)):
                yield line
    finally:
        stream.detach()


def _records(stream: io.TextIOWrapper, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows with the numbers of their lines; a quotation mark that is never closed is told by its line."""
    kept: list[str] = []

    def physical() -> Iterator[str]:
        for text in stream:
            kept.append(text)
            if len(kept) > MOST_LINES_OF_A_ROW:
                raise csv.Error
            yield text.replace("\0", "")

    reader, number, is_open = csv.reader(physical(), delimiter=separator), 1, False
    try:
        for cells in reader:
            yield number, cells
            is_open = _is_open(kept, separator)
            kept.clear()
            number = number if is_open else reader.line_num + 1
        if is_open:
            raise csv.Error
    except csv.Error as error:
        sentence = f"A quotation mark in line {number:,} is opened and never closed, so that the rows run together."
        raise Unreadable(sentence) from error
    except UnicodeDecodeError as error:
        raise Unreadable(f"The text in or after line {number:,} is broken: the file may have been cut off.") from error


def _is_open(texts: list[str], separator: str) -> bool:
    """Whether the text of one row ends within quotation marks."""
    if not any('"' in text for text in texts):
        return False
    try:
        list(csv.reader(texts, delimiter=separator, strict=True))
    except csv.Error as error:
        return "unexpected end of data" in str(error)
    return False


def _line(number: int, cells: list[str]) -> Line | None:
    """Return the row without what no keyboard makes, or None where nothing is in it."""
    clean = [tidy(cell) for cell in cells]
    while clean and not clean[-1]:
        clean.pop()
    if not clean:
        return None
    if len(clean) > MOST_COLUMNS:
        raise Unreadable(f"Line {number:,} has {len(clean):,} columns; {MOST_COLUMNS} are the most that can be read.")
    if max(map(len, clean)) > LONGEST_CELL:
        raise Unreadable(f"A cell in line {number:,} holds more than {LONGEST_CELL:,} letters: this is not a list.")
    return Line(number, clean)


def tidy(text: str) -> str:
    """Return a cell as it can be kept: one kind of line break, no signs that no keyboard makes, no blanks around it.

    The apostrophes that the portal's own files put before what would run as a formula are taken off again.
    """
    if "'" in text:
        text = GUARD.sub(r"\1", text)
    if text.isprintable():
        return text.strip()
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ").translate(OF_FONTS)
    return "".join(letter for letter in text if letter in "\n\t" or letter.isprintable()).strip()


def header(lines: Iterable[Line], known: frozenset[str]) -> Line:
    """Return the line that names the columns: the one of the given first lines with most words that are `known`.

    Where no line has a known word it is the first of the widest. Raises Unreadable when there is none.
    """
    best: tuple[tuple[int, int], Line] | None = None
    for line in lines:
        words = [folded(cell) for cell in line.cells]
        filled = sum(bool(word) for word in words)
        score = (sum(word in known for word in words), filled)
        if best is None or score > best[0]:
            best = score, line
    if best is None:
        raise Unreadable("There is nothing in this file but empty rows.")
    return best[1]


def folded(text: str) -> str:
    """Return the name of a column as it is compared: small letters and figures, blanks between words."""
    return " ".join(WORD.findall(text.lower()))
