"""The one condition under which an action is seen in a plan."""

from typing import Any

import sqlalchemy as sa

from portal.actions.models import Action
from portal.core.audience import Audience, visible_to
from portal.core.viewer import Viewer
from portal.plans.models import PlanEntry, Share

SHARED = (Audience.PUBLIC, Audience.PARTNERS, Audience.PARTNERSHIP)
"""Whom an action may be for that stands in another partnership's plan: never one group or its representatives."""


def seen(viewer: Viewer, entry: Any = PlanEntry, action: Any = Action) -> sa.ColumnElement[bool]:
    """Return the condition under which the viewer sees an entry of a plan, joined to its action.

    The viewer sees the plan, and the action too. An action of another partnership must be shared with this one, and
    the other took nothing back; what is for that partnership alone is then for this one as well, and for nobody else.
    """
    is_own = action.partnership_id == entry.partnership_id
    shared = sa.exists().where(
        Share.action_id == action.id,
        Share.partnership_id == entry.partnership_id,
        Share.is_taken,
        Share.ended_at.is_(None),
    )
    as_ours = sa.and_(
        action.audience == Audience.PARTNERSHIP, entry.partnership_id.in_(sorted(viewer.insider | viewer.whole))
    )
    theirs = sa.and_(sa.not_(is_own), action.audience.in_(SHARED), shared, sa.or_(visible_to(viewer, action), as_ours))
    return sa.and_(visible_to(viewer, entry), sa.or_(sa.and_(is_own, visible_to(viewer, action)), theirs))
