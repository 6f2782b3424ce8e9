"""Objectives come onto an agenda when their day of review has come, so that long-term work is not lost."""

from datetime import date

import sqlalchemy as sa

from portal.audit.services import record
from portal.core import clock
from portal.core.audience import Audience, widest
from portal.core.database import db
from portal.core.dates import add_months
from portal.core.text import shortened
from portal.core.viewer import Viewer
from portal.meetings.models import ItemKind, Meeting, State
from portal.meetings.services import agenda
from portal.partnerships.models import Group, Partnership
from portal.plans.models import Objective, Plan, Section, Stage
from portal.plans.round_models import ObjectiveReview

NEUTRAL = "Review of an objective of our action plan"
WORKED_ON = (State.NONE, State.DRAFT)


def set_review(doer: Viewer, plan: Plan, objective: Objective, review_on: date | None, months: int) -> None:
    """Say when an objective is due on an agenda, and after how many months again; None: not at all."""
    objective.review_on, objective.review_months = review_on, months if review_on else 0
    record(doer, "changed", objective, f"Set when an objective of {plan.title} is reviewed", plan.partnership_id)


def put_on_agendas() -> int:
    """Put every objective whose day comes onto the agenda of the meeting it is due at; return how many.

    That is the plan's group's first meeting on or after the day, once it is called, as long as its agenda is open; a
    plan of the whole partnership is reviewed by its first group. Run from the clock, in one statement while nothing is
    due; run twice, it does it once.
    """
    group = sa.func.coalesce(Plan.group_id, _first_group()).label("group_id")
    due = (
        sa.select(Objective.id, Objective.review_on, group)
        .join(Section, Section.id == Objective.section_id)
        .join(Plan, Plan.id == Section.plan_id)
        .where(
            Objective.review_on.isnot(None), Objective.removed_at.is_(None), Section.removed_at.is_(None),
            Plan.stage == Stage.CURRENT, Plan.removed_at.is_(None),
        )
        .subquery()
    )  # fmt: skip
    meeting = (
        sa.select(Meeting.id)
        .where(
            Meeting.group_id == due.c.group_id, Meeting.day >= due.c.review_on, Meeting.day >= clock.today(),
            Meeting.cancelled_at.is_(None), Meeting.minutes_state.in_(WORKED_ON),
        )
        .order_by(Meeting.day, Meeting.id)
        .limit(1)
        .scalar_subquery()
    )  # fmt: skip
    asked = sa.select(due.c.id, meeting.label("meeting_id")).order_by(due.c.review_on, due.c.id).subquery()
    rows = db.session.execute(
        sa.select(Objective, Plan, Meeting)
        .join(asked, asked.c.id == Objective.id)
        .join(Meeting, Meeting.id == asked.c.meeting_id)
        .join(Section, Section.id == Objective.section_id)
        .join(Plan, Plan.id == Section.plan_id)
        .order_by(Objective.review_on, Objective.id)
    ).all()
    for objective, plan, meeting_due in rows:
        _put(plan, objective, meeting_due)
    return len(rows)


def _first_group() -> sa.ScalarSelect:
    """Return the first group of a plan's partnership."""
    return (
        sa.select(Group.id)
        .where(Group.partnership_id == Plan.partnership_id, Group.parent_id.is_(None), Group.closed_on.is_(None))
        .order_by(Group.position, Group.id)
        .limit(1)
        .correlate(Plan)
        .scalar_subquery()
    )


def _put(plan: Plan, objective: Objective, meeting: Meeting) -> None:
    due = objective.review_on or meeting.day
    partnership = db.session.get_one(Partnership, plan.partnership_id)
    item = agenda.add_item(None, partnership, meeting, title_of(plan, objective, meeting), ItemKind.REVIEW)
    db.session.add(ObjectiveReview(objective_id=objective.id, item_id=item.id, due_on=due))
    again = objective.review_months
    objective.review_on = _after(due, meeting.day, again) if again else None


def _after(due: date, met: date, months: int) -> date:
    """Return the next day of review: as many months on as it takes to come after the meeting."""
    steps = 1
    while add_months(due, months * steps) <= met:
        steps += 1
    return add_months(due, months * steps)


def title_of(plan: Plan, objective: Objective, meeting: Meeting) -> str:
    """Return what the agenda calls the review. Where it is for more people than the plan is, it names no objective."""
    if meeting.audience is not plan.audience and widest(meeting.audience, plan.audience) is meeting.audience:
        return NEUTRAL
    if Audience.GROUP in (plan.audience, meeting.audience) and plan.group_id != meeting.group_id:
        return NEUTRAL
    return shortened(f"Review: {objective.text}", 190)
