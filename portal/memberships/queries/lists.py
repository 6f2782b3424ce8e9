"""The lists of seats: a partnership's own, and those on the pages of an organisation, a person and a group."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from portal.core import clock
from portal.core.database import db
from portal.core.kept import kept
from portal.core.tables import Column, Filter, Table
from portal.core.viewer import Viewer
from portal.directory.models import Organisation, Person, Sector
from portal.memberships.models import Appointment, Held, Holder, Office, Seat, Standing
from portal.memberships.queries.figures import Figures
from portal.memberships.queries.people import named_to
from portal.memberships.rules import REMINDED_DAYS
from portal.memberships.viewer import is_current
from portal.partnerships.models import Group, Partnership

LAST = date(9999, 12, 31)


@kept(lambda viewer, partnership, groups: (viewer.rights, partnership.id, tuple((g.slug, g.name) for g in groups)))
def seats_table(viewer: Viewer, partnership: Partnership, groups: Sequence[Figures]) -> Table:
    """Return the list of a partnership's seats; unless asked for, those that ended are left out.

    Holders are named where the viewer may know them, and found by name only there.
    """
    name = sa.case((named_to(viewer, partnership.id), Person.name), else_="")
    rows = (
        sa.select(
            Seat.id, Organisation.name.label("organisation"), Organisation.slug.label("organisation_slug"),
            Group.name.label("group"), Group.slug.label("group_slug"), Seat.capacity, Seat.sector, Seat.held,
            Seat.from_on, Seat.term_ends_on, Seat.until_on, name.label("holder"), Holder.person_id,
        )
        .join(Group, Group.id == Seat.group_id)
        .outerjoin(Organisation, Organisation.id == Seat.organisation_id)
        .outerjoin(Holder, _represents())
        .outerjoin(Person, Person.id == Holder.person_id)
        .where(Seat.partnership_id == partnership.id)
    )  # fmt: skip
    return Table(
        rows=rows,
        id=Seat.id,
        noun="seat",
        sort="organisation",
        columns=_COLUMNS,
        filters=[
            Filter("group", "Group", [(g.slug, g.name) for g in groups], lambda slug: Group.slug == slug),
            *_FILTERS,
            Filter("ended", "Ended seats", [("yes", "Only these"), ("all", "Among the others")], _ended,
                   otherwise=_lasts(), every="Left out"),
        ],
        search=lambda words: sa.or_(
            *(text.icontains(words, autoescape=True)
              for text in (Organisation.name, Organisation.short_name, Group.name, Seat.capacity, name))
        ),
    )  # fmt: skip


def _lasts() -> sa.ColumnElement[bool]:
    return sa.or_(Seat.until_on.is_(None), Seat.until_on >= clock.today())


def _represents() -> sa.ColumnElement[bool]:
    """Who represents the seat today, or did so on the last day of a seat that ended."""
    today = clock.today()
    day = sa.case((Seat.until_on < today, Seat.until_on), else_=sa.literal(today, sa.Date))
    return sa.and_(Holder.seat_id == Seat.id, Holder.standing == Standing.REPRESENTATIVE, is_current(Holder, day))


def _ended(chosen: str) -> sa.ColumnElement[bool]:
    return sa.not_(_lasts()) if chosen == "yes" else sa.true()


def _vacant(chosen: str) -> sa.ColumnElement[bool]:
    return Seat.organisation_id.is_(None) if chosen == "yes" else Seat.organisation_id.isnot(None)


def _term(chosen: str) -> sa.ColumnElement[bool]:
    today = clock.today()
    if chosen == "over":
        return Seat.term_ends_on < today
    return Seat.term_ends_on.between(today, today + timedelta(days=REMINDED_DAYS))


_COLUMNS = [
    Column("organisation", "Organisation", sa.func.coalesce(Organisation.sort_name, "~")),
    Column("group", "Group", Group.name),
    Column("capacity", "Capacity", Seat.capacity),
    Column("sector", "Sector", Seat.sector),
    Column("held", "How it is held"),
    Column("from_on", "Since", Seat.from_on),
    Column("term_ends_on", "Term ends", sa.func.coalesce(Seat.term_ends_on, sa.literal(LAST, sa.Date))),
    Column("until_on", "Ended", in_page=False),
    Column("holder", "Held by"),
]
_FILTERS = [
    Filter("sector", "Sector", [(s.value, s.words) for s in Sector], lambda chosen: Seat.sector == Sector(chosen)),
    Filter("held", "How it is held", [(h.value, h.words) for h in Held], lambda chosen: Seat.held == Held(chosen)),
    Filter("vacant", "Filled or vacant", [("no", "Filled"), ("yes", "Vacant")], _vacant, every="Both"),
    Filter("term", "Term", [("ending", "Ends within 60 days"), ("over", "Is over")], _term, every="Any"),
]


def list_seats_of_group(viewer: Viewer, group: Group) -> Sequence[Any]:
    """Return the seats of a group that have not ended, in table order, with who represents each."""
    rows = (
        sa.select(
            Seat.id, Seat.capacity, Seat.sector, Seat.held, Seat.from_on, Seat.term_ends_on,
            Organisation.name.label("organisation"), Organisation.slug.label("organisation_slug"),
            sa.case((named_to(viewer, group.partnership_id), Person.name), else_="").label("holder"), Holder.person_id,
        )
        .outerjoin(Organisation, Organisation.id == Seat.organisation_id)
        .outerjoin(Holder, _represents())
        .outerjoin(Person, Person.id == Holder.person_id)
        .where(Seat.group_id == group.id, _lasts())
        .order_by(Seat.position, sa.func.coalesce(Organisation.sort_name, "~"), Seat.id)
    )  # fmt: skip
    return db.session.execute(rows).all()


def list_seats_of_organisation(organisation: Organisation) -> Sequence[Any]:
    """Return every seat an organisation has and had, in all partnerships: those it holds first, then the newest."""
    rows = (
        sa.select(
            Seat.id, Seat.capacity, Seat.held, Seat.from_on, Seat.until_on, Seat.term_ends_on,
            Group.name.label("group"), Partnership.name.label("partnership"), Partnership.slug, Partnership.accent,
        )
        .join(Group, Group.id == Seat.group_id)
        .join(Partnership, Partnership.id == Seat.partnership_id)
        .where(Seat.organisation_id == organisation.id)
        .order_by(sa.not_(_lasts()), Partnership.name, Group.position, Seat.from_on.desc(), Seat.id)
    )  # fmt: skip
    return db.session.execute(rows).all()


def list_seats_of_person(person_id: int) -> Sequence[Any]:
    """Return every seat a person held or was the named substitute for, those held now first.

    Whoever may open the person's page knows the name, and seats are public: nothing else is in these rows.
    """
    rows = (
        sa.select(
            Seat.id, Seat.capacity, Holder.standing, Holder.from_on, Holder.until_on,
            Organisation.name.label("organisation"), Group.name.label("group"),
            Partnership.name.label("partnership"), Partnership.slug,
        )
        .select_from(Holder)
        .join(Seat, Seat.id == Holder.seat_id)
        .join(Group, Group.id == Seat.group_id)
        .join(Partnership, Partnership.id == Seat.partnership_id)
        .outerjoin(Organisation, Organisation.id == Seat.organisation_id)
        .where(Holder.person_id == person_id)
        .order_by(sa.func.coalesce(Holder.until_on, sa.literal(LAST, sa.Date)).desc(), Holder.from_on.desc(), Holder.id)
    )  # fmt: skip
    return db.session.execute(rows).all()


def list_offices_held(organisation_id: int | None = None, person_id: int | None = None) -> Sequence[Any]:
    """Return the offices an organisation holds or held, or those a person was named for, the latest first."""
    rows = (
        sa.select(
            Office.id, Office.kind, Office.detail, Office.from_on, Office.until_on, Group.name.label("group"),
            Partnership.name.label("partnership"), Partnership.slug,
        )
        .join(Group, Group.id == Office.group_id)
        .join(Partnership, Partnership.id == Office.partnership_id)
        .where(Office.organisation_id == organisation_id if organisation_id else Office.person_id == person_id)
        .order_by(Office.from_on.desc(), Office.id.desc())
    )  # fmt: skip
    return db.session.execute(rows).all()


def list_roles_of_person(viewer: Viewer, person_id: int) -> Sequence[Any]:
    """Return the roles given to a person that hold today, in the partnerships to which the viewer belongs."""
    if not (viewer.insider or viewer.is_site_administrator):
        return []
    mine = sa.true() if viewer.is_site_administrator else Appointment.partnership_id.in_(sorted(viewer.insider))
    rows = (
        sa.select(
            Appointment.id, Appointment.role, Appointment.from_on, Appointment.until_on, Group.name.label("group"),
            Partnership.name.label("partnership"), Partnership.slug,
        )
        .join(Partnership, Partnership.id == Appointment.partnership_id)
        .outerjoin(Group, Group.id == Appointment.group_id)
        .where(Appointment.person_id == person_id, is_current(Appointment, clock.today()), mine)
        .order_by(Partnership.name, Appointment.id)
    )  # fmt: skip
    return db.session.execute(rows).all()
