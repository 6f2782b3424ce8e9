"""Reading the entries of the four lists."""

from typing import Any

import sqlalchemy as sa

from portal.core import clock
from portal.core.audience import visible_to
from portal.core.database import db, reader
from portal.core.viewer import Viewer
from portal.library.models import Funding
from portal.library.shelves import SHELVES, Shelf
from portal.partnerships.models import Partnership


def get_entry(viewer: Viewer, partnership: Partnership, shelf: Shelf, number: int, removed: bool = False) -> Any:
    """Return one entry, or answer 404; a removed one only when asked for."""
    model = shelf.model
    asked = sa.select(model).where(
        model.id == number, model.partnership_id == partnership.id, visible_to(viewer, model)
    )
    return db.one_or_404(asked.where(model.removed_at.isnot(None) if removed else model.removed_at.is_(None)))


def count_entries(viewer: Viewer, partnership: Partnership) -> dict[str, int]:
    """Return how many entries the viewer may see in each list: one statement. Funding that closed does not count."""
    counts = [
        sa.select(sa.func.count())
        .select_from(shelf.model)
        .where(*seen(viewer, partnership, shelf.model))
        .where(Funding.closes_sort >= clock.today() if shelf.model is Funding else sa.true())
        .scalar_subquery()
        .label(key)
        for key, shelf in SHELVES.items()
    ]
    return dict(reader().execute(sa.select(*counts)).one()._mapping)


def seen(viewer: Viewer, partnership: Partnership, model: Any) -> tuple[Any, ...]:
    """Return the conditions of the entries of a partnership that stand in a list and that the viewer may see."""
    return model.partnership_id == partnership.id, model.removed_at.is_(None), visible_to(viewer, model)
