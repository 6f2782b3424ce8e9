"""The groups and organisations that a form about seats offers."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from portal.core import clock
from portal.core.database import db
from portal.directory.models import Organisation
from portal.memberships.models import Seat
from portal.memberships.viewer import is_current
from portal.partnerships.models import Group, Partnership


def list_groups(partnership: Partnership) -> Sequence[Group]:
    """Return the open groups of the partnership, those at the top first."""
    return db.session.scalars(
        sa.select(Group)
        .where(Group.partnership_id == partnership.id, Group.closed_on.is_(None))
        .order_by(Group.parent_id.isnot(None), Group.position, Group.id)
    ).all()


def organisations_in(partnership: Partnership) -> Sequence[Any]:
    """Return the organisations with a seat in the partnership, by name: id and name."""
    rows = (
        sa.select(Organisation.id, Organisation.name)
        .where(
            Organisation.id.in_(
                sa.select(Seat.organisation_id).where(
                    Seat.partnership_id == partnership.id, is_current(Seat, clock.today())
                )
            )
        )
        .order_by(Organisation.sort_name, Organisation.id)
    )
    return db.session.execute(rows).all()


def every_organisation() -> Sequence[Any]:
    """Return all organisations that a seat can be given to, by name: id, name and sector."""
    rows = (
        sa.select(Organisation.id, Organisation.name, Organisation.sector)
        .where(Organisation.closed_on.is_(None))
        .order_by(Organisation.sort_name, Organisation.id)
    )
    return db.session.execute(rows).all()


def get_organisation(organisation_id: int | None) -> Organisation | None:
    """Return the organisation a form offered, or None."""
    return db.session.get(Organisation, organisation_id) if organisation_id else None
