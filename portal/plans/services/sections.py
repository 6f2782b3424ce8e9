"""The sections of a plan and their objectives: added, changed, moved, taken off and brought back."""

from datetime import date
from typing import Any

import sqlalchemy as sa

from portal.audit.services import record
from portal.core import clock
from portal.core.database import db
from portal.core.text import shortened
from portal.core.viewer import Viewer
from portal.plans.models import Objective, Plan, Section
from portal.plans.queries.plans import get_objective

__all__ = ["add", "add_objective", "change", "change_objective", "get_objective", "move", "remove", "restore"]


def add(
    doer: Viewer,
    plan: Plan,
    *,
    title: str,
    code: str = "",
    aim: str = "",
    tier: str = "",
    evidence: str = "",
    indicator: str = "",
    advice: str = "",
    caretaker_id: int | None = None,
) -> Section:
    """Return a new section at the end of the plan."""
    section = Section(
        plan_id=plan.id, position=_next(Section, Section.plan_id == plan.id), code=code, title=title, aim=aim,
        tier=tier, evidence=evidence, indicator=indicator, advice=advice, caretaker_id=caretaker_id,
    )  # fmt: skip
    db.session.add(section)
    db.session.flush()
    db.session.expire(plan, ["sections"])
    record(doer, "added", section, f"Added “{title}” to {plan.title}", plan.partnership_id)
    return section


def change(doer: Viewer, plan: Plan, section: Section, **given: Any) -> None:
    """Change what a section says, and who minds it."""
    for name, value in given.items():
        setattr(section, name, value)
    record(doer, "changed", section, f"Changed “{section.title}” of {plan.title}", plan.partnership_id)


def move(doer: Viewer, plan: Plan, section: Section, up: bool) -> None:
    """Let a section change places with the one before or after it; at the end of the row nothing happens."""
    _swap(list(plan.sections), section, up)
    db.session.expire(plan, ["sections"])
    record(doer, "moved", section, f"Moved “{section.title}” of {plan.title}", plan.partnership_id)


def remove(doer: Viewer, plan: Plan, section: Section) -> None:
    """Take a section off; its actions stand without a section until it comes back or they get another."""
    section.removed_at = clock.now()
    db.session.flush()
    db.session.expire(plan, ["sections"])
    record(doer, "removed", section, f"Removed “{section.title}” from {plan.title}", plan.partnership_id)


def restore(doer: Viewer, plan: Plan, section: Section) -> None:
    """Bring a section back, with the actions that stood in it."""
    section.removed_at = None
    db.session.flush()
    db.session.expire(plan, ["sections"])
    record(doer, "restored", section, f"Brought back “{section.title}” to {plan.title}", plan.partnership_id)


def add_objective(
    doer: Viewer, section: Section, text: str, review_on: date | None = None, review_months: int = 0
) -> Objective:
    """Return a new objective at the end of a section; on `review_on` it is due on an agenda."""
    plan = db.session.get_one(Plan, section.plan_id)
    objective = Objective(
        section_id=section.id, position=_next(Objective, Objective.section_id == section.id), text=text,
        review_on=review_on, review_months=review_months,
    )  # fmt: skip
    db.session.add(objective)
    db.session.flush()
    db.session.expire(section, ["objectives"])
    record(doer, "added", objective, f"Added the objective “{shortened(text)}” to {plan.title}", plan.partnership_id)
    return objective


def change_objective(doer: Viewer, plan: Plan, objective: Objective, text: str) -> None:
    """Give an objective other words."""
    objective.text = text
    record(doer, "changed", objective, f"Changed an objective of {plan.title}", plan.partnership_id)


def move_objective(doer: Viewer, plan: Plan, section: Section, objective: Objective, up: bool) -> None:
    """Let an objective change places with its neighbour."""
    _swap(list(section.objectives), objective, up)
    db.session.expire(section, ["objectives"])
    record(doer, "moved", objective, f"Moved an objective of {plan.title}", plan.partnership_id)


def remove_objective(doer: Viewer, plan: Plan, objective: Objective) -> None:
    """Take an objective off; it can come back."""
    objective.removed_at = clock.now()
    record(doer, "removed", objective, f"Removed an objective of {plan.title}", plan.partnership_id)


def restore_objective(doer: Viewer, plan: Plan, objective: Objective) -> None:
    """Bring an objective back."""
    objective.removed_at = None
    record(doer, "restored", objective, f"Brought back an objective of {plan.title}", plan.partnership_id)


def _next(model: Any, condition: Any) -> int:
    return (db.session.scalar(sa.select(sa.func.max(model.position)).where(condition)) or 0) + 1


def _swap(row: list[Any], one: Any, up: bool) -> None:
    """Let one change places with its neighbour, and number the row anew."""
    at = row.index(one)
    to = at - 1 if up else at + 1
    if 0 <= to < len(row):
        row[at], row[to] = row[to], row[at]
    for position, each in enumerate(row, 1):
        each.position = position
    db.session.flush()
