"""Starting a plan, changing it, letting it begin and end; and who may see it and what stands in it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from portal.actions.models import Action
from portal.audit.services import record
from portal.core import clock
from portal.core.audience import Audience, Why, narrowest
from portal.core.database import db
from portal.core.viewer import Viewer
from portal.partnerships.models import Partnership
from portal.plans.models import Field, Plan, PlanColumn, PlanEntry, Stage, Step
from portal.plans.presets import PRESETS
from portal.plans.services import finding

CHANGEABLE = (
    "title", "introduction", "section_noun", "begins_on", "ends_on", "now_months", "soon_months", "year_starts",
)  # fmt: skip


def start(
    doer: Viewer,
    partnership: Partnership,
    *,
    title: str,
    begins_on: date,
    ends_on: date,
    columns: Sequence[tuple[Field, str, str]] | None = None,
    introduction: str = "",
    opens_to: Audience = Audience.PARTNERSHIP,
    group_id: int | None = None,
    previous_id: int | None = None,
    section_noun: str = "Area of work",
    now_months: int = 6,
    soon_months: int = 12,
    year_starts: int = 1,
) -> Plan:
    """Return a new plan, a draft. Without columns it has those of the plainest preset."""
    plan = Plan(
        partnership_id=partnership.id, group_id=group_id, title=title, introduction=introduction,
        section_noun=section_noun, stage=Stage.DRAFT, opens_to=opens_to, begins_on=begins_on, ends_on=ends_on,
        now_months=now_months, soon_months=soon_months, year_starts=year_starts, previous_id=previous_id,
        columns=[
            PlanColumn(field=field, heading=heading, position=position, wording=wording)
            for position, (field, heading, wording) in enumerate(columns or PRESETS["plain"].columns)
        ],
    )  # fmt: skip
    plan.audience, plan.audience_why = audience_of(plan)
    db.session.add(plan)
    db.session.flush()
    record(doer, "started", plan, f"Started the action plan “{title}”")
    return plan


def change(doer: Viewer, plan: Plan, *, opens_to: Audience | None = None, **given: Any) -> None:
    """Change what a plan is called, says and lasts, and who it is for; see CHANGEABLE."""
    for name in CHANGEABLE:
        if name in given:
            setattr(plan, name, given[name])
    if opens_to is not None:
        plan.opens_to = opens_to
    regard(plan)
    record(doer, "changed", plan, f"Changed the action plan “{plan.title}”")


def set_stage(doer: Viewer, plan: Plan, stage: Stage) -> None:
    """Let a plan begin, end, or be a draft again. What it is for changes with it."""
    plan.stage = stage
    regard(plan)
    words = {Stage.DRAFT: "Took back into draft", Stage.CURRENT: "Began", Stage.CLOSED: "Closed"}[stage]
    record(doer, stage.value, plan, f"{words} the action plan “{plan.title}”")


def audience_of(plan: Plan) -> tuple[Audience, Why]:
    """Return who may see a plan, and why: while it is a draft at most its partnership, then whom it opens to."""
    if plan.stage is Stage.DRAFT:
        return narrowest(plan.opens_to, Audience.PARTNERSHIP), Why.UNFINISHED
    return plan.opens_to, Why.CHOSEN


def regard(plan: Plan) -> None:
    """Give a plan, what stands in it, and the actions first written in a plan the audience they have now.

    An action follows the plan it is worked by: the current one, else one that is closed, else a draft; of several the
    last. What was raised at a meeting keeps the audience of its minutes.
    """
    plan.audience, plan.audience_why = audience_of(plan)
    db.session.flush()
    db.session.execute(
        sa.update(PlanEntry)
        .where(PlanEntry.plan_id == plan.id)
        .values(audience=plan.audience, group_id=plan.group_id, audience_why=Why.PLAN)
        .execution_options(synchronize_session="fetch")
    )
    entries = sa.select(PlanEntry.action_id).where(PlanEntry.plan_id == plan.id)
    actions = db.session.scalars(
        sa.select(Action).where(
            Action.id.in_(entries), Action.audience_why == Why.PLAN, Action.partnership_id == plan.partnership_id
        )
    ).all()
    followed = _plans_followed(plan)
    for action in actions:
        other = followed.get(action.id, plan)
        if (action.audience, action.group_id) != (other.audience, other.group_id):
            action.audience, action.group_id = other.audience, other.group_id
    db.session.flush()
    finding.reindex_all(entries)


def remove(doer: Viewer, plan: Plan) -> None:
    """Take a plan away with what stands in it; the actions stay on the list, and all of it can come back."""
    plan.removed_at = clock.now()
    db.session.flush()
    finding.reindex_all(sa.select(PlanEntry.action_id).where(PlanEntry.plan_id == plan.id))
    record(doer, "removed", plan, f"Removed the action plan “{plan.title}”")


def restore(doer: Viewer, plan: Plan) -> None:
    """Bring a removed plan back."""
    plan.removed_at = None
    db.session.flush()
    finding.reindex_all(sa.select(PlanEntry.action_id).where(PlanEntry.plan_id == plan.id))
    record(doer, "restored", plan, f"Brought back the action plan “{plan.title}”")


def add_step(doer: Viewer, plan: Plan, day: date, words: str) -> Step:
    """Note a day on a plan's way: discussed, approved, begun, reviewed."""
    step = Step(plan_id=plan.id, day=day, words=words)
    db.session.add(step)
    db.session.flush()
    record(doer, "added", step, f"Noted on the way of “{plan.title}”: {words}", plan.partnership_id)
    return step


def remove_step(doer: Viewer, plan: Plan, step: Step) -> None:
    """Take a day off a plan's way."""
    record(doer, "removed", step, f"Took off the way of “{plan.title}”: {step.words}", plan.partnership_id)
    db.session.delete(step)
    db.session.flush()


def _plans_followed(plan: Plan) -> dict[int, Plan]:
    """Return, by the number of each action in the plan, which of its partnership's plans it follows."""
    rank = sa.case((Plan.stage == Stage.CURRENT, 2), (Plan.stage == Stage.CLOSED, 1), else_=0)
    rows = db.session.execute(
        sa.select(PlanEntry.action_id, Plan)
        .join(Plan, Plan.id == PlanEntry.plan_id)
        .where(
            PlanEntry.action_id.in_(sa.select(PlanEntry.action_id).where(PlanEntry.plan_id == plan.id)),
            PlanEntry.removed_at.is_(None), Plan.removed_at.is_(None), Plan.partnership_id == plan.partnership_id,
        )
        .order_by(rank, Plan.id)
    )  # fmt: skip
    return {row.action_id: row.Plan for row in rows}
