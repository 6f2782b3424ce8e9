"""What is agreed on a statement of a health check: an action in the plan, or not to act and why."""

from datetime import date
from typing import Any

import sqlalchemy as sa

from portal.actions import services as actions
from portal.actions.models import Action
from portal.actions.names import read_leads
from portal.actions.queries import names_in
from portal.audit.services import record
from portal.core import clock
from portal.core.audience import Why
from portal.core.database import db
from portal.core.dates import parse_when
from portal.core.errors import Refusal
from portal.core.permissions import Permission
from portal.core.viewer import Viewer
from portal.healthcheck.models import FollowUp
from portal.healthcheck.queries.evidence import member_of
from portal.partnerships.models import Partnership
from portal.plans.models import Plan
from portal.plans.queries.plans import current_plan
from portal.plans.services import entries
from portal.questionnaires.models import Wording
from portal.questionnaires.survey_models import Stage, Survey


def plan_for(doer: Viewer, partnership: Partnership) -> Plan | None:
    """Return the plan an action goes into: the current one that every member sees, where the doer keeps it."""
    plan = current_plan(member_of(partnership.id), partnership)
    return plan if plan and doer.can_in(Permission.KEEP_ACTIONS, partnership, plan.group_id) else None


def agree_action(
    doer: Viewer, partnership: Partnership, survey: Survey, wording: Wording, *, text: str, leads: str, when: str
) -> FollowUp:
    """Return what follows from a statement: a new action, in the current plan where there is one.

    Lead and time are kept as they were written. Raises `Refusal` when the review is completed, or not begun.
    """
    _must_be_under_review(survey)
    plan = plan_for(doer, partnership)
    if plan is not None:
        action = entries.add(doer, plan, section=None, text=text, leads_written=leads, when_text=when).action
    else:
        action = _raised(doer, partnership, survey, text, leads, when)
    return _keep(doer, survey, wording, action=action)


def decide_not_to(
    doer: Viewer, survey: Survey, wording: Wording, *, reason: str, agreed_on: date, decision_id: int | None
) -> FollowUp:
    """Return what follows from a statement: it was agreed not to act, with the reason and the day.

    `decision_id` is the decision of the register that says so, where it was taken at a meeting. Raises `Refusal` as
    agreeing an action does.
    """
    _must_be_under_review(survey)
    return _keep(doer, survey, wording, reason=reason, agreed_on=agreed_on, decision_id=decision_id)


def take_back(doer: Viewer, survey: Survey, found: FollowUp) -> None:
    """Let nothing be agreed on a statement any more; an action stays where it is. Raises `Refusal` as above."""
    _must_be_under_review(survey)
    record(
        doer, "took back", found, f"Took back what follows from a statement of {survey.title}", survey.partnership_id
    )
    db.session.delete(found)
    db.session.flush()


def _must_be_under_review(survey: Survey) -> None:
    if survey.stage is Stage.COMPLETED:
        raise Refusal("This review is completed, so what was agreed stays as it is.")
    if survey.stage is not Stage.CLOSED:
        raise Refusal("There are no results yet. Close the health check first.")


def _raised(doer: Viewer, partnership: Partnership, survey: Survey, text: str, leads: str, when: str) -> Action:
    return actions.raise_action(
        doer, partnership_id=partnership.id, group_id=survey.group_id, text=text,
        leads=read_leads(leads, names_in(partnership.id)), when=parse_when(when, clock.today()) if when else None,
        audience=partnership.actions_audience, why=Why.ACTIONS, raised_on=clock.today(), leads_written=leads,
        topic=survey.title,
    )  # fmt: skip


def _keep(doer: Viewer, survey: Survey, wording: Wording, action: Action | None = None, **said: Any) -> FollowUp:
    found = db.session.scalar(sa.select(FollowUp).filter_by(survey_id=survey.id, wording_id=wording.id))
    if found is None:
        found = FollowUp(survey_id=survey.id, wording_id=wording.id)
        db.session.add(found)
    found.action_id = action.id if action else None
    found.reason, found.decision_id = said.get("reason", ""), said.get("decision_id")
    found.agreed_on, found.by = said.get("agreed_on") or clock.today(), doer.name
    db.session.flush()
    record(doer, "agreed", found, f"Agreed what follows from a statement of {survey.title}", survey.partnership_id)
    return found
