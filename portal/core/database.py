"""The database handle, and the one place where a request's work is committed."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from flask import Flask, Response, current_app, g, has_request_context, request
from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session
from sqlalchemy import event
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column, registry
from sqlalchemy.orm.exc import StaleDataError

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Moment(sa.TypeDecorator):
    """An instant, kept in UTC; SQLite forgets time zones, so we remember for it."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Turn a moment of any zone into UTC."""
        if value is not None and value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Give back the moment with its zone."""
        return value and value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    """Every table: an integer key, enums kept as readable text, times with their zone."""

    registry = registry(
        metadata=sa.MetaData(naming_convention=NAMING),
        type_annotation_map={
            StrEnum: sa.Enum(StrEnum, native_enum=False, length=40, values_callable=list),
            datetime: Moment(),
            date: sa.Date(),
            time: sa.Time(),
        },
    )

    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-1)


class OneConnection(Session):
    """The session of a request. One that only reads shares the connection that plain rows are read by."""

    def get_bind(self, *given: Any, **more: Any) -> sa.Engine | sa.Connection:
        """Return what to ask: the request's connection, or the engine where something may be written."""
        return reader() if _only_reads() else super().get_bind(*given, **more)


db = SQLAlchemy(model_class=Base, session_options={"class_": OneConnection})
if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model


class Versioned:
    """Something people edit: a counter tells the second of two editors that the first was quicker."""

    version: Mapped[int] = mapped_column(default=1, sort_order=90)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805  SQLAlchemy hands in the class
        return {"version_id_col": cls.version}


SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
_may_write: ContextVar[bool | None] = ContextVar("may_write", default=None)


def init_app(app: Flask) -> None:
    """Give the app its database, and one transaction to each request.

    A request that may change something takes SQLite's write lock at its first statement (BEGIN IMMEDIATE), because
    a read snapshot cannot be upgraded once another writer was quicker. A POST answered below 400 commits; all else
    rolls back, so that a GET can change nothing and a refused form leaves nothing behind.
    """
    app.config.setdefault("SQLALCHEMY_ENGINE_OPTIONS", {})
    db.init_app(app)
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            _prepare_sqlite(db.engine, app.config.get("SQLITE_SYNCHRONOUS", "FULL"))

    @app.teardown_request
    def close_reader(_error: BaseException | None) -> None:
        if "reader" in g:
            release()

    @app.after_request
    def close_transaction(response: Response) -> Response:
        if request.method not in SAFE_METHODS and response.status_code < 400:
            try:
                db.session.commit()
            except (sa.exc.OperationalError, sa.exc.InternalError, StaleDataError) as error:
                db.session.rollback()
                return current_app.make_response(current_app.handle_user_exception(error))
        elif db.session.registry.has():
            db.session.rollback()
        return response


def _prepare_sqlite(engine: sa.Engine, synchronous: str) -> None:
    @event.listens_for(engine, "connect")
    def settings(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        for pragma in (
            "journal_mode=WAL",
            f"synchronous={synchronous}",
            "foreign_keys=ON",
            "busy_timeout=10000",
            "mmap_size=268435456",
            "cache_size=-16000",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        if _is_writing():
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:  # it takes no lock and cannot fail: the short way
            connection.connection.driver_connection.execute("BEGIN")  # type: ignore[union-attr]


def _is_writing() -> bool:
    chosen = _may_write.get()
    return chosen if chosen is not None else has_request_context() and request.method not in SAFE_METHODS


def _only_reads() -> bool:
    return has_request_context() and not _is_writing()


def reader() -> sa.Connection:
    """Return the connection for plain rows; what a session adds for objects costs as much as a short statement.

    A request that may write reads by its session, within its one transaction.
    """
    if not _only_reads():
        db.session.flush()
        return db.session.connection()
    if "reader" not in g:
        g.reader = db.engine.connect()
        g.reader.begin()
    return g.reader


def release() -> None:
    """End a transaction that only read so far, so that slow work (hashing a password) holds no lock."""
    if db.session.registry.has():
        db.session.rollback()
    if connection := g.pop("reader", None):
        connection.close()


@contextmanager
def reading() -> Iterator[None]:
    """Read within a request that may write without taking its lock; what was read is let go of at the end."""
    release()
    token = _may_write.set(False)
    try:
        yield
    finally:
        release()
        _may_write.reset(token)


@contextmanager
def writing() -> Iterator[None]:
    """One transaction outside a request (a script, the demo loader, the clock): commits at the end, or not at all."""
    token = _may_write.set(True)
    try:
        yield
        db.session.commit()
    except BaseException:
        db.session.rollback()
        raise
    finally:
        _may_write.reset(token)
