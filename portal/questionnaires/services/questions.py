"""What a draft asks: sections and questions, put in, worded anew, moved and taken out."""

from typing import Any

import sqlalchemy as sa

from portal.audit.services import record
from portal.core.database import db
from portal.core.errors import Refusal
from portal.core.text import shortened, slug
from portal.core.viewer import Viewer
from portal.questionnaires import standard
from portal.questionnaires.models import Measure, PlacedQuestion, Question, QuestionSection, Wording
from portal.questionnaires.services import templates
from portal.questionnaires.services.drafting import must_be_draft
from portal.questionnaires.survey_models import Survey


def add_section(doer: Viewer, survey: Survey, title: str) -> QuestionSection:
    """Put a section at the end of a draft."""
    must_be_draft(survey)
    last = max((each.position for each in survey.questionnaire.sections), default=-1)
    row = QuestionSection(position=last + 1, title=title)
    survey.questionnaire.sections.append(row)
    record(doer, "changed", survey, f"Added the section {title} to {survey.title}")
    return row


def name_section(doer: Viewer, survey: Survey, section: QuestionSection, title: str, introduction: str) -> None:
    """Change the heading of a section and the words below it."""
    must_be_draft(survey)
    section.title, section.introduction = title, introduction
    record(doer, "changed", survey, f"Changed the section {title} of {survey.title}")


def remove_section(doer: Viewer, survey: Survey, section: QuestionSection) -> None:
    """Take an empty section out. Raises `Refusal` while it asks something."""
    must_be_draft(survey)
    if section.questions:
        raise Refusal("Take its questions out first.")
    survey.questionnaire.sections.remove(section)
    record(doer, "changed", survey, f"Took an empty section out of {survey.title}")


def ask(doer: Viewer, survey: Survey, section: QuestionSection, **said: Any) -> PlacedQuestion:
    """Put a question of the partnership's own into a section, in its own words."""
    must_be_draft(survey)
    key = _free_key(survey.partnership_id, said["heading"])
    question = Question(partnership_id=survey.partnership_id, key=key, topic=section.title[:60])
    db.session.add(question)
    db.session.flush()
    return place(doer, survey, section, templates.worded(question, **_whole(said)))


def reword(doer: Viewer, survey: Survey, placed: PlacedQuestion, **said: Any) -> None:
    """Ask in other words: the wording before stays with the answers it was given."""
    must_be_draft(survey)
    placed.wording = templates.worded(placed.wording.question, **_whole(said))
    record(doer, "changed", survey, f"Worded a question of {survey.title} anew: {shortened(said['heading'], 80)}")


def place(doer: Viewer, survey: Survey, section: QuestionSection, wording: Wording) -> PlacedQuestion:
    """Put a wording at the end of a section. Raises `Refusal` when the survey asks it already."""
    must_be_draft(survey)
    if any(each.wording_id == wording.id for part in survey.questionnaire.sections for each in part.questions):
        raise Refusal("This survey asks that already.")
    last = max((each.position for each in section.questions), default=-1)
    row = PlacedQuestion(wording_id=wording.id, position=last + 1)
    section.questions.append(row)
    record(doer, "changed", survey, f"Put a question into {survey.title}: {shortened(wording.heading, 80)}")
    return row


def take_out(doer: Viewer, survey: Survey, placed: PlacedQuestion) -> None:
    """Take a question out of a draft; in the bank it stays."""
    must_be_draft(survey)
    heading = placed.wording.heading
    section = db.session.get_one(QuestionSection, placed.section_id)
    section.questions.remove(placed)
    record(doer, "changed", survey, f"Took a question out of {survey.title}: {shortened(heading, 80)}")


def move(doer: Viewer, survey: Survey, placed: PlacedQuestion, step: int) -> None:
    """Move a question one place up (-1) or down (1) within its section."""
    must_be_draft(survey)
    row = db.session.get_one(QuestionSection, placed.section_id).questions
    here = row.index(placed)
    if 0 <= here + step < len(row):
        row.insert(here + step, row.pop(here))
        for number, each in enumerate(row):
            each.position = number
        record(doer, "changed", survey, f"Moved a question of {survey.title}: {shortened(placed.wording.heading, 80)}")


def _whole(said: dict[str, Any]) -> dict[str, Any]:
    measure = said["measure"]
    choices = {Measure.AGREEMENT: standard.AGREEMENT, Measure.YES_NO: "", Measure.TEXT: ""}.get(
        measure, said["choices"]
    )
    is_rated = measure is Measure.AGREEMENT
    return {
        "heading": said["heading"], "hint": said["hint"], "measure": measure, "choices": choices,
        "asks_help": bool(said["asks_help"]) and is_rated,
    }  # fmt: skip


def _free_key(partnership_id: int, heading: str) -> str:
    wanted = slug(heading)[:50] or "question"
    taken = set(
        db.session.scalars(
            sa.select(Question.key).where(Question.partnership_id == partnership_id, Question.key.startswith(wanted))
        )
    )
    return next(each for each in (wanted, *(f"{wanted}-{n}" for n in range(2, len(taken) + 3))) if each not in taken)
