"""A merge forgets no table: those that are added later are met here by the columns they have."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
import sqlalchemy as sa

from portal.core import clock
from portal.core.database import Moment, db, writing
from portal.core.viewer import Viewer
from portal.directory.queries.merging import columns_naming, pointing_columns
from portal.directory.services.merging import merge
from portal.memberships.services.joining import what_goes_on
from tests import factories
from tests.factories_meetings import meeting
from tests.people import cast

NAMED_OTHERWISE = {
    "search_entries.organisation_id": "the index follows the rows",
    "quotas.seats": "a number of seats",
}
OLD, NEW = date(2020, 1, 1), date(2023, 1, 1)
SOME = {date: date(2024, 5, 1), datetime: datetime(2024, 5, 1, 12, tzinfo=UTC), time: time(10), int: 1, bool: False,
        float: 1.0, bytes: b"x"}  # fmt: skip
counted = iter(range(1, 10**6))


def some_value(column):
    """A value that fits the column and, where there may be one only, is not there yet."""
    if isinstance(column.type, sa.Enum):
        return column.type.python_type(column.type.enums[0]) if column.type.enum_class else column.type.enums[0]
    kind = datetime if isinstance(column.type, Moment) else column.type.python_type
    if kind is str:
        return f"x{next(counted)}"[: column.type.length]
    return SOME[kind]


def row_of(table, **given):
    """Insert a row with what it must have; what it points to is there, or is made too. Return its number."""
    values = dict(given)
    for column in table.columns:
        if column.name in values or column.primary_key or column.nullable or column.default is not None:
            continue
        if column.foreign_keys:
            there = next(iter(column.foreign_keys)).column.table
            values[column.name] = db.session.scalar(sa.select(sa.func.min(there.c.id))) or row_of(there)
        else:
            values[column.name] = some_value(column)
    for column in table.columns:  # no span of time ends before it begins
        if column.name in ("ends_at", "ends_on", "until_on") and column.name in values:
            values[column.name] += timedelta(days=1)
    return db.session.execute(sa.insert(table).values(values)).inserted_primary_key[0]


@pytest.fixture
def who(app):
    return cast()


@pytest.fixture
def pair(who):
    """Two entries of one organisation, each with a seat in the same group."""
    goes, stays = factories.organisation("Goyt CVS twice"), factories.organisation("Goyt CVS")
    seats = [factories.seat(who.here.main, each, from_on=since) for each, since in ((goes, NEW), (stays, OLD))]
    return goes, stays, *seats


def merged(goes, stays):
    with writing():
        merge(Viewer(name="Ann"), db.session.merge(goes), db.session.merge(stays), name=stays.name)
    db.session.expire_all()


def test_every_column_of_the_name_says_to_the_database_what_it_names():
    odd = {
        f"{table.name}.{column.name}"
        for table in db.metadata.sorted_tables
        for column in table.columns
        if ("organisation" in column.name or "seat" in column.name) and not column.foreign_keys
    }

    assert {name for name in odd if name.endswith(("_id", ".seats", "_for"))} == NAMED_OTHERWISE.keys()


@pytest.mark.parametrize("name", sorted({f"{each.table.name}.{each.name}" for each in pointing_columns()}))
def test_a_row_of_every_table_goes_over_to_the_organisation_that_stays(who, pair, name):
    goes, stays, *_seats = pair
    table, column = name.split(".")
    place = db.metadata.tables[table]
    with writing():
        number = row_of(place, **{column: goes.id})

    merged(goes, stays)

    assert db.session.scalar(sa.select(place.c[column]).where(place.c.id == number)) == stays.id


@pytest.mark.parametrize("name", sorted({f"{each.table.name}.{each.name}" for each in what_goes_on()}))
def test_a_row_of_every_table_goes_over_to_the_seat_that_stays(who, pair, name):
    goes, stays, theirs, ours = pair
    table, column = name.split(".")
    place = db.metadata.tables[table]
    to_come, past = meeting(who.here.main, -10), meeting(who.here.main, 10)
    is_of_a_meeting = "meeting_id" in place.c
    with writing():
        ahead = row_of(place, **{column: theirs.id}, **({"meeting_id": to_come.id} if is_of_a_meeting else {}))
        been = row_of(place, **{column: theirs.id}, meeting_id=past.id) if is_of_a_meeting else None

    merged(goes, stays)

    now = dict(db.session.execute(sa.select(place.c.id, place.c[column])).all())
    assert now[ahead] == ours.id
    assert been is None or now[been] == theirs.id, "what has been stays where it was"


def test_only_the_holders_are_settled_otherwise():
    others = {each.table.name for each in columns_naming("seats")} - {each.table.name for each in what_goes_on()}

    assert others == {"holders"}
    assert clock.today() > NEW
