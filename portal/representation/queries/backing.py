"""Reading what stands behind a seat, and who may: who keeps the seats, and the organisation itself."""

import sqlalchemy as sa

from portal.core.database import db
from portal.core.permissions import Permission
from portal.core.viewer import Viewer
from portal.memberships.models import Seat
from portal.representation.backing_models import Backing


def may_say(viewer: Viewer, seat: Seat) -> bool:
    """Whether somebody reads and says what stands behind a seat."""
    keeps = viewer.can_in(Permission.KEEP_SEATS, seat.partnership_id, seat.group_id)
    return keeps or (seat.organisation_id is not None and seat.organisation_id in viewer.keeps)


def backing_of(seat_id: int) -> Backing | None:
    """Return what is said, if anything is."""
    return db.session.scalar(sa.select(Backing).where(Backing.seat_id == seat_id))
