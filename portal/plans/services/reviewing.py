"""The yearly review of a plan: kept as it stands, and followed by a new plan that carries on what is not done."""

from collections.abc import Collection
from datetime import date

import sqlalchemy as sa

from portal.actions import services as actions
from portal.actions.models import OPEN, Action, Status
from portal.audit.services import record
from portal.core.database import db
from portal.core.errors import Refusal
from portal.core.text import plural
from portal.core.viewer import Viewer
from portal.partnerships.models import Partnership
from portal.plans.models import Plan, PlanEntry, Section, Stage
from portal.plans.round_models import Occasion
from portal.plans.services import entries, plans, sections, snapshots

SAME = (
    "ref", "how", "priority", "timescale", "scale", "start_text", "also", "time_needed", "money_needed", "resources",
    "measure_input", "measure_process", "measure_output", "measure_outcome", "baseline", "target", "figure", "comments",
    "needs_detail", "evidence", "indicator", "advice",
)  # fmt: skip
"""What an action takes along into the plan that follows."""


def follow_on(
    doer: Viewer,
    partnership: Partnership,
    plan: Plan,
    *,
    title: str,
    begins_on: date,
    ends_on: date,
    carried: Collection[int],
    done: Collection[int] = (),
    dropped: Collection[int] = (),
) -> Plan:
    """Return the plan that follows on from this one: its columns and sections, and the actions that are `carried` on.

    Numbers are those of the entries. What is `done` or `dropped` gets that status and stays behind; the old plan is
    kept as it stood before, and closed. An action carried on is the same action. Raises `Refusal` when the plan was
    followed already.
    """
    if db.session.scalar(sa.select(Plan.id).filter_by(previous_id=plan.id, removed_at=None)):
        raise Refusal("Another plan follows on from this one already.")
    snapshots.freeze(doer, plan, f"{plan.title} at its review", Occasion.REVIEW)
    new = plans.start(
        doer, partnership, title=title, begins_on=begins_on, ends_on=ends_on, introduction=plan.introduction,
        columns=[(column.field, column.heading, column.wording) for column in plan.columns], opens_to=plan.opens_to,
        group_id=plan.group_id, previous_id=plan.id, section_noun=plan.section_noun, now_months=plan.now_months,
        soon_months=plan.soon_months, year_starts=plan.year_starts,
    )  # fmt: skip
    copies = {section.id: _copied(doer, new, section) for section in plan.sections}
    standing = _standing(plan)
    for entry in standing:
        if entry.id in done or entry.id in dropped:
            status = Status.DONE if entry.id in done else Status.DROPPED
            if entry.action.status is not status and entry.action.partnership_id == plan.partnership_id:
                actions.report_progress(doer, entry.action, f"At the review of {plan.title}.", status)
        if entry.id in carried:
            fields = {name: getattr(entry, name) for name in SAME}
            entries.put_in(doer, new, copies.get(entry.section_id or 0), entry.action, **fields)
    plans.set_stage(doer, plan, Stage.CLOSED)
    plans.set_stage(doer, new, Stage.CURRENT)
    kept = sum(entry.id in carried for entry in standing)
    record(doer, "reviewed", new, f"Reviewed {plan.title}: {plural(kept, 'action')} carried on into {title}")
    return new


def to_settle(plan: Plan) -> list[PlanEntry]:
    """Return the actions of a plan that are still open, in its order: the review says of each what becomes of it."""
    return [entry for entry in _standing(plan) if entry.action.status in OPEN]


def _standing(plan: Plan) -> list[PlanEntry]:
    return list(
        db.session.scalars(
            sa.select(PlanEntry)
            .join(PlanEntry.action)
            .where(PlanEntry.plan_id == plan.id, PlanEntry.removed_at.is_(None), Action.removed_at.is_(None))
            .order_by(PlanEntry.position, PlanEntry.id)
        )
    )


def _copied(doer: Viewer, plan: Plan, section: Section) -> Section:
    made = sections.add(
        doer, plan, title=section.title, code=section.code, aim=section.aim, tier=section.tier,
        evidence=section.evidence, indicator=section.indicator, advice=section.advice,
        caretaker_id=section.caretaker_id,
    )  # fmt: skip
    for objective in section.objectives:
        sections.add_objective(doer, made, objective.text, objective.review_on, objective.review_months)
    return made
