"""Reading organisations and people, and the one rule of what of a person is shown to whom."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa
from flask import abort
from sqlalchemy.orm import joinedload

from portal.core import clock
from portal.core.database import db
from portal.core.viewer import Viewer
from portal.directory.models import Consent, Organisation, Person, Showing
from portal.directory.rules import likely_the_same, managed_by
from portal.partnerships.models import Partnership

# Seats and their holders stand higher in the house, so that their tables are named here as text.
_KEYS = ("id", "partnership_id", "organisation_id", "person_id", "seat_id")
_DAYS = ("from_on", "until_on")


def _named(table: str) -> Any:
    days = [sa.column(name, sa.Date) for name in _DAYS]
    return sa.table(table, *[sa.column(name, sa.Integer) for name in _KEYS], *days)


_seats, _holders, _appointments, _offices = map(_named, ("seats", "holders", "appointments", "offices"))


def _is_current(table: Any) -> sa.ColumnElement[bool]:
    today = clock.today()
    return sa.and_(table.c.from_on <= today, sa.or_(table.c.until_on.is_(None), table.c.until_on >= today))


def sitting_in(partnerships: Any) -> sa.CompoundSelect:
    """Return a select of the people with a seat, a role or an office now in any of the partnerships.

    `partnerships` are numbers, or a select of numbers.
    """
    holders = (
        sa.select(_holders.c.person_id)
        .join(_seats, _seats.c.id == _holders.c.seat_id)
        .where(_seats.c.partnership_id.in_(partnerships), _is_current(_seats), _is_current(_holders))
    )
    named = [
        sa.select(table.c.person_id).where(
            table.c.partnership_id.in_(partnerships), table.c.person_id.is_not(None), _is_current(table)
        )
        for table in (_appointments, _offices)
    ]
    return sa.union(holders, *named)


def seated_in(partnerships: Any) -> sa.Select:
    """Return a select of the organisations with a seat now in any of the partnerships."""
    return sa.select(_seats.c.organisation_id).where(
        _seats.c.partnership_id.in_(partnerships), _seats.c.organisation_id.is_not(None), _is_current(_seats)
    )


def partnership_called(slug: str) -> sa.Select:
    """Return a select of the number of the partnership with this name in addresses."""
    return sa.select(Partnership.id).where(Partnership.slug == slug)


def partnerships_beginning(words: str) -> sa.Select:
    """Return a select of the numbers of the partnerships whose names begin with what was typed."""
    begins = [name.istartswith(words, autoescape=True) for name in (Partnership.name, Partnership.short_name)]
    return sa.select(Partnership.id).where(sa.or_(Partnership.slug == words, *begins))


def people_kept_by(viewer: Viewer, table: Any = Person) -> sa.ColumnElement[bool]:
    """Return the condition that the viewer keeps a person's entry, and so sees all of it.

    That is the person, the representatives of their organisation, the managers of the partnerships they sit in, and
    the site administrator.
    """
    if viewer.is_site_administrator:
        return sa.true()
    kept: list[sa.ColumnElement[bool]] = [sa.false()]
    if viewer.person_id is not None:
        kept.append(table.id == viewer.person_id)
    if viewer.organisations:
        kept.append(table.organisation_id.in_(sorted(viewer.organisations)))
    if managed := managed_by(viewer):
        kept.append(table.id.in_(sitting_in(sorted(managed))))
    return sa.or_(*kept)


def names_visible_to(viewer: Viewer, table: Any = Person) -> sa.ColumnElement[bool]:
    """Return the condition that a person's name may be shown to the viewer: every list, page and file asks it.

    `table` is Person, or an alias of it.
    """
    return sa.or_(_agreed(viewer, table, table.name_shown), people_kept_by(viewer, table))


def contacts_visible_to(viewer: Viewer, table: Any = Person) -> sa.ColumnElement[bool]:
    """Return the condition that a person's e-mail address and telephone may be shown to the viewer.

    They were given for the person's work, so that they are shown no more once the person has left it; and never to
    anybody who may not see the name.
    """
    agreed = (_agreed(viewer, table, table.name_shown), _agreed(viewer, table, table.contact_shown))
    return sa.or_(people_kept_by(viewer, table), sa.and_(table.left_on.is_(None), *agreed))


def _agreed(viewer: Viewer, table: Any, showing: Any) -> sa.ColumnElement[bool]:
    allowed: list[sa.ColumnElement[bool]] = [showing == Showing.PUBLIC]
    if viewer.is_partner:
        allowed.append(showing == Showing.PARTNERS)
    if viewer.insider:
        allowed.append(sa.and_(showing == Showing.TOGETHER, table.id.in_(sitting_in(sorted(viewer.insider)))))
    return sa.or_(*allowed)


def _organisations_managed_by(viewer: Viewer) -> sa.ColumnElement[bool]:
    """An organisation that sits nowhere (just added, or left everywhere) is kept by all managers."""
    managed = managed_by(viewer)
    if viewer.is_site_administrator or not managed:
        return sa.true() if viewer.is_site_administrator else sa.false()
    somewhere = sa.exists().where(_seats.c.organisation_id == Organisation.id, _is_current(_seats))
    return sa.or_(Organisation.id.in_(seated_in(sorted(managed))), sa.not_(somewhere))


class OrganisationSeen(NamedTuple):
    """An organisation, and what the viewer may do with its entry."""

    organisation: Organisation
    may_edit: bool
    may_close: bool


def get_organisation(viewer: Viewer, slug: str) -> OrganisationSeen:
    """Return the organisation, or answer 404. Its representatives keep it, its partnerships' managers may close it."""
    managed = _organisations_managed_by(viewer)
    own = Organisation.id.in_(sorted(viewer.organisations))
    rights = (sa.or_(own, managed).label("may_edit"), managed.label("may_close"))
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
    everyone = sa.select(Organisation.name, Organisation.short_name, Organisation.slug, Organisation.area)
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


class PersonSeen(NamedTuple):
    """A person whose name the viewer may see, and what more they may see and do."""

    person: Person
    sees_contact: bool
    may_edit: bool


def get_person(viewer: Viewer, number: int) -> PersonSeen:
    """Return the person, or answer 404 when the viewer may not see the name."""
    asked = (
        sa.select(Person, contacts_visible_to(viewer).label("sees_contact"), people_kept_by(viewer).label("may_edit"))
        .options(joinedload(Person.organisation))
        .where(Person.id == number, names_visible_to(viewer))
    )
    return PersonSeen(*(db.session.execute(asked).one_or_none() or abort(404)))


def consents_of(person: Person) -> Sequence[Consent]:
    """Return what the person agreed to, newest first."""
    return db.session.scalars(sa.select(Consent).filter_by(person_id=person.id).order_by(Consent.id.desc())).all()
