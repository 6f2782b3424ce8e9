"""Who keeps what in the directory, and the one rule of what of a person is shown to whom."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from portal.core import clock
from portal.core.database import reader
from portal.core.viewer import Viewer
from portal.directory.models import Organisation, Person, Showing
from portal.directory.rules import managed_by
from portal.partnerships.models import Partnership

# Seats and their holders stand higher in the house, so that their tables are named here as text.
_KEYS = ("id", "partnership_id", "organisation_id", "person_id", "seat_id")
_DAYS = ("from_on", "until_on")
_REPRESENTATIVE = "representative"


def _named(table: str) -> Any:
    days = [sa.column(name, sa.Date) for name in _DAYS]
    return sa.table(table, *[sa.column(name, sa.Integer) for name in _KEYS], *days, sa.column("standing", sa.String))


_seats, _holders, _appointments, _offices = map(_named, ("seats", "holders", "appointments", "offices"))


def is_current(table: Any) -> sa.ColumnElement[bool]:
    """Return the condition that a row with a first and a last day holds today; `table` is a table, or a model."""
    today, row = clock.today(), getattr(table, "c", table)
    return sa.and_(row.from_on <= today, sa.or_(row.until_on.is_(None), row.until_on >= today))


def sitting_in(partnerships: Any) -> sa.CompoundSelect:
    """Return a select of the people with a seat, a role or an office now in any of the partnerships.

    `partnerships` are numbers, or a select of numbers.
    """
    holders = (
        sa.select(_holders.c.person_id)
        .join(_seats, _seats.c.id == _holders.c.seat_id)
        .where(_seats.c.partnership_id.in_(partnerships), is_current(_seats), is_current(_holders))
    )
    named = [
        sa.select(table.c.person_id).where(
            table.c.partnership_id.in_(partnerships), table.c.person_id.is_not(None), is_current(table)
        )
        for table in (_appointments, _offices)
    ]
    return sa.union(holders, *named)


def seated_in(partnerships: Any) -> sa.Select:
    """Return a select of the organisations with a seat now in any of the partnerships."""
    return sa.select(_seats.c.organisation_id).where(
        _seats.c.partnership_id.in_(partnerships), _seats.c.organisation_id.is_not(None), is_current(_seats)
    )


def sitting_nowhere(most: int) -> sa.Subquery:
    """Return so many organisations that are open and have no seat now, the newest."""
    at = aliased(Organisation)
    somewhere = sa.exists().where(_seats.c.organisation_id == at.id, is_current(_seats)).correlate(at)
    return sa.select(at.id).where(is_null(at.closed_on), ~somewhere).order_by(at.id.desc()).limit(most).subquery()


def representing(organisation_id: int) -> sa.Select:
    """Return a select of the people who represent an organisation now, in whatever partnership."""
    return (
        sa.select(_holders.c.person_id)
        .join(_seats, _seats.c.id == _holders.c.seat_id)
        .where(
            _seats.c.organisation_id == organisation_id,
            _holders.c.standing == _REPRESENTATIVE,
            is_current(_seats),
            is_current(_holders),
        )
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


def organisations_managed_by(viewer: Viewer, table: Any = Organisation) -> sa.ColumnElement[bool]:
    """Return the condition on organisations that sit in a partnership whose seats the viewer keeps.

    One that sits nowhere (just added, or left everywhere) is kept by all managers; the site administrator keeps all.
    `table` is Organisation, or an alias of it.
    """
    if viewer.is_site_administrator:
        return sa.true()
    managed = managed_by(viewer)
    if not managed:
        return sa.false()
    somewhere = sa.exists().where(_seats.c.organisation_id == table.id, is_current(_seats)).correlate(table)
    return sa.or_(table.id.in_(seated_in(sorted(managed))), sa.not_(somewhere))


def organisations_kept_by(viewer: Viewer, table: Any = Organisation) -> sa.ColumnElement[bool]:
    """Return the condition on organisations whose entries the viewer keeps, whatever they are: skills, resources too.

    Those are the organisations they sit for or that entrusted them, and those they manage.
    """
    managed = organisations_managed_by(viewer, table)
    return sa.or_(table.id.in_(sorted(viewer.keeps)), managed) if viewer.keeps else managed


def past_index(column: Any) -> sa.ColumnElement[Any]:
    """Return a column as no index answers it.

    SQLite would else begin with all organisations or offers of some kind, though that be nearly all there are, and sort
    a million to show a few. It is to begin where the order is kept.
    """
    return sa.func.coalesce(column, column)


def is_null(column: Any) -> sa.ColumnElement[bool]:
    """Return the condition that nothing stands in a column, as no index answers it: nearly all rows are so."""
    return past_index(column).is_(None)


def of_open_organisations(column: Any) -> sa.ColumnElement[bool]:
    """Return the condition that the organisation a column names is open: what a closed one offers is on no list."""
    at = aliased(Organisation)
    return sa.exists().where(at.id == column, at.closed_on.is_(None))


def may_keep(viewer: Viewer, organisation_id: int | None) -> bool:
    """Whether the viewer keeps the entries of this organisation; the same rule as `organisations_kept_by`."""
    if organisation_id is None:
        return False
    if viewer.is_site_administrator or organisation_id in viewer.keeps:
        return True
    if not managed_by(viewer):
        return False
    asked = sa.select(Organisation.id).where(Organisation.id == organisation_id, organisations_managed_by(viewer))
    return reader().execute(asked).first() is not None
