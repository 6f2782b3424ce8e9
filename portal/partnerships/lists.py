"""The lists of partnerships and of their groups, each in one statement."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from portal.core.database import db
from portal.core.tables import Column, Filter, Table
from portal.partnerships.models import Group, Kind, Partnership, Rules
from portal.partnerships.tree import GroupLine

# an alias costs more to make than the statement it stands in, so these are made once
_own, _whole, _above = aliased(Rules), aliased(Rules), aliased(Group)
STATUSES = [("open", "Open"), ("closed", "Closed")]


def partnerships_table(kinds: Sequence[tuple[str, str]], areas: Sequence[str]) -> Table:
    """Return the list of all partnerships, which are public; `kinds` and `areas` are what it can be narrowed to."""
    status = sa.case((Partnership.closed_on.is_(None), "Open"), else_="Closed").label("status")
    columns = (Partnership.id, Partnership.slug, Partnership.name, Kind.name.label("kind"), Partnership.area, status)
    name = sa.func.lower(Partnership.name)
    return Table(
        rows=sa.select(*columns, Partnership.closed_on).join(Kind, Kind.id == Partnership.kind_id),
        id=Partnership.id,
        noun="partnership",
        columns=[
            Column("name", "Name", name),
            Column("kind", "Kind", sa.func.lower(Kind.name)),
            Column("area", "Area", sa.func.lower(Partnership.area)),
            Column("status", "Status", status.element),
            Column("closed_on", "Closed on", in_page=False),
        ],
        sort="name",
        filters=[
            Filter("kind", "Kind", kinds, lambda slug: Kind.slug == slug),
            Filter("area", "Area", list(zip(areas, areas, strict=True)), Partnership.area.__eq__),
            Filter("status", "Status", STATUSES, lambda chosen: _is(chosen, Partnership.closed_on)),
        ],
        search=lambda words: sa.or_(
            *(
                column.icontains(words, autoescape=True)
                for column in (Partnership.name, Partnership.short_name, Partnership.area, Partnership.purpose)
            )
        ),
    )


def list_choices() -> tuple[list[tuple[str, str]], list[str]]:
    """Return the kinds, as (slug, name), and the areas that partnerships have: one statement."""
    kinds = sa.select(Kind.slug.label("slug"), Kind.name.label("name"))
    areas = sa.select(sa.literal("").label("slug"), Partnership.area.label("name")).where(Partnership.area != "")
    found = db.session.execute(sa.union(kinds, areas).order_by("name", "slug")).all()
    return [(row.slug, row.name) for row in found if row.slug], [row.name for row in found if not row.slug]


def group_lines(partnership_id: int) -> list[GroupLine]:
    """Return all groups of a partnership in their order, each with what its rules say about its meetings."""
    asked = group_rows(partnership_id).order_by(Group.position, Group.id)
    return [GroupLine._make(row) for row in db.session.execute(asked)]


def group_rows(partnership_id: int) -> sa.Select:
    """Return the select of a partnership's groups, with the columns of a `GroupLine`."""
    return (
        sa.select(
            Group.id, Group.parent_id, Group.slug, Group.name, Group.kind, Group.is_sub_group, Group.closes_on,
            Group.closed_on, sa.func.coalesce(_own.meetings_audience, _whole.meetings_audience).label("audience"),
            _own.id.is_not(None).label("has_own_rules"),
        )
        .outerjoin(_own, _own.group_id == Group.id)
        .outerjoin(_whole, sa.and_(_whole.partnership_id == Group.partnership_id, _whole.group_id.is_(None)))
        .where(Group.partnership_id == partnership_id)
    )  # fmt: skip


def groups_table(partnership_id: int) -> Table:
    """Return the list of a partnership's groups; who meets in them is public, as the partnership is."""
    status = sa.case((Group.closed_on.is_(None), "Open"), else_="Closed")
    above_name = sa.func.coalesce(_above.name, "")
    rows = (
        sa.select(
            Group.id, Group.slug, Group.name, Group.kind, Group.is_sub_group, above_name.label("above"),
            _above.slug.label("above_slug"), Group.opened_on, Group.closes_on, Group.closed_on, status.label("status"),
        )
        .outerjoin(_above, _above.id == Group.parent_id)
        .where(Group.partnership_id == partnership_id)
    )  # fmt: skip
    return Table(
        rows=rows,
        id=Group.id,
        noun="group",
        columns=[
            Column("name", "Name", sa.func.lower(Group.name)),
            Column("kind", "Kind", sa.func.lower(Group.kind)),
            Column("above", "Part of", sa.func.lower(above_name)),
            Column("opened_on", "Opened on", in_page=False),
            Column("closes_on", "Time frame ends", sa.func.coalesce(Group.closes_on, date.max)),
            Column("status", "Status", status),
            Column("closed_on", "Closed on", in_page=False),
        ],
        sort="name",
        filters=[Filter("status", "Status", STATUSES, lambda chosen: _is(chosen, Group.closed_on))],
        search=lambda words: sa.or_(
            Group.name.icontains(words, autoescape=True), Group.task.icontains(words, autoescape=True)
        ),
    )


def _is(chosen: str, closed_on: Any) -> sa.ColumnElement[bool]:
    return closed_on.is_(None) if chosen == "open" else closed_on.is_not(None)
