"""Making a survey and changing it while it is a draft: what it asks, whom, and what it promises."""

import secrets
from datetime import date
from typing import Any

from portal.accounts.sign_in import hashed
from portal.audit.services import record
from portal.core import clock
from portal.core.audience import Audience
from portal.core.database import db
from portal.core.errors import Refusal
from portal.core.filters import shortday
from portal.core.viewer import Viewer
from portal.partnerships.models import Partnership
from portal.questionnaires.models import Purpose, Questionnaire, QuestionSection
from portal.questionnaires.services import templates
from portal.questionnaires.survey_models import Asks, Privacy, Stage, Survey

STILL = "This survey was opened, so what it asks and promises stands still."


def make(
    doer: Viewer, partnership: Partnership, source: Purpose | Questionnaire, title: str, group_id: int | None
) -> Survey:
    """Return a draft with a form of its own: the portal's for a purpose, that of an earlier survey, or an empty one."""
    form = _form(partnership, source)
    named = form.purpose is Purpose.AUDIT
    row = Survey(
        partnership_id=partnership.id, group_id=group_id, questionnaire=form, title=title or form.title,
        year=clock.today().year, privacy=Privacy.NAMED if named else Privacy.ANONYMOUS,
        audience=Audience.PARTNERSHIP,
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    record(doer, "made", row, f"Drafted the survey {row.title}")
    return row


def _form(partnership: Partnership, source: Purpose | Questionnaire) -> Questionnaire:
    if isinstance(source, Questionnaire):
        return templates.copied(source, partnership)
    if source is not Purpose.OWN:
        return templates.copied(templates.template(source), partnership)
    empty = Questionnaire(partnership_id=partnership.id, title="Our own questions", minutes=5)
    empty.sections = [QuestionSection(position=0, title="Our questions")]
    db.session.add(empty)
    db.session.flush()
    return empty


def change(doer: Viewer, survey: Survey, introduction: str, minutes: int, **said: Any) -> None:
    """Change what a draft is called, whom it asks, what it promises, and who may see its results.

    Raises `Refusal` once it is open, or when a survey by link were named.
    """
    must_be_draft(survey)
    for name, value in said.items():
        setattr(survey, name, value)
    if survey.asks is Asks.LINK and survey.privacy is Privacy.NAMED:
        raise Refusal("A survey that goes by a link cannot be named: nobody is asked who they are.")
    survey.questionnaire.introduction, survey.questionnaire.minutes = introduction, minutes
    record(doer, "changed", survey, f"Changed the survey {survey.title}")


def set_last_day(doer: Viewer, survey: Survey, closes_on: date) -> None:
    """Give an open survey another last day. Raises `Refusal` when it is not open, or the day has passed."""
    if survey.stage is not Stage.OPEN:
        raise Refusal("Only an open survey has a last day to change.")
    if closes_on < clock.today():
        raise Refusal("This day has passed.")
    survey.closes_on = closes_on
    record(doer, "changed", survey, f"{survey.title} can be answered until {shortday(closes_on)}")


def make_link(doer: Viewer, survey: Survey) -> str:
    """Return a new secret address part for an open survey by link; the one before stops working."""
    if survey.asks is not Asks.LINK or survey.stage is not Stage.OPEN:
        raise Refusal("Only an open survey that goes by a link has an address to hand on.")
    token = secrets.token_urlsafe(24)
    survey.link = hashed(token)
    record(doer, "linked", survey, f"Made a new address for {survey.title}")
    return token


def revoke_link(doer: Viewer, survey: Survey) -> None:
    """Let the secret address stop working."""
    survey.link = ""
    record(doer, "unlinked", survey, f"Took back the address of {survey.title}")


def remove(doer: Viewer, survey: Survey) -> None:
    """Remove a draft; it can come back. Raises `Refusal` once it was opened: no answer is thrown away."""
    must_be_draft(survey)
    survey.removed_at = clock.now()
    record(doer, "removed", survey, f"Removed the draft of {survey.title}")


def restore(doer: Viewer, survey: Survey) -> None:
    """Bring a removed draft back."""
    survey.removed_at = None
    record(doer, "restored", survey, f"Brought back the draft of {survey.title}")


def must_be_draft(survey: Survey) -> None:
    """Raise `Refusal` once a survey was opened."""
    if survey.stage is not Stage.DRAFT:
        raise Refusal(STILL)
