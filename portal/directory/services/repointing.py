"""Pointing the rows that name one thing to another, as far as the database's rules allow."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from portal.core.database import db


def repoint(column: sa.Column, goes: int, stays: int, which: Any = None) -> int:
    """Point the rows of a column, or `which` of them, to what stays; return how many could not be pointed there.

    They are changed one by one where a rule, such as one row for each, is against all at once.
    """
    chosen = [column == goes] if which is None else [column == goes, which]
    if _tried(sa.update(column.table).where(*chosen).values({column: stays})):
        return 0
    key = column.table.c.id
    numbers = db.session.scalars(sa.select(key).where(*chosen).order_by(key)).all()
    ways = [sa.update(column.table).where(key == number).values({column: stays}) for number in numbers]
    return sum(not _tried(way) for way in ways)


def _tried(change: sa.Update) -> bool:
    try:
        with db.session.begin_nested():
            db.session.execute(change, execution_options={"synchronize_session": False})
    except IntegrityError:
        return False
    return True
