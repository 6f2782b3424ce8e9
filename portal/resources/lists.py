"""The lists of resources, of bookings and of what is bought together: what stands in them, how they are narrowed."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from portal.core import index
from portal.core.audience import visible_to
from portal.core.database import reader
from portal.core.kept import kept
from portal.core.tables import MANY, Column, Filter, Table
from portal.core.viewer import Viewer
from portal.directory import lists as directory
from portal.directory.models import Organisation
from portal.directory.queries import (
    is_null,
    of_open_organisations,
    organisations_kept_by,
    partnership_called,
    partnerships_beginning,
    seated_in,
)
from portal.resources.models import Booking, BookingState, JointBuy, JointBuyer, LendingTerms, Resource, ResourceKind
from portal.resources.queries.bookings import is_borrowed_by
from portal.resources.rules import HOLDS

Areas = tuple[tuple[str, str], ...] | None
KINDS = [(kind.value, kind.words) for kind in ResourceKind]
TERMS = [(terms.value, terms.words) for terms in LendingTerms]
STATES = [("open", "Open"), *[(state.value, state.words) for state in BookingState]]
SIZES = [(str(number), f"{number} or more") for number in (5, 10, 20, 50, 100)]
_owner = aliased(Organisation)
LIVE = Resource.removed_at.is_(None)


def areas_seen(viewer: Viewer) -> Areas:
    """Return the areas of what the viewer may see, as a filter offers them; None where they are too many."""
    found = [row.area for row in reader().execute(_areas(viewer))]
    return tuple((area, area) for area in found) if len(found) <= MANY else None


@kept(lambda viewer: viewer.rights)
def _areas(viewer: Viewer) -> sa.Select:
    """Return the statement of the areas in which something is seen."""
    steps = _each_area()
    there = sa.exists().where(Resource.area == steps.c.area, LIVE, visible_to(viewer, Resource))
    there = there.where(of_open_organisations(Resource.organisation_id)).correlate(steps)
    return sa.select(steps.c.area).where(steps.c.area.is_not(None), there).limit(MANY + 1)


def _each_area() -> sa.CTE:
    """Return the areas that occur, one after the other: no resource is read but the first of each."""
    steps = sa.select(sa.func.min(Resource.area).label("area")).where(LIVE, Resource.area > "").cte(recursive=True)
    after = sa.select(sa.func.min(Resource.area)).where(LIVE, Resource.area > steps.c.area).correlate(steps)
    return steps.union_all(sa.select(after.scalar_subquery()).where(steps.c.area.is_not(None)))


def _area_begins(words: str) -> sa.ColumnElement[bool]:
    steps = _each_area()
    begins = sa.select(steps.c.area).where(steps.c.area.istartswith(words, autoescape=True))
    return Resource.area.in_(begins)


def resources_table(viewer: Viewer) -> Table:
    """Return the list of what is lent, as far as the viewer may see it, by name. Two statements at most are asked."""
    return _resources(viewer, areas_seen(viewer), directory.choices().partnerships)


@kept(lambda viewer, areas, partnerships: (viewer.rights, areas, partnerships))
def _resources(viewer: Viewer, areas: Areas, partnerships: Areas) -> Table:
    exactly, other = Resource.area.__eq__, aliased(Resource)
    called = partnerships_beginning if partnerships is None else partnership_called
    columns = (
        sa.select(
            Resource.id, Resource.name, Resource.kind, Resource.place, Resource.area, Resource.capacity,
            Resource.terms, Resource.charge, Resource.picture, Resource.picture_words, Resource.picture_width,
            Resource.picture_height, Organisation.name.label("organisation"),
            Organisation.slug.label("organisation_slug"),
        )
        .join(Organisation, Organisation.id == Resource.organisation_id)
        .where(visible_to(viewer, Resource))
    )  # fmt: skip
    few = columns.where(is_null(Resource.removed_at), is_null(Organisation.closed_on))
    return Table(
        rows=columns.where(LIVE, is_null(Organisation.closed_on)),
        in_file=(
            Resource.postcode, Resource.conditions, Resource.access_notes, Resource.opening, Resource.description,
            Resource.is_bookable, Resource.confirmed_on, Resource.confirmed_by,
        ),
        id=Resource.id,
        noun="resource",
        sort="name",
        columns=[
            Column("name", "What", Resource.sort_name),
            Column("kind", "Kind", Resource.kind),
            Column("organisation", "Lent by", Organisation.sort_name,
                   rows=columns.where(is_null(Resource.removed_at), Organisation.closed_on.is_(None))),
            Column("area", "Area", Resource.area),
            Column("capacity", "People or number", css="num"),
            Column("terms", "Terms", Resource.terms),
            *_only_in_file(
                place="Place", postcode="Postcode", charge="Charge", conditions="Conditions", access_notes="Access",
                opening="When it can be had", description="Description", is_bookable="Can be booked here",
                confirmed_on="Last confirmed on", confirmed_by="Confirmed by",
            ),
        ],
        filters=[
            Filter("kind", "Kind", KINDS, lambda kind: Resource.kind == kind),
            Filter("terms", "Terms", TERMS, lambda terms: Resource.terms == terms),
            Filter("area", "Area", areas, _area_begins if areas is None else exactly,
                   rows=few if areas is None else None),
            Filter("partnership", "Lent by members of", partnerships,
                   lambda words: Resource.id.in_(
                       sa.select(other.id).where(other.organisation_id.in_(seated_in(called(words))))
                   ), every="Any", rows=few),
            Filter("capacity", "People or number", SIZES, lambda least: Resource.capacity >= int(least), every="Any"),
        ],
        search=lambda words: Resource.id.in_(index.matching("resource", words)),
    )  # fmt: skip


@kept(lambda viewer: viewer.rights)
def bookings_table(viewer: Viewer) -> Table:
    """Return the bookings of what the viewer's organisations lend, and those they asked for, the newest time first."""
    lent = Resource.organisation_id.in_(sa.select(_owner.id).where(organisations_kept_by(viewer, _owner)))
    borrowed = is_borrowed_by(viewer)
    rows = (
        sa.select(
            Booking.id, Booking.starts_at, Booking.ends_at, Booking.state, Booking.purpose,
            Resource.name.label("resource"), Organisation.name.label("organisation"),
        )
        .join(Resource, Resource.id == Booking.resource_id)
        .join(Organisation, Organisation.id == Booking.organisation_id)
        .where(sa.or_(lent, borrowed))
    )  # fmt: skip
    return Table(
        rows=rows,
        id=Booking.id,
        noun="booking",
        sort="-starts_at",
        columns=[
            Column("resource", "What", Resource.sort_name),
            Column("starts_at", "When", Booking.starts_at),
            Column("organisation", "For", Organisation.sort_name),
            Column("state", "How it stands", Booking.state),
            *_only_in_file(ends_at="Until", purpose="Purpose"),
        ],
        filters=[
            Filter("side", "Which", [("lent", "What we lend"), ("borrowed", "What we asked for")],
                   lambda side: lent if side == "lent" else borrowed, every="Both"),
            Filter("state", "How it stands", STATES, _in_state),
        ],
        search=lambda words: sa.or_(
            Resource.sort_name.contains(words.lower(), autoescape=True),
            Organisation.sort_name.contains(words.lower(), autoescape=True),
        ),
    )  # fmt: skip


@kept(lambda viewer: viewer.rights)
def buying_table(viewer: Viewer) -> Table:
    """Return what organisations buy together or could, as far as the viewer may see it, by name."""
    lines = sa.and_(JointBuyer.joint_buy_id == JointBuy.id, JointBuyer.removed_at.is_(None))
    buying, wanting = (
        sa.select(sa.func.count()).select_from(JointBuyer).where(lines, JointBuyer.buys_now.is_(now)).scalar_subquery()
        for now in (True, False)
    )
    rows = (
        sa.select(
            JointBuy.id, JointBuy.item, JointBuy.notes, Organisation.name.label("organisation"),
            Organisation.slug.label("organisation_slug"), buying.label("buying"), wanting.label("wanting"),
        )
        .join(Organisation, Organisation.id == JointBuy.organisation_id)
        .where(JointBuy.removed_at.is_(None), visible_to(viewer, JointBuy))
    )  # fmt: skip
    return Table(
        rows=rows,
        id=JointBuy.id,
        noun="thing bought together",
        more="things bought together",
        sort="item",
        columns=[
            Column("item", "What", JointBuy.sort_item),
            Column("organisation", "Led by", Organisation.sort_name),
            Column("buying", "Buy it now", buying, "num"),
            Column("wanting", "Would join", wanting, "num"),
            *_only_in_file(notes="Notes"),
        ],
        filters=[
            Filter("mine", "Ours", [("yes", "Where we are in it"), ("no", "Where we are not")],
                   lambda choice: _ours(viewer, choice == "yes"), every="All"),
        ],
        search=lambda words: sa.or_(
            JointBuy.sort_item.contains(words.lower(), autoescape=True),
            sa.func.lower(JointBuy.notes).contains(words.lower(), autoescape=True),
        ),
    )  # fmt: skip


def _ours(viewer: Viewer, is_wanted: bool) -> Any:
    joined = sa.select(JointBuyer.joint_buy_id).where(
        JointBuyer.organisation_id.in_(sorted(viewer.keeps)), JointBuyer.removed_at.is_(None)
    )
    return JointBuy.id.in_(joined) if is_wanted else JointBuy.id.not_in(joined)


def _in_state(choice: str) -> Any:
    if choice == "open":
        return Booking.state.in_((BookingState.ASKED, *HOLDS))
    return Booking.state == choice


def _only_in_file(**labels: str) -> list[Column]:
    return [Column(key, label, in_page=False) for key, label in labels.items()]
