"""A statement that is only sent gives what the same statement gives otherwise."""

from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa

from portal.accounts.models import User
from portal.core import clock
from portal.core.database import db
from portal.core.prepared import Prepared
from portal.directory.models import Organisation, Sector
from tests import factories


def both(statement, **given):
    """Return the rows of a statement by the session, and those of the prepared one."""
    prepared = Prepared(statement)
    return [tuple(row) for row in db.session.execute(statement, given)], [
        tuple(row) for row in prepared.read(prepared.ask(**given))
    ]


def test_values_come_back_as_python_has_them(app):
    factories.organisation("High Peak CVS", sector=Sector.VOLUNTARY, closed_on=date(2026, 3, 19))

    by_session, prepared = both(sa.select(Organisation.name, Organisation.sector, Organisation.closed_on))

    assert prepared == by_session == [("High Peak CVS", Sector.VOLUNTARY, date(2026, 3, 19))]


def test_moments_come_back_with_their_zone(app):
    person = factories.person("Ada")
    asked = sa.select(User.created_at, User.is_site_administrator).where(User.id == person.user_id)

    by_session, prepared = both(asked)

    assert prepared == by_session
    assert prepared[0][0].tzinfo == UTC


def test_lists_and_what_is_given_by_name_go_there(app):
    for name in ("Ash", "Élan", "O'Brien & Sons"):
        factories.organisation(name)
    among = Organisation.name.in_(["Ash", "O'Brien & Sons"]), Organisation.sector.in_([Sector.VOLUNTARY])
    named = Organisation.name == sa.bindparam("name")

    assert both(sa.select(Organisation.name).where(*among).order_by(Organisation.id))[1] == [
        ("Ash",), ("O'Brien & Sons",)
    ]  # fmt: skip
    assert both(sa.select(Organisation.name).where(named), name="Élan") == ([("Élan",)], [("Élan",)])
    assert both(sa.select(Organisation.name).where(named), name="' OR 1=1 --")[1] == []


def test_it_may_be_asked_again_with_other_values(app):
    person = factories.person("Ada")
    asked = Prepared(sa.select(User.id).where(User.created_at <= sa.bindparam("at", type_=User.created_at.type)))

    assert asked.ask(at=datetime(2001, 1, 1, tzinfo=UTC)) == []
    assert asked.ask(at=clock.now()) == [(person.user_id,)]


def test_who_counts_statements_hears_of_it(app, queries):
    Prepared(sa.select(Organisation.name)).ask()

    assert len(queries) == 1


def test_what_the_driver_raises_is_told_as_elsewhere(app):
    with pytest.raises(sa.exc.OperationalError):
        Prepared(sa.select(sa.table("nowhere", sa.column("id", sa.Integer)).c.id)).ask()
