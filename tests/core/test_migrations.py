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
from portal.directory.models import Organisation, Person, Sector

pytestmark = pytest.mark.thorough


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


def first_release() -> None:
    """Make the database as the first release made it, with an organisation, a person and what is found of them."""
    with writing():
        config = migrate.settings()
        config.attributes["connection"] = db.session.connection()
        command.upgrade(config, "0001")
    tables = sa.MetaData()
    tables.reflect(db.engine)
    with writing():
        for table, row in [
            ("organisations", {"id": 7, "slug": "cvs", "name": "High Peak CVS", "sort_name": "high peak cvs"}),
            ("people", {"id": 3, "name": "Rosa Millstone", "sort_name": "rosa millstone", "organisation_id": 7}),
            ("search_entries", {"id": 1, "kind": "organisation", "object_id": 7, "title": "High Peak CVS"}),
        ]:
            others = {"audience": "public", "scope": "xpub korganisation", "sector": "voluntary", "version": 1}
            others |= {"name_shown": "partners", "contact_shown": "nobody"}
            columns = tables.tables[table].columns
            filled = {c.name: others.get(c.name, "") for c in columns if not c.nullable and c.name != "id"}
            db.session.execute(tables.tables[table].insert().values(filled | row))


def kept() -> None:
    """What the first release kept is there, and goes on working."""
    organisation = db.session.get(Organisation, 7)
    assert (organisation.name, organisation.sector) == ("High Peak CVS", Sector.VOLUNTARY)
    assert db.session.get(Person, 3).organisation is organisation
    assert [hit.title for hit in index.search(VISITOR, "peak")] == ["High Peak CVS"]
    with writing():
        organisation.name = "Peak CVS"
        index.put("organisation", 7, title="Peak CVS", address="/organisations/cvs/", audience=Audience.PUBLIC)
    assert [hit.title for hit in index.search(VISITOR, "peak")] == ["Peak CVS"]


def test_data_of_the_first_release_survives(fresh):
    with fresh.app_context():
        first_release()
        migrate.upgrade()

        assert differences() == []
        kept()


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
        db.engine.dispose()


@pytest.mark.postgres
def test_data_of_the_first_release_survives_on_postgresql(settings, postgres_url):
    app = create_app(settings | {"SQLALCHEMY_DATABASE_URI": postgres_url})
    with app.app_context():
        db.session.execute(sa.text("DROP SCHEMA public CASCADE; CREATE SCHEMA public"))
        db.session.commit()
        first_release()
        migrate.upgrade()

        kept()
        db.session.remove()
        db.engine.dispose()
