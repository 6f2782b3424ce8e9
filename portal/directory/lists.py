"""The lists of organisations and of people: what stands in them, and how they can be narrowed."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, NamedTuple

import sqlalchemy as sa

from portal.core import index
from portal.core.database import reader
from portal.core.kept import kept, kept_a_moment
from portal.core.places import near
from portal.core.tables import MANY, Column, Filter, Table
from portal.core.viewer import Viewer
from portal.core.words import phrases
from portal.directory.models import Organisation, Person, Sector, Showing
from portal.directory.queries import (
    contacts_visible_to,
    names_visible_to,
    partnership_called,
    partnerships_beginning,
    seated_in,
    sitting_in,
)  # fmt: skip
from portal.partnerships.models import Partnership

SECTORS = [(sector.value, sector.words) for sector in Sector]


Offered = tuple[tuple[str, str], ...] | None


class Choices(NamedTuple):
    """What the filters of both lists offer: areas that occur, and partnerships; None where they are too many."""

    areas: Offered
    partnerships: Offered


@kept_a_moment
def choices() -> Choices:
    """Return what the filters offer, in one statement that looks at no more rows than there are choices."""
    found = sorted(reader().execute(_CHOICES), key=lambda row: row.words.casefold())
    return Choices(*[_offered(found, kind) for kind in ("area", "partnership")])


def _offered(found: Sequence[Any], kind: str) -> Offered:
    mine = tuple((row.value, row.words) for row in found if row.what == kind)
    return mine if len(mine) <= MANY else None


def _first_choices() -> sa.CompoundSelect:
    """Return the statement of the choices: it steps from one area to the next instead of reading every organisation."""
    areas = sa.select(sa.func.min(Organisation.area).label("area")).where(Organisation.area > "").cte(recursive=True)
    after = sa.select(sa.func.min(Organisation.area)).where(Organisation.area > areas.c.area).correlate(areas)
    areas = areas.union_all(sa.select(after.scalar_subquery()).where(areas.c.area.is_not(None)))
    occur = sa.select(sa.literal("area").label("what"), areas.c.area.label("value"), areas.c.area.label("words"))
    named = sa.select(sa.literal("partnership"), Partnership.slug, Partnership.name).order_by(Partnership.id)
    some = [one.limit(MANY + 1).subquery() for one in (occur.where(areas.c.area.is_not(None)), named)]
    return sa.union_all(*map(sa.select, some))


_CHOICES = _first_choices()


@kept(lambda offered: offered)
def organisations_table(offered: Choices) -> Table:
    """Return the list of organisations, by name; closed ones only when they are asked for."""
    return Table(
        rows=sa.select(
            Organisation.id, Organisation.slug, Organisation.name, Organisation.short_name, Organisation.sector,
            Organisation.kind, Organisation.area, Organisation.closed_on,
        ).where(Organisation.merged_into_id.is_(None)),
        in_file=(
            Organisation.address, Organisation.postcode, Organisation.telephone, Organisation.email,
            Organisation.website, Organisation.description, Organisation.services, Organisation.opening_times,
            Organisation.languages, Organisation.access, Organisation.area_served, Organisation.charity_number,
            Organisation.company_number, Organisation.social, Organisation.confirmed_on, Organisation.confirmed_by,
        ),
        id=Organisation.id,
        noun="organisation",
        sort="name",
        is_shared=True,
        columns=[
            Column("name", "Name", Organisation.sort_name),
            Column("short_name", "Short name"),
            Column("sector", "Sector", Organisation.sector),
            Column("kind", "Kind"),
            Column("area", "Area", Organisation.area),
            *_only_in_file(
                address="Address", postcode="Postcode", telephone="Telephone", email="E-mail", website="Website",
                description="Description", services="Services", opening_times="Opening times", languages="Languages",
                access="Access for disabled people", area_served="Area served", charity_number="Charity number",
                company_number="Company number", social="Social media", confirmed_on="Last confirmed on",
                confirmed_by="Confirmed by", closed_on="Closed on",
            ),
        ],
        filters=[
            Filter("sector", "Sector", SECTORS, lambda sector: Organisation.sector == sector),
            _by_area(offered),
            Filter("near", "Near (postcode or town)", None, _near),
            by_partnership(offered, lambda places: Organisation.id.in_(seated_in(places))),
            Filter(
                "closed", "Open or closed", [("closed", "Closed"), ("all", "Open and closed")], _closed,
                otherwise=Organisation.closed_on.is_(None), every="Open",
            ),
        ],
        search=lambda words: Organisation.id.in_(index.matching("organisation", words)),
    )  # fmt: skip


@kept(lambda viewer, offered: (viewer.rights, offered))
def people_table(viewer: Viewer, offered: Choices) -> Table:
    """Return the list of people whose names the viewer may see; contact details are blank where they may not."""
    sees = contacts_visible_to(viewer)
    rows = (
        sa.select(
            Person.id, Person.name, Person.job, Organisation.name.label("organisation"),
            Organisation.slug.label("organisation_slug"), Organisation.area, Person.left_on,
        )
        .outerjoin(Person.organisation)
        .where(names_visible_to(viewer))
    )  # fmt: skip
    return Table(
        rows=rows,
        in_file=(
            Organisation.sector, sa.case((sees, Person.email), else_="").label("email"),
            sa.case((sees, Person.telephone), else_="").label("telephone"),
        ),
        id=Person.id,
        noun="person",
        more="people",
        sort="name",
        columns=[
            Column("name", "Name", Person.sort_name),
            Column("job", "Job", Person.job),
            Column("organisation", "Organisation", sa.func.coalesce(Organisation.sort_name, "")),
            Column("area", "Area", sa.func.coalesce(Organisation.area, "")),
            *_only_in_file(sector="Sector", email="E-mail", telephone="Telephone", left_on="Left on"),
        ],
        filters=[
            Filter("sector", "Sector", SECTORS, lambda sector: Organisation.sector == sector),
            _by_area(offered),
            by_partnership(offered, lambda places: Person.id.in_(sitting_in(places))),
            Filter(
                "left", "Here or left", [("left", "Left"), ("all", "Here and left")], _left,
                otherwise=Person.left_on.is_(None), every="Here",
            ),
        ],
        search=_named_like,
    )  # fmt: skip


def _only_in_file(**labels: str) -> list[Column]:
    return [Column(key, label, in_page=False) for key, label in labels.items()]


def _by_area(offered: Choices) -> Filter:
    exactly, beginning = Organisation.area.__eq__, partial(Organisation.area.istartswith, autoescape=True)
    return Filter("area", "Area", offered.areas, beginning if offered.areas is None else exactly)


def by_partnership(offered: Choices, among: Callable[[sa.Select], Any]) -> Filter:
    """Return the filter by partnership; `among` turns a select of partnerships into the list's own condition."""
    find = partnerships_beginning if offered.partnerships is None else partnership_called
    return Filter("partnership", "Partnership", offered.partnerships, lambda words: among(find(words)))


def _near(words: str) -> sa.ColumnElement[bool]:
    return near(words, Organisation.postcode, Organisation.address, Organisation.area)


def _closed(choice: str) -> Any:
    return Organisation.closed_on.is_not(None) if choice == "closed" else sa.true()


def _left(choice: str) -> Any:
    return Person.left_on.is_not(None) if choice == "left" else sa.true()


def _named_like(words: str) -> sa.ColumnElement[bool]:
    """People who are not shown widely, or have left, stand in no index: they are found by their names alone."""
    asked = [word for phrase in phrases(words) for word in phrase.words]
    unlisted = sa.or_(Person.left_on.is_not(None), Person.name_shown.in_([Showing.TOGETHER, Showing.NOBODY]))
    by_name = [Person.sort_name.contains(word) for word in asked] or [sa.false()]
    return sa.or_(Person.id.in_(index.matching("person", words)), sa.and_(unlisted, *by_name))
