"""Keeping a partnership findable: its entry in the index holds its page, its statements and its groups."""

import sqlalchemy as sa

from portal.core import index
from portal.core.audience import Audience
from portal.core.database import db
from portal.partnerships.models import Group, Partnership, Statement


def reindex(partnership: Partnership) -> None:
    """Renew what is found of a partnership. Everything in it is public."""
    db.session.flush()
    said = sa.select(Statement.text).filter_by(partnership_id=partnership.id, removed_at=None)
    groups = sa.select(Group.name).filter_by(partnership_id=partnership.id, closed_on=None)
    own = [partnership.short_name, partnership.kind.name, partnership.area, partnership.nature, partnership.purpose]
    words = [*own, *db.session.scalars(groups.order_by(Group.id)), *db.session.scalars(said.order_by(Statement.id))]
    index.put(
        "partnership",
        partnership.id,
        title=partnership.name,
        body=" · ".join(word for word in words if word),
        address=f"/partnerships/{partnership.slug}/",
        audience=Audience.PUBLIC,
        partnership_id=partnership.id,
    )
