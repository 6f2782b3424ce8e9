"""Counting what the records of decisions, actions, plans and consultations show: for every member to see."""

from collections import Counter
from datetime import date
from typing import Any

import sqlalchemy as sa

from portal.actions.lists import has_no_lead
from portal.actions.models import OPEN, Action, Lead, Status
from portal.core.audience import visible_to
from portal.core.database import db
from portal.core.viewer import Viewer
from portal.decisions.models import Decision, How
from portal.healthcheck.models import FollowUp
from portal.partnerships.models import Partnership
from portal.plans.models import PlanEntry
from portal.stakeholders.models import Stakeholder


def decided(member: Viewer, partnership: Partnership, first: date, until: date) -> Counter[How]:
    """Return how the year's decisions were reached."""
    rows = db.session.execute(
        sa.select(Decision.how, sa.func.count())
        .where(
            Decision.partnership_id == partnership.id, Decision.removed_at.is_(None), Decision.how != How.DEFERRED,
            Decision.decided_on.between(first, until), visible_to(member, Decision),
        )
        .group_by(Decision.how)
    )  # fmt: skip
    return Counter({row[0]: row[1] for row in rows})


def actions(member: Viewer, partnership: Partnership, first: date, until: date) -> Any:
    """Return how many actions were done in the year, and are open, late, and without anybody named."""

    def how_many(*conditions: Any) -> Any:
        return sa.func.coalesce(sa.func.sum(sa.case((sa.and_(*conditions), 1), else_=0)), 0)

    is_open = Action.status.in_(OPEN)
    return db.session.execute(
        sa.select(
            how_many(Action.status == Status.DONE, Action.done_on.between(first, until)).label("done"),
            how_many(is_open).label("open"),
            how_many(is_open, Action.due_on < until).label("late"),
            how_many(is_open, has_no_lead()).label("nobody"),
        ).where(
            Action.partnership_id == partnership.id, Action.removed_at.is_(None), Action.raised_on <= until,
            visible_to(member, Action),
        )
    ).one()  # fmt: skip


def leaders(member: Viewer, partnership: Partnership, first: date, until: date) -> set[int]:
    """Return the organisations that lead an action which is open, or was done in the year."""
    worked_on = sa.or_(Action.status.in_(OPEN), Action.done_on.between(first, until))
    return set(
        db.session.scalars(
            sa.select(Lead.organisation_id)
            .join(Action, Action.id == Lead.action_id)
            .where(
                Action.partnership_id == partnership.id, Action.removed_at.is_(None), Action.raised_on <= until,
                worked_on, Lead.organisation_id.isnot(None), visible_to(member, Action),
            )
            .distinct()
        )
    )  # fmt: skip


def unmet(member: Viewer, partnership: Partnership) -> int:
    """Return how many open actions of plans say what they need."""
    needs = sa.or_(PlanEntry.money_needed != "", PlanEntry.resources != "", PlanEntry.time_needed != "")
    return db.session.scalar(
        sa.select(sa.func.count(Action.id.distinct()))
        .join(PlanEntry, PlanEntry.action_id == Action.id)
        .where(
            PlanEntry.partnership_id == partnership.id, PlanEntry.removed_at.is_(None), Action.removed_at.is_(None),
            Action.status.in_(OPEN), needs, visible_to(member, PlanEntry), visible_to(member, Action),
        )
    ) or 0  # fmt: skip


def consultations(member: Viewer, partnership: Partnership, first: date, until: date) -> int:
    """Return how many consultations of other bodies were noted in the year."""
    found = db.metadata.tables["consultations"].c
    return db.session.scalar(
        sa.select(sa.func.count()).select_from(found.id.table).where(
            found.partnership_id == partnership.id, found.removed_at.is_(None), found.heard_on.between(first, until),
            visible_to(member, found),
        )
    ) or 0  # fmt: skip


def stakeholders(member: Viewer, partnership: Partnership) -> int:
    """Return how many stakeholders are listed."""
    return db.session.scalar(
        sa.select(sa.func.count()).where(
            Stakeholder.partnership_id == partnership.id, Stakeholder.removed_at.is_(None),
            visible_to(member, Stakeholder),
        )
    ) or 0  # fmt: skip


def agreed_before(member: Viewer, previous_id: int | None) -> tuple[int, int]:
    """Return how many actions were agreed at the check before, and how many of them are done."""
    rows = db.session.scalars(
        sa.select(Action.status)
        .join(FollowUp, FollowUp.action_id == Action.id)
        .where(FollowUp.survey_id == previous_id, Action.removed_at.is_(None), visible_to(member, Action))
    ).all()
    return len(rows), sum(status is Status.DONE for status in rows)
