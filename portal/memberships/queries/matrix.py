"""Who sits where: organisations across the partnerships in which they have seats."""

from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa

from portal.core import clock
from portal.core.database import db
from portal.core.tables import Column, Filter, Page, Table
from portal.core.text import listed, plural
from portal.directory.models import Organisation, Sector
from portal.memberships.models import Office, OfficeKind, Seat
from portal.memberships.viewer import is_current
from portal.partnerships.models import Partnership

MOST_COLUMNS = 12


class Cell(NamedTuple):
    """What an organisation has in one partnership: its seats, and the offices it holds there."""

    seats: int
    offices: tuple[OfficeKind, ...]

    @property
    def words(self) -> str:
        """The cell as it is read: "2 seats, chair"."""
        return ", ".join([plural(self.seats, "seat"), *(kind.words.split(" of ")[0].lower() for kind in self.offices)])


class Line(NamedTuple):
    """One organisation with its cells, by the number of the partnership; `elsewhere` is what no column has room for."""

    name: str
    slug: str
    sector: Sector
    cells: dict[int, Cell]
    elsewhere: str


def list_places() -> Sequence[Any]:
    """Return the partnerships that have not ended, by name: id, slug, name, short_name and accent."""
    columns = (Partnership.id, Partnership.slug, Partnership.name, Partnership.short_name, Partnership.accent)
    rows = sa.select(*columns).where(Partnership.closed_on.is_(None)).order_by(Partnership.name, Partnership.id)
    return db.session.execute(rows).all()


def matrix_table(places: Sequence[Any]) -> Table:
    """Return the list of organisations that have a seat now, each with all its places in one text.

    The text holds `partnership:seats:offices` for each partnership, so that the whole matrix is one statement however
    many partnerships there are; `lines` takes it apart.
    """
    each = _each()
    seated = sa.select(Seat.organisation_id).where(is_current(Seat, clock.today()))
    rows = sa.select(
        Organisation.id, Organisation.name, Organisation.slug, Organisation.sector,
        sa.select(sa.func.aggregate_strings(each.c.place, "|")).scalar_subquery().label("places"),
    ).where(Organisation.id.in_(seated))  # fmt: skip
    return Table(
        rows=rows,
        id=Organisation.id,
        noun="organisation",
        sort="name",
        columns=[
            Column("name", "Organisation", Organisation.sort_name),
            Column("sector", "Sector", Organisation.sector),
        ],
        filters=[
            Filter("partnership", "Partnership", [(p.slug, p.name) for p in places],
                   lambda slug: Organisation.id.in_(seated.join(Partnership, Partnership.id == Seat.partnership_id)
                                                    .where(Partnership.slug == slug))),
            Filter("sector", "Sector", [(s.value, s.words) for s in Sector],
                   lambda sector: Organisation.sector == Sector(sector)),
            Filter("several", "Sits in", [("yes", "More than one partnership")], _several, every="Any number"),
        ],
        search=lambda words: sa.or_(
            *(text.icontains(words, autoescape=True) for text in (Organisation.name, Organisation.short_name))
        ),
    )  # fmt: skip


def _several(_chosen: str) -> sa.ColumnElement[bool]:
    return Organisation.id.in_(
        sa.select(Seat.organisation_id)
        .where(is_current(Seat, clock.today()))
        .group_by(Seat.organisation_id)
        .having(sa.func.count(Seat.partnership_id.distinct()) > 1)
    )


def _each() -> sa.Subquery:
    offices = (
        sa.select(sa.func.aggregate_strings(sa.cast(Office.kind, sa.String), ","))
        .where(
            Office.partnership_id == Seat.partnership_id,
            Office.organisation_id == Seat.organisation_id,
            is_current(Office, clock.today()),
        )
        .scalar_subquery()
    )
    count = sa.cast(sa.func.count(Seat.id), sa.String)
    number = sa.cast(Seat.partnership_id, sa.String)
    return (
        sa.select(
            (number + ":" + count + ":" + sa.func.coalesce(offices, "")).label("place"),
        )
        .where(is_current(Seat, clock.today()), Seat.organisation_id == Organisation.id)
        .group_by(Seat.partnership_id, Seat.organisation_id)
        .correlate(Organisation)
        .subquery()
    )


def lines(page: Page, places: Sequence[Any], most: int = MOST_COLUMNS) -> tuple[list[Any], list[Line]]:
    """Return the partnerships that stand as columns, and the lines of the page.

    Where there are more partnerships than columns, those with most organisations on the page stand; what is left of
    an organisation's places is told in its `elsewhere`.
    """
    cells = {row.id: _cells(row.places) for row in page.rows}
    often = Counter(number for found in cells.values() for number in found)
    chosen = {number for number, _times in often.most_common(most)}
    columns = [place for place in places if place.id in chosen]
    names = {place.id: place.short_name or place.name for place in places}
    found = []
    for row in page.rows:
        mine = cells[row.id]
        rest = [
            f"{names[number]}: {cell.words}"
            for number, cell in mine.items()
            if number not in chosen and number in names
        ]
        found.append(Line(row.name, row.slug, row.sector, mine, listed(rest)))
    return columns, found


def _cells(text: str | None) -> dict[int, Cell]:
    found = {}
    for part in (text or "").split("|"):
        number, seats, offices = part.split(":") if part else ("", "", "")
        if number:
            kinds = tuple(kind for kind in OfficeKind if kind.value in offices.split(","))
            found[int(number)] = Cell(int(seats), kinds)
    return found
