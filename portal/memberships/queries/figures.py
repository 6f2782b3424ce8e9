"""How many seats each group has, kept for whom and filled or vacant, and the offices its partnership gave."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from typing import Any

import sqlalchemy as sa

from portal.core import clock
from portal.core.database import db, reader
from portal.core.kept import kept
from portal.core.viewer import Viewer
from portal.directory.models import Organisation, Person, Sector
from portal.memberships import ring
from portal.memberships.models import Held, Office, Quota, Seat
from portal.memberships.queries.people import named_to
from portal.memberships.rules import REMINDED_DAYS, Balance, balance
from portal.memberships.viewer import TODAY, is_current
from portal.partnerships.models import Group, Partnership


@dataclass
class Figures:
    """The seats of one group in numbers."""

    id: int
    slug: str
    name: str
    is_closed: bool
    counted: list[tuple[Sector, Held, int, int]] = field(default_factory=list)
    quotas: dict[Sector, int] = field(default_factory=dict)
    ending: int = 0

    @cached_property
    def sectors(self) -> list[Balance]:
        """The sectors with their quotas, as far as they have either."""
        return balance(self.quotas, self.counted)

    @cached_property
    def chairs(self) -> list[bool]:
        """The seats held by office, True for each that is filled."""
        by_office = [row for row in self.counted if row[1] is Held.EX_OFFICIO]
        opened, filled = sum(row[2] for row in by_office), sum(row[3] for row in by_office)
        return [number < filled for number in range(opened)]

    @cached_property
    def places(self) -> int:
        """All places at the table, those by office included."""
        return sum(each.places for each in self.sectors) + len(self.chairs)

    @cached_property
    def filled(self) -> int:
        """How many of them are taken by an organisation."""
        return sum(each.filled for each in self.sectors) + sum(self.chairs)

    @property
    def ring(self) -> ring.Ring | None:
        """The picture of the group, if it can be drawn."""
        return ring.draw(self.sectors, self.chairs)

    def how_held(self, sector: Sector) -> str:
        """Return in which ways the seats of a sector are held: "Elected by the sector, as of right"."""
        ways = [way for way in Held if way is not Held.EX_OFFICIO and any(r[:2] == (sector, way) for r in self.counted)]
        words = ", ".join(way.words for way in ways)
        return words[:1].upper() + words[1:]


def list_figures(partnership_id: int, group_id: int | None = None) -> list[Figures]:
    """Return the figures of the partnership's groups (or of one of them), the top ones first: one statement.

    Groups without a seat are among them, closed groups only when they still have seats.
    """
    today = clock.today()
    asked = {"wanted": group_id or partnership_id, "today": today, "soon": today + timedelta(days=REMINDED_DAYS)}
    return _gathered(reader().execute(OF_GROUP if group_id else OF_PARTNERSHIP, asked))


def _counted(mine: sa.ColumnElement[bool]) -> sa.Select:
    """Return the statement: for each group the seats by sector and way of holding, and the quotas."""
    ends_soon = Seat.term_ends_on.between(TODAY, sa.bindparam("soon", type_=sa.Date))
    nothing = sa.literal_column("0", sa.Integer)
    about = (Group.id, Group.slug, Group.name, Group.closed_on, Group.parent_id, Group.position)
    seats = (
        sa.select(
            *about, Seat.sector, Seat.held, sa.func.count(Seat.id).label("opened"),
            sa.func.count(Seat.organisation_id).label("filled"),
            sa.func.count(sa.case((ends_soon, Seat.id))).label("ending"), nothing.label("kept"),
        )
        .select_from(Group)
        .outerjoin(Seat, sa.and_(Seat.group_id == Group.id, is_current(Seat)))
        .where(mine)
        .group_by(*about, Seat.sector, Seat.held)
    )  # fmt: skip
    quotas = (
        sa.select(*about, Quota.sector, sa.cast(sa.null(), Seat.held.type), nothing, nothing, nothing, Quota.seats)
        .join(Quota, Quota.group_id == Group.id)
        .where(mine)
    )
    both = sa.union_all(seats, quotas).subquery()
    order = (both.c.parent_id.isnot(None), both.c.position, both.c.id, both.c.sector, both.c.held)
    return sa.select(both).order_by(*order)


_WANTED = sa.bindparam("wanted", type_=sa.Integer)
OF_PARTNERSHIP, OF_GROUP = _counted(Group.partnership_id == _WANTED), _counted(Group.id == _WANTED)


def _gathered(rows: sa.Result[Any]) -> list[Figures]:
    found: dict[int, Figures] = {}
    for row in rows:
        one = found.setdefault(row.id, Figures(row.id, row.slug, row.name, row.closed_on is not None))
        if row.kept:
            one.quotas[row.sector] = row.kept
        elif row.opened:
            one.counted.append((row.sector, row.held, row.opened, row.filled))
        one.ending += row.ending
    return [one for one in found.values() if one.places or not one.is_closed]


def list_offices(viewer: Viewer, partnership_id: int, group_id: int | None = None) -> Sequence[Any]:
    """Return the offices held now, or still to begin, in a partnership or in one of its groups.

    A row holds id, kind, detail, from_on, until_on, group and group_slug, organisation and organisation_slug, and
    person, whose name is empty where the viewer may not know it.
    """
    return reader().execute(_offices(viewer, partnership_id, group_id)).all()


@kept(lambda viewer, *numbers: (viewer.rights, *numbers))
def _offices(viewer: Viewer, partnership_id: int, group_id: int | None) -> sa.Select:
    rows = (
        sa.select(
            Office.id, Office.kind, Office.detail, Office.from_on, Office.until_on, Group.id.label("group_id"),
            Group.name.label("group"), Group.slug.label("group_slug"), Organisation.name.label("organisation"),
            Organisation.slug.label("organisation_slug"), Office.organisation_id, Office.person_id,
            sa.case((named_to(viewer, partnership_id), Person.name), else_="").label("person"),
        )
        .join(Group, Group.id == Office.group_id)
        .outerjoin(Organisation, Organisation.id == Office.organisation_id)
        .outerjoin(Person, Person.id == Office.person_id)
        .where(
            Office.partnership_id == partnership_id,
            sa.or_(Office.until_on.is_(None), Office.until_on >= clock.today()),
        )
        .order_by(Group.parent_id.isnot(None), Group.position, Group.id, Office.id)
    )  # fmt: skip
    return rows if group_id is None else rows.where(Office.group_id == group_id)


def get_office(partnership: Partnership, office_id: int) -> Office:
    """Return one office of the partnership, or answer 404."""
    return db.one_or_404(sa.select(Office).filter_by(id=office_id, partnership_id=partnership.id))


def quotas_of(group_id: int) -> dict[Sector, int]:
    """Return how many seats of a group are kept for each sector."""
    rows = db.session.execute(sa.select(Quota.sector, Quota.seats).where(Quota.group_id == group_id))
    return {row.sector: row.seats for row in rows}
