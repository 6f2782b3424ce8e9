"""Files as they really come, and worse: each with the sentence a person sees, and nothing half saved."""

import gzip
import html
import io
import re
import zipfile

import pytest

from portal.core import workbook_writer
from portal.core.database import db
from portal.directory.models import Organisation
from portal.transfer.models import Import, ImportFile
from tests.transfer.conftest import imported, send

pytestmark = pytest.mark.thorough

GOOD = "Name,Town\nGoyt Trust,Buxton\nDove Trust,Leek\n"
SAVE = "Open it in a spreadsheet and save the table as CSV or Excel (.xlsx)."
BROKEN = "This workbook is damaged and cannot be read. Open it in a spreadsheet and save it again."
NOT_TEXT = f"This is not a table, and not text either. {SAVE}"


def workbook(*lines) -> bytes:
    content = io.BytesIO()
    usual = [["Name", "Town"], ["Goyt Trust", "Buxton"], ["Dove Trust", "Leek"]]
    workbook_writer.write(content, "Members", lines or usual)
    return content.getvalue()


def packed(**files: str | bytes) -> bytes:
    """A ZIP file; `__` in a name stands for a stroke, `_` for a dot."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), text)
    return content.getvalue()


def changed(**parts: str) -> bytes:
    """A workbook in which parts are replaced; the name is that of the part's file."""
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook())) as old, zipfile.ZipFile(content, "w") as new:
        for name in old.namelist():
            base = name.rpartition("/")[2].split(".")[0].strip("_[]")
            new.writestr(name, parts.get(base, old.read(name)))
    return content.getvalue()


def bomb() -> bytes:
    """A workbook whose sheet unpacks to some hundred megabytes."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for _ in range(60):
                sheet.write(b"<row></row>" * 100_000)
    return content.getvalue()


def locked() -> bytes:
    content = bytearray(workbook())
    for at in (match.start() for match in re.finditer(b"PK\x01\x02", bytes(content))):
        content[at + 8] |= 1
    return bytes(content)


SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
)
ROW = '<row><c t="inlineStr"><is><t>{}</t></is></c></row>'
LAUGHS = (
    '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><worksheet xmlns="http://schemas.openxmlformats.org/'
    'spreadsheetml/2006/main"><sheetData><row><c t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>'
)
REFUSED = {
    "nothing at all": (b"", "There is nothing in this file."),
    "only blanks": (b"  \r\n \t\n\n", "There is nothing in this file."),
    "only a mark of its encoding": (b"\xef\xbb\xbf", "There is nothing in this file."),
    "only noughts": (b"\0" * 500, "There is nothing in this file."),
    "only separators": (b",,,\n,,,\n", "There is nothing in this file but empty rows."),
    "a PNG": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "This is a picture (PNG), not a table."),
    "a JPEG": (b"\xff\xd8\xff\xe0\0\x10JFIF" + bytes(200), "This is a picture (JPEG), not a table."),
    "a GIF": (b"GIF89a" + bytes(200), "This is a picture (GIF), not a table."),
    "a WebP": (b"RIFF\0\0\0\0WEBPVP8 " + bytes(99), "This is a picture or a sound, not a table."),
    "an SVG": ("<svg xmlns='http://www.w3.org/2000/svg'/>", "This is a picture (SVG), not a table."),
    "a PDF": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", f"This is a PDF, not a table. {SAVE}"),
    "an old Excel file": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        "This is an old Excel file (.xls), or another old Office document. Open it and save it as .xlsx or CSV.",
    ),
    "a workbook with a password": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
        "This workbook is protected by a password. Save it without one and choose it again.",
    ),
    "a web page called .csv": ("<!DOCTYPE html><table><tr><td>Name", f"This is a web page, not a table. {SAVE}"),
    "JSON that is no list": ('{"name": "Goyt Trust"}', "This is JSON, but not a list of things with the same names."),
    "XML": ("<?xml version='1.0'?><a/>", f"This is XML, not a table. {SAVE}"),
    "a text document": ("{\\rtf1\\ansi Name", f"This is a text document (RTF), not a table. {SAVE}"),
    "a calendar": ("BEGIN:VCALENDAR\r\nEND:VCALENDAR", "This is a calendar, not a table."),
    "cards": (
        "BEGIN:VCARD\r\nFN:Ada\r\nEND:VCARD\r\n",
        "These are contact cards (vCard): they can be imported as people only.",
    ),
    "a program": (b"MZ\x90\0\x03" + bytes(300), "This is a program, not a table."),
    "a database": (
        b"SQLite format 3\0" + bytes(300), "This is a database, not a table. Export the table from it as CSV."
    ),
    "a gzip": (gzip.compress(GOOD.encode()), "This is a packed file (gzip). Unpack it and choose the file inside."),
    "a ZIP": (packed(list_csv=GOOD), "This is a packed file (ZIP), not a table. Unpack it and choose the file inside."),
    "a Word document": (
        packed(word__document_xml="<w/>"),
        "This is a Word document, not a table. Save its table as CSV or Excel (.xlsx).",
    ),
    "an OpenDocument spreadsheet": (
        packed(mimetype="application/vnd.oasis.opendocument.spreadsheet"),
        "This is an OpenDocument spreadsheet. Save it as Excel (.xlsx) or CSV.",
    ),
    "a binary workbook": (
        packed(xl__workbook_bin=b"\0"), "This is a binary Excel workbook (.xlsb). Save it as .xlsx or CSV.",
    ),
    "a workbook cut short": (workbook()[:400], BROKEN),
    "a workbook with a broken sheet": (changed(sheet1="<worksheet><row>"), BROKEN),
    "a workbook with a string that is not there": (
        changed(sheet1=SHEET.format('<row r="1"><c r="A1" t="s"><v>7</v></c></row>')), BROKEN,
    ),
    "a workbook with entities": (changed(sheet1=LAUGHS), BROKEN),
    "a workbook with numbers that are none": (changed(sheet1=SHEET.format('<row r="x"><c><v>1</v></c></row>')), BROKEN),
    "a bomb": (bomb(), "This workbook unpacks to more than can be read. Save the table alone, as CSV."),
    "a locked ZIP": (locked(), "This file is locked by a password. Save it without one and choose it again."),
    "an empty sheet": (changed(sheet1=SHEET.format("")), "There is nothing in this file but empty rows."),
    "a sheet far to the right": (
        changed(sheet1=SHEET.format('<row r="1"><c r="XFD1" t="inlineStr"><is><t>x</t></is></c></row>')),
        "Line 1 has cells beyond column 200: these cannot be read.",
    ),
    "random bytes": (bytes((n * 73 + 11) % 251 for n in range(3000)), NOT_TEXT),
    "an open quotation mark": (
        'Name,Town\nGoyt Trust,Buxton\n"Dove Trust,Leek\nManifold Trust,Leek\n',
        "A quotation mark in line 3 is opened and never closed, so that the rows run together.",
    ),
    "a cell as long as a book": (
        f"Name,Town\nGoyt Trust,{'x' * 30_000}\n",
        "A cell in line 2 holds more than 20,000 letters: this is not a list.",
    ),
    "more columns than a list has": (
        ",".join(f"c{n}" for n in range(300)) + "\n1\n", "Line 1 has 300 columns; 200 are the most that can be read.",
    ),
    "UTF-16 cut in the middle of a letter": (
        b"\xff\xfe" + GOOD.encode("utf-16-le") + b"\x41",
        "The text in or after line 4 is broken: the file may have been cut off.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_table_is_refused_in_a_sentence_and_nothing_is_kept(ann, name):
    content, sentence = REFUSED[name]
    answer = send(ann, "organisations", content, "members.csv")
    page = html.unescape(answer.text)

    if answer.status_code == 303:  # its fault lies beyond the first rows: it is found when all of them are looked at
        page = html.unescape(ann.get(answer.location).text)
        assert ann.post(f"{answer.location}confirm").status_code == 422
        assert ann.post(f"{answer.location}forget").status_code == 303
    else:
        assert answer.status_code == 422
    assert f">{sentence}<" in page or f"</span>{sentence}<" in page, re.findall(r'class="err"[^>]*>(.*?)</p>', page)
    assert db.session.query(Import).count() == db.session.query(ImportFile).count() == 0
    assert db.session.query(Organisation).filter(Organisation.name.like("%Trust%")).count() == 0


ACCEPTED = {
    "UTF-8": (GOOD, "CSV, UTF-8, cells divided by commas"),
    "UTF-8 with a mark": (b"\xef\xbb\xbf" + GOOD.encode(), "CSV, UTF-8, cells divided by commas"),
    "UTF-16 little end first": (b"\xff\xfe" + GOOD.encode("utf-16-le"), "CSV, UTF-16, cells divided by commas"),
    "UTF-16 big end first": (b"\xfe\xff" + GOOD.encode("utf-16-be"), "CSV, UTF-16, cells divided by commas"),
    "UTF-16 without a mark": (GOOD.encode("utf-16-le"), "CSV, UTF-16, cells divided by commas"),
    "Excel's own UTF-16 text": (
        b"\xff\xfe" + GOOD.replace(",", "\t").encode("utf-16-le"), "CSV, UTF-16, cells divided by tabs",
    ),
    "Windows-1252": (GOOD.replace("Leek", "Café").encode("cp1252"), "CSV, Windows-1252, cells divided by commas"),
    "semicolons": (GOOD.replace(",", ";"), "CSV, UTF-8, cells divided by semicolons"),
    "tabs": (GOOD.replace(",", "\t"), "CSV, UTF-8, cells divided by tabs"),
    "upright lines": (GOOD.replace(",", "|"), "CSV, UTF-8, cells divided by upright lines"),
    "a first line that says how": ("sep=;\r\n" + GOOD.replace(",", ";"), "CSV, UTF-8, cells divided by semicolons"),
    "semicolons with commas in the cells": (
        "Name;Town\nGoyt Trust;Buxton, Peak\nDove Trust;Leek, Moors\n", "CSV, UTF-8, cells divided by semicolons",
    ),
    "Windows line ends": (GOOD.replace("\n", "\r\n"), "CSV, UTF-8, cells divided by commas"),
    "old Mac line ends": (GOOD.replace("\n", "\r"), "CSV, UTF-8, cells divided by commas"),
    "no end to the last line": (GOOD.rstrip(), "CSV, UTF-8, cells divided by commas"),
    "title lines above the header": (
        "Members of the Peak\nas of 1 March\n\n" + GOOD, "CSV, UTF-8, cells divided by commas",
    ),
    "empty rows between": (GOOD.replace("\nDove", "\n\n,,\nDove"), "CSV, UTF-8, cells divided by commas"),
    "rows that are too short and too long": (
        "Name,Town,Tel\nGoyt Trust\nDove Trust,Leek,,,more,and more\n", "CSV, UTF-8, cells divided by commas",
    ),
    "line breaks in a cell": ('Name,Address\n"Goyt Trust","1 Main St\nBuxton"\nDove Trust,"a\n\nb"\n',
                              "CSV, UTF-8, cells divided by commas"),
    "quotation marks in a cell": ('Name,About\nGoyt Trust,"the ""old"" one"\nDove Trust,5" pipes\n',
                                  "CSV, UTF-8, cells divided by commas"),
    "noughts in the text": (GOOD.replace("Buxton", "Bux\0ton"), "CSV, UTF-8, cells divided by commas"),
    "blanks that are none": (GOOD.replace("Goyt ", "Goyt\u00a0").replace("Leek", "\u200bLeek"),
                             "CSV, UTF-8, cells divided by commas"),
    "the header once more below": (GOOD.replace("Dove", "Name,Town\nDove"), "CSV, UTF-8, cells divided by commas"),
    "one column only": ("Name\nGoyt Trust\nDove Trust\n", "CSV, UTF-8, cells divided by commas"),
    "a name that begins as a program does": (GOOD.replace("Name", "Name").replace("Buxton", "MZ Buxton"),
                                             "CSV, UTF-8, cells divided by commas"),
    "a list that begins with BM": (
        "BM number,Name\n1,Goyt Trust\n2,Dove Trust\n", "CSV, UTF-8, cells divided by commas",
    ),
    "JSON": (
        '[{"name": "Goyt Trust", "town": "Buxton"}, {"name": "Dove Trust"}]', "JSON",
    ),
    "a page of Open Referral": (
        '{"total_items": 2, "contents": [{"id": "1", "name": "Goyt Trust", "url": "x"}, {"name": "Dove Trust"}]}',
        "JSON",
    ),
    "a workbook": (workbook(), "Excel workbook, sheet Members"),
    "a workbook with formulas as text": (
        workbook(["Name", "Town"], ["Goyt Trust", "=1+1"], ["Dove Trust", "@x"]), "Excel workbook, sheet Members",
    ),
    "a workbook without places of its cells": (
        changed(sheet1=SHEET.format("".join(map(ROW.format, ("Name", "Goyt Trust", "Dove Trust"))))),
        "Excel workbook, sheet Members",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ACCEPTED)
def test_what_is_a_table_is_read_however_it_was_written(ann, name):
    content, read_as = ACCEPTED[name]
    imported(ann, "organisations", content, "members.bin")

    names = (
        db.session.query(Organisation.name).filter(Organisation.name.like("%Trust%")).order_by(Organisation.id).all()
    )
    assert [row.name for row in names] == ["Goyt Trust", "Dove Trust"]
    assert db.session.query(Import).one().read_as == read_as


def test_there_are_more_than_thirty():
    assert len(REFUSED) >= 30
    assert len(ACCEPTED) >= 20


def test_a_file_of_too_many_rows_is_refused(ann, monkeypatch):
    monkeypatch.setattr("portal.transfer.services.MOST_ROWS", 2)
    monkeypatch.setattr("portal.transfer.queries.MOST_ROWS", 2)
    answer = send(ann, "organisations", GOOD + "Manifold Trust,Leek\n")

    assert "This file has more than 2 rows. Divide it into several files." in ann.get(answer.location).text
    assert ann.post(f"{answer.location}confirm").status_code == 422


def test_a_header_without_rows_is_said(ann):
    answer = send(ann, "organisations", "Name,Town\n")

    assert "There is a header in this file, and no row below it." in ann.get(answer.location).text
    assert ann.post(f"{answer.location}confirm").status_code == 422


def test_a_table_without_a_name_asks_for_one(ann):
    answer = send(ann, "organisations", "Colour,Size\nred,5\nblue,7\n")
    page = ann.get(answer.location).text

    assert "Say which column holds the name." in page
    assert ann.post(f"{answer.location}confirm").status_code == 422


def test_a_file_that_is_too_large_is_refused_before_it_is_read(ann, app, monkeypatch):
    monkeypatch.setitem(app.config, "MAX_CONTENT_LENGTH", 1000)
    answer = send(ann, "organisations", b"Name\n" + b"x" * 2000)

    assert answer.status_code == 413
