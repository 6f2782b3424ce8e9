"""Reading what the front page shows."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from portal.core.database import db
from portal.partnerships.models import Kind, Partnership


def open_partnerships(limit: int = 60) -> Sequence[Any]:
    """Return the partnerships that are not closed, by name, with their kind, area and purpose."""
    rows = (
        sa.select(Partnership.slug, Partnership.name, Partnership.area, Partnership.purpose, Kind.name.label("kind"))
        .join(Partnership.kind)
        .where(Partnership.closed_on.is_(None))
        .order_by(Partnership.name, Partnership.id)
    )
    return db.session.execute(rows.limit(limit)).all()
