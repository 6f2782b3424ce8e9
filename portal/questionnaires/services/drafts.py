"""What somebody has answered so far: sealed, and gone when it is sent or the survey is closed."""

from typing import Any

import sqlalchemy as sa

from portal.core.database import db
from portal.questionnaires import sealing
from portal.questionnaires.asking import Answers
from portal.questionnaires.services import locking
from portal.questionnaires.sitting import Sitting
from portal.questionnaires.survey_models import Draft, Privacy


def read(sitting: Sitting) -> Answers:
    """Return what was answered so far; nothing when there is no draft, or when the secret key has been changed."""
    sealed = db.session.scalar(sa.select(Draft.sealed).where(Draft.writer == sitting.writer))
    if sealed is None:
        return {}
    try:
        return sealing.unseal(sitting.survey.salt, sealed)["answers"]
    except sealing.Unreadable:
        return {}


def keep(sitting: Sitting, given: Answers, asked: list[int]) -> Answers:
    """Put the answers to the questions `asked` into the draft, and return all of it. Nothing of it is recorded.

    A question that was asked and is not among the given is left out. Raises `Refusal` once the survey is closed, and
    `sealing.TooMuch` when it is more than an envelope holds.
    """
    survey = locking.hold(sitting.survey)
    locking.must_be_open(survey)
    answers = {number: answer for number, answer in read(sitting).items() if int(number) not in asked} | given
    _put(sitting, sealing.seal(survey.salt, survey.room, body_of(sitting, answers)))
    return answers


def destroy(sitting: Sitting) -> None:
    """Take a draft out of the world."""
    db.session.execute(sa.delete(Draft).where(Draft.writer == sitting.writer))


def body_of(sitting: Sitting, answers: Answers) -> dict[str, Any]:
    """Return what is sealed: the answers, whose they are counted with, and in a named survey whose they are."""
    body: dict[str, Any] = {"series": str(sitting.series), "sector": str(sitting.sector or ""), "answers": answers}
    if sitting.survey.privacy is Privacy.NAMED and sitting.respondent:
        body["respondent"] = sitting.respondent.id
    return body


def _put(sitting: Sitting, sealed: bytes) -> None:
    """Write over the draft, or begin it; two windows of one writer may begin it at once."""
    over = sa.update(Draft).where(Draft.writer == sitting.writer).values(sealed=sealed)
    if db.session.execute(over).rowcount:  # type: ignore[attr-defined]
        return
    new = sa.insert(Draft).values(survey_id=sitting.survey.id, writer=sitting.writer, sealed=sealed)
    try:
        with db.session.begin_nested():
            db.session.execute(new)
    except sa.exc.IntegrityError:
        db.session.execute(over)
