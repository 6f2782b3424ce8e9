"""The organisations at a partnership's table, and for which of them somebody may speak."""

from collections.abc import Sequence

import sqlalchemy as sa

from portal.core.database import reader
from portal.core.permissions import Permission
from portal.core.viewer import Viewer
from portal.directory.models import Organisation
from portal.directory.queries import seated_in
from portal.partnerships.models import Partnership

Named = Sequence[tuple[int, str]]


def organisations_at_the_table(partnership: Partnership) -> Named:
    """Return number and name of the organisations with a seat now, by name."""
    asked = sa.select(Organisation.id, Organisation.name).where(Organisation.id.in_(seated_in([partnership.id])))
    return [(row.id, row.name) for row in reader().execute(asked.order_by(Organisation.sort_name, Organisation.id))]


def organisations_spoken_for(viewer: Viewer, partnership: Partnership) -> Named:
    """Return those of them whose entries the viewer keeps; all of them for who manages the whole partnership."""
    if viewer.can_in(Permission.MANAGE_PARTNERSHIP, partnership, None):
        return organisations_at_the_table(partnership)
    if not viewer.keeps:
        return []
    return [pair for pair in organisations_at_the_table(partnership) if pair[0] in viewer.keeps]
