"""Pages of a list by keys: the mark of the last row stands in the address, so that the last page costs as the first."""

import base64
import json
from datetime import date, datetime, time
from typing import Any, NamedTuple

import sqlalchemy as sa

Mark = tuple[Any, int] | None


class Order(NamedTuple):
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


def token(row: Any) -> str:
    """Return the mark of a row, which has its list's `key_` and its `id`."""
    value = row.key_.isoformat() if isinstance(row.key_, date | time) else row.key_
    return base64.urlsafe_b64encode(json.dumps([value, row.id]).encode()).decode().rstrip("=")


def read_mark(mark: str, kind: Any) -> Mark:
    """Return the key and number a mark stands for, or None when no list sorted by such a key can have made it."""
    wanted = (kind.impl_instance if isinstance(kind, sa.TypeDecorator) else kind).python_type
    try:
        value, number = json.loads(base64.urlsafe_b64decode(mark + "=" * (-len(mark) % 4)))
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
