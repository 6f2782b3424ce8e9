"""Bringing a database to this version of the portal."""

from pathlib import Path
from typing import Any, Literal

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from portal.core.database import Moment, db, writing

FOLDER = Path(__file__).resolve().parent / "migrations"


def settings() -> Config:
    """Return what Alembic needs to know; no file of its own is kept."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    return config


def upgrade() -> None:
    """Bring the app's database to the newest version, in one transaction: it is the old one or the new one."""
    with writing():
        config = settings()
        config.attributes["connection"] = db.session.connection()
        command.upgrade(config, "head")


def is_current() -> bool:
    """Whether the app's database is at the newest version."""
    newest = ScriptDirectory.from_config(settings()).get_current_head()
    with db.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() == newest


def write_revision(message: str) -> None:
    """Write a new migration from the difference between the tables and the database (for developers)."""
    config = settings()
    config.attributes["connection"] = db.session.connection()
    command.revision(config, message=message, autogenerate=True)


def is_kept(_thing: Any, name: str | None, kind: str, _reflected: bool, _compared: Any) -> bool:
    """Whether Alembic looks after a table: what the full-text index makes for itself is the index's own."""
    own = kind == "table" and (name or "").startswith("search_words")
    return not own and name not in {"ix_search_entries_words", "words"}


def rendered(kind: str, thing: Any, _context: Any) -> str | Literal[False]:
    """Return how a type of ours is written in a migration, which must still run when the type is long gone."""
    if kind == "type" and isinstance(thing, sa.Enum):
        return f"sa.String(length={thing.length})"
    if kind == "type" and isinstance(thing, Moment):
        return "sa.DateTime(timezone=True)"
    return False
