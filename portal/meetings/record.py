"""Reading what was noted at a meeting: its decisions and actions, by agenda item."""

from collections import defaultdict
from collections.abc import Sequence

import sqlalchemy as sa

from portal.actions.models import Action
from portal.core.audience import visible_to
from portal.core.database import db
from portal.core.viewer import Viewer
from portal.decisions.models import Decision
from portal.meetings.models import AgendaItem, Meeting

ByItem = dict[int | None, list]


def decisions_of(viewer: Viewer, meeting: Meeting, item: AgendaItem | None = None) -> ByItem:
    """Return the meeting's decisions that the viewer may see, by item; those under one item when it is given."""
    asked = sa.select(Decision).where(
        Decision.meeting_id == meeting.id, Decision.removed_at.is_(None), visible_to(viewer, Decision)
    )
    asked = asked.where(Decision.item_id == item.id) if item else asked
    return _by_item(db.session.scalars(asked.order_by(Decision.id)).all())


def actions_of(viewer: Viewer, meeting: Meeting, item: AgendaItem | None = None) -> ByItem:
    """Return the meeting's actions that the viewer may see, by item; those under one item when it is given."""
    asked = sa.select(Action).where(Action.meeting_id == meeting.id, is_minuted(), visible_to(viewer, Action))
    asked = asked.where(Action.item_id == item.id) if item else asked
    return _by_item(db.session.scalars(asked.order_by(Action.id)).all())


def is_minuted() -> sa.ColumnElement[bool]:
    """Return the condition that an action stands in the minutes: published ones keep those that were removed later."""
    return sa.or_(Action.removed_at.is_(None), Action.minuted_text != "")


def get_decision(viewer: Viewer, meeting: Meeting, decision_id: int, removed: bool = False) -> Decision:
    """Return one decision of the meeting, or answer 404; a removed one only when asked for."""
    asked = sa.select(Decision).where(
        Decision.id == decision_id, Decision.meeting_id == meeting.id, visible_to(viewer, Decision)
    )
    return db.one_or_404(asked if removed else asked.where(Decision.removed_at.is_(None)))


def get_action(viewer: Viewer, meeting: Meeting, action_id: int, removed: bool = False) -> Action:
    """Return one action of the meeting, or answer 404; a removed one only when asked for."""
    asked = sa.select(Action).where(Action.id == action_id, Action.meeting_id == meeting.id, visible_to(viewer, Action))
    return db.one_or_404(asked if removed else asked.where(Action.removed_at.is_(None)))


def anything_under(item: AgendaItem) -> bool:
    """Whether a decision or an action stands under the item, whoever may see it."""
    kept = [sa.select(t.id).where(t.item_id == item.id, t.removed_at.is_(None)).exists() for t in (Decision, Action)]
    return bool(db.session.scalar(sa.select(sa.or_(*kept))))


def _by_item(rows: Sequence) -> ByItem:
    found: ByItem = defaultdict(list)
    for row in rows:
        found[row.item_id].append(row)
    return found


def decided_at(viewer: Viewer, meeting_id: int, limit: int = 3) -> Sequence[Decision]:
    """Return the first decisions of a meeting that the viewer may see."""
    asked = sa.select(Decision).where(
        Decision.meeting_id == meeting_id, Decision.removed_at.is_(None), visible_to(viewer, Decision)
    )
    return db.session.scalars(asked.order_by(Decision.id).limit(limit)).all()
