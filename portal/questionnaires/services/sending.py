"""Sending an answer: it is sealed in an envelope, and kept apart from it that somebody has answered."""

from typing import Any

import sqlalchemy as sa

from portal.core.database import db
from portal.core.errors import Refusal
from portal.core.viewer import Viewer
from portal.questionnaires import sealing
from portal.questionnaires.asking import Answers
from portal.questionnaires.queries import answering
from portal.questionnaires.services import drafts, locking
from portal.questionnaires.sitting import Sitting, Way
from portal.questionnaires.survey_models import Envelope, Respondent, Survey

TAKEN = "has answered already. Nobody can look up what was answered, nor change it."
LOW = (1, 2)


class NothingSaid(ValueError):  # noqa: N818  it is what a person is told, not a fault
    """Every question was left out, so there is nothing to send."""


def send(doer: Viewer, sitting: Sitting) -> None:
    """Send what the draft holds, and destroy the draft. Neither who, nor when, nor what goes into any record.

    Under lock: the survey is open, the doer may answer in this place today, and nobody has answered in it yet. So of
    two devices that send at once one wins. Raises `Refusal` to the other, and `NothingSaid` when nothing is answered.
    """
    survey = locking.hold(sitting.survey, alone=sitting.way in {Way.SHEET, Way.TOGETHER})
    locking.must_be_open(survey)
    _take_place(doer, survey, sitting)
    said = reply(drafts.read(sitting))
    if not said:
        raise NothingSaid
    sealed = sealing.seal(survey.salt, survey.room, drafts.body_of(sitting, said))
    db.session.execute(sa.insert(Envelope).values(survey_id=survey.id, sealed=sealed))
    drafts.destroy(sitting)


def reply(answers: Answers) -> Answers:
    """Return the answers as they are sent: what would help goes along only with a low rating, and no empty ones."""
    found: dict[str, dict[str, Any]] = {}
    for number, answer in answers.items():
        kept = {part: said for part, said in answer.items() if said not in ("", [])}
        if kept.get("choice") not in LOW:
            kept.pop("help", None)
        if kept:
            found[number] = kept
    return found


def _take_place(doer: Viewer, survey: Survey, sitting: Sitting) -> None:
    """Note that somebody has answered, or that a sheet is entered. Raises `Refusal` when that was done before."""
    if sitting.way is Way.SHEET:
        _take_sheet(survey, sitting)
    elif sitting.way is Way.TOGETHER:
        if db.session.scalar(sa.select(Envelope.id).where(Envelope.survey_id == survey.id).limit(1)):
            raise Refusal("The agreed answer was sent already. Nobody can look it up, nor change it.")
    elif sitting.respondent:
        row = db.session.scalars(
            sa.select(Respondent)
            .where(Respondent.id == sitting.respondent.id, Respondent.survey_id == survey.id)
            .with_for_update()
            .execution_options(populate_existing=True)
        ).one()
        if row.has_answered:
            raise Refusal(f"{sitting.whose} {TAKEN}")
        if not answering.may_answer(doer, survey, row):
            raise Refusal(f"You do not answer for {sitting.whose} any more.")
        row.has_answered = True


def _take_sheet(survey: Survey, sitting: Sitting) -> None:
    if sitting.mark != str(survey.papers + 1):
        raise Refusal("This sheet was entered already.")
    if survey.papers >= count_ticked(survey):
        raise Refusal("As many sheets are entered as are ticked. Tick first whose sheet came.")
    survey.papers += 1


def count_ticked(survey: Survey) -> int:
    """Return how many seats are ticked as having sent a sheet."""
    ticked = sa.select(sa.func.count()).where(Respondent.survey_id == survey.id, Respondent.on_paper.is_(True))
    return db.session.scalar(ticked) or 0
