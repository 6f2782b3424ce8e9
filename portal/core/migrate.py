"""Bringing a database to this version of the portal."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import sqlalchemy as sa

from portal.core.database import Moment, db, writing

if TYPE_CHECKING:
    from alembic.config import Config

FOLDER = Path(__file__).resolve().parent / "migrations"

# Alembic is imported where it is needed: a start that has nothing to do is a quarter of a second and 10 MB lighter.


def settings() -> "Config":
    """Return what Alembic needs to know; no file of its own is kept."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    return config


def newest() -> str:
    """Return the number of the newest version, with which the name of its migration begins."""
    return max(path.name.partition("_")[0] for path in (FOLDER / "versions").glob("[0-9]*_*.py"))


def upgrade() -> None:
    """Bring the app's database to the newest version, in one transaction: it is the old one or the new one."""
    if is_current():
        return
    from alembic import command

    with writing():
        config = settings()
        config.attributes["connection"] = db.session.connection()
        command.upgrade(config, "head")


def is_current() -> bool:
    """Whether the app's database is at the newest version."""
    with db.engine.connect() as connection:
        if not sa.inspect(connection).has_table("alembic_version"):
            return False
        return connection.scalar(sa.text("SELECT version_num FROM alembic_version")) == newest()


def write_revision(message: str) -> None:
    """Write a new migration from the difference between the tables and the database (for developers)."""
    from alembic import command

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
