"""Telling other features which courses a partnership has, and how many places are free."""

from collections.abc import Sequence

import sqlalchemy as sa

from portal.core import clock
from portal.core.database import reader
from portal.core.viewer import Viewer
from portal.library.models import Course, Session
from portal.library.queries.entries import seen
from portal.library.queries.training import BOOKED
from portal.library.shelves import TRAINING
from portal.partnerships.models import Partnership
from portal.partnerships.training import Training, told_by


@told_by
def courses_on_offer(viewer: Viewer, partnership: Partnership) -> Sequence[Training]:
    """Return the courses the viewer may see, each with the free places of its sessions to come. One statement."""
    coming = sa.and_(Session.course_id == Course.id, Session.day >= clock.today(), Session.cancelled_at.is_(None))
    asked = (
        sa.select(Course.id, Course.title, Session.day, (Session.places - BOOKED).label("free"))
        .outerjoin(Session, coming)
        .where(*seen(viewer, partnership, Course))
        .order_by(Course.sort_title, Course.id, Session.day)
    )
    base = f"/partnerships/{partnership.slug}/library/{TRAINING.key}/"
    found: dict[int, Training] = {}
    for row in reader().execute(asked):
        known = found.get(row.id, Training(row.title, f"{base}{row.id}/", 0, row.day))
        found[row.id] = known._replace(free=known.free + max(row.free or 0, 0))
    return list(found.values())
