"""Forms to begin from: the portal's own, put in when they are first asked for, and copies of them."""

import sqlalchemy as sa

from portal.core.database import db
from portal.partnerships.models import Partnership
from portal.questionnaires import standard
from portal.questionnaires.models import (
    Measure,
    PlacedQuestion,
    Purpose,
    Question,
    Questionnaire,
    QuestionSection,
    Wording,
)  # fmt: skip


def template(purpose: Purpose) -> Questionnaire:
    """Return the portal's own questionnaire for a purpose. It is put in the first time, and found from then on."""
    found = db.session.scalar(
        sa.select(Questionnaire).where(
            Questionnaire.partnership_id.is_(None), Questionnaire.is_template.is_(True),
            Questionnaire.purpose == purpose, Questionnaire.removed_at.is_(None),
        )
    )  # fmt: skip
    if found:
        return found
    fact = standard.questionnaires()[purpose]
    row = Questionnaire(
        purpose=purpose, title=fact["title"], introduction=fact["introduction"], minutes=fact["minutes"],
        is_template=True, key=str(purpose),
        sections=[_section(place, each) for place, each in enumerate(fact["section"])],
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    return row


def _section(place: int, fact: standard.Facts) -> QuestionSection:
    wordings = [_wording(each) for each in standard.questions_of(fact)]
    return QuestionSection(
        position=place, title=fact["title"], sector=fact.get("sector"),
        questions=[PlacedQuestion(wording=each, position=number) for number, each in enumerate(wordings)],
    )  # fmt: skip


def _wording(fact: standard.Facts) -> Wording:
    """Return a standard question in the words of the data file; other words than those kept make a new wording."""
    question = db.session.scalar(
        sa.select(Question).where(Question.partnership_id.is_(None), Question.key == fact["key"])
    )
    if question is None:
        question = Question(key=fact["key"], topic=fact.get("topic", ""))
        db.session.add(question)
        db.session.flush()
    measure = Measure(fact.get("measure", "agreement"))
    return worded(
        question, heading=fact["heading"], hint=fact.get("hint", ""), measure=measure,
        choices=standard.AGREEMENT if measure is Measure.AGREEMENT else "\n".join(fact.get("choices", ())),
        asks_help=measure is Measure.AGREEMENT,
    )  # fmt: skip


def worded(question: Question, **said: object) -> Wording:
    """Return the question in these words: the wording that has them already, or a new one with the next number."""
    for each in question.wordings:
        if all(getattr(each, name) == value for name, value in said.items()):
            return each
    row = Wording(question=question, number=len(question.wordings) + 1, **said)
    db.session.add(row)
    db.session.flush()
    return row


def copied(source: Questionnaire, partnership: Partnership) -> Questionnaire:
    """Return a form of its own for one survey, with the same sections and the very same wordings."""
    form = Questionnaire(
        partnership_id=partnership.id, purpose=source.purpose, title=source.title, introduction=source.introduction,
        minutes=source.minutes,
        sections=[
            QuestionSection(
                position=section.position, title=section.title, introduction=section.introduction,
                sector=section.sector,
                questions=[
                    PlacedQuestion(wording=placed.wording, position=placed.position) for placed in section.questions
                ],
            )
            for section in source.sections
        ],
    )  # fmt: skip
    db.session.add(form)
    db.session.flush()
    return form
