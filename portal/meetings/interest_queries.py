"""Reading interests: what was declared against an item, who withdrew from it, and the partnership's register."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from portal.core import clock
from portal.core.database import db
from portal.core.permissions import Permission
from portal.core.viewer import Viewer
from portal.directory.models import Organisation, Person
from portal.meetings import agenda_rules
from portal.meetings.agenda_models import Interest, RegisterEntry
from portal.meetings.models import AgendaItem
from portal.memberships.models import Holder, Seat
from portal.memberships.viewer import is_current
from portal.partnerships.models import Partnership


def withdrawn_from(item: AgendaItem) -> frozenset[int]:
    """Return the seats that withdrew from an item for an interest."""
    asked = sa.select(Interest.seat_id, Interest.handling).filter_by(item_id=item.id, removed_at=None)
    return agenda_rules.withdrawn_seats((row.seat_id, row.handling) for row in db.session.execute(asked))


def interests_under(item: AgendaItem) -> Sequence[Interest]:
    """Return what was declared against an item, in that order."""
    asked = sa.select(Interest).filter_by(item_id=item.id, removed_at=None)
    return db.session.scalars(asked.order_by(Interest.id)).all()


def get_interest(item: AgendaItem, number: int, removed: bool = False) -> Interest:
    """Return one declaration against the item, or answer 404; a removed one only when asked for."""
    asked = sa.select(Interest).where(Interest.id == number, Interest.item_id == item.id)
    return db.one_or_404(asked.where(Interest.removed_at.isnot(None) if removed else Interest.removed_at.is_(None)))


def standing_interests(partnership_id: int, day: date) -> Sequence[Any]:
    """Return the register's entries that hold on a day, with the names of organisation and person."""
    return db.session.execute(
        sa.select(RegisterEntry.nature, Organisation.name.label("organisation"), Person.name.label("person"))
        .outerjoin(Organisation, Organisation.id == RegisterEntry.organisation_id)
        .outerjoin(Person, Person.id == RegisterEntry.person_id)
        .where(RegisterEntry.partnership_id == partnership_id, is_current(RegisterEntry, day))
        .order_by(RegisterEntry.id)
        .limit(200)
    ).all()


def get_entry(partnership: Partnership, number: int) -> RegisterEntry:
    """Return one entry of the partnership's register, or answer 404."""
    return db.one_or_404(sa.select(RegisterEntry).filter_by(id=number, partnership_id=partnership.id))


def may_register_for(viewer: Viewer, partnership: Partnership) -> list[tuple[str, str]]:
    """Return for whom the viewer may enter an interest, as (value, words): a manager for all who sit, others their own.

    A value is "organisation 12" or "person 7".
    """
    rows = db.session.execute(
        sa.select(Seat.organisation_id, Organisation.name, Person.id.label("person_id"), Person.name.label("person"))
        .join(Organisation, Organisation.id == Seat.organisation_id)
        .outerjoin(Holder, sa.and_(Holder.seat_id == Seat.id, is_current(Holder, clock.today())))
        .outerjoin(Person, sa.and_(Person.id == Holder.person_id, Person.left_on.is_(None)))
        .where(Seat.partnership_id == partnership.id, is_current(Seat, clock.today()))
        .order_by(Organisation.sort_name, Person.sort_name)
    ).all()
    every = viewer.can_in(Permission.KEEP_SEATS, partnership, None)
    found = {}
    for row in rows:
        if every or row.organisation_id in viewer.organisations:
            found[f"organisation {row.organisation_id}"] = row.name
            if row.person_id and (every or row.person_id == viewer.person_id):
                found[f"person {row.person_id}"] = f"{row.person}, {row.name}"
    return list(found.items())
