"""The health checks of the sample: opened, answered in sealed envelopes and closed as in use, with their days moved."""

import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from importlib.resources import files
from typing import Any

import sqlalchemy as sa

from portal.actions import services as actions
from portal.actions.models import Action, Status
from portal.core import clock
from portal.core.database import db
from portal.core.filters import shortday
from portal.core.viewer import Viewer
from portal.demo.book import Book
from portal.demo.reading import Facts
from portal.healthcheck.models import Evidence, FollowUp
from portal.healthcheck.queries import places
from portal.healthcheck.services import following, keeping, reviewing, starting
from portal.partnerships.models import Partnership
from portal.questionnaires import sealing
from portal.questionnaires.models import PlacedQuestion, Purpose, Question, QuestionSection, Wording
from portal.questionnaires.services import counting, opening
from portal.questionnaires.survey_models import Asks, Envelope, Respondent, Series, Survey

UNSURE_PLACE = 5


def load(book: Book) -> None:
    """Add the health checks, once."""
    if db.session.scalar(sa.select(Survey.id).limit(1)):
        return
    facts = tomllib.loads(files("portal.demo").joinpath("data", "health_checks.toml").read_text(encoding="utf-8"))
    for fact in facts["round"]:
        if place := book.partnerships.get(fact["in"]):
            _round(book, place, fact)


def _round(book: Book, place: Partnership, fact: Facts) -> None:
    doer = Viewer(name=book.managers.get(place.slug, "The manager"), is_site_administrator=True)
    group = places.groups_to_ask(doer, place)[0][0]
    asks = Asks.JOINT if fact.get("joint") else Asks.SEATS
    until = clock.today() + timedelta(days=fact.get("left", 21))
    survey = starting.start(doer, place, group, purpose=Purpose.SHORT_CHECK, asks=asks, closes_on=until)
    opening.open_survey(doer, survey, until)
    db.session.flush()
    _send(survey, fact)
    survey.opened_on = book.today - timedelta(days=fact["opened"])
    if "closed" in fact:
        _close(book, doer, place, survey, fact)


def _send(survey: Survey, fact: Facts) -> None:
    """Seal as many answers as the sample has, and note who has answered; nothing ties the two."""
    wordings = _wordings(survey)
    asked = db.session.scalars(
        sa.select(Respondent).filter_by(survey_id=survey.id, series=Series.SEATS).order_by(Respondent.id)
    ).all()
    for row in asked[: fact["answer"]]:
        row.has_answered = True
    for number in range(min(fact["answer"], len(asked) or fact["answer"])):
        answers = dict(_answers(wordings, fact, number))
        sector = asked[number].sector if survey.keeps_sector and asked else ""
        body = {"series": "seats", "sector": str(sector), "answers": answers}
        db.session.add(Envelope(survey_id=survey.id, sealed=sealing.seal(survey.salt, survey.room, body)))
    db.session.flush()


def _answers(wordings: dict[str, Wording], fact: Facts, number: int) -> Iterator[tuple[str, dict[str, Any]]]:
    for key, counts in fact["said"].items():
        chosen = [place for place, often in enumerate(counts) for _each in range(often)]
        if key in wordings and number < len(chosen):
            place = chosen[number]
            yield str(wordings[key].id), {"choice": 0 if place == UNSURE_PLACE else place + 1}
    text = next((row for row in wordings.values() if row.question.key == "what-must-change"), None)
    if text is not None and number < len(fact["wrote"]):
        yield str(text.id), {"text": fact["wrote"][number]}


def _close(book: Book, doer: Viewer, place: Partnership, survey: Survey, fact: Facts) -> None:
    counting.close(doer, survey)
    survey.closed_on = book.today - timedelta(days=fact["closed"])
    survey.closes_on = survey.closed_on
    survey.year = survey.closed_on.year
    survey.title = f"Health check {survey.year}"
    db.session.execute(sa.delete(Evidence).where(Evidence.survey_id == survey.id))
    keeping.keep_evidence(survey)
    wordings = _wordings(survey)
    for each in fact.get("agreed", ()):
        _agree(book, doer, place, survey, wordings[each["on"]], each)
    if "completed" in fact:
        reviewing.complete(doer, survey, [])
        survey.completed_on = book.today - timedelta(days=fact["completed"])
    db.session.flush()


def _agree(book: Book, doer: Viewer, place: Partnership, survey: Survey, wording: Wording, fact: Facts) -> None:
    """Agree an action some days after the round was closed, as the sample has it."""
    due: date = book.today + timedelta(days=fact["ahead"])
    found: FollowUp = following.agree_action(
        doer, place, survey, wording, text=fact["text"], leads=fact["leads"], when=f"by {shortday(due)}"
    )
    agreed_on = (survey.closed_on or book.today) + timedelta(days=9)
    action = db.session.get_one(Action, found.action_id)
    found.agreed_on = action.raised_on = agreed_on
    if fact.get("done"):
        actions.report_progress(doer, action, "Done, and kept up since.", Status.DONE)
        action.done_on = due


def _wordings(survey: Survey) -> dict[str, Wording]:
    rows = db.session.scalars(
        sa.select(Wording)
        .join(Question, Question.id == Wording.question_id)
        .join(PlacedQuestion, PlacedQuestion.wording_id == Wording.id)
        .join(QuestionSection, QuestionSection.id == PlacedQuestion.section_id)
        .where(QuestionSection.questionnaire_id == survey.questionnaire_id)
    )
    return {row.question.key: row for row in rows}
