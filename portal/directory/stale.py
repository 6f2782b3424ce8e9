"""The list of what nobody confirmed for a year, and of organisations without an area or a sector."""

from typing import Any

import sqlalchemy as sa

from portal.core.kept import kept
from portal.core.tables import Column, Filter, Table
from portal.core.viewer import Viewer
from portal.directory import confirming
from portal.directory.lists import SECTORS, Choices, by_partnership
from portal.directory.models import Organisation, Sector
from portal.directory.queries import organisations_kept_by, seated_in

UNSORTED = "unsorted"
PLACES = 64
"""More parts than there will ever be: a line's number is that of the thing times this, and its part's place."""


@kept(lambda viewer, offered: (viewer.rights, offered))
def stale_table(viewer: Viewer, offered: Choices) -> Table:
    """Return the list, the longest unconfirmed first, of the organisations whose entries the viewer keeps."""
    lines = _lines(viewer)
    since = sa.func.coalesce(sa.cast(lines.c.confirmed_on, sa.String), "")
    kinds = [(each.key, each.words) for each in confirming.parts()] + [(UNSORTED, "Without an area or a sector")]
    rows = (
        sa.select(
            lines.c.id, lines.c.thing_id, lines.c.kind, lines.c.name, Organisation.name.label("organisation"),
            Organisation.slug, Organisation.area, Organisation.sector, lines.c.confirmed_on, lines.c.confirmed_by,
        )
        .join(Organisation, Organisation.id == lines.c.organisation_id)
        .where(Organisation.closed_on.is_(None), organisations_kept_by(viewer))
    )  # fmt: skip
    return Table(
        rows=rows,
        id=lines.c.id,
        noun="entry",
        sort="confirmed_on",
        columns=[
            Column("name", "What", lines.c.name),
            Column("kind", "Kind", lines.c.kind),
            Column("organisation", "Organisation", Organisation.sort_name),
            Column("area", "Area", Organisation.area),
            Column("sector", "Sector", in_page=False),
            Column("confirmed_on", "Last confirmed", since),
            Column("confirmed_by", "By", in_page=False),
        ],
        filters=[
            Filter("kind", "Kind", kinds, lambda chosen: lines.c.kind == chosen),
            by_partnership(offered, lambda places: Organisation.id.in_(seated_in(places))),
            Filter("sector", "Sector", SECTORS, lambda sector: Organisation.sector == sector),
        ],
        search=lambda words: sa.or_(
            *(text.icontains(words, autoescape=True) for text in (lines.c.name, Organisation.name))
        ),
    )  # fmt: skip


def addresses() -> dict[str, tuple[str, Any]]:
    """Return what each kind of line is called, and how its address is made of a number and an organisation's name."""
    found: dict[str, tuple[str, Any]] = {each.key: (each.noun, each.at) for each in confirming.parts()}
    return found | {UNSORTED: ("without an area or a sector", lambda _number, slug: f"/organisations/{slug}/edit")}


def _lines(viewer: Viewer) -> sa.Subquery:
    parts = confirming.parts()
    found = [
        _line(place, each.key, each.model, each.name, each.organisation).where(
            confirming.stale_rows(each.model), confirming.counts(viewer, each)
        )
        for place, each in enumerate(parts)
    ]
    nowhere = sa.or_(Organisation.area == "", Organisation.sector == Sector.UNKNOWN)
    found.append(_line(len(parts), UNSORTED, Organisation, Organisation.name, Organisation.id).where(nowhere))
    return sa.union_all(*found).subquery("lines")


def _line(place: int, kind: str, model: Any, name: Any, organisation: Any) -> sa.Select:
    return sa.select(
        (model.id * PLACES + place).label("id"), model.id.label("thing_id"), sa.literal(kind).label("kind"),
        sa.cast(name, sa.String).label("name"), organisation.label("organisation_id"),
        model.confirmed_on.label("confirmed_on"), model.confirmed_by.label("confirmed_by"),
    )  # fmt: skip
