"""What is pasted or given: a clipboard of Word or Excel, tabs, CSV, a workbook, a Word document; and worse."""

import io
import zipfile
from contextlib import suppress
from datetime import date

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from portal.core import sheets, workbook_writer, workbooks
from portal.core.sheets import Unreadable
from portal.plans.models import Field
from portal.plans.pasting import sources, web, word
from tests.plans.pasting.reading import pasted, understood

ROWS = [["Ref", "Action", "Lead"], ["1.01", "Feed the cat", "AVB"], ["2-3", "Walk\nthe dog", "BVB, GVB"]]
OF_WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>td {mso-style-name:"Table"}</style>
<!--[if gte mso 9]><xml><o:p>hidden</o:p></xml><![endif]--></head><body><!--StartFragment-->
<table class=MsoTableGrid><tr><td width=40 style='border:solid'><p class=MsoNormal><b>Ref<o:p></o:p></b></p></td>
<td><p class=MsoNormal>Action</p></td><td><p>N</p></td><td><p>Lead</p></td></tr>
<tr><td><p class=MsoNormal>1.01<o:p></o:p></p></td><td title="a > b"><p class=MsoNormal>Feed&nbsp;the
cat</p><p class=MsoListParagraph><![if !supportLists]><span style='font-family:Symbol'>·
</span><![endif]>and dog</p></td>
<td><span style='font-family:Wingdings;mso-char-type:symbol'>ü</span></td>
<td><p>AVB <del>BVB</del>&amp; co</p></td></tr></table>
<!--EndFragment--></body></html>"""


def test_the_clipboard_of_word():
    source = sources.read_pasted("anything", OF_WORD)
    assert [row.cells for row in source.rows] == [
        ["Ref", "Action", "N", "Lead"], ["1.01", "Feed the cat\n· and dog", "✓", "AVB & co"]
    ]  # fmt: skip


def test_html_in_the_box_itself_is_read_as_a_table():
    assert sources.read_pasted(OF_WORD).rows == sources.read_pasted("", OF_WORD).rows


def test_merged_cells_are_laid_out():
    rows = sources.read_pasted(
        "", "<table><tr><td rowspan=2>a<td colspan=2>b<tr><td>c<td>d<tr><td colspan=9>e</table>"
    ).rows
    assert [(row.cells, row.spans, row.down) for row in rows] == [
        (["a", "b", ""], [1, 2, 0], []), (["a", "c", "d"], [], [0]), (["e", *[""] * 8], [9, *[0] * 8], [])
    ]  # fmt: skip


def test_a_table_that_only_holds_another_in_place_gives_way_to_it():
    inner = "<table><tr><td>Action<td>Lead<tr><td>Feed it<td>AVB</table>"
    assert sources.read_pasted("", f"<table><tr><td>{inner}</table>").rows[1].cells == ["Feed it", "AVB"]
    both = f"<table><tr><td>Action<td>Lead<tr><td>Feed it {inner}<td>AVB</table>"
    assert sources.read_pasted("", both).rows[1].cells == ["Feed it\nAction Lead\nFeed it AVB", "AVB"]


TABBED = [
    ("a\tb\nc\td", [["a", "b"], ["c", "d"]]),
    ("a\tb\r\nc\td\r\n", [["a", "b"], ["c", "d"]]),
    ('"two\nlines"\tb', [["two\nlines", "b"]]),
    ('"say ""hello""\nnow"\tb', [['say "hello"\nnow', "b"]]),
    ('"Your Sector" event\tb', [['"Your Sector" event', "b"]]),
    ('5" nails\tb', [['5" nails', "b"]]),
    ('"open\tb\nc\td', [['"open', "b"], ["c", "d"]]),
    ("a,b\tc;d\n1,2\t3;4", [["a,b", "c;d"], ["1,2", "3;4"]]),
    ("\tb\n\na\t", [["", "b"], ["a"]]),
    ("a,b\nc,d", [["a", "b"], ["c", "d"]]),
    ("a|b\nc|d", [["a", "b"], ["c", "d"]]),
]


@pytest.mark.parametrize(("text", "cells"), TABBED)
def test_text_with_tabs(text, cells):
    assert [row.cells for row in sources.read_pasted(text).rows] == cells


def test_rows_keep_the_numbers_of_their_lines():
    assert [row.line for row in sources.read_pasted('a\tb\n\n"c\nd"\te\nf\tg').rows] == [1, 3, 5]


def of(content: str | bytes) -> sources.Source:
    return sources.read_file(io.BytesIO(content.encode() if isinstance(content, str) else content))


def workbook(*rows) -> bytes:
    content = io.BytesIO()
    workbook_writer.write(content, "Plan", rows or ROWS)
    return content.getvalue()


def document(rows, **ready) -> bytes:
    made, content = Document(), io.BytesIO()
    made.add_paragraph("Target 1: Animals")
    table = made.add_table(len(rows), len(rows[0]))
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    for change in ready.values():
        change(table)
    made.save(content)
    return content.getvalue()


@pytest.mark.parametrize(
    "content",
    ['Ref,Action,Lead\n1.01,Feed the cat,AVB\n2-3,"Walk\nthe dog","BVB, GVB"\n',
     'Ref\tAction\tLead\n1.01\tFeed the cat\tAVB\n2-3\t"Walk\nthe dog"\tBVB, GVB\n', workbook(), document(ROWS)],
    ids=["CSV", "TSV", "XLSX", "DOCX"],
)  # fmt: skip
def test_files_hold_the_same(content):
    source = of(content)
    assert [row.cells for row in source.rows if not row.is_above] == ROWS
    assert [each.text(Field.LEADS) for each in understood(source).actions] == ["AVB", "BVB, GVB"]


def test_the_heading_above_a_table_of_a_document_is_its_section():
    [section] = understood(of(document(ROWS))).sections
    assert (section.code, section.title) == ("1", "Animals")


def test_a_document_with_merged_cells_changes_and_signs():
    def merge(table):
        table.cell(1, 2).merge(table.cell(2, 2))
        table.cell(3, 0).merge(table.cell(3, 2))

    def sign(table):
        font = parse_xml(f'<w:sym {nsdecls("w")} w:font="Wingdings" w:char="F0FC"/>')
        gone = parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText>old</w:delText><w:t>old</w:t></w:r></w:del>")
        box = parse_xml(
            f'<w:sdt {nsdecls("w")}><w:sdtContent><w:r><w:t xml:space="preserve"> ☒</w:t></w:r></w:sdtContent></w:sdt>'
        )
        table.cell(1, 0).paragraphs[0].add_run()._r.append(font)
        table.cell(2, 0).paragraphs[0]._p.append(gone)
        table.cell(2, 0).paragraphs[0]._p.append(box)

    rows = [["N", "Action", "Lead"], ["", "Feed it", "AVB"], ["", "Walk it", ""], ["2. Plants", "", ""]]
    source = of(document(rows, merge=merge, sign=sign))
    cells = [(row.cells, row.down) for row in source.rows if not row.is_above]
    assert cells[1:3] == [(["✓", "Feed it", "AVB"], []), (["☒", "Walk it", "AVB"], [2])]
    assert source.rows[-1].spans == [3, 0, 0]


def test_days_and_figures_of_a_workbook():
    plan = understood(
        of(workbook(["Ref", "Action", "By when"], ["1.10", "Feed it", date(2008, 10, 31)], [1.5, "Walk it", 39752]))
    )
    assert [(each.text(Field.REF), each.text(Field.WHEN)) for each in plan.actions] == [
        ("1.10", "31 October 2008"), ("1.5", "31 October 2008")
    ]  # fmt: skip


def packed(**parts: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), text)
    return content.getvalue()


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
CELL = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
BODY = f"<w:document {W}><w:body>{{}}</w:body></w:document>"
LAUGHS = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>' + BODY.format(CELL.format("&b;"))
OUTSIDE = '<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + BODY.format(CELL.format("&a;"))
DEEP = BODY.format("<w:tbl><w:tr><w:tc>" * 200 + "</w:tc></w:tr></w:tbl>" * 200)
HUGE = BODY.format(CELL.format("x" * 17_000_000))
LONG = BODY.format(CELL.format("x" * 30_000))
SAVE_AS = "Open it in a spreadsheet and save the table as CSV or Excel (.xlsx)."
REFUSED = {
    "nothing": (b"", "There is nothing in this file."),
    "a document with entities": (packed(word__document_xml=LAUGHS), word.BROKEN),
    "a document that asks for a file": (packed(word__document_xml=OUTSIDE), word.BROKEN),
    "a document that goes ever deeper": (packed(word__document_xml=DEEP), word.BROKEN),
    "a document that unpacks to too much": (packed(word__document_xml=HUGE), word.TOO_LARGE),
    "a document with a cell like a book": (packed(word__document_xml=LONG),
                                           "A cell in row 1 holds more than 20,000 letters: this is not a plan."),
    "a document that is none": (packed(word__document_xml="<w:document"), word.BROKEN),
    "a document without a table": (packed(word__document_xml=BODY.format("")), word.NO_TABLE),
    "a document cut short": (document(ROWS)[:3000], workbooks.BROKEN),
    "an old document": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), sheets.OLD_EXCEL),
    "RTF": (rb"{\rtf1\ansi {\trowd Ref\cell}", f"This is a text document (RTF), not a table. {SAVE_AS}"),
    "an open quotation mark": ('Ref,Action\n1,"Feed it\n2,Walk it\n',
                               "A quotation mark in line 2 is opened and never closed, so that the rows run together."),
    "too many rows": ("a,b\n" * 2001, "This has more than 2,000 rows. Divide it into several."),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_refused_with_the_reason(name):
    content, sentence = REFUSED[name]
    with pytest.raises(Unreadable) as refused:
        of(content)
    assert str(refused.value) == sentence


BOOK = REFUSED["a document with a cell like a book"][1]
WIDE = f"<td rowspan=60000>{chr(120) * 19_000}"
PASTED = {
    "nothing": ("  \n ", "", sources.NOTHING),
    "HTML without a table in it": ("<div>Hello</div>\t<table", "", web.NO_TABLE),
    "a table with nothing in it": ("", "<table><tr><td></td></tr></table>", web.NO_TABLE),
    "a table of scripts": ("", "<table><script>'<td>x</td>'</script><tr><td><style>p{}</style></table>", web.NO_TABLE),
    "RTF": ("{\\rtf1\\ansi\\trowd", "", REFUSED["RTF"][1]),
    "a cell as long as a book": ("", f"<table><tr><td>{'x' * 20_001}</table>", BOOK),
    "columns without end": ("", "<table><tr>" + "<td>x" * 300 + "</table>",
                            "Row 1 has more than 200 columns: this is not a plan."),
    "a cell that covers everything": ("", f"<table><tr>{WIDE * 9}{'<tr><td>y' * 99}</table>",
                                      "This holds more than 2,000,000 letters. Divide it into several tables."),
    "rows without end": ("", "<table>" + "<tr><td>x" * 2001 + "</table>",
                         "This has more than 2,000 rows. Divide it into several."),
    "tables without end": ("", "<table><tr><td>x</table>" * 201,
                           "There are more than 200 tables in what was pasted. Paste the plan's alone."),
}  # fmt: skip


@pytest.mark.parametrize("name", PASTED)
def test_what_is_pasted_and_cannot_be_read_is_refused_with_the_reason(name):
    text, html, sentence = PASTED[name]
    with pytest.raises(Unreadable) as refused:
        sources.read_pasted(text, html)
    assert str(refused.value) == sentence


@pytest.mark.parametrize(
    "html",
    ["<table><tr><td>x" + "<a " * 200_000, "<table><tr><td>x" + "<!--" * 200_000,
     "<table><tr><td>x" + "<a b='" * 100_000,
     "<table>" * 50_000 + "x", "<table><tr><td>x</td>" + "<script>" * 50_000, "<table><tr><td>x" + "<![" * 100_000,
     "<table><tr><td>x</td><tr>" + "&" * 100_000 + "<span style='font-family:x" * 9000],
)  # fmt: skip
def test_tags_that_never_end_take_no_time(html):
    with suppress(Unreadable):
        assert web.read(html).rows


def test_scripts_and_conditions_for_office_are_no_text():
    html = ("<table><tr><td onclick='x()'>Action<!--[if mso]>hidden<![endif]--><![if !vml]>!<![endif]></td></tr>"
            "<tr><td><script>alert(1)</script><img src=x onerror='y'>Feed it &lt;b&gt;</td></tr></table>")  # fmt: skip
    assert [row.cells for row in sources.read_pasted("", html).rows] == [["Action!"], ["Feed it <b>"]]


def test_a_paste_without_formatting_reads_the_same_table():
    assert [row.cells for row in pasted(*ROWS[:2]).rows] == ROWS[:2]
