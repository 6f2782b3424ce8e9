"""Times that are told from each meeting, "10 days before each core group meeting", get the day of the next one."""

from datetime import date, timedelta

import sqlalchemy as sa

from portal.actions import services as actions
from portal.actions.models import OPEN, Action
from portal.actions.queries import names_in
from portal.core import clock
from portal.core.database import db
from portal.core.dates import parse_when
from portal.meetings.models import Meeting
from portal.partnerships.models import Group


def reckon() -> int:
    """Give every open action that is due before each meeting the day it is due next; return how many moved.

    The group is the one its words name, else the partnership's first. While no meeting is called there is no day. Run
    from the clock; what a person said a time means is left alone.
    """
    asked = sa.select(Action).where(
        Action.days_before.isnot(None), Action.when_corrected.is_(False), Action.removed_at.is_(None),
        Action.status.in_(OPEN),
    )  # fmt: skip
    found = db.session.scalars(asked.order_by(Action.id)).all()
    return sum(actions.reckon_before(action, _next_meeting(action)) for action in found)


def _next_meeting(action: Action) -> date | None:
    """Return the day of the first meeting for which the action is not due before today."""
    first = clock.today() + timedelta(days=action.days_before or 0)
    return db.session.scalar(
        sa.select(Meeting.day)
        .where(Meeting.group_id == _group_of(action), Meeting.day >= first, Meeting.cancelled_at.is_(None))
        .order_by(Meeting.day, Meeting.id)
        .limit(1)
    )


def _group_of(action: Action) -> int | None:
    words = parse_when(action.when_text, clock.today()).before
    named = names_in(action.partnership_id).find(words) if words else None
    if named and named.group_id:
        return named.group_id
    return action.group_id or db.session.scalar(
        sa.select(Group.id)
        .where(Group.partnership_id == action.partnership_id, Group.closed_on.is_(None))
        .order_by(Group.parent_id.isnot(None), Group.position, Group.id)
        .limit(1)
    )
