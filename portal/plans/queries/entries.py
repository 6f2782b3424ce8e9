"""Reading one action in a plan, what is behind it, and the actions that could stand in a plan."""

from collections.abc import Collection, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from portal.actions.models import OPEN, Action
from portal.core.audience import visible_to
from portal.core.database import db, reader
from portal.core.viewer import Viewer
from portal.decisions.models import Decision
from portal.meetings.models import AgendaItem
from portal.partnerships.models import Partnership
from portal.plans.models import Link, Plan, PlanEntry, Stage
from portal.plans.queries.seeing import seen

MOST = 100


def get_entry(viewer: Viewer, plan: Plan, entry_id: int, removed: bool = False) -> PlanEntry:
    """Return an entry of the plan with its action, or answer 404; one that was taken out only when asked for."""
    asked = (
        sa.select(PlanEntry)
        .join(PlanEntry.action)
        .where(PlanEntry.id == entry_id, PlanEntry.plan_id == plan.id, Action.removed_at.is_(None), seen(viewer))
        .where(PlanEntry.removed_at.isnot(None) if removed else PlanEntry.removed_at.is_(None))
        .options(
            joinedload(PlanEntry.action).selectinload(Action.leads),
            joinedload(PlanEntry.action).selectinload(Action.progress),
            joinedload(PlanEntry.section),
        )
    )
    return db.one_or_404(asked)


def standing(viewer: Viewer, plan: Plan) -> list[PlanEntry]:
    """Return the entries that stand in the plan and the viewer may see, with their actions, in its order."""
    asked = (
        sa.select(PlanEntry)
        .join(PlanEntry.action)
        .where(PlanEntry.plan_id == plan.id, PlanEntry.removed_at.is_(None), Action.removed_at.is_(None), seen(viewer))
        .order_by(PlanEntry.position, PlanEntry.id)
        .options(contains_eager(PlanEntry.action))
    )
    return list(db.session.scalars(asked))


def links_among(numbers: Collection[int]) -> Sequence[Link]:
    """Return the links between entries that are both among these numbers."""
    return db.session.scalars(
        sa.select(Link).where(Link.entry_id.in_(numbers), Link.other_id.in_(numbers)).order_by(Link.id)
    ).all()


def neighbours(entry: PlanEntry) -> list[PlanEntry]:
    """Return the entries of the same section in their order, to change places in it."""
    asked = (
        sa.select(PlanEntry)
        .where(
            PlanEntry.plan_id == entry.plan_id, PlanEntry.removed_at.is_(None),
            PlanEntry.section_id == entry.section_id if entry.section_id else PlanEntry.section_id.is_(None),
        )
        .order_by(PlanEntry.position, PlanEntry.id)
    )  # fmt: skip
    return list(db.session.scalars(asked))


def linked_to(viewer: Viewer, entry: PlanEntry) -> Sequence[Any]:
    """Return the actions that go with an entry: entry_id, ref and text."""
    one = sa.select(Link.other_id).where(Link.entry_id == entry.id)
    two = sa.select(Link.entry_id).where(Link.other_id == entry.id)
    return reader().execute(
        _brief().where(PlanEntry.id.in_(one.union_all(two)), PlanEntry.removed_at.is_(None), seen(viewer))
    ).all()  # fmt: skip


def others(viewer: Viewer, plan: Plan, entry: PlanEntry) -> Sequence[Any]:
    """Return the other actions of the plan, in its order: entry_id, ref and text."""
    asked = _brief().where(PlanEntry.plan_id == plan.id, PlanEntry.id != entry.id, PlanEntry.removed_at.is_(None))
    return reader().execute(asked.where(seen(viewer)).order_by(PlanEntry.position, PlanEntry.id)).all()


def _brief() -> sa.Select:
    asked = sa.select(PlanEntry.id.label("entry_id"), PlanEntry.ref, Action.text)
    return asked.join(Action, Action.id == PlanEntry.action_id).where(Action.removed_at.is_(None))


def stands_in(viewer: Viewer, action: Action) -> Sequence[Any]:
    """Return the plans in which an action stands, as far as the viewer may see them, its own partnership's first.

    Each row: entry_id, ref, plan_id, title, stage, slug and partnership.
    """
    asked = (
        sa.select(
            PlanEntry.id.label("entry_id"), PlanEntry.ref, Plan.id.label("plan_id"), Plan.title, Plan.stage,
            Partnership.slug, Partnership.name.label("partnership"),
        )
        .join(Action, Action.id == PlanEntry.action_id)
        .join(Plan, Plan.id == PlanEntry.plan_id)
        .join(Partnership, Partnership.id == Plan.partnership_id)
        .where(
            PlanEntry.action_id == action.id, PlanEntry.removed_at.is_(None), Plan.removed_at.is_(None), seen(viewer)
        )
        .order_by(Plan.partnership_id != action.partnership_id, Plan.begins_on.desc(), Plan.id)
    )  # fmt: skip
    return reader().execute(asked).all()


def origin(viewer: Viewer, action: Action) -> Any:
    """Return what is behind an action, as far as the viewer may see it: its partnership, its meeting, its item.

    The row holds slug and partnership; meeting_id, meeting, day and minutes_state; item and item_id.
    """
    meetings, items = db.metadata.tables["meetings"], AgendaItem
    return reader().execute(
        sa.select(
            Partnership.slug, Partnership.name.label("partnership"), meetings.c.id.label("meeting_id"),
            meetings.c.title.label("meeting"), meetings.c.day, meetings.c.minutes_state, items.id.label("item_id"),
            items.title.label("item"),
        )
        .select_from(Partnership)
        .outerjoin(meetings, sa.and_(meetings.c.id == action.meeting_id, visible_to(viewer, meetings.c)))
        .outerjoin(items, sa.and_(items.id == action.item_id, visible_to(viewer, items)))
        .where(Partnership.id == action.partnership_id)
    ).one()  # fmt: skip


def decisions_behind(viewer: Viewer, action: Action) -> Sequence[Any]:
    """Return the decisions taken under the agenda item at which an action was raised: id, text and decided_on."""
    if action.item_id is None:
        return []
    return reader().execute(
        sa.select(Decision.id, Decision.text, Decision.decided_on)
        .where(Decision.item_id == action.item_id, visible_to(viewer, Decision), Decision.removed_at.is_(None))
        .order_by(Decision.id)
    ).all()  # fmt: skip


def is_minuted(action: Action) -> bool:
    """Whether the action's text stands in minutes that are out, and is as fixed as they are."""
    return bool(action.minuted_text)


def to_put_in(viewer: Viewer, plan: Plan) -> Sequence[Any]:
    """Return the open actions of the partnership that do not stand in the plan, the newest first: id and text.

    At most a hundred; whoever looks for another one begins at its own page.
    """
    here = sa.select(PlanEntry.action_id).where(PlanEntry.plan_id == plan.id, PlanEntry.removed_at.is_(None))
    asked = (
        sa.select(Action.id, Action.text)
        .where(
            Action.partnership_id == plan.partnership_id, Action.removed_at.is_(None), Action.status.in_(OPEN),
            Action.id.not_in(here), visible_to(viewer, Action),
        )
        .order_by(Action.raised_on.desc(), Action.id.desc())
        .limit(MOST)
    )  # fmt: skip
    return reader().execute(asked).all()


def plans_for(viewer: Viewer, action: Action) -> Sequence[Plan]:
    """Return the plans of an action's partnership in which it does not stand yet, those that are closed left out."""
    there = sa.select(PlanEntry.plan_id).where(PlanEntry.action_id == action.id, PlanEntry.removed_at.is_(None))
    asked = (
        sa.select(Plan)
        .where(
            Plan.partnership_id == action.partnership_id, Plan.removed_at.is_(None), Plan.stage != Stage.CLOSED,
            Plan.id.not_in(there), visible_to(viewer, Plan),
        )
        .options(selectinload(Plan.sections))
        .order_by(Plan.begins_on.desc(), Plan.id)
    )  # fmt: skip
    return db.session.scalars(asked).all()
