"""What is written as a table is read back as it was, whatever stands in it."""

import io
import tracemalloc
import zipfile
from datetime import date, datetime
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.core import sheets, workbook_writer
from portal.core.tables import cell, worksheet_cell, write_csv
from portal.directory.rules import keys_of_likeness, likely_the_same

pytestmark = pytest.mark.thorough

WORDS = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), max_size=20)
CELLS = WORDS | st.sampled_from(
    ["=1+1", "+44 1298", "-5", "@x", '"', "a;b", "a,b", "\t", "x\ny", "_x0041_", "<&>", "'"]
)
LINES = st.lists(st.lists(CELLS, min_size=1, max_size=5), min_size=1, max_size=6)


def kept(lines):
    """Lines as a reader keeps them: cells tidied, empty ends and empty lines gone."""
    tidied = [[sheets.tidy(each) for each in line] for line in lines]
    for line in tidied:
        while line and not line[-1]:
            line.pop()
    return [line for line in tidied if line]


def read(content: bytes):
    return [line.cells for line in sheets.read(io.BytesIO(content)).lines]


def is_told(content: bytes) -> None:
    """What cannot be read is refused in a sentence; anything else would come through here."""
    said = "."
    try:
        read(content)
    except sheets.Unreadable as error:
        said = str(error)
    assert said.endswith(".")


def written(lines) -> bytes:
    content = io.BytesIO()
    workbook_writer.write(content, "List", lines)
    return content.getvalue()


@given(LINES)
def test_a_workbook_is_read_back_as_it_was(lines):
    if expected := kept(lines):
        assert read(written(lines)) == expected


@given(LINES, st.sampled_from(["utf-8-sig", "utf-16"]))
def test_a_csv_file_is_read_back_as_it_was(lines, encoding):
    lines = [["Name", "Town", "Sector", "Area", "E-mail"], ["Goyt Trust", "a", "b", "c", "d"], *lines]
    guarded = [[cell(each) for each in line] for line in lines]
    assert read(write_csv(guarded).removeprefix("\ufeff").encode(encoding)) == kept(lines)


@given(LINES)
def test_whatever_is_read_is_told_or_refused(lines):
    for content in (str(lines).encode(), repr(lines).encode("utf-16"), written(lines)[: len(str(lines)) * 7]):
        is_told(content)


@given(st.binary(max_size=300))
@settings(max_examples=300)
def test_bytes_are_read_or_refused_and_nothing_else_happens(content):
    for begins in (b"", b"PK\x03\x04", b"\xff\xfe", b"Name,Town\n"):
        is_told(begins + content)


@given(st.data())
def test_a_workbook_with_a_broken_byte_is_read_or_refused(data):
    content = bytearray(written([["Name", "Town"], ["Goyt Trust", "Buxton"]]))
    at = data.draw(st.integers(0, len(content) - 1))
    content[at] ^= data.draw(st.integers(1, 255))
    is_told(bytes(content))


def styled(cells: str, formats: str = "", merged: str = "") -> bytes:
    """A workbook with such cells and number formats."""
    content = io.BytesIO()
    plain = zipfile.ZipFile(io.BytesIO(written([["x"]])))
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    codes = formats.split("|") if formats else []
    named = "".join(f'<numFmt numFmtId="{200 + n}" formatCode="{code}"/>' for n, code in enumerate(codes))
    used = "".join(f'<xf numFmtId="{200 + n}"/>' for n in range(len(codes)))
    parts = {
        "xl/styles.xml": f'<styleSheet xmlns="{space}"><numFmts>{named}</numFmts><cellXfs>{used}</cellXfs>'
        "</styleSheet>",
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{space}"><sheetData>{cells}</sheetData>{merged}</worksheet>',
    }
    with zipfile.ZipFile(content, "w") as archive:
        for name in plain.namelist():
            archive.writestr(name, parts.get(name, plain.read(name)))
    return content.getvalue()


@pytest.mark.parametrize(
    ("value", "code", "seen"),
    [
        ("5", "General", "5"), ("0.1", "General", "0.1"), ("1234567", "#,##0", "1,234,567"), ("12.5", "0.00", "12.50"),
        ("0.175", "0.0%", "17.5%"), ("1629555010", "00000000000", "01629555010"), ("46000", "dd/mm/yyyy", "2025-12-09"),
        ("46000.5", "yyyy\\-mm\\-dd hh:mm", "2025-12-09 12:00"), ("0.375", "hh:mm", "09:00"),
        ("45", "&quot;£&quot;#,##0.00", "£45.00"),
        ("45", "[$£-809]#,##0.00", "£45.00"), ("-3", "0", "-3"), ("46000", "mmm yyyy", "2025-12-09"),
        ("2.5", "0.##", "2.5"), ("3", "0.##", "3"), ("1E+20", "General", "1e+20"), ("61", "d mmm", "1900-03-01"),
        ("7", "&quot;No. &quot;0", "No. 7"),
    ],
)  # fmt: skip
def test_numbers_and_days_are_read_as_people_see_them(value, code, seen):
    assert read(styled(f'<row r="1"><c r="A1" s="0"><v>{value}</v></c></row>', code)) == [[seen]]


def test_a_cell_merged_over_rows_stands_in_each_of_them():
    cells = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>Goyt</t></is></c><c r="B1"><v>1</v></c></row>'
        '<row r="2"><c r="B2"><v>2</v></c></row><row r="3"><c r="B3"><v>3</v></c></row>'
    )
    merged = '<mergeCells><mergeCell ref="A1:A2"/><mergeCell ref="B1:D1"/></mergeCells>'
    assert read(styled(cells, merged=merged)) == [["Goyt", "1"], ["Goyt", "2"], ["", "3"]]


def test_a_truth_and_a_text_with_its_looks():
    cells = (
        '<row r="1"><c t="b"><v>1</v></c><c t="inlineStr"><is><r><t>bid </t></r><r><t>writing</t></r>'
        '<rPh><t>not this</t></rPh></is></c><c t="e"><v>#N/A</v></c></row>'
    )
    assert read(styled(cells)) == [["yes", "bid writing", "#N/A"]]


def test_values_stand_in_a_workbook_as_what_they_are():
    line = [date(2026, 3, 4), datetime(2026, 3, 4, 14, 5), 7, 2.5, True, None, "=1+1"]
    assert read(written([["a", "b", "c", "d", "e", "f", "g"], [worksheet_cell(each) for each in line]]))[1] == [
        "2026-03-04", "2026-03-04 14:05", "7", "2.5", "yes", "", "=1+1",
    ]  # fmt: skip


@pytest.mark.slow
def test_a_million_rows_take_no_more_memory_than_a_few(tmp_path):
    path = tmp_path / "long.csv"
    with path.open("w") as file:
        file.write("Name,Town\n")
        for number in range(1_000_000):
            file.write(f"Trust {number},Buxton\n")
    tracemalloc.start()
    with path.open("rb") as file:
        count = sum(1 for _line in sheets.read(file).lines)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert count == 1_000_001
    assert peak < 20 * 2**20


NAMES = ["Goyt Valley Trust", "Hope Valley Carers", "High Peak Council", "Edale Rescue Team", "The Dove Society Ltd"]


@given(st.sampled_from(NAMES), st.data())
def test_whatever_differs_by_one_slip_shares_a_key(name, data):
    at = data.draw(st.integers(0, len(name) - 1))
    letter = data.draw(st.sampled_from("aeiorstn"))
    before, after = name[:at], name[at + 1 :]
    other = data.draw(st.sampled_from([before + after, before + letter + name[at:], before + letter + after]))
    same = likely_the_same(other, "", [SimpleNamespace(name=name, short_name="")])

    is_split = len(other.split()) != len(name.split())
    assert not same or is_split or keys_of_likeness(name) & keys_of_likeness(other)


def test_a_name_is_compared_with_few_others_however_many_there_are():
    first, last = ("ald", "bex", "cor", "dun", "elm", "fen", "gar", "hol"), ("ton", "ley", "wick", "ham")
    words = [before + after for before in first for after in last]
    names = [" ".join(words[number * step % 32] for step in (1, 7, 13)) + f" {number % 97}" for number in range(4000)]
    found: dict[tuple, list[int]] = {}
    compared = 0
    for number, name in enumerate(names):
        keys = keys_of_likeness(name)
        compared += len({other for key in keys for other in found.get(key, ())})
        for key in keys:
            found.setdefault(key, []).append(number)

    assert compared / len(names) < 20, "of two thousand on average"
