"""Reading organisations: one with what may be done, its people, and those to choose from."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa
from flask import abort

from portal.core.database import db
from portal.core.viewer import Viewer
from portal.directory.models import Organisation, Person
from portal.directory.queries.rights import names_visible_to, organisations_kept_by, organisations_managed_by
from portal.directory.rules import likely_the_same, managed_by


class OrganisationSeen(NamedTuple):
    """An organisation, and what the viewer may do with its entry."""

    organisation: Organisation
    may_edit: bool
    may_close: bool


def get_organisation(viewer: Viewer, slug: str) -> OrganisationSeen:
    """Return the organisation, or answer 404. Who keeps it may edit it, its partnerships' managers may close it."""
    kept, managed = organisations_kept_by(viewer), organisations_managed_by(viewer)
    rights = (kept.label("may_edit"), managed.label("may_close"))
    asked = sa.select(Organisation, *rights).where(Organisation.slug == slug)
    found = db.session.execute(asked).one_or_none() or abort(404)
    return OrganisationSeen(*found)


def people_of(viewer: Viewer, organisation: Organisation) -> Sequence[Any]:
    """Return the people of an organisation whose names the viewer may see, by name."""
    asked = (
        sa.select(Person.id, Person.name, Person.job)
        .where(Person.organisation_id == organisation.id, Person.left_on.is_(None), names_visible_to(viewer))
        .order_by(Person.sort_name, Person.id)
    )
    return db.session.execute(asked).all()


def likely_duplicates(name: str, short_name: str) -> list[Any]:
    """Return the organisations that may be the one about to be added."""
    everyone = sa.select(Organisation.name, Organisation.short_name, Organisation.slug, Organisation.area).where(
        Organisation.merged_into_id.is_(None)
    )
    return likely_the_same(name, short_name, db.session.execute(everyone.order_by(Organisation.sort_name)))


def organisations_to_choose(viewer: Viewer, chosen: int | None = None) -> Sequence[tuple[int, str]]:
    """Return the organisations in which the viewer may place a person, and the one that is chosen already."""
    allowed = Organisation.closed_on.is_(None)
    if not (viewer.is_site_administrator or managed_by(viewer)):
        allowed = Organisation.id.in_(sorted(viewer.organisations))
    asked = sa.select(Organisation.id, Organisation.name).where(sa.or_(allowed, Organisation.id == chosen))
    return [(row.id, row.name) for row in db.session.execute(asked.order_by(Organisation.sort_name, Organisation.id))]


def organisation_number(slug: str) -> int | None:
    """Return the number of an organisation, or None when there is none of that name."""
    return db.session.scalar(sa.select(Organisation.id).filter_by(slug=slug))


def slug_of(number: int) -> str:
    """Return an organisation's name in addresses."""
    return db.session.scalar(sa.select(Organisation.slug).filter_by(id=number)) or abort(404)
