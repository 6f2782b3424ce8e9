"""Statements asked on every page: their SQL is worked out once for each kind of database, and then only sent."""

from collections import namedtuple
from collections.abc import Callable, Sequence
from functools import lru_cache, wraps
from typing import Any

import sqlalchemy as sa

from portal.core.database import reader
from portal.core.kept import kept

Work = Callable[[Any], Any]


@lru_cache(maxsize=200)
def line(fields: tuple[str, ...]) -> Any:
    """Return the kind of named tuple with these fields; templates read it several times as fast as a database row."""
    return namedtuple("Line", fields)  # noqa: PYI024  the fields are known when it runs


def named(rows: Sequence[Any]) -> list[Any]:
    """Return the rows of a plain statement as named tuples."""
    return list(map(line(rows[0]._fields)._make, rows)) if rows else []


class Prepared:
    """A statement built once and asked often. It may hold lists, or be given values by name each time, but not both."""

    def __init__(self, statement: sa.Select | sa.CompoundSelect) -> None:
        self.statement = statement
        self.made: dict[str, _Made] = {}

    def ask(self, **given: Any) -> Sequence[Any]:
        """Return the rows as the database's driver gives them, plain tuples: enough to compare and to count them."""
        connection = reader()
        made = self.made.get(connection.dialect.name)
        if made is None:
            made = self.made[connection.dialect.name] = _Made(self.statement, connection.dialect)
        return _send(connection, made.sql, made.parameters(given))

    def read(self, rows: Sequence[Any]) -> list[Any]:
        """Return rows that were asked for as named tuples, their values as Python has them."""
        return self.made[reader().dialect.name].read(rows)


class _Made:
    """The SQL of a statement for one kind of database, and how values go there and come back."""

    def __init__(self, statement: sa.Select | sa.CompoundSelect, dialect: sa.Dialect) -> None:
        compiled = statement.compile(dialect=dialect, compile_kwargs={"render_postcompile": True})
        self.sql = compiled.string
        self.names = compiled.positiontup
        self.there = {name: _there(compiled, name, dialect) for name in compiled.params}
        self.values = {name: self.there[name](value) for name, value in compiled.params.items() if value is not None}
        columns = list(statement.selected_columns)
        self.line = line(tuple(column.key or "" for column in columns))
        back = [column.type.dialect_impl(dialect).result_processor(dialect, None) for column in columns]
        self.back = [(place, work) for place, work in enumerate(back) if work is not None]

    def parameters(self, given: dict[str, Any]) -> Any:
        """Return what the statement is sent with: by place or by name, as the database wants it."""
        values = self.values
        if given:
            values = values | {name: self.there[name](value) for name, value in given.items()}
        return values if self.names is None else tuple([values[name] for name in self.names])

    def read(self, rows: Sequence[Any]) -> list[Any]:
        """Return the rows with their values as Python has them."""
        if not rows:
            return []
        columns: list[Any] = list(zip(*rows, strict=True))
        for place, work in self.back:
            columns[place] = map(work, columns[place])
        return list(map(self.line, *columns))


def asked_often(build: Callable[[Any], sa.Select]) -> Callable[[Any], list[Any]]:
    """Make a function that builds a statement answer its rows; for the same rights and day it is built once.

    The statement must depend on nothing but the viewer's rights and the day.
    """

    @kept(lambda viewer: viewer.rights)
    def made_for(viewer: Any) -> Prepared:
        return Prepared(build(viewer))

    @wraps(build)
    def ask(viewer: Any) -> list[Any]:
        made = made_for(viewer)
        return made.read(made.ask())

    return ask


def _send(connection: sa.Connection, sql: str, values: Any) -> list[Any]:
    """Send SQL by the driver itself: to work out what the columns are, each time, costs more than the whole answer.

    Who listens for statements hears of it, and what the driver raises becomes what the portal knows, as elsewhere.
    """
    if connection.engine.dispatch.before_cursor_execute:
        connection.engine.dispatch.before_cursor_execute(connection, None, sql, values, None, False)
    kept = connection.connection.driver_connection
    driver = connection.dialect.loaded_dbapi
    try:
        return kept.execute(sql, values).fetchall()  # type: ignore[union-attr]
    except driver.Error as error:
        wrapped = sa.exc.DBAPIError.instance(sql, values, error, driver.Error, dialect=connection.dialect)
        raise wrapped from error


def _there(compiled: Any, name: str, dialect: sa.Dialect) -> Work:
    """Return what turns a parameter into what the database takes; one of several in a list bears a number more."""
    bound = compiled.binds[name if name in compiled.binds else name.rpartition("_")[0]]
    return bound.type.dialect_impl(dialect).bind_processor(dialect) or _as_it_is


def _as_it_is(value: Any) -> Any:
    return value
