"""Bringing a database to this version: from nothing it is exactly what the tables say."""

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from flask import Flask

from portal.app import create_app
from portal.core import index, migrate
from portal.core.audience import Audience
from portal.core.database import Base, db, writing
from portal.core.viewer import VISITOR


@pytest.fixture
def fresh(settings, tmp_path) -> Flask:
    """A portal whose database is not made yet."""
    return create_app(settings | {"SQLALCHEMY_DATABASE_URI": f"sqlite:///{tmp_path}/fresh.sqlite3"})


def differences() -> list:
    """What the migrations make other than the tables say."""
    with db.engine.connect() as connection:
        options = {"include_object": migrate.is_kept, "compare_type": True}
        return compare_metadata(MigrationContext.configure(connection, opts=options), Base.metadata)


def works() -> None:
    """Something can be kept and found."""
    with writing():
        index.put("organisation", 1, title="High Peak CVS", address="/", audience=Audience.PUBLIC)
    assert [hit.title for hit in index.search(VISITOR, "peak")] == ["High Peak CVS"]


def test_from_nothing_to_this_version(fresh):
    with fresh.app_context():
        migrate.upgrade()

        assert migrate.is_current()
        assert differences() == []
        works()


def test_upgrading_twice_changes_nothing(fresh):
    with fresh.app_context():
        migrate.upgrade()
        migrate.upgrade()

        assert migrate.is_current()


def test_a_migration_that_fails_leaves_nothing_half_done(fresh, monkeypatch):
    def stumble(*_given):
        raise RuntimeError("the power went")

    with fresh.app_context():
        monkeypatch.setattr(command, "upgrade", lambda config, _to: (_half(config), stumble()))
        with pytest.raises(RuntimeError):
            migrate.upgrade()

        assert sa.inspect(db.engine).get_table_names() == []


def _half(config) -> None:
    config.attributes["connection"].exec_driver_sql("CREATE TABLE half (id INTEGER)")


@pytest.mark.postgres
def test_the_same_on_postgresql(settings, postgres_url):
    app = create_app(settings | {"SQLALCHEMY_DATABASE_URI": postgres_url})
    with app.app_context():
        db.session.execute(sa.text("DROP SCHEMA public CASCADE; CREATE SCHEMA public"))
        db.session.commit()
        migrate.upgrade()

        assert [change for change in differences() if "search_entries" not in str(change)] == []
        works()
        db.session.remove()
        db.engine.dispose()
