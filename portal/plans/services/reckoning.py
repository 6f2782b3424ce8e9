"""Times that are told from each meeting, "10 days before each core group meeting", get the day of the next one."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, timedelta

import sqlalchemy as sa

from portal.actions import services as actions
from portal.actions.calling import Names
from portal.actions.models import OPEN, Action
from portal.core import clock
from portal.core.database import db
from portal.core.dates import parse_when
from portal.meetings.models import Meeting
from portal.partnerships.models import Group


def reckon() -> int:
    """Give every open action that is due before each meeting the day it is due next; return how many moved.

    The group is the one its words name, else the action's own, else the partnership's first. While no meeting is
    called there is no day. Run from the clock, in three statements and one for each that moves; what a person said a
    time means is left alone.
    """
    asked = sa.select(Action).where(
        Action.days_before.isnot(None), Action.when_corrected.is_(False), Action.removed_at.is_(None),
        Action.status.in_(OPEN),
    )  # fmt: skip
    found = db.session.scalars(asked.order_by(Action.id)).all()
    if not found:
        return 0
    groups = _groups_of({action.partnership_id for action in found})
    days = _days_to_come({number for names in groups.values() for number, _name in names.groups})
    return sum(
        actions.reckon_before(action, _next_day(action, days.get(_group_of(action, groups) or 0, [])))
        for action in found
    )


def _groups_of(partnerships: Collection[int]) -> Mapping[int, Names]:
    """Return the open groups of each partnership, its first in front."""
    rows = db.session.execute(
        sa.select(Group.partnership_id, Group.id, Group.name)
        .where(Group.partnership_id.in_(partnerships), Group.closed_on.is_(None))
        .order_by(Group.parent_id.isnot(None), Group.position, Group.id)
    )
    found: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for row in rows:
        found[row.partnership_id].append((row.id, row.name))
    return {number: Names(groups=tuple(groups)) for number, groups in found.items()}


def _days_to_come(groups: Collection[int]) -> Mapping[int, list[date]]:
    """Return the days of the meetings to come of each group, the next in front."""
    rows = db.session.execute(
        sa.select(Meeting.group_id, Meeting.day)
        .where(Meeting.group_id.in_(groups), Meeting.day >= clock.today(), Meeting.cancelled_at.is_(None))
        .order_by(Meeting.day)
    )
    found: dict[int, list[date]] = defaultdict(list)
    for row in rows:
        found[row.group_id].append(row.day)
    return found


def _next_day(action: Action, days: list[date]) -> date | None:
    """Return the day of the first meeting for which the action is not due before today."""
    first = clock.today() + timedelta(days=action.days_before or 0)
    return next((day for day in days if day >= first), None)


def _group_of(action: Action, groups: Mapping[int, Names]) -> int | None:
    names = groups.get(action.partnership_id)
    if names is None:
        return None
    words = parse_when(action.when_text, clock.today()).before
    named = names.find(words) if words else None
    return (named and named.group_id) or action.group_id or names.groups[0][0]
