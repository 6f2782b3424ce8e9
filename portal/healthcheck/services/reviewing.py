"""The review of a health check: a workshop on the next agenda, completed when all is answered, told to the public."""

from collections.abc import Sequence

import sqlalchemy as sa

from portal.audit.services import record
from portal.core import clock
from portal.core.database import db
from portal.core.errors import Refusal
from portal.core.viewer import Viewer
from portal.decisions.models import Decision
from portal.healthcheck import rules
from portal.healthcheck.models import PublicSummary, Workshop
from portal.healthcheck.queries import checks, places
from portal.meetings.models import AgendaItem, ItemKind, Meeting
from portal.meetings.services import agenda
from portal.partnerships.models import Partnership
from portal.questionnaires.survey_models import Stage, Survey


def plan_workshop(doer: Viewer, partnership: Partnership, survey: Survey) -> Meeting:
    """Put the results on the agenda of the group's next meeting, with the four questions; return the meeting.

    Raises `Refusal` before there are results, when no meeting is called, or when it stands on that agenda already.
    """
    if survey.stage not in (Stage.CLOSED, Stage.COMPLETED):
        raise Refusal("There are no results to talk over yet. Close the health check first.")
    meeting = places.next_meeting(doer, survey)
    if meeting is None:
        raise Refusal("No meeting is called whose agenda can still be changed. Call one, and then bring the results.")
    stands = sa.select(Workshop.id).join(AgendaItem, AgendaItem.id == Workshop.item_id)
    if db.session.scalar(
        stands.where(
            Workshop.survey_id == survey.id, AgendaItem.meeting_id == meeting.id, AgendaItem.removed_at.is_(None)
        )
    ):
        raise Refusal("The results stand on the next agenda already.")
    item = agenda.add_item(doer, partnership, meeting, f"{survey.title}: what do we do about it?", ItemKind.DECISION)
    item.background = rules.PROMPTS
    db.session.add(Workshop(survey_id=survey.id, item_id=item.id))
    db.session.flush()
    return meeting


def complete(doer: Viewer, survey: Survey, unanswered: Sequence[str]) -> None:
    """Complete the review; it is due again in a year.

    `unanswered` are the statements to act on, or on which the partners are divided, with nothing agreed: while there
    are any, `Refusal` names them (health-check method, 9).
    """
    if survey.stage is not Stage.CLOSED:
        raise Refusal("Only a health check with results that are still under review can be completed.")
    if unanswered:
        raise Refusal(rules.still_to_agree(unanswered))
    survey.stage, survey.completed_on = Stage.COMPLETED, clock.today()
    record(doer, "completed", survey, f"Completed the review of {survey.title}")


def publish(doer: Viewer, survey: Survey, decision: Decision) -> PublicSummary:
    """Let everybody read the summary, by a decision; return it. Raises `Refusal` before there are results."""
    if survey.stage not in (Stage.CLOSED, Stage.COMPLETED):
        raise Refusal("There are no results to publish yet.")
    found = checks.summary_of(survey.id) or PublicSummary(survey_id=survey.id)
    found.decision_id, found.published_on, found.by = decision.id, clock.today(), doer.name
    found.withdrawn_on = None
    db.session.add(found)
    db.session.flush()
    record(doer, "published", found, f"Published the summary of {survey.title}", survey.partnership_id)
    return found


def withdraw(doer: Viewer, survey: Survey) -> None:
    """Take the summary back from the public. Raises `Refusal` when it is not published."""
    found = checks.summary_of(survey.id)
    if found is None or found.withdrawn_on:
        raise Refusal("The summary is not published.")
    found.withdrawn_on = clock.today()
    record(doer, "withdrew", found, f"Took back the summary of {survey.title}", survey.partnership_id)


def set_comparing(doer: Viewer, survey: Survey, compares: bool) -> None:
    """Let other partnerships that do so as well compare bands with this health check, or no longer."""
    survey.compares = compares
    record(doer, "changed", survey, f"{survey.title} is {'' if compares else 'no longer '}compared with others by band")
