"""A plan as a document of a word processor: the familiar grid on landscape pages, with its heads on every page."""

import re
import zipfile
from collections.abc import Iterator, Sequence
from html import escape
from io import BytesIO

from portal.plans.laid_out import Grid

TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_UNWRITABLE = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_PAGE = 15_400
"""The width of what is printed on a page of A4 across, in twentieths of a point."""

_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_MAIN}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_MAIN}.styles+xml"/>'
    f'<Override PartName="/word/footer1.xml" ContentType="{_MAIN}.footer+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
    "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/styles" Target="styles.xml"/>'
    f'<Relationship Id="rId2" Type="{_OFFICE}/footer" Target="footer1.xml"/></Relationships>',
    "word/styles.xml": f'<w:styles xmlns:w="{_WORD}"><w:docDefaults><w:rPrDefault><w:rPr>'
    '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Calibri"/><w:sz w:val="18"/><w:lang w:val="en-GB"/>'
    "</w:rPr></w:rPrDefault></w:docDefaults>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:pPr><w:spacing w:after="60"/></w:pPr>'
    '<w:rPr><w:b/><w:sz w:val="36"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Heading2"><w:name w:val="heading 2"/><w:pPr><w:keepNext/>'
    '<w:outlineLvl w:val="1"/></w:pPr><w:rPr><w:b/><w:sz w:val="22"/></w:rPr></w:style></w:styles>',
}


def write(grid: Grid, lines_above: Sequence[str]) -> bytes:
    """Return the grid as a .docx file, with lines of text above it. Text is text there: nothing in it is run."""
    body = "".join([
        _paragraph(grid.title, "Title"), *(_paragraph(line) for line in lines_above), _paragraph(""),
        *_table(grid),
        _paragraph(""),
        '<w:sectPr><w:footerReference w:type="default" r:id="rId2"/>'
        '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
        '<w:pgMar w:top="720" w:right="720" w:bottom="720" w:left="720" w:header="360" w:footer="360" w:gutter="0"/>'
        "</w:sectPr>",
    ])  # fmt: skip
    names = f'xmlns:w="{_WORD}" xmlns:r="{_OFFICE}"'
    kept = BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as archive:
        for place, text in _PARTS.items():
            archive.writestr(place, _HEAD + text)
        archive.writestr("word/document.xml", f"{_HEAD}<w:document {names}><w:body>{body}</w:body></w:document>")
        archive.writestr("word/footer1.xml", f"{_HEAD}<w:ftr {names}>{_footer(grid.title)}</w:ftr>")
    return kept.getvalue()


def _table(grid: Grid) -> Iterator[str]:
    total = sum(grid.weights) or 1
    widths = [round(_PAGE * weight / total) for weight in grid.weights]
    edges = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="8A8A8A"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    yield (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{edges}</w:tblBorders>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="70" w:type="dxa"/>'
        '<w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    )
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    yield f"<w:tblGrid>{columns}</w:tblGrid>"
    head = [_cell(words, width, bold=True, fill="E4ECE7") for words, width in zip(grid.headings, widths, strict=True)]
    yield f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{''.join(head)}</w:tr>"
    for part in grid.parts:
        if part.section or len(grid.parts) > 1:
            across = _across(part.heading, part.aim, sum(widths), len(widths))
            yield f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{across}</w:tr>"
        for line in part.lines:
            cells = "".join(_cell(words, width) for words, width in zip(line, widths, strict=True))
            yield f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"
    yield "</w:tbl>"


def _across(heading: str, aim: str, width: int, number: int) -> str:
    said = _paragraph(heading, "Heading2") + (_paragraph(aim) if aim else "")
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:gridSpan w:val="{number}"/>'
        f'<w:shd w:val="clear" w:color="auto" w:fill="F3F1EA"/></w:tcPr>{said}</w:tc>'
    )


def _cell(words: str, width: int, bold: bool = False, fill: str = "") -> str:
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    lines = "".join(_paragraph(line, bold=bold) for line in words.split("\n"))
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>{lines}</w:tc>'


def _paragraph(words: str, style: str = "", bold: bool = False) -> str:
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    weight = "<w:rPr><w:b/></w:rPr>" if bold else ""
    run = f'<w:r>{weight}<w:t xml:space="preserve">{_xml(words)}</w:t></w:r>'
    return f"<w:p>{look}{run if words else ''}</w:p>"


def _footer(title: str) -> str:
    def counted(what: str) -> str:
        return f'<w:fldSimple w:instr="{what}"><w:r><w:t>1</w:t></w:r></w:fldSimple>'

    said = f'<w:r><w:t xml:space="preserve">{_xml(title)}, page </w:t></w:r>{counted("PAGE")}'
    return f'<w:p>{said}<w:r><w:t xml:space="preserve"> of </w:t></w:r>{counted("NUMPAGES")}</w:p>'


def _xml(text: str) -> str:
    return escape(_UNWRITABLE.sub("", text), quote=False)
