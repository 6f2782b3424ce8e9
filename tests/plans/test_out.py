"""A plan on paper and as files: the same words everywhere, heads on every page, nothing that runs."""

import csv
import io
import zipfile
from types import SimpleNamespace
from xml.etree import ElementTree

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.actions.models import Status
from portal.core import workbooks
from portal.plans import document_writer, exports
from portal.plans.laid_out import Grid, lay_out
from portal.plans.models import Field, Plan, PlanColumn, Section

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HEADINGS = ((Field.REF, "Ref"), (Field.WHAT, "What"), (Field.STATUS, "Status"), (Field.HOW, "How"))


@pytest.fixture
def plan() -> Plan:
    return Plan(
        title="Two years", section_noun="Area of work",
        columns=[PlanColumn(field=field, heading=words, wording="") for field, words in HEADINGS],
        sections=[
            Section(id=1, code="1", title="Support", aim="Help each other"),
            Section(id=2, code="", title="Gaps", aim=""),
        ],
    )  # fmt: skip


def line(section: int | None, ref: str, text: str, how: str = "") -> SimpleNamespace:
    return SimpleNamespace(section_id=section, ref=ref, text=text, status=Status.ONGOING, how=how)


@pytest.fixture
def grid(plan) -> Grid:
    return lay_out(plan, [line(1, "1.01", "A buddy", "Ask\nMeet"), line(2, "2.01", "=1+1"), line(None, "3-4", "Rest")])


def test_the_grid_stands_section_by_section(grid):
    assert [(part.heading, len(part.lines)) for part in grid.parts] == [
        ("1. Support", 1), ("Gaps", 1), ("Without a section", 1),
    ]  # fmt: skip
    assert grid.sheet()[:2] == [
        ["Area of work", "Ref", "What", "Status", "How"], ["1. Support", "1.01", "A buddy", "Ongoing", "Ask\nMeet"],
    ]  # fmt: skip
    assert not grid.is_empty


def test_a_document_has_the_grid_on_landscape_pages_with_its_heads_on_each(grid):
    made = document_writer.write(grid, ["Peak Partners", "For everybody."])
    paper = docx.Document(io.BytesIO(made))
    assert [each.text for each in paper.paragraphs[:3]] == ["Two years", "Peak Partners", "For everybody."]
    assert paper.sections[0].page_width > paper.sections[0].page_height
    table = paper.tables[0]
    assert [cell.text for cell in table.rows[0].cells] == ["Ref", "What", "Status", "How"]
    assert table.rows[1].cells[0].text == "1. Support\nHelp each other"
    assert [cell.text for cell in table.rows[2].cells] == ["1.01", "A buddy", "Ongoing", "Ask\nMeet"]
    assert table.rows[4].cells[1].text == "=1+1"
    body = ElementTree.fromstring(zipfile.ZipFile(io.BytesIO(made)).read("word/document.xml"))  # noqa: S314  just made
    heads = [row for row in body.iter(f"{WORD}tr") if row.find(f"{WORD}trPr/{WORD}tblHeader") is not None]
    assert len(heads) == 1
    assert all(row.find(f"{WORD}trPr/{WORD}cantSplit") is not None for row in body.iter(f"{WORD}tr"))


@settings(max_examples=40)
@given(st.text(st.characters(codec="utf-8"), max_size=40))
def test_whatever_is_written_makes_a_document_that_opens(words):
    columns = [PlanColumn(field=Field.WHAT, heading=words, wording="")]
    plan = Plan(title=words, section_noun="Area", columns=columns, sections=[])
    made = document_writer.write(lay_out(plan, [line(None, "", words)]), [words])
    ElementTree.fromstring(zipfile.ZipFile(io.BytesIO(made)).read("word/document.xml"))  # noqa: S314  just made


def answer(app, plan, rows, kind):
    with app.test_request_context(f"/?format={kind}"):
        assert exports.is_asked()
        return exports.file_of(SimpleNamespace(slug="peak", name="Peak"), plan, rows)


def test_a_text_file_holds_no_formula(app, plan):
    plan.sections[0].title = "@support"
    made = answer(app, plan, [line(1, "-1", "=HYPERLINK(1)", "+2;=3")], "csv")
    lines = list(csv.reader(io.StringIO(made.get_data(as_text=True).removeprefix("\ufeff"))))
    assert lines[1] == ["1. @support", "'-1", "'=HYPERLINK(1)", "Ongoing", "'+2;'=3"]
    assert made.headers["Content-Disposition"] == 'attachment; filename="peak-two-years.csv"'


def test_a_workbook_holds_every_cell_as_text(app, plan):
    made = answer(app, plan, [line(1, "3-4", "=1+1"), line(2, "1.10", "Gaps")], "xlsx")
    read = workbooks.read(io.BytesIO(made.get_data()))
    assert [each.cells for each in read.lines] == [
        ["Area of work", "Ref", "What", "Status", "How"], ["1. Support", "3-4", "=1+1", "Ongoing"],
        ["Gaps", "1.10", "Gaps", "Ongoing"],
    ]  # fmt: skip
