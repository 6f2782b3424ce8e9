"""Saying how many seats of a group are kept for each sector."""

from collections.abc import Mapping

import sqlalchemy as sa

from portal.audit import services as audit
from portal.core.database import db
from portal.core.viewer import Viewer
from portal.directory.models import Sector
from portal.memberships.models import Quota
from portal.partnerships.models import Group


def set_quotas(doer: Viewer, group: Group, wanted: Mapping[Sector, int]) -> None:
    """Keep so many seats of the group for each sector; a sector that is left out, or has 0, has none kept."""
    kept = {row.sector: row for row in db.session.scalars(sa.select(Quota).filter_by(group_id=group.id))}
    for sector in Sector:
        number, row = wanted.get(sector, 0), kept.get(sector)
        if row and number:
            row.seats = number
        elif row:
            db.session.delete(row)
        elif number:
            db.session.add(Quota(group_id=group.id, sector=sector, seats=number))
    said = ", ".join(f"{sector.words} {number}" for sector, number in wanted.items() if number) or "none"
    audit.record(doer, "changed", group, f"Seats kept for sectors in {group.name}: {said}")
