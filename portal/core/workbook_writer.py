"""Excel workbooks (.xlsx), written cell by cell: text as text, so that no spreadsheet takes it for a formula."""

import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from html import escape
from typing import IO, Any

_TYPES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
    '<Override PartName="/xl/styles.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>'
)
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TIES = f'{_HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
_ROOT = f'{_TIES}<Relationship Id="rId1" Type="{_KIND}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
_BOOK_TIES = (
    f'{_TIES}<Relationship Id="rId1" Type="{_KIND}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{_KIND}/styles" Target="styles.xml"/></Relationships>'
)
_NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STYLES = (
    f'{_HEAD}<styleSheet xmlns="{_NAMESPACE}">'
    '<numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>'
    '<numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd hh:mm"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="5"><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
_TEXT, _HEADING, _DAY, _MOMENT, _FIGURE = range(5)
_ESCAPED = re.compile(r"_x[0-9A-Fa-f]{4}_")
_UNWRITABLE = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
LONGEST_TEXT = 32_767


def write(file: IO[bytes], name: str, lines: Iterable[Sequence[Any]]) -> None:
    """Write lines, the first of them the heading, as a workbook of one sheet.

    Text is written as text, so that no spreadsheet takes it for a formula; days, moments and figures as such.
    """
    title = re.sub(r"[\[\]:*?/\\']", " ", name)[:31].strip() or "Sheet"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as archive:
        for place, text in (
            ("[Content_Types].xml", _TYPES), ("_rels/.rels", _ROOT), ("xl/_rels/workbook.xml.rels", _BOOK_TIES),
            ("xl/styles.xml", _STYLES),
            ("xl/workbook.xml", f'{_HEAD}<workbook xmlns="{_NAMESPACE}" xmlns:r="{_KIND}"><sheets>'
             f'<sheet name="{_xml(title)}" sheetId="1" r:id="rId1"/></sheets></workbook>'),
        ):  # fmt: skip
            archive.writestr(place, text)
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            sheet.write(
                f'{_HEAD}<worksheet xmlns="{_NAMESPACE}"><sheetViews><sheetView workbookViewId="0">'
                '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
                "<sheetData>".encode()
            )
            for number, line in enumerate(lines):
                cells = "".join(_cell(value, is_heading=not number) for value in line)
                sheet.write(f"<row>{cells}</row>".encode())
            sheet.write(b"</sheetData></worksheet>")


def _cell(value: Any, is_heading: bool) -> str:
    if value is None or value == "":
        return "<c/>"
    if isinstance(value, datetime):
        local = value.replace(tzinfo=None)
        return f'<c s="{_MOMENT}"><v>{(local - datetime(1899, 12, 30)) / timedelta(days=1):.9f}</v></c>'
    if isinstance(value, date) and value >= date(1900, 3, 1):
        return f'<c s="{_DAY}"><v>{(value - date(1899, 12, 30)).days}</v></c>'
    if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e15:
        return f'<c s="{_FIGURE}"><v>{value!r}</v></c>'
    if isinstance(value, bool):
        value = "yes" if value else "no"
    if isinstance(value, date):
        value = value.isoformat()
    if isinstance(value, time):
        value = f"{value:%H:%M}"
    style = _HEADING if is_heading else _TEXT
    return f'<c t="inlineStr" s="{style}"><is><t xml:space="preserve">{_xml(str(value))}</t></is></c>'


def _xml(text: str) -> str:
    """Return text as XML holds it; what looks like an escape of the format is escaped itself."""
    plain = _UNWRITABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))[:LONGEST_TEXT]
    return escape(_ESCAPED.sub(lambda found: f"_x005F{found[0]}", plain))
