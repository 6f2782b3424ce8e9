"""Reading what was agreed on the statements of a health check, with how the actions stand now."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

import sqlalchemy as sa

from portal.actions.models import Action, Status
from portal.core.audience import visible_to
from portal.core.database import db
from portal.core.viewer import VISITOR, Viewer
from portal.decisions.models import Decision
from portal.healthcheck.models import FollowUp, Workshop
from portal.meetings.models import AgendaItem, Meeting
from portal.partnerships.models import Partnership
from portal.plans.models import PlanEntry
from portal.questionnaires.models import Wording
from portal.questionnaires.survey_models import Survey


class Agreed(NamedTuple):
    """What was agreed on a statement. `is_settled` is false when its action was removed since.

    The action's words are empty where the viewer may not see it; `ref` is its number in a plan.
    """

    id: int
    wording_id: int
    heading: str
    action_id: int | None
    text: str
    leads: str
    when: str
    due_on: date | None
    status: Status | None
    ref: str
    reason: str
    agreed_on: date
    by: str
    decision_id: int | None
    decision: str
    is_settled: bool


def agreed_on(viewer: Viewer, survey_id: int) -> dict[int, Agreed]:
    """Return what was agreed, by the number of the wording: one statement."""
    sees = sa.and_(Action.removed_at.is_(None), visible_to(viewer, Action))
    sees_decision = sa.and_(Decision.removed_at.is_(None), visible_to(viewer, Decision))
    ref = (
        sa.select(sa.func.min(PlanEntry.ref))
        .where(PlanEntry.action_id == Action.id, PlanEntry.removed_at.is_(None), visible_to(viewer, PlanEntry))
        .correlate(Action)
        .scalar_subquery()
    )
    rows = db.session.execute(
        sa.select(
            FollowUp.id, FollowUp.wording_id, Wording.heading, FollowUp.action_id, FollowUp.reason, FollowUp.agreed_on,
            FollowUp.by, FollowUp.decision_id, Action.text, Action.leads_text, Action.leads_public, Action.when_text,
            Action.due_on, Action.status, Action.removed_at, Action.partnership_id, ref.label("ref"),
            sa.case((sees, True), else_=False).label("sees"), Decision.text.label("decision"),
            sa.case((sees_decision, True), else_=False).label("sees_decision"),
        )
        .join(Wording, Wording.id == FollowUp.wording_id)
        .outerjoin(Action, Action.id == FollowUp.action_id)
        .outerjoin(Decision, Decision.id == FollowUp.decision_id)
        .where(FollowUp.survey_id == survey_id)
        .order_by(FollowUp.id)
    )  # fmt: skip
    return {row.wording_id: _agreed(viewer, row) for row in rows}


def _agreed(viewer: Viewer, row: Any) -> Agreed:
    leads = row.leads_text if viewer.belongs_to(row.partnership_id) else row.leads_public
    shown = (row.text, leads or "", row.when_text or "", row.due_on, row.status, row.ref or "")
    text, leads, when, due_on, status, ref = shown if row.sees else ("", "", "", None, None, "")
    decision = (row.decision_id, row.decision) if row.sees_decision else (None, "")
    settled = bool(row.reason) or (row.action_id is not None and row.removed_at is None)
    return Agreed(
        row.id, row.wording_id, row.heading, row.action_id, text, leads, when, due_on, status, ref, row.reason,
        row.agreed_on, row.by, decision[0], decision[1], settled,
    )  # fmt: skip


def get_follow_up(survey: Survey, wording_id: int) -> FollowUp | None:
    """Return what was agreed on a statement, if anything was."""
    return db.session.scalar(sa.select(FollowUp).filter_by(survey_id=survey.id, wording_id=wording_id))


def public_actions(survey_id: int) -> Sequence[Agreed]:
    """Return what was agreed as far as everybody may see it."""
    return [each for each in agreed_on(VISITOR, survey_id).values() if each.text]


def workshops_at(meeting: Meeting) -> Sequence[Any]:
    """Return the items of a meeting at which results are talked over, with the survey: one statement."""
    return db.session.execute(
        sa.select(Workshop.item_id, Survey)
        .join(AgendaItem, AgendaItem.id == Workshop.item_id)
        .join(Survey, Survey.id == Workshop.survey_id)
        .where(AgendaItem.meeting_id == meeting.id, AgendaItem.removed_at.is_(None), Survey.removed_at.is_(None))
        .order_by(Workshop.id)
    ).all()


def workshop_of(viewer: Viewer, survey: Survey) -> Any:
    """Return the last meeting that has the results on its agenda and that the viewer may see: its id and day."""
    return db.session.execute(
        sa.select(Meeting.id, Meeting.day, AgendaItem.id.label("item_id"))
        .join(AgendaItem, AgendaItem.meeting_id == Meeting.id)
        .join(Workshop, Workshop.item_id == AgendaItem.id)
        .where(
            Workshop.survey_id == survey.id, AgendaItem.removed_at.is_(None), Meeting.cancelled_at.is_(None),
            visible_to(viewer, Meeting), visible_to(viewer, AgendaItem),
        )
        .order_by(Meeting.day.desc(), Meeting.id.desc())
        .limit(1)
    ).first()  # fmt: skip


def decisions_to_choose(viewer: Viewer, partnership: Partnership, limit: int = 40) -> Sequence[Any]:
    """Return the newest decisions of a partnership that the viewer may see: id, text and day."""
    return db.session.execute(
        sa.select(Decision.id, Decision.text, Decision.decided_on)
        .where(
            Decision.partnership_id == partnership.id, Decision.removed_at.is_(None), Decision.ended_on.is_(None),
            Decision.is_recommendation.is_(False), visible_to(viewer, Decision),
        )
        .order_by(Decision.decided_on.desc(), Decision.id.desc())
        .limit(limit)
    ).all()  # fmt: skip
