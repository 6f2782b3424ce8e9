"""A list as people use it: words, filters, sort, pages, a count, and the same rows as a file."""

import base64
import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any, NamedTuple
from urllib.parse import urlencode

import sqlalchemy as sa
from flask import Response, render_template, request
from flask.typing import ResponseReturnValue

from portal.core import clock
from portal.core.database import db
from portal.core.htmx import wants_fragment
from portal.core.text import plural, plural_of

SIZE = 50
CAP = 1000
FILE_CAP = 200_000
FORMULA = re.compile(r'(^|[;\t\r\n])(?=(?:[^\S\t\r\n]|")*[=+\-@＝＋－＠])|^(?=[\t\r])')  # noqa: RUF001  full width runs too


@dataclass(frozen=True)
class Column:
    """One column: `key` names the value in a row; `sort` is an expression that is never null, or None."""

    key: str
    label: str
    sort: Any = None
    css: str = ""
    in_page: bool = True


@dataclass(frozen=True)
class Filter:
    """One choice above a list; `clause` turns what was chosen into a condition.

    `otherwise` is the condition while nothing is chosen, and `every` the words for that.
    """

    key: str
    label: str
    choices: Sequence[tuple[Any, str]]
    clause: Callable[[str], Any]
    otherwise: Any = None
    every: str = "All"

    @property
    def options(self) -> list[tuple[str, str]]:
        """The choices as they are offered, first the one that narrows nothing."""
        return [("", self.every)] + [(str(value), words) for value, words in self.choices if value != ""]


@dataclass(frozen=True)
class Table:
    """What a list holds: the select of its rows (an `id` among them, no order), and how it may be asked.

    `noun` and `more` are what one row and several are called; `search` turns words into a condition.
    """

    rows: sa.Select
    id: Any
    noun: str
    columns: Sequence[Column]
    sort: str
    filters: Sequence[Filter] = ()
    search: Callable[[str], Any] | None = None
    more: str = ""


@dataclass
class Page:
    """One page of a list, with the addresses of its neighbours, for the table macro."""

    table: Table
    path: str
    q: str
    chosen: dict[str, str]
    sort: str
    rows: Sequence[Any] = ()
    count: int = 0
    earlier: str | None = None
    later: str | None = None

    @property
    def columns(self) -> list[Column]:
        """The columns that stand on the page."""
        return [column for column in self.table.columns if column.in_page]

    @property
    def is_narrowed(self) -> bool:
        """Whether words or filters leave something out."""
        return bool(self.q or self.chosen)

    @property
    def count_line(self) -> str:
        """How many there are: "47 actions", "1 action found", "1,000+ actions" when there are too many to count."""
        more = self.table.more or plural_of(self.table.noun)
        if self.count > CAP:
            said = f"{CAP:,}+ {more}"
        else:
            said = plural(self.count, self.table.noun, more) if self.count else f"No {more}"
        return f"{said} found" if self.is_narrowed else said

    def address(self, **changes: str | None) -> str:
        """Return this list's address with some of its questions changed; an empty one is left out."""
        asked = {"q": self.q, **self.chosen, "sort": self.sort, **changes}
        kept = {key: value for key, value in asked.items() if value and (key, value) != ("sort", self.table.sort)}
        return f"{self.path}?{urlencode(kept)}" if kept else self.path

    def sort_address(self, key: str) -> str:
        """Return the address that sorts by the column, the other way round if it does already."""
        return self.address(sort=f"-{key}" if self.sort == key else key)

    def aria_sort(self, key: str) -> str:
        """Return how the column is sorted now, in the words of the accessibility interface."""
        return {key: "ascending", f"-{key}": "descending"}.get(self.sort, "none")

    @property
    def csv_address(self) -> str:
        """The address of the same rows as a file."""
        return self.address(format="csv")


class _Order(NamedTuple):
    """The key a list is sorted by, the number that breaks ties, and the direction."""

    key: Any
    number: Any
    descending: bool

    @property
    def clauses(self) -> tuple[Any, Any]:
        """What to order by."""
        return (self.key.desc(), self.number.desc()) if self.descending else (self.key.asc(), self.number.asc())

    def beyond(self, mark: tuple[Any, int]) -> sa.ColumnElement[bool]:
        """Return the condition that a row comes after the mark, however many rows share its key."""
        value, last = sa.literal(mark[0], self.key.type), mark[1]
        if self.descending:
            return sa.or_(self.key < value, sa.and_(self.key == value, self.number < last))
        return sa.or_(self.key > value, sa.and_(self.key == value, self.number > last))


def read(table: Table, asked: Mapping[str, str], size: int = SIZE) -> Page:
    """Return the page of the list that was asked for: one statement, whatever the number of rows.

    Unknown filters, sorts and page marks are left aside, so that an old address still answers; a mark beyond the
    last row leads to the first page.
    """
    page = Page(table, request.path, _words(table, asked), _chosen(table, asked), _sort(table, asked))
    order = _order(page)
    before = _mark(asked.get("before", ""), order.key.type)
    mark = before or _mark(asked.get("after", ""), order.key.type)
    if before:
        order = order._replace(descending=not order.descending)
    narrowed = _narrowed(page)
    counted = narrowed.with_only_columns(table.id, maintain_column_froms=True).limit(CAP + 1).subquery()
    count = sa.select(sa.func.count()).select_from(counted).scalar_subquery()
    rows = narrowed.add_columns(order.key.label("_key"), count.label("_count")).order_by(*order.clauses)
    found = list(db.session.execute((rows.where(order.beyond(mark)) if mark else rows).limit(size + 1)))
    if mark and not found:
        return read(table, {key: value for key, value in asked.items() if key not in ("before", "after")}, size)
    page.rows = found[:size][::-1] if before else found[:size]
    page.count = found[0]._count if found else 0
    has_more = len(found) > size
    if before or has_more:
        page.later = page.address(after=_token(page.rows[-1]))
    if (has_more if before else mark) and found:
        page.earlier = page.address(before=_token(page.rows[0]))
    return page


def answer(page: Page, template: str, fragment: str, name: str, **context: Any) -> ResponseReturnValue:
    """Answer with the page, the fragment of its results, or the file of all rows that the same viewer may see."""
    if request.args.get("format") == "csv":
        return download(page, name)
    return render_template(fragment if wants_fragment() else template, page=page, **context)


def download(page: Page, name: str) -> Response:
    """Return every row of the list (not only this page of it) as a file; one that is cut short says so at its end."""
    columns = page.table.columns
    rows = list(db.session.execute(_narrowed(page).order_by(*_order(page).clauses).limit(FILE_CAP + 1)))
    lines = [[column.label for column in columns]]
    lines += [[cell(getattr(row, column.key)) for column in columns] for row in rows[:FILE_CAP]]
    if len(rows) > FILE_CAP:
        lines.append([f"Only the first {FILE_CAP:,} are in this file: narrow the list to see the others."])
    return csv_file(lines, name)


def csv_file(lines: Iterable[Sequence[str]], name: str) -> Response:
    """Return lines as a CSV file to be kept under a name."""
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


def _narrowed(page: Page) -> sa.Select:
    rows = page.table.rows
    for each in page.table.filters:
        if each.key in page.chosen:
            rows = rows.where(each.clause(page.chosen[each.key]))
        elif each.otherwise is not None:
            rows = rows.where(each.otherwise)
    return rows.where(page.table.search(page.q)) if page.q and page.table.search else rows


def _words(table: Table, asked: Mapping[str, str]) -> str:
    return " ".join(asked.get("q", "").replace("\0", " ").split())[:200] if table.search else ""


def _chosen(table: Table, asked: Mapping[str, str]) -> dict[str, str]:
    wanted = [(each.key, asked.get(each.key, ""), dict(each.options)) for each in table.filters]
    return {key: value for key, value, offered in wanted if value and value in offered}


def _sort(table: Table, asked: Mapping[str, str]) -> str:
    wanted = asked.get("sort", "")
    sortable = {column.key for column in table.columns if column.sort is not None}
    return wanted if wanted.removeprefix("-") in sortable else table.sort


def _order(page: Page) -> _Order:
    key = next(column.sort for column in page.table.columns if column.key == page.sort.removeprefix("-"))
    if isinstance(key.type, sa.Enum):
        key = sa.type_coerce(key, sa.String)
    return _Order(key, page.table.id, page.sort.startswith("-"))


def _token(row: Any) -> str:
    value = row._key.isoformat() if isinstance(row._key, date | time) else row._key
    return base64.urlsafe_b64encode(json.dumps([value, row.id]).encode()).decode().rstrip("=")


def _mark(token: str, kind: Any) -> tuple[Any, int] | None:
    """Return the key and number a token stands for, or None when no list sorted by such a key can have made it."""
    wanted = (kind.impl_instance if isinstance(kind, sa.TypeDecorator) else kind).python_type
    try:
        value, number = json.loads(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)))
        if issubclass(wanted, date | time):
            value = wanted.fromisoformat(value)
        return (value, number) if _fits(value, wanted) and _fits(number, int) else None
    except (ValueError, TypeError, RecursionError):
        return None


def _fits(value: Any, wanted: type) -> bool:
    """Whether a database can be asked about the value at all."""
    if type(value) is not wanted:
        return False
    if isinstance(value, int):
        return abs(value) < 2**63
    if isinstance(value, datetime):
        return value.tzinfo is not None
    return not isinstance(value, str) or b"\0" not in value.encode()
