"""Reading what comes before an agenda: prompts, proposals, the backlog, what can be reviewed."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from portal.actions.models import OPEN, Action
from portal.core import clock
from portal.core.audience import visible_to
from portal.core.database import db
from portal.core.permissions import Permission
from portal.core.prepared import asked_often
from portal.core.viewer import Viewer
from portal.directory.models import Person
from portal.meetings.agenda_models import Fate, Prompt, Proposal
from portal.meetings.models import AgendaItem, Meeting
from portal.meetings.rules import OPEN_STATES
from portal.partnerships.models import Group, Partnership


def prompts_of(group_id: int) -> Sequence[Prompt]:
    """Return what the group asks of a proposal, in its order."""
    asked = sa.select(Prompt).filter_by(group_id=group_id, ended_on=None)
    return db.session.scalars(asked.order_by(Prompt.position, Prompt.id)).all()


def get_prompt(group_id: int, number: int) -> Prompt:
    """Return one prompt of the group, or answer 404."""
    return db.one_or_404(sa.select(Prompt).filter_by(id=number, group_id=group_id))


def may_read(viewer: Viewer, proposal: Proposal) -> bool:
    """Whether a proposal is for the viewer: who made it, and who writes the agendas of its group."""
    is_own = proposal.user_id is not None and proposal.user_id == viewer.user_id
    return is_own or viewer.can_in(Permission.WRITE_MINUTES, proposal.partnership_id, proposal.group_id)


def get_proposal(viewer: Viewer, partnership: Partnership, number: int) -> Proposal:
    """Return a proposal with its answers and its group, or answer 404 when it is not for the viewer."""
    asked = (
        sa.select(Proposal)
        .join(Proposal.group)
        .where(Proposal.id == number, Proposal.partnership_id == partnership.id, proposals_for(viewer, partnership.id))
        .options(contains_eager(Proposal.group), selectinload(Proposal.answers))
    )
    return db.one_or_404(asked)


def proposals_for(viewer: Viewer, partnership_id: int) -> sa.ColumnElement[bool]:
    """Return the condition that a proposal is for the viewer; it says the same as `may_read`."""
    if viewer.can_in(Permission.WRITE_MINUTES, partnership_id, None):
        return sa.true()
    written = [group for group in viewer.groups if viewer.can_in(Permission.WRITE_MINUTES, partnership_id, group)]
    return sa.or_(Proposal.user_id == (viewer.user_id or 0), Proposal.group_id.in_(sorted(written)))


def kept_proposals(group_id: int) -> Sequence[Proposal]:
    """Return the proposals kept for a later meeting of the group: for who writes its agendas."""
    asked = sa.select(Proposal).filter_by(group_id=group_id, fate=Fate.KEPT)
    return db.session.scalars(asked.order_by(Proposal.id)).all()


def landed(viewer: Viewer, proposal: Proposal) -> Any:
    """Return id and day of the meeting a proposal came onto, where the viewer may see item and meeting; else None."""
    return db.session.execute(
        sa.select(Meeting.id, Meeting.day, AgendaItem.id.label("item_id"))
        .join(AgendaItem, AgendaItem.meeting_id == Meeting.id)
        .where(
            AgendaItem.id == (proposal.item_id or 0),
            AgendaItem.removed_at.is_(None),
            visible_to(viewer, AgendaItem),
            visible_to(viewer, Meeting),
        )
    ).first()


def next_seen(viewer: Viewer, group_id: int) -> Meeting | None:
    """Return the group's next meeting that the viewer may see."""
    return db.session.scalar(
        sa.select(Meeting)
        .where(
            Meeting.group_id == group_id,
            Meeting.day >= clock.today(),
            Meeting.cancelled_at.is_(None),
            visible_to(viewer, Meeting),
        )
        .order_by(Meeting.day, Meeting.id)
        .limit(1)
    )


def next_open(group_id: int, day: date) -> Meeting | None:
    """Return the group's next meeting after a day whose agenda can still be changed, whoever asks: never for a page."""
    return db.session.scalar(
        sa.select(Meeting)
        .join(Meeting.group)
        .where(
            Meeting.group_id == group_id,
            Meeting.day > day,
            Meeting.cancelled_at.is_(None),
            Meeting.minutes_state.in_(OPEN_STATES),
        )
        .options(contains_eager(Meeting.group))
        .order_by(Meeting.day, Meeting.id)
        .limit(1)
    )


def open_meetings(viewer: Viewer, partnership: Partnership) -> Sequence[Meeting]:
    """Return the meetings to come whose agenda the viewer may change, soonest first."""
    rows = db.session.scalars(
        sa.select(Meeting)
        .join(Meeting.group)
        .where(
            Meeting.partnership_id == partnership.id,
            Meeting.day >= clock.today(),
            Meeting.cancelled_at.is_(None),
            Meeting.minutes_state.in_(OPEN_STATES),
            visible_to(viewer, Meeting),
        )
        .options(contains_eager(Meeting.group))
        .order_by(Meeting.day, Meeting.id)
        .limit(40)
    )
    return [row for row in rows if viewer.can_in(Permission.WRITE_MINUTES, partnership, row.group_id)]


def backlog(viewer: Viewer, group_id: int) -> Sequence[Any]:
    """Return the items parked for a later meeting of the group, each with the day of the one it was carried from."""
    origin, then = sa.orm.aliased(AgendaItem), sa.orm.aliased(Meeting)
    return db.session.execute(
        sa.select(AgendaItem, then.day.label("carried_from"), then.id.label("meeting_id"))
        .outerjoin(origin, sa.and_(origin.id == AgendaItem.from_item_id, visible_to(viewer, origin)))
        .outerjoin(then, sa.and_(then.id == origin.meeting_id, visible_to(viewer, then)))
        .where(
            AgendaItem.group_id == group_id,
            AgendaItem.meeting_id.is_(None),
            AgendaItem.removed_at.is_(None),
            visible_to(viewer, AgendaItem),
        )
        .order_by(AgendaItem.id)
    ).all()


def get_backlog_item(viewer: Viewer, group_id: int, number: int, removed: bool) -> AgendaItem:
    """Return one parked item of the group, or answer 404; a removed one only when asked for."""
    asked = sa.select(AgendaItem).where(
        AgendaItem.id == number,
        AgendaItem.group_id == group_id,
        AgendaItem.meeting_id.is_(None),
        AgendaItem.removed_at.isnot(None) if removed else AgendaItem.removed_at.is_(None),
        visible_to(viewer, AgendaItem),
    )
    return db.one_or_404(asked)


def carried_on(item_ids: Sequence[int]) -> set[int]:
    """Return which of these items were carried forward already, whoever asks."""
    asked = sa.select(AgendaItem.from_item_id).where(
        AgendaItem.from_item_id.in_(item_ids), AgendaItem.is_carried, AgendaItem.removed_at.is_(None)
    )
    return {number for number in db.session.scalars(asked) if number is not None}


def to_review(viewer: Viewer, partnership_id: int, kept: int | None = None) -> Sequence[Any]:
    """Return id and text of the actions an item can review: the open ones the viewer may see, and the one it has."""
    return db.session.execute(
        sa.select(Action.id, Action.text)
        .where(
            Action.partnership_id == partnership_id,
            Action.removed_at.is_(None),
            sa.or_(Action.status.in_(OPEN), Action.id == (kept or 0)),
            visible_to(viewer, Action),
        )
        .order_by(Action.due_sort, Action.id)
        .limit(300)
    ).all()


def person_at(email: str) -> Person | None:
    """Return the person with an account at an e-mail address, or None."""
    asked = sa.select(Person).where(
        sa.func.lower(Person.email) == email.lower(), Person.user_id.isnot(None), Person.left_on.is_(None)
    )
    return db.session.scalars(asked.limit(1)).first()


def waiting_counts(viewer: Viewer) -> Sequence[Any]:
    """Return the groups whose agendas the viewer writes and that have proposals waiting, with how many."""
    if not any(viewer.can(Permission.WRITE_MINUTES, place.id) for place in viewer.places):
        return []
    return [row for row in _waiting(viewer) if viewer.can_in(Permission.WRITE_MINUTES, row.partnership_id, row.id)]


@asked_often
def _waiting(viewer: Viewer) -> sa.Select:
    places = [place.id for place in viewer.places if viewer.can(Permission.WRITE_MINUTES, place.id)]
    return (
        sa.select(Group.id, Group.name, Group.slug, Group.partnership_id, sa.func.count(Proposal.id).label("count"))
        .join(Proposal, Proposal.group_id == Group.id)
        .where(Proposal.fate == Fate.WAITING, Proposal.partnership_id.in_(places))
        .group_by(Group.id, Group.name, Group.slug, Group.partnership_id)
        .order_by(Group.id)
    )


def item_alone(viewer: Viewer, partnership: Partnership, meeting_id: int, number: int) -> tuple[AgendaItem, Meeting]:
    """Return an item that the viewer may see, and its meeting even where that is for fewer people; or answer 404."""
    row = db.first_or_404(
        sa.select(AgendaItem)
        .join(Meeting, Meeting.id == AgendaItem.meeting_id)
        .where(
            AgendaItem.id == number,
            AgendaItem.meeting_id == meeting_id,
            AgendaItem.removed_at.is_(None),
            Meeting.partnership_id == partnership.id,
            visible_to(viewer, AgendaItem),
        )
    )
    meeting = db.session.scalars(
        sa.select(Meeting).where(Meeting.id == meeting_id).options(joinedload(Meeting.group))
    ).one()
    return row, meeting
