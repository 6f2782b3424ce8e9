"""What a search finds actions by beyond their own words: the refs and words of the plans they stand in."""

from typing import Any

import sqlalchemy as sa

from portal.actions import lent
from portal.actions import services as actions
from portal.actions.models import Action
from portal.core.audience import Audience, narrowest
from portal.core.database import db
from portal.plans.models import Plan, PlanEntry, Stage


@lent.lend
def words_of(action: Action) -> str:
    """Return the words by which an action is found beyond its own: those of the plans it stands in.

    A plan lends its words only where everybody who may see the action may see the plan: nobody finds an action by
    words they may not read.
    """
    rows = db.session.execute(
        sa.select(PlanEntry, Plan.audience, Plan.group_id)
        .join(Plan, Plan.id == PlanEntry.plan_id)
        .where(
            PlanEntry.action_id == action.id, PlanEntry.removed_at.is_(None), Plan.removed_at.is_(None),
            Plan.stage != Stage.DRAFT, Plan.partnership_id == action.partnership_id,
        )
        .order_by(Plan.id)
    )  # fmt: skip
    said: list[str] = []
    for entry, audience, group_id in rows:
        if _is_read_by_all_of(audience, group_id, action):
            said += [entry.ref, entry.how, entry.also, entry.resources, entry.comments, entry.evidence]
    return " ".join(filter(None, said))


def reindex_all(numbers: Any) -> None:
    """Bring the index in line with the actions of a select of numbers."""
    for action in db.session.scalars(sa.select(Action).where(Action.id.in_(numbers))):
        actions.reindex(action)


def _is_read_by_all_of(audience: Audience, group_id: int | None, action: Action) -> bool:
    if audience in (Audience.GROUP, Audience.RESTRICTED) and group_id != action.group_id:
        return False
    return narrowest(audience, action.audience) is action.audience
