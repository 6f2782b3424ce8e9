"""Reading what a meeting's own page says of its papers, clocks and bulletin."""

from typing import NamedTuple

import sqlalchemy as sa

from portal.core.database import db
from portal.core.viewer import Viewer
from portal.meetings.models import AgendaItem, Meeting
from portal.papers.models import Bulletin, MeetingClock, Paper
from portal.papers.queries.papers import seen
from portal.partnerships.models import Partnership


class Summary(NamedTuple):
    """How many papers the viewer may see, how many of them are still promised, and the rows beside the meeting."""

    slug: str
    papers: int
    missing: int
    clock: MeetingClock | None
    bulletin: Bulletin | None


def slug_of(meeting: Meeting) -> str:
    """Return the slug of a meeting's partnership; on its own pages that is at hand and costs nothing."""
    return db.session.get_one(Partnership, meeting.partnership_id).slug


def of_meeting(viewer: Viewer, meeting: Meeting) -> Summary:
    """Return the summary for one viewer: one statement."""
    papers = (
        sa.select(sa.func.count(Paper.id))
        .outerjoin(AgendaItem, AgendaItem.id == Paper.item_id)
        .where(Paper.meeting_id == meeting.id, Paper.removed_at.is_(None), seen(viewer))
    )
    row = db.session.execute(
        sa.select(
            Partnership.slug, papers.scalar_subquery().label("papers"),
            papers.where(Paper.edition == 0).scalar_subquery().label("missing"), MeetingClock, Bulletin,
        )
        .select_from(Partnership)
        .outerjoin(MeetingClock, MeetingClock.meeting_id == meeting.id)
        .outerjoin(Bulletin, Bulletin.meeting_id == meeting.id)
        .where(Partnership.id == meeting.partnership_id)
    ).one()  # fmt: skip
    return Summary(*row)
