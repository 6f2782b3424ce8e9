"""Saying what stands behind a seat, and the gentle note about a trustee where there are paid workers."""

from portal.audit import services as audit
from portal.core import clock
from portal.core.database import db
from portal.core.viewer import Viewer
from portal.memberships.models import Holder, Seat
from portal.representation.backing_models import Backing, ServesAs


def say(
    doer: Viewer, seat: Seat, holder: Holder | None, has_paid_workers: bool | None, serves_as: ServesAs | None,
    support: str,
) -> Backing:  # fmt: skip
    """Keep what stands behind a seat, and return it."""
    row = db.session.query(Backing).filter_by(seat_id=seat.id).one_or_none()
    if row is None:
        row = Backing(seat_id=seat.id)
        db.session.add(row)
    row.has_paid_workers, row.support = has_paid_workers, support
    row.holder_id, row.serves_as = (holder.id, serves_as) if holder and serves_as else (None, None)
    row.said_on, row.said_by = clock.today(), doer.name
    whose = seat.organisation.name if seat.organisation else "a seat"
    audit.record(doer, "said", row, f"Said what stands behind the seat of {whose}", seat.partnership_id)
    return row


def is_unusual(row: Backing | None, holder: Holder | None) -> bool:
    """Whether a trustee represents an organisation that has paid workers; it is said, and never refused.

    Source: with paid workers a trustee would not normally be appropriate (Peak Partners, appendix 1.1).
    """
    is_said = row is not None and holder is not None and row.holder_id == holder.id
    return bool(row and is_said and row.has_paid_workers and row.serves_as is ServesAs.TRUSTEE)
