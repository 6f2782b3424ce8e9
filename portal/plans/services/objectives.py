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
    plan of the whole partnership is reviewed by its first group. Run from the clock; run twice, it does it once.
    """
    asked = (
        sa.select(Objective, Plan)
        .join(Section, Section.id == Objective.section_id)
        .join(Plan, Plan.id == Section.plan_id)
        .where(
            Objective.review_on.isnot(None), Objective.removed_at.is_(None), Section.removed_at.is_(None),
            Plan.stage == Stage.CURRENT, Plan.removed_at.is_(None),
        )
        .order_by(Objective.review_on, Objective.id)
    )  # fmt: skip
    put = 0
    for objective, plan in db.session.execute(asked).all():
        due = objective.review_on or clock.today()
        meeting = _meeting_for(plan, due)
        if meeting is not None:
            _put(plan, objective, meeting, due)
            put += 1
    return put


def _meeting_for(plan: Plan, day: date) -> Meeting | None:
    """Return the first meeting on or after the day that is still to come, if it is called already."""
    group_id = plan.group_id or db.session.scalar(
        sa.select(Group.id)
        .where(Group.partnership_id == plan.partnership_id, Group.parent_id.is_(None), Group.closed_on.is_(None))
        .order_by(Group.position, Group.id)
        .limit(1)
    )
    return db.session.scalar(
        sa.select(Meeting)
        .where(
            Meeting.group_id == group_id, Meeting.day >= max(day, clock.today()), Meeting.cancelled_at.is_(None),
            Meeting.minutes_state.in_(WORKED_ON),
        )
        .order_by(Meeting.day, Meeting.id)
        .limit(1)
    )  # fmt: skip


def _put(plan: Plan, objective: Objective, meeting: Meeting, due: date) -> None:
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
