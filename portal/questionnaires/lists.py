"""The list of a partnership's surveys, and its bank of questions."""

import sqlalchemy as sa

from portal.core.kept import kept
from portal.core.tables import Column, Filter, Table
from portal.core.viewer import Viewer
from portal.partnerships.models import Partnership
from portal.questionnaires.models import (
    Measure,
    PlacedQuestion,
    Purpose,
    Question,
    Questionnaire,
    QuestionSection,
    Wording,
)
from portal.questionnaires.queries.seeing import seen
from portal.questionnaires.survey_models import Stage, Survey


@kept(lambda viewer, partnership: (viewer.rights, partnership.id))
def surveys_of(viewer: Viewer, partnership: Partnership) -> Table:
    """Return the surveys of a partnership that the viewer sees, the newest first."""
    days = (sa.cast(each, sa.String) for each in (Survey.closed_on, Survey.closes_on))
    order = sa.func.coalesce(*days, "9999-12-31")
    words = sa.case(*((Survey.stage == each, each.words) for each in Stage), else_="").label("stands")
    kinds = sa.case(*((Questionnaire.purpose == each, each.words) for each in Purpose), else_="").label("kind")
    rows = (
        sa.select(Survey.id, Survey.title, Survey.year, kinds, words, Survey.stage, Survey.opened_on, Survey.closes_on)
        .join(Questionnaire, Questionnaire.id == Survey.questionnaire_id)
        .where(Survey.partnership_id == partnership.id, seen(viewer))
    )
    return Table(
        rows=rows,
        id=Survey.id,
        noun="survey",
        columns=[
            Column("title", "Survey", sa.func.lower(Survey.title), "main"),
            Column("kind", "What for", kinds),
            Column("stands", "How it stands", words),
            Column("opened_on", "Opened", in_page=False),
            Column("closes_on", "Last day", order),
        ],
        sort="-closes_on",
        filters=[
            Filter("stage", "How it stands", [(each.value, each.words) for each in Stage],
                   lambda stage: Survey.stage == Stage(stage)),
            Filter("purpose", "What for", [(each.value, each.words) for each in Purpose],
                   lambda purpose: Questionnaire.purpose == Purpose(purpose)),
        ],
        search=lambda words: sa.func.lower(Survey.title).contains(words.lower(), autoescape=True),
    )  # fmt: skip


def bank_of(partnership: Partnership) -> Table:
    """Return every wording the partnership's surveys ask or asked, with how often and when last."""
    asked = sa.func.count(Survey.opened_on).label("asked")
    last = sa.func.max(Survey.opened_on).label("last")
    kinds = sa.case(*((Wording.measure == each, each.words) for each in Measure), else_="").label("kind")
    rows = (
        sa.select(Wording.id, Wording.heading, Question.topic, kinds, asked, last)
        .join(Question, Question.id == Wording.question_id)
        .join(PlacedQuestion, PlacedQuestion.wording_id == Wording.id)
        .join(QuestionSection, QuestionSection.id == PlacedQuestion.section_id)
        .join(Survey, Survey.questionnaire_id == QuestionSection.questionnaire_id)
        .where(Survey.partnership_id == partnership.id, Survey.removed_at.is_(None))
        .group_by(Wording.id, Question.id)
        .subquery()
    )
    return Table(
        rows=sa.select(rows),
        id=rows.c.id,
        noun="question",
        columns=[
            Column("heading", "Question", sa.func.lower(rows.c.heading), "main"),
            Column("topic", "Topic", sa.func.lower(rows.c.topic)),
            Column("kind", "How it is answered", rows.c.kind),
            Column("asked", "Times asked", rows.c.asked, "num"),
            Column("last", "Last asked", sa.func.coalesce(sa.cast(rows.c.last, sa.String), "")),
        ],
        sort="heading",
        search=lambda words: sa.func.lower(rows.c.heading).contains(words.lower(), autoescape=True),
    )
