"""Reading what is told on: news stories, the bulletin, key messages, and which seats reported back."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from portal.actions.models import Action, Lead
from portal.core import clock
from portal.core.audience import Audience, visible_to
from portal.core.database import db, reader
from portal.core.prepared import asked_often
from portal.core.viewer import Viewer
from portal.decisions.models import Decision
from portal.directory.models import Organisation
from portal.meetings.models import AgendaItem, Meeting, State
from portal.memberships.models import Seat
from portal.memberships.viewer import is_current
from portal.papers.models import Bulletin, NewsStory, ReportBack
from portal.papers.rules import REPORT_DAYS
from portal.partnerships.models import Group, Partnership

PUBLISHED = (State.PUBLISHED, State.CONFIRMED)


def get_bulletin(meeting: Meeting) -> Bulletin | None:
    """Return the bulletin of a meeting, sent or not, whoever asks."""
    return db.session.scalar(sa.select(Bulletin).filter_by(meeting_id=meeting.id))


def bulletins_with(group_id: int | None, words: Sequence[str]) -> Sequence[Bulletin]:
    """Return the bulletins of a group that hold one of these words, whoever asks: to keep them in step."""
    held = sa.or_(sa.false(), *(Bulletin.text.contains(each, autoescape=True) for each in words))
    return db.session.scalars(sa.select(Bulletin).where(Bulletin.group_id == group_id, held)).all()


class Found(NamedTuple):
    """A meeting and its bulletin, whoever asks."""

    meeting: Meeting
    bulletin: Bulletin | None


def bulletin_of(partnership: Partnership, meeting_id: int) -> Found:
    """Return a meeting of the partnership with its bulletin, or answer 404.

    A bulletin has an audience of its own, which may be wider than the meeting's: the caller asks who may see it.
    """
    asked = sa.select(Meeting).where(Meeting.id == meeting_id, Meeting.partnership_id == partnership.id)
    meeting = db.one_or_404(asked.options(joinedload(Meeting.group)))
    return Found(meeting, get_bulletin(meeting))


def list_stories(viewer: Viewer, meeting: Meeting) -> Sequence[NewsStory]:
    """Return the stories spotted at a meeting that the viewer may see, in the order they were noted."""
    return db.session.scalars(
        sa.select(NewsStory)
        .outerjoin(AgendaItem, AgendaItem.id == NewsStory.item_id)
        .where(
            NewsStory.meeting_id == meeting.id,
            NewsStory.removed_at.is_(None),
            visible_to(viewer, NewsStory),
            sa.or_(NewsStory.item_id.is_(None), visible_to(viewer, AgendaItem)),
        )
        .order_by(NewsStory.id)
    ).all()


def get_story(viewer: Viewer, meeting: Meeting, number: int, removed: bool = False) -> NewsStory:
    """Return one story of the meeting, or answer 404; with `removed`, one that was taken away."""
    asked = sa.select(NewsStory).where(
        NewsStory.id == number, NewsStory.meeting_id == meeting.id, visible_to(viewer, NewsStory)
    )
    return db.one_or_404(asked.where(NewsStory.removed_at.isnot(None) if removed else NewsStory.removed_at.is_(None)))


def stories_of_item(item_id: int) -> Sequence[NewsStory]:
    """Return all stories of an item, whoever asks: to keep them in step, never for a page."""
    return db.session.scalars(sa.select(NewsStory).filter_by(item_id=item_id)).all()


def told_items(meeting: Meeting) -> Sequence[AgendaItem]:
    """Return the items of a meeting that are not confidential, whoever asks: what a bulletin is put together from."""
    return db.session.scalars(
        sa.select(AgendaItem)
        .where(
            AgendaItem.meeting_id == meeting.id, AgendaItem.removed_at.is_(None),
            AgendaItem.is_confidential.is_(False), AgendaItem.audience != Audience.RESTRICTED,
        )
        .order_by(AgendaItem.position, AgendaItem.id)
    ).all()  # fmt: skip


def told_stories(meeting: Meeting) -> Sequence[Any]:
    """Return the stories of a meeting that hang on no confidential item, each with its item's audience."""
    return db.session.execute(
        sa.select(NewsStory, AgendaItem.audience.label("item_audience"))
        .outerjoin(AgendaItem, AgendaItem.id == NewsStory.item_id)
        .where(
            NewsStory.meeting_id == meeting.id, NewsStory.removed_at.is_(None),
            sa.or_(
                NewsStory.item_id.is_(None),
                sa.and_(AgendaItem.removed_at.is_(None), AgendaItem.is_confidential.is_(False)),
            ),
        )
        .order_by(NewsStory.id)
    ).all()  # fmt: skip


def coming_dates(meeting: Meeting, audiences: Sequence[Audience]) -> Sequence[Meeting]:
    """Return the partnership's next meetings that are for one of these audiences."""
    return db.session.scalars(
        sa.select(Meeting)
        .where(
            Meeting.partnership_id == meeting.partnership_id, Meeting.cancelled_at.is_(None),
            Meeting.day > max(clock.today(), meeting.day), Meeting.audience.in_(audiences),
        )
        .order_by(Meeting.day, Meeting.id)
        .limit(4)
    ).all()  # fmt: skip


def seats_that_report(meeting: Meeting) -> Sequence[Any]:
    """Return the seats of the meeting's group on its day that an organisation held, with what each told.

    A row: seat_id, organisation_id, organisation, told_on, how, note and by.
    """
    return reader().execute(
        sa.select(
            Seat.id.label("seat_id"), Seat.organisation_id, Organisation.name.label("organisation"),
            ReportBack.told_on, ReportBack.how, ReportBack.note, ReportBack.by,
        )
        .join(Organisation, Organisation.id == Seat.organisation_id)
        .outerjoin(ReportBack, sa.and_(ReportBack.seat_id == Seat.id, ReportBack.meeting_id == meeting.id))
        .where(Seat.group_id == meeting.group_id, is_current(Seat, meeting.day))
        .order_by(Organisation.sort_name, Seat.id)
    ).all()  # fmt: skip


def get_report(meeting: Meeting, seat_id: int) -> ReportBack | None:
    """Return what a seat told its organisation of a meeting, if that was noted."""
    return db.session.scalar(sa.select(ReportBack).filter_by(meeting_id=meeting.id, seat_id=seat_id))


def to_report(viewer: Viewer) -> Sequence[Any]:
    """Return the meetings the viewer's seats have still to report back on, oldest first: one statement.

    Each row: meeting_id, day, seat_id, slug, partnership, group and published_at.
    """
    if not viewer.seats:
        return []
    return _to_report(viewer)


@asked_often
def _to_report(viewer: Viewer) -> sa.Select:
    since = clock.now() - timedelta(days=REPORT_DAYS + 1)
    return (
        sa.select(
            Meeting.id.label("meeting_id"), Meeting.day, Seat.id.label("seat_id"), Partnership.slug,
            Partnership.name.label("partnership"), Group.name.label("group"), Meeting.published_at,
        )
        .join(Seat, Seat.group_id == Meeting.group_id)
        .join(Partnership, Partnership.id == Meeting.partnership_id)
        .join(Group, Group.id == Meeting.group_id)
        .outerjoin(ReportBack, sa.and_(ReportBack.seat_id == Seat.id, ReportBack.meeting_id == Meeting.id))
        .where(
            Seat.id.in_(sorted(viewer.seats)), Seat.from_on <= Meeting.day, ReportBack.id.is_(None),
            Meeting.minutes_state.in_(PUBLISHED), Meeting.published_at >= since, Meeting.cancelled_at.is_(None),
            visible_to(viewer, Meeting, Meeting.minutes_audience),
        )
        .order_by(Meeting.day, Meeting.id, Seat.id)
    )  # fmt: skip


def decided(viewer: Viewer, meeting: Meeting) -> Sequence[Decision]:
    """Return the decisions of a meeting that the viewer may see and tell on: confidential ones are left out."""
    return db.session.scalars(
        sa.select(Decision)
        .where(
            Decision.meeting_id == meeting.id, Decision.removed_at.is_(None),
            Decision.audience != Audience.RESTRICTED, visible_to(viewer, Decision),
        )
        .order_by(Decision.id)
    ).all()  # fmt: skip


def actions_for(viewer: Viewer, meeting: Meeting, organisation_id: int) -> Sequence[Action]:
    """Return the actions of a meeting that an organisation leads, as far as they may be seen and told on."""
    led = sa.select(Lead.action_id).where(sa.or_(Lead.organisation_id == organisation_id, Lead.everybody))
    return db.session.scalars(
        sa.select(Action)
        .where(
            Action.meeting_id == meeting.id, Action.removed_at.is_(None), Action.audience != Audience.RESTRICTED,
            Action.id.in_(led), visible_to(viewer, Action),
        )
        .order_by(Action.id)
    ).all()  # fmt: skip
