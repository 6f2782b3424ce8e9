"""Reading what merging two entries is about: the tables that name an organisation, and how much is in them."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from portal.core.database import db, reader
from portal.core.viewer import Viewer
from portal.directory.models import Organisation
from portal.directory.queries.organisations import likely_duplicates
from portal.directory.queries.rights import organisations_managed_by


def columns_naming(table: str) -> list[sa.Column]:
    """Return every column of the database that names a row of a table, of all features, in the order of the tables."""
    return [
        column
        for each in db.metadata.sorted_tables
        for column in each.columns
        if any(key.column.table.name == table for key in column.foreign_keys)
    ]


def pointing_columns() -> list[sa.Column]:
    """Return every column that names an organisation."""
    return columns_naming("organisations")


def what_moves(organisation: Organisation) -> list[tuple[str, int]]:
    """Return what names the organisation, table by table in the words of its name, and how much of it there is."""
    counts = [
        sa.select(sa.literal(column.table.name).label("name"), sa.func.count().label("number")).where(
            column == organisation.id
        )
        for column in pointing_columns()
    ]
    found = sa.union_all(*counts).subquery()
    asked = sa.select(found.c.name, sa.func.sum(found.c.number)).group_by(found.c.name).order_by(found.c.name)
    words = [(name.replace("_", " "), int(number)) for name, number in reader().execute(asked) if number]
    return [(name[0].upper() + name[1:], number) for name, number in words]


def candidates(viewer: Viewer, organisation: Organisation, words: str) -> Sequence[Any]:
    """Return the open entries an organisation may be merged into: those with the words in their names, or likely ones.

    Only those the viewer may close are among them.
    """
    asked = sa.select(Organisation.id, Organisation.slug, Organisation.name, Organisation.area).where(
        Organisation.id != organisation.id,
        Organisation.closed_on.is_(None),
        organisations_managed_by(viewer),
    )
    if words:
        asked = asked.where(
            sa.or_(*(name.icontains(words, autoescape=True) for name in (Organisation.name, Organisation.short_name)))
        )
    else:
        likely = [each.slug for each in likely_duplicates(organisation.name, organisation.short_name)]
        asked = asked.where(Organisation.slug.in_(likely))
    return reader().execute(asked.order_by(Organisation.sort_name, Organisation.id).limit(20)).all()
