"""Closing a survey: all envelopes are opened together, counted, and destroyed."""

import secrets
from collections import Counter
from typing import Any

import sqlalchemy as sa

from portal.audit.services import record
from portal.core import clock
from portal.core.database import db
from portal.core.errors import Refusal
from portal.core.viewer import Viewer
from portal.questionnaires import followers, sealing
from portal.questionnaires.models import Measure, PlacedQuestion, QuestionSection, Wording
from portal.questionnaires.services import locking
from portal.questionnaires.survey_models import (
    Asks,
    Draft,
    Envelope,
    NamedAnswer,
    Privacy,
    Remark,
    RemarkKind,
    Respondent,
    Series,
    Stage,
    Survey,
    Tally,
)  # fmt: skip

LEFT_OUT = -1


def close(doer: Viewer | None, survey: Survey) -> None:
    """Close an open survey, count what was answered, and destroy what would tell the answers apart; None: the clock.

    Tallies are written in the order of the questions and remarks under random keys, so that neither says in which order
    people answered. A survey that is closed is never opened again. Raises `Refusal` when it is not open, or when its
    seals cannot be opened because the portal's secret key was changed meanwhile.
    """
    locking.hold(survey, alone=True)
    if survey.stage is not Stage.OPEN:
        raise Refusal("Only an open survey can be closed.")
    try:
        replies = [sealing.unseal(survey.salt, sealed) for sealed in _envelopes(survey)]
    except sealing.Unreadable as error:
        raise Refusal(
            "The answers cannot be opened: the portal's secret key is not the one they were sealed with. Ask whoever "
            "keeps the portal to give the old key as SECRET_KEY_FALLBACKS, and close it then."
        ) from error
    secrets.SystemRandom().shuffle(replies)
    questions = _questions(survey)
    _keep_counts(survey, questions, replies)
    _keep_remarks(survey, questions, replies)
    if survey.privacy is Privacy.NAMED:
        _keep_names(survey, questions, replies)
    by_series = Counter(reply["series"] for reply in replies)
    survey.replies, survey.staff_replies = by_series[Series.SEATS], by_series[Series.STAFF]
    for table in (Envelope, Draft):
        db.session.execute(sa.delete(table).where(table.survey_id == survey.id))
    survey.stage, survey.closed_on, survey.salt, survey.room, survey.link = Stage.CLOSED, clock.today(), b"", 0, ""
    record(doer, "closed", survey, f"Closed {survey.title}")
    followers.follow(survey)


def count_replies(survey: Survey, series: Series = Series.SEATS) -> int:
    """Return how many have answered: all that is known of an open survey."""
    if survey.stage not in {Stage.DRAFT, Stage.OPEN}:
        return survey.replies if series is Series.SEATS else survey.staff_replies
    if survey.asks in {Asks.LINK, Asks.JOINT}:
        return db.session.scalar(sa.select(sa.func.count()).where(Envelope.survey_id == survey.id)) or 0
    return (
        db.session.scalar(
            sa.select(sa.func.count()).where(
                Respondent.survey_id == survey.id, Respondent.series == series, Respondent.has_answered.is_(True)
            )
        )
        or 0
    )


def _envelopes(survey: Survey) -> list[bytes]:
    return list(db.session.scalars(sa.select(Envelope.sealed).filter_by(survey_id=survey.id).order_by(Envelope.id)))


def _questions(survey: Survey) -> dict[int, tuple[Wording, str]]:
    """Return each wording with the sector its section is for ('' for all), in the order of the form."""
    rows = db.session.execute(
        sa.select(Wording, QuestionSection.sector)
        .join(PlacedQuestion, PlacedQuestion.wording_id == Wording.id)
        .join(QuestionSection, QuestionSection.id == PlacedQuestion.section_id)
        .where(QuestionSection.questionnaire_id == survey.questionnaire_id)
        .order_by(QuestionSection.position, PlacedQuestion.position)
    )
    return {wording.id: (wording, sector or "") for wording, sector in rows}


def _keep_counts(survey: Survey, questions: dict[int, tuple[Wording, str]], replies: list[Any]) -> None:
    counts: Counter[tuple[int, str, str, int]] = Counter()
    for reply in replies:
        sector = reply.get("sector", "") if survey.keeps_sector else ""
        for number, (wording, only_for) in questions.items():
            if wording.measure is Measure.TEXT or (only_for and only_for != sector):
                continue
            for choice in _choices(reply["answers"].get(str(number), {})):
                counts[number, reply["series"], sector, choice] += 1
    db.session.execute(
        sa.insert(Tally),
        [
            {"survey_id": survey.id, "wording_id": number, "series": Series(series), "sector": sector,
             "choice": choice, "count": count}
            for (number, series, sector, choice), count in sorted(counts.items())
        ],
    ) if counts else None  # fmt: skip


def _choices(answer: dict[str, Any]) -> list[int]:
    if "choices" in answer:
        return answer["choices"] or [LEFT_OUT]
    return [answer.get("choice", LEFT_OUT)]


def _keep_remarks(survey: Survey, questions: dict[int, tuple[Wording, str]], replies: list[Any]) -> None:
    """Write the texts in the order of their random keys: PostgreSQL would show those of one reply side by side."""
    kept = []
    for reply in replies:
        for number in questions:
            answer = reply["answers"].get(str(number), {})
            for kind, part in ((RemarkKind.OPEN, "text"), (RemarkKind.HELP, "help")):
                if text := answer.get(part, "").strip():
                    kept.append(
                        {"id": secrets.token_hex(16), "survey_id": survey.id, "wording_id": number,
                         "series": Series(reply["series"]), "kind": kind, "text": text}
                    )  # fmt: skip
    if kept:
        db.session.execute(sa.insert(Remark), sorted(kept, key=lambda remark: remark["id"]))


def _keep_names(survey: Survey, questions: dict[int, tuple[Wording, str]], replies: list[Any]) -> None:
    for reply in sorted(replies, key=lambda reply: reply["respondent"]):
        for number in questions:
            if answer := reply["answers"].get(str(number)):
                chosen = ",".join(str(choice) for choice in _choices(answer) if choice != LEFT_OUT)
                words = " ".join(filter(None, (answer.get("text", ""), answer.get("help", ""))))
                db.session.add(
                    NamedAnswer(
                        survey_id=survey.id, respondent_id=reply["respondent"], wording_id=number, choices=chosen,
                        text=words,
                    )
                )  # fmt: skip
