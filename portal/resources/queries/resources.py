"""Reading resources: one of them with its photograph, those of a page, and who may add them."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from flask import abort
from sqlalchemy.orm import joinedload

from portal.core import clock
from portal.core.audience import Audience, visible_to
from portal.core.database import db, reader
from portal.core.viewer import Viewer
from portal.directory.models import Keeper, Organisation, Person
from portal.directory.queries import may_keep, organisation_number, seated_in
from portal.memberships.models import Holder, Seat, Standing
from portal.memberships.viewer import is_current
from portal.partnerships.models import Partnership
from portal.resources.models import Photograph, Resource


def get_resource(viewer: Viewer, number: int, removed: bool = False) -> Resource:
    """Return the resource with its organisation, or answer 404; a removed one only when asked for."""
    asked = (
        sa.select(Resource)
        .where(Resource.id == number, visible_to(viewer, Resource))
        .where(Resource.removed_at.is_not(None) if removed else Resource.removed_at.is_(None))
        .options(joinedload(Resource.organisation))
    )
    return db.one_or_404(asked)


def get_photograph(viewer: Viewer, number: int, fingerprint: str) -> Photograph:
    """Return the photograph a resource has now, under the resource's own rule, or answer 404."""
    asked = (
        sa.select(Photograph)
        .join(Resource, Resource.id == Photograph.resource_id)
        .where(Resource.id == number, Resource.removed_at.is_(None), visible_to(viewer, Resource))
        .where(Resource.picture == fingerprint, Photograph.fingerprint == fingerprint)
    )
    return db.one_or_404(asked)


def get_small_photograph(viewer: Viewer, number: int, fingerprint: str) -> bytes | None:
    """Return the small one of the photograph a resource has now, or None where there is none; 404 as for the large."""
    asked = (
        sa.select(Photograph.id, Photograph.small)
        .join(Resource, Resource.id == Photograph.resource_id)
        .where(Resource.id == number, Resource.removed_at.is_(None), visible_to(viewer, Resource))
        .where(Resource.picture == fingerprint, Photograph.fingerprint == fingerprint)
    )
    found = reader().execute(asked).first() or abort(404)
    return found.small or None


def kept_photograph(resource: Resource, fingerprint: str) -> Photograph:
    """Return a photograph that was taken off the resource and is still kept, or answer 404."""
    asked = sa.select(Photograph).where(Photograph.resource_id == resource.id, Photograph.fingerprint == fingerprint)
    return db.one_or_404(asked)


def organisations_to_add_for(viewer: Viewer, slug: str = "") -> list[tuple[int, str]]:
    """Return number and name of the organisations for which the viewer adds entries: their own.

    `slug` names one more, as an organisation's page does; it counts where the viewer may keep its entries.
    """
    numbers = set(viewer.keeps)
    named = organisation_number(slug) if slug else None
    if named is not None and may_keep(viewer, named):
        numbers.add(named)
    if not numbers:
        return []
    asked = sa.select(Organisation.id, Organisation.name).where(
        Organisation.id.in_(sorted(numbers)), Organisation.closed_on.is_(None)
    )
    return [(row.id, row.name) for row in reader().execute(asked.order_by(Organisation.sort_name, Organisation.id))]


def audiences_to_choose(viewer: Viewer, partnership_id: int | None = None) -> list[tuple[str, str]]:
    """Return for whom something can be offered: everybody, all partners, or one of the viewer's partnerships.

    `partnership_id` is the one it is for already, which stays among the choices.
    """
    numbers = {place.id for place in viewer.places} | ({partnership_id} if partnership_id else set())
    found = [(Audience.PUBLIC.value, "Everybody"), (Audience.PARTNERS.value, "All partners on this portal")]
    if not numbers:
        return found
    asked = sa.select(Partnership.id, Partnership.name).where(Partnership.id.in_(sorted(numbers)))
    rows = reader().execute(asked.order_by(Partnership.name, Partnership.id))
    return found + [(str(row.id), f"Only {row.name}") for row in rows]


def resources_of(viewer: Viewer, organisation: Organisation, limit: int = 50) -> Sequence[Any]:
    """Return what an organisation lends, as far as the viewer may see it, by name."""
    asked = _short(viewer).where(Resource.organisation_id == organisation.id)
    return reader().execute(asked.order_by(Resource.sort_name, Resource.id).limit(limit)).all()


def resources_in(viewer: Viewer, partnership: Partnership, limit: int = 6) -> Sequence[Any]:
    """Return some of what the members of a partnership lend, lately confirmed first; `in_all` says how many."""
    asked = _short(viewer).add_columns(Organisation.name.label("organisation"), sa.func.count().over().label("in_all"))
    asked = asked.join(Organisation, Organisation.id == Resource.organisation_id)
    asked = asked.where(Resource.organisation_id.in_(seated_in([partnership.id])), Organisation.closed_on.is_(None))
    first = sa.func.coalesce(Resource.confirmed_on, sa.literal(clock.today().replace(year=1900), sa.Date))
    return reader().execute(asked.order_by(first.desc(), Resource.sort_name, Resource.id).limit(limit)).all()


def _short(viewer: Viewer) -> sa.Select:
    return sa.select(Resource.id, Resource.name, Resource.kind, Resource.terms, Resource.place).where(
        Resource.removed_at.is_(None), visible_to(viewer, Resource)
    )


def people_keeping(organisation_id: int) -> Sequence[Person]:
    """Return who is written to for an organisation: its representatives and those asked to keep its entries."""
    today = clock.today()
    sitting = (
        sa.select(Holder.person_id)
        .join(Seat, Seat.id == Holder.seat_id)
        .where(Seat.organisation_id == organisation_id, Holder.standing == Standing.REPRESENTATIVE)
        .where(is_current(Holder, today), is_current(Seat, today))
    )
    named = sa.select(Keeper.person_id).where(Keeper.organisation_id == organisation_id, is_current(Keeper, today))
    asked = sa.select(Person).where(Person.id.in_(sa.union(sitting, named)), Person.left_on.is_(None))
    return db.session.scalars(asked.order_by(Person.sort_name, Person.id)).all()
