"""Reading what of a plan wants attention: each entry once, with the lists it stands on."""

from collections.abc import Sequence
from datetime import time
from typing import Any

import sqlalchemy as sa

from portal.actions.lists import leads_shown
from portal.actions.models import OPEN, Action, Progress, Status
from portal.core import clock
from portal.core.database import reader
from portal.core.viewer import Viewer
from portal.plans.attention import A_QUARTER, DUE_SOON, KINDS, ends_of, times_left
from portal.plans.models import Plan, PlanEntry, Section
from portal.plans.queries.seeing import seen


def conditions(plan: Plan) -> dict[str, sa.ColumnElement[bool]]:
    """Return the condition of each list, by its key. `attention.KINDS` says what they mean."""
    today = clock.today()
    is_open = Action.status.in_(OPEN)
    ends = ends_of(plan.begins_on, plan.ends_on, plan.now_months, plan.soon_months)
    left = [PlanEntry.timescale.contains(key) for key in times_left(ends, today)]
    is_over = sa.and_(Action.due_on.is_(None), PlanEntry.timescale != "", *(sa.not_(each) for each in left))
    a_quarter_ago = today - A_QUARTER
    told = sa.exists().where(Progress.action_id == Action.id, Progress.at >= clock.at(a_quarter_ago, time.min))
    has_begun = sa.or_(Action.status == Status.ONGOING, Action.starts_on <= a_quarter_ago)
    return {
        "overdue": sa.and_(is_open, sa.or_(Action.due_on < today, is_over)),
        "due_soon": sa.and_(is_open, Action.due_on.between(today, today + DUE_SOON)),
        "no_lead": sa.and_(is_open, Action.leads_text == ""),
        "no_date": sa.and_(
            is_open, Action.due_on.is_(None), Action.when_text == "", PlanEntry.timescale == ""
        ),
        "needs_detail": sa.and_(is_open, PlanEntry.needs_detail),
        "unreported": sa.and_(is_open, has_begun, Action.raised_on <= a_quarter_ago, sa.not_(told)),
    }  # fmt: skip


def count(viewer: Viewer, plan: Plan) -> int:
    """Return how many entries of the plan the viewer may see that stand on any of the lists: one statement."""
    asked = sa.select(sa.func.count()).select_from(PlanEntry).join(Action, Action.id == PlanEntry.action_id)
    return reader().scalar(asked.where(*_of(viewer, plan), sa.or_(*conditions(plan).values()))) or 0


def rows(viewer: Viewer, plan: Plan) -> Sequence[Any]:
    """Return those entries in the plan's order: one statement.

    Each knows its id, ref, text, leads, when_text, due_on, status, section and, by the key of each list, whether it
    stands on it.
    """
    found = conditions(plan)
    asked = (
        sa.select(
            PlanEntry.id, PlanEntry.ref, Action.text, leads_shown(viewer).label("leads"), Action.when_text,
            Action.due_on, Action.status, PlanEntry.timescale, Section.title.label("section"),
            *(sa.case((found[kind.key], True), else_=False).label(kind.key) for kind in KINDS),
        )
        .join(Action, Action.id == PlanEntry.action_id)
        .outerjoin(Section, Section.id == PlanEntry.section_id)
        .where(*_of(viewer, plan), sa.or_(*found.values()))
        .order_by(Action.due_sort, Section.position, PlanEntry.position, PlanEntry.id)
    )  # fmt: skip
    return reader().execute(asked).all()


def _of(viewer: Viewer, plan: Plan) -> tuple[sa.ColumnElement[bool], ...]:
    return (PlanEntry.plan_id == plan.id, PlanEntry.removed_at.is_(None), Action.removed_at.is_(None), seen(viewer))
