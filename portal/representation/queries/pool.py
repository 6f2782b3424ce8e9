"""Reading who could follow: every seat and office with who fills it, and people their organisations named."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload

from portal.core import clock
from portal.core.database import db, reader
from portal.core.permissions import Permission
from portal.core.tables import Column, Filter, Table
from portal.core.viewer import Viewer
from portal.directory.models import Organisation, Person
from portal.memberships.models import Holder, Office, OfficeKind, Seat, Standing
from portal.memberships.queries.people import named_to
from portal.memberships.queries.spoken_for import organisations_spoken_for
from portal.memberships.viewer import is_current
from portal.partnerships.models import Group, Partnership
from portal.representation.models import Willing


def roles_table(viewer: Viewer, partnership: Partnership, groups: list[tuple[str, str]]) -> Table:
    """Return every seat and office that an organisation has, with who fills it and who is named to stand in.

    People are named where the viewer may know them.
    """
    roles = sa.union_all(_seats(viewer, partnership), _offices(viewer, partnership)).subquery("roles")
    column = roles.c
    return Table(
        rows=sa.select(roles),
        id=column.id,
        noun="role",
        sort="organisation",
        columns=[
            Column("organisation", "Organisation", sa.func.coalesce(column.sort_name, "~")),
            Column("role", "Role", column.role),
            Column("group", "Group", column.group),
            Column("holder", "Filled by"),
            Column("substitute", "Stands in"),
        ],
        filters=[Filter("group", "Group", groups, lambda slug: column.group_slug == slug)],
        search=lambda words: sa.or_(
            *(text.icontains(words, autoescape=True) for text in (column.organisation, column.role))
        ),
    )


def _seats(viewer: Viewer, partnership: Partnership) -> sa.Select:
    today = clock.today()
    held, stands_in = aliased(Holder), aliased(Holder)
    person, substitute = aliased(Person), aliased(Person)
    may_know = viewer.can(Permission.KEEP_SEATS, partnership.id)

    def name_of(who: Any) -> Any:
        if may_know:
            return sa.func.coalesce(who.name, "")
        seen = who.id.in_(sa.select(Person.id).where(named_to(viewer, partnership.id)))
        return sa.case((seen, who.name), else_="")

    def holds(holder: Any, standing: Standing) -> sa.ColumnElement[bool]:
        return sa.and_(holder.seat_id == Seat.id, holder.standing == standing, is_current(holder, today))

    return (
        sa.select(
            (Seat.id * 2).label("id"), Organisation.id.label("organisation_id"),
            Organisation.name.label("organisation"), Organisation.sort_name, Seat.capacity.label("role"),
            sa.literal("").label("detail"), Group.name.label("group"), Group.slug.label("group_slug"),
            name_of(person).label("holder"), name_of(substitute).label("substitute"),
        )
        .join(Group, Group.id == Seat.group_id)
        .join(Organisation, Organisation.id == Seat.organisation_id)
        .outerjoin(held, holds(held, Standing.REPRESENTATIVE))
        .outerjoin(person, person.id == held.person_id)
        .outerjoin(stands_in, holds(stands_in, Standing.SUBSTITUTE))
        .outerjoin(substitute, substitute.id == stands_in.person_id)
        .where(Seat.partnership_id == partnership.id, is_current(Seat, today))
    )  # fmt: skip


def _offices(viewer: Viewer, partnership: Partnership) -> sa.Select:
    return (
        sa.select(
            (Office.id * 2 + 1).label("id"), Organisation.id.label("organisation_id"),
            Organisation.name.label("organisation"), Organisation.sort_name,
            sa.case(*((Office.kind == kind, kind.words) for kind in OfficeKind)).label("role"), Office.detail,
            Group.name.label("group"), Group.slug.label("group_slug"),
            sa.case((named_to(viewer, partnership.id), sa.func.coalesce(Person.name, "")), else_="").label("holder"),
            sa.literal("").label("substitute"),
        )
        .join(Group, Group.id == Office.group_id)
        .outerjoin(Organisation, Organisation.id == Office.organisation_id)
        .outerjoin(Person, Person.id == Office.person_id)
        .where(Office.partnership_id == partnership.id, is_current(Office, clock.today()))
    )  # fmt: skip


def willing_people(partnership: Partnership) -> Sequence[Any]:
    """Return who was named as somebody who could take on a role: they agreed that the partnership reads it."""
    rows = (
        sa.select(
            Willing.id, Willing.organisation_id, Willing.areas, Willing.kept_on, Willing.kept_by, Person.name,
            Organisation.name.label("organisation"),
        )
        .join(Person, Person.id == Willing.person_id)
        .join(Organisation, Organisation.id == Willing.organisation_id)
        .where(Willing.partnership_id == partnership.id, Willing.removed_at.is_(None), Person.left_on.is_(None))
        .order_by(Organisation.sort_name, Person.sort_name, Willing.id)
    )  # fmt: skip
    return reader().execute(rows).all()


def staff_spoken_for(viewer: Viewer, partnership: Partnership) -> Sequence[Any]:
    """Return the people of the organisations the viewer speaks for: id, name, organisation and organisation_id."""
    mine = [number for number, _name in organisations_spoken_for(viewer, partnership)]
    rows = (
        sa.select(Person.id, Person.name, Organisation.name.label("organisation"), Person.organisation_id)
        .join(Organisation, Organisation.id == Person.organisation_id)
        .where(Person.organisation_id.in_(mine), Person.left_on.is_(None))
        .order_by(Organisation.sort_name, Person.sort_name, Person.id)
    )
    return reader().execute(rows).all()


def get_willing(partnership: Partnership, number: int, removed: bool = False) -> Willing:
    """Return one entry of the pool, or answer 404; a removed one only when asked for."""
    asked = sa.select(Willing).where(Willing.id == number, Willing.partnership_id == partnership.id)
    asked = asked.options(joinedload(Willing.person))
    return db.one_or_404(asked if removed else asked.where(Willing.removed_at.is_(None)))
