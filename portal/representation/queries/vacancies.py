"""Reading vacant seats: since when, and for which sector."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from portal.core import clock
from portal.core.database import reader
from portal.memberships.models import Seat
from portal.memberships.viewer import is_current
from portal.partnerships.models import Group


def vacant_seats(partnership_id: int) -> Sequence[Any]:
    """Return the seats nobody has today, by group and sector, those longest vacant first.

    A row holds id, group, group_slug, sector, capacity, held and from_on.
    """
    rows = (
        sa.select(
            Seat.id, Group.name.label("group"), Group.slug.label("group_slug"), Seat.sector, Seat.capacity, Seat.held,
            Seat.from_on,
        )
        .join(Group, Group.id == Seat.group_id)
        .where(
            Seat.partnership_id == partnership_id,
            Seat.organisation_id.is_(None),
            Group.closed_on.is_(None),
            is_current(Seat, clock.today()),
        )
        .order_by(Group.parent_id.isnot(None), Group.position, Group.id, Seat.sector, Seat.from_on, Seat.id)
    )  # fmt: skip
    return reader().execute(rows).all()
