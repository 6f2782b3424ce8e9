"""Reading how a partnership agreed to share skills, now and before."""

from collections.abc import Sequence

import sqlalchemy as sa

from portal.core.database import db
from portal.skills.models import SharingProtocol


def history(partnership_id: int, removed: bool = False) -> Sequence[SharingProtocol]:
    """Return what a partnership agreed about sharing, the newest first: the first one holds."""
    gone = SharingProtocol.removed_at
    asked = sa.select(SharingProtocol).where(
        SharingProtocol.partnership_id == partnership_id, gone.is_not(None) if removed else gone.is_(None)
    )
    return db.session.scalars(asked.order_by(SharingProtocol.agreed_on.desc(), SharingProtocol.id.desc())).all()


def get_protocol(partnership_id: int, number: int, removed: bool = False) -> SharingProtocol:
    """Return one agreement of a partnership, or answer 404; a removed one only when asked for."""
    gone = SharingProtocol.removed_at
    asked = sa.select(SharingProtocol).filter_by(id=number, partnership_id=partnership_id)
    return db.one_or_404(asked.where(gone.is_not(None) if removed else gone.is_(None)))
