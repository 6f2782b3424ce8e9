"""A list as people use it: words, filters, sort, pages, a count, and the same rows as a file."""

import csv
import io
import re
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from functools import cached_property
from itertools import chain
from typing import Any
from urllib.parse import urlencode

import sqlalchemy as sa
from flask import Response, render_template, request
from flask.typing import ResponseReturnValue

from portal.core import clock
from portal.core.database import reader
from portal.core.htmx import wants_fragment
from portal.core.paging import Mark, Order, read_mark, token
from portal.core.prepared import Prepared, named
from portal.core.text import plural, plural_of

SIZE = 50
CAP = 500
FILE_CAP = 200_000
MANY = 40
"""So many choices of a filter are offered; where there are more, words are typed."""
MOST_STATEMENTS = 30
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMULA = re.compile(r'(^|[;\t\r\n])(?=(?:[^\S\t\r\n]|")*[=+\-@＝＋－＠])|^(?=[\t\r])')  # noqa: RUF001  full width runs too


@dataclass(frozen=True)
class Column:
    """One column: `key` names the value in a row; `sort` is an expression that is never null, or None.

    `rows` is the same select of rows, written so that the database begins where this order is kept.
    """

    key: str
    label: str
    sort: Any = None
    css: str = ""
    in_page: bool = True
    rows: sa.Select | None = None


@dataclass(frozen=True)
class Filter:
    """One choice above a list; `clause` turns what was chosen into a condition.

    `otherwise` is the condition while nothing is chosen, and `every` the words for that. Where there are too many
    choices to offer, `choices` is None: then words are typed, and `clause` is given those.
    """

    key: str
    label: str
    choices: Sequence[tuple[Any, str]] | None
    clause: Callable[[str], Any]
    otherwise: Any = None
    every: str = "All"
    rows: sa.Select | None = None

    @cached_property
    def options(self) -> list[tuple[str, str]]:
        """The choices as they are offered, first the one that narrows nothing."""
        return [("", self.every)] + [(str(value), words) for value, words in self.choices or () if value != ""]


@dataclass(frozen=True)
class Table:
    """What a list holds: the select of its rows (an `id` among them, no order), and how it may be asked.

    `noun` and `more` are what one row and several are called; `search` turns words into a condition; `in_file` are
    columns that only the file holds. `is_shared` is a list that is the same for all viewers: what the template makes of
    a page is kept for the next who asks for the same. `statements` and `drawings` are what was made already.
    """

    rows: sa.Select
    id: Any
    noun: str
    columns: Sequence[Column]
    sort: str
    filters: Sequence[Filter] = ()
    search: Callable[[str], Any] | None = None
    more: str = ""
    in_file: Sequence[Any] = ()
    is_shared: bool = False
    statements: dict[Hashable, Prepared | sa.Select] = field(default_factory=dict, repr=False, compare=False)
    drawings: dict[Hashable, Any] = field(default_factory=dict, repr=False, compare=False)


@dataclass
class Page:
    """One page of a list, with the addresses of its neighbours, for the table macro.

    `found` are the database's rows, which `lines` makes those of the templates.
    """

    table: Table
    path: str
    q: str
    chosen: dict[str, str]
    sort: str
    found: Sequence[Any] = ()
    lines: Callable[[Sequence[Any]], list[Any]] = list
    count: int = 0
    earlier: str | None = None
    later: str | None = None

    @cached_property
    def rows(self) -> Sequence[Any]:
        """The rows as templates read them."""
        return self.lines(self.found)

    @property
    def columns(self) -> list[Column]:
        """The columns that stand on the page."""
        return [column for column in self.table.columns if column.in_page]

    @cached_property
    def sorted_by(self) -> Column:
        """The column the list is sorted by, one way or the other."""
        return next(column for column in self.table.columns if column.key == self.sort.removeprefix("-"))

    @property
    def is_narrowed(self) -> bool:
        """Whether words or filters leave something out."""
        return bool(self.q or self.chosen)

    @property
    def count_line(self) -> str:
        """How many there are: "47 actions", "1 action found", "500+ actions" when there are too many to count."""
        more = self.table.more or plural_of(self.table.noun)
        if self.count > CAP:
            said = f"{CAP:,}+ {more}"
        else:
            said = plural(self.count, self.table.noun, more) if self.count else f"No {more}"
        return f"{said} found" if self.is_narrowed else said

    def address(self, sort: str = "", **more: str) -> str:
        """Return this list's address, narrowed as it is, sorted as it is or otherwise, with more to ask for."""
        sort = sort or self.sort
        asked = more if sort == self.table.sort else {"sort": sort, **more}
        parts = [each for each in (self._narrowing, urlencode(asked)) if each]
        return f"{self.path}?{'&'.join(parts)}" if parts else self.path

    @cached_property
    def _narrowing(self) -> str:
        return urlencode({"q": self.q, **self.chosen} if self.q else self.chosen)

    def sort_address(self, key: str) -> str:
        """Return the address that sorts by the column, the other way round if it does already."""
        return self.address(sort=f"-{key}" if self.sort == key else key)

    def drawn(self, *beside: Hashable, caller: Callable[[], Any]) -> Any:
        """Return what the template makes of the page, for the call block of a macro; `beside` is what else it shows."""
        if not self.table.is_shared:
            return caller()
        narrowed = (self.path, self._narrowing, self.sort, self.count, self.earlier, self.later)
        kept, key = self.table.drawings, (*beside, *narrowed, *chain.from_iterable(self.found))
        if key not in kept:
            if len(kept) >= MOST_STATEMENTS:
                kept.clear()
            kept[key] = caller()
        return kept[key]

    def aria_sort(self, key: str) -> str:
        """Return how the column is sorted now, in the words of the accessibility interface."""
        return {key: "ascending", f"-{key}": "descending"}.get(self.sort, "none")

    @property
    def csv_address(self) -> str:
        """The address of the same rows as a file that every program reads."""
        return self.address(format="csv")

    @property
    def xlsx_address(self) -> str:
        """The address of the same rows as a workbook, in which days are days and figures figures."""
        return self.address(format="xlsx")


def read(table: Table, asked: Mapping[str, str], size: int = SIZE) -> Page:
    """Return the page of the list that was asked for: one statement, whatever the number of rows.

    Unknown filters, sorts and page marks are left aside, so that an old address still answers; a mark beyond the
    last row leads to the first page.
    """
    page = Page(table, request.path, _words(table, asked), _chosen(table, asked), _sort(table, asked))
    before, mark = _marks(page, asked)
    statement = _statement(page, mark, bool(before), size)
    if isinstance(statement, Prepared):
        found, page.lines = statement.ask(), statement.read
    else:
        found, page.lines = reader().execute(statement).all(), named
    if mark and not found:
        return read(table, {key: value for key, value in asked.items() if key not in ("before", "after")}, size)
    page.found = found[:size][::-1] if before else found[:size]
    page.count = found[0][-1] if found else 0
    has_more = len(found) > size
    if before or has_more:
        page.later = page.address(after=token(*page.lines(page.found[-1:])))
    if (has_more if before else mark) and found:
        page.earlier = page.address(before=token(*page.lines(page.found[:1])))
    return page


def _marks(page: Page, asked: Mapping[str, str]) -> tuple[Mark, Mark]:
    """Return the mark the page ends before, if it does, and the one it begins or ends at."""
    if not asked.get("before") and not asked.get("after"):
        return None, None
    kind = _order(page).key.type
    before = read_mark(asked.get("before", ""), kind)
    return before, before or read_mark(asked.get("after", ""), kind)


def _statement(page: Page, mark: Mark, is_before: bool, size: int) -> sa.Select | Prepared:
    """Return the statement of the page. That of a first page without words is built once, as long as its table is."""
    key = None if mark or page.q else (size, page.sort, *page.chosen.items())
    if key in page.table.statements:
        return page.table.statements[key]
    order = _order(page)
    if is_before:
        order = order._replace(descending=not order.descending)
    narrowed = _narrowed(page)
    counted = narrowed.with_only_columns(page.table.id, maintain_column_froms=True).limit(CAP + 1).subquery()
    count = sa.select(sa.func.count()).select_from(counted).scalar_subquery()
    rows = narrowed.add_columns(order.key.label("key_"), count.label("count_")).order_by(*order.clauses)
    statement = (rows.where(order.beyond(mark)) if mark else rows).limit(size + 1)
    if key is None or len(page.table.statements) >= MOST_STATEMENTS:
        return statement
    return page.table.statements.setdefault(key, Prepared(statement) if page.table.is_shared else statement)


def answer(page: Page, template: str, fragment: str, name: str, **context: Any) -> ResponseReturnValue:
    """Answer with the page, the fragment of its results, or the file of all rows that the same viewer may see."""
    if (kind := request.args.get("format")) in ("csv", "xlsx"):
        return download(page, name, kind)
    return render_template(fragment if wants_fragment() else template, page=page, **context)


def download(page: Page, name: str, kind: str = "csv") -> Response:
    """Return every row of the list (not only this page of it) as a file; one that is cut short says so at its end."""
    make = worksheet_cell if kind == "xlsx" else cell
    columns = page.table.columns
    order = _order(page)
    asked = _narrowed(page).add_columns(*page.table.in_file).order_by(*order.clauses)
    rows = reader().execute(asked.limit(FILE_CAP + 1)).all()
    lines: list[list[Any]] = [[column.label for column in columns]]
    lines += [[make(getattr(row, column.key)) for column in columns] for row in rows[:FILE_CAP]]
    if len(rows) > FILE_CAP:
        lines.append([f"Only the first {FILE_CAP:,} are in this file: narrow the list to see the others."])
    return workbook_file(lines, name) if kind == "xlsx" else csv_file(lines, name)


def workbook_file(lines: Iterable[Sequence[Any]], name: str) -> Response:
    """Return lines, the first of them the heading, as a workbook to be kept under a name."""
    from portal.core import workbook_writer  # only who asks for one pays for what writes it

    content = io.BytesIO()
    workbook_writer.write(content, name, lines)
    response = Response(content.getvalue(), content_type=WORKBOOK)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response


def wants_file() -> bool:
    """Whether the rows were asked for as a file, of whichever kind."""
    return request.args.get("format") in ("csv", "xlsx")


def file_of(lines: Iterable[Sequence[Any]], name: str) -> Response:
    """Return lines of values, the first of them the heading, as the kind of file that was asked for."""
    if request.args.get("format") == "xlsx":
        return workbook_file([[worksheet_cell(value) for value in line] for line in lines], name)
    return csv_file([[cell(value) for value in line] for line in lines], name)


def csv_file(lines: Iterable[Sequence[str]], name: str) -> Response:
    """Return lines of text as a CSV file to be kept under a name."""
    response = Response(write_csv(lines), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def write_csv(lines: Iterable[Sequence[str]]) -> str:
    """Return lines as CSV, marked as UTF-8 for spreadsheets."""
    out = io.StringIO()
    out.write("\ufeff")
    csv.writer(out, lineterminator="\r\n").writerows(lines)
    return out.getvalue()


def cell(value: Any) -> str:
    """Return a value as a cell of a file that a spreadsheet opens and cannot run.

    What would start a formula gets an apostrophe: at the beginning, and after a semicolon, a tab or a line's end,
    where a spreadsheet that splits by these would begin a cell of its own.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return f"{clock.local(value):%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, int | float):
        return str(value)
    text = str(getattr(value, "words", value)) if isinstance(value, StrEnum) else str(value)
    return FORMULA.sub(r"\1'", text)


def worksheet_cell(value: Any) -> Any:
    """Return a value as a cell of a workbook. There text is text, whatever it begins with: no formula comes of it."""
    if isinstance(value, datetime):
        return clock.local(value)
    if isinstance(value, StrEnum):
        return str(getattr(value, "words", value))
    return value


def _narrowed(page: Page) -> sa.Select:
    chosen = [each.rows for each in page.table.filters if each.key in page.chosen]
    rows = next((each for each in [*chosen, page.sorted_by.rows] if each is not None), page.table.rows)
    for each in page.table.filters:
        if each.key in page.chosen:
            rows = rows.where(each.clause(page.chosen[each.key]))
        elif each.otherwise is not None:
            rows = rows.where(each.otherwise)
    return rows.where(page.table.search(page.q)) if page.q and page.table.search else rows


def _words(table: Table, asked: Mapping[str, str]) -> str:
    return " ".join(asked.get("q", "").replace("\0", " ").split())[:200] if table.search else ""


def _chosen(table: Table, asked: Mapping[str, str]) -> dict[str, str]:
    wanted = [(each, " ".join(asked.get(each.key, "").replace("\0", " ").split())[:200]) for each in table.filters]
    return {
        each.key: value for each, value in wanted if value and (each.choices is None or value in dict(each.options))
    }


def _sort(table: Table, asked: Mapping[str, str]) -> str:
    wanted = asked.get("sort", "")
    sortable = {column.key for column in table.columns if column.sort is not None}
    return wanted if wanted.removeprefix("-") in sortable else table.sort


def _order(page: Page) -> Order:
    key = page.sorted_by.sort
    if isinstance(key.type, sa.Enum | sa.types.NullType):  # lower(...) says nothing of its type: it is text
        key = sa.type_coerce(key, sa.String)
    return Order(key, page.table.id, page.sort.startswith("-"))
