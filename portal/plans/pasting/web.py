"""Tables in HTML, as a clipboard holds what was copied from Word, Excel or a page: their text and nothing else.

Every sign of the text is looked at once, so that no text takes long; what is not understood is text, and what is
not text (scripts, styles, comments, conditions for Office) is passed over.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

from portal.core.sheets import Unreadable
from portal.plans.pasting.marks import clean, in_font
from portal.plans.pasting.table import Grid, Row, Source, numbered

BLOCKS = {"p", "div", "br", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "hr", "caption",
          "tr", "td", "th", "table", "section", "article", "dd", "dt", "title"}  # fmt: skip
PASSED_OVER = ("script", "style", "xml", "head", "template", "noscript", "textarea", "select", "svg", "object", "del")
DEEPEST = 5
MOST_TABLES = 200
LONGEST_ABOVE = 300
LINES_ABOVE = 6
NO_TABLE = "There is no table in what was pasted. Mark the whole table in Word or Excel, copy it, and paste it here."
_NAME = re.compile(r"/?[a-zA-Z][^\s/>]*")
_TO_THE_END = re.compile(r"[^>\"']*")
_NUMBER = re.compile(r"\b(colspan|rowspan)\s*=\s*[\"']?\s*(\d{1,5})", re.IGNORECASE)
_FONT = re.compile(r"(?:font-family\s*:|\bface\s*=)\s*([^;>]{1,60})", re.IGNORECASE)


def read(html: str) -> Source:
    """Return the tables in HTML as one source, each with the lines right above it. Raises Unreadable."""
    page = _Page()
    for name, text in _pieces(_without_asides(html)):
        if name:
            page.take_tag(name, text)
        else:
            page.take_text(text)
    tables = page.finish()
    if not any(tables):
        raise Unreadable(NO_TABLE)
    names = [f"Table {number}" for number in range(1, len(tables) + 1)]
    return Source("a table that was pasted", list(numbered(tables)), names)


def _without_asides(html: str) -> str:
    """Return HTML without comments, and without declarations and conditions, which Office writes into it."""
    for begins, ends in (("<!--", "-->"), ("<!", ">"), ("<?", ">")):
        first, *others = html.replace("\0", "").split(begins)
        html = first + "".join(part.partition(ends)[2] for part in others)
    return html


def _pieces(html: str) -> Iterator[tuple[str, str]]:
    """Yield tags, as their name and attributes, and text, with no name. A sign that begins no tag is text."""
    at, start = 0, html.find("<")
    without: set[str] = set()
    while start >= 0:
        name = _NAME.match(html, start + 1)
        if not name:
            start = html.find("<", start + 1)
            continue
        end = _end_of_tag(html, name.end(), without)
        if end < 0:
            break
        if start > at:
            yield "", html[at:start]
        yield name[0].lower(), html[name.end() : end]
        at = end + 1
        if name[0].lower() in PASSED_OVER:
            at = _end_of_aside(html, name[0].lower(), at, without)
        start = html.find("<", at)
    if at < len(html):
        yield "", html[at:]


def _end_of_tag(html: str, at: int, without: set[str]) -> int:
    """Return where the tag ends, not counting signs in quotation marks; `without` is what does not come any more."""
    while True:
        stop = _TO_THE_END.match(html, at)
        at = stop.end() if stop else at
        if at >= len(html):
            return -1
        if html[at] == ">":
            return at
        quote = html[at]
        closing = -1 if quote in without else html.find(quote, at + 1)
        if closing < 0:
            without.add(quote)
            return html.find(">", at)
        at = closing + 1


def _end_of_aside(html: str, name: str, at: int, without: set[str]) -> int:
    """Return where what is passed over ends; where it never does, only its tag is passed over."""
    if name in without:
        return at
    found = re.compile(rf"</{name}[\s>/]", re.IGNORECASE).search(html, at)
    if found:
        return found.start()
    without.add(name)
    return at


@dataclass
class _Open:
    """A table that is being read, and the cell that is open in it."""

    grid: Grid
    above: list[str]
    words: list[str] = field(default_factory=list)
    is_in_cell: bool = False
    is_in_row: bool = False
    across: int = 1
    rows: int = 1
    inner: list["_Open"] = field(default_factory=list)

    def tables(self) -> list["_Open"]:
        """Return the table, or those within it where it only holds them in place."""
        is_frame = self.inner and all(len(row.filled) <= 1 for row in self.grid.rows)
        return self.inner if is_frame else [self]


@dataclass
class _Page:
    """What of a page has been read so far."""

    open: list[_Open] = field(default_factory=list)
    done: list[_Open] = field(default_factory=list)
    begun: int = 0
    above: list[str] = field(default_factory=list)
    fonts: list[tuple[str, str]] = field(default_factory=list)
    too_deep: int = 0

    def take_text(self, text: str) -> None:
        """Take text for the cell that is open, or for what stands above the next table."""
        words = re.sub(r"\s+", " ", unescape(text).replace("\0", ""))
        if font := next((font for _name, font in reversed(self.fonts) if font), ""):
            words = in_font(words, font)
        self._write(words)

    def take_tag(self, name: str, attributes: str) -> None:
        """Take a tag."""
        is_end, name = name.startswith("/"), name.lstrip("/")
        if name == "table":
            self._end_table() if is_end else self._begin_table()
        elif name in ("td", "th") and self.open and not self.too_deep:
            self._end_cell()
            if not is_end:
                self._begin_cell(attributes)
        elif name == "tr" and self.open and not self.too_deep:
            self._end_row()
            self.open[-1].is_in_row = not is_end
        elif name in ("span", "font"):
            self._change_font(name, attributes, is_end)
        elif name in BLOCKS:
            self._write("\n")

    def finish(self) -> list[list[Row]]:
        """Return the rows of each table."""
        while self.open:
            self._end_table()
        return [
            [Row(0, [words], number, is_above=True) for words in table.above]
            + [row._replace(table=number) for row in table.grid.rows]
            for number, table in enumerate(self.done)
        ]

    def _write(self, words: str) -> None:
        if not self.open:
            self.above.append(words)
        elif self.open[-1].is_in_cell:
            self.open[-1].words.append(words)

    def _begin_table(self) -> None:
        self._write("\n")
        if len(self.open) >= DEEPEST:
            self.too_deep += 1
            return
        self.begun += 1
        if self.begun > MOST_TABLES:
            raise Unreadable(f"There are more than {MOST_TABLES} tables in what was pasted. Paste the plan's alone.")
        self.open.append(_Open(Grid(), _lines_above(self.above)))
        self.above = []

    def _end_table(self) -> None:
        if self.too_deep or not self.open:
            self.too_deep = max(0, self.too_deep - 1)
            return
        self._end_row()
        table = self.open.pop()
        if not self.open:
            self.done += table.tables()
            return
        self.open[-1].inner += table.tables()
        lines = (" ".join(filter(None, row.cells)) for row in table.grid.rows)
        self._write("\n".join(lines) + "\n")

    def _begin_cell(self, attributes: str) -> None:
        table = self.open[-1]
        said = {name.lower(): int(number) for name, number in _NUMBER.findall(attributes)}
        table.across, table.rows = said.get("colspan", 1), said.get("rowspan", 1)
        table.is_in_cell = table.is_in_row = True

    def _end_cell(self) -> None:
        table = self.open[-1]
        if table.is_in_cell:
            lines = (clean(line) for line in "".join(table.words).split("\n"))
            table.grid.put("\n".join(line for line in lines if line), table.across, table.rows)
        table.words, table.is_in_cell = [], False
        self.fonts = []

    def _end_row(self) -> None:
        self._end_cell()
        if self.open[-1].is_in_row:
            self.open[-1].grid.end_row(0)
        self.open[-1].is_in_row = False

    def _change_font(self, name: str, attributes: str, is_end: bool) -> None:
        """Note the font of what follows, so that a sign of Wingdings is read as the sign it shows."""
        if is_end:
            while self.fonts and self.fonts.pop()[0] != name:
                pass
        elif len(self.fonts) < 100:
            found = _FONT.search(attributes)
            self.fonts.append((name, unescape(found[1]) if found else ""))


def _lines_above(words: list[str]) -> list[str]:
    """Return the last short lines before a table: headings, and a target with its aim."""
    lines = [clean(" ".join(line.split())) for line in "".join(words).split("\n")]
    return [line for line in lines if line and len(line) <= LONGEST_ABOVE][-LINES_ABOVE:]
