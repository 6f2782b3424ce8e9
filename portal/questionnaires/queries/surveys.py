"""Reading surveys for those who keep them: one of them, whom it asks, and what can be asked again."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from portal.core.database import db
from portal.core.permissions import Permission
from portal.core.viewer import Viewer
from portal.directory.models import Organisation, Person
from portal.memberships.models import Seat
from portal.partnerships.models import Group, Partnership
from portal.questionnaires.models import PlacedQuestion, Question, Questionnaire, QuestionSection, Wording
from portal.questionnaires.queries.seeing import OVER, seen
from portal.questionnaires.survey_models import Respondent, Series, Survey


def get_survey(viewer: Viewer, partnership: Partnership, survey_id: int, removed: bool = False) -> Survey:
    """Return a survey the viewer sees, with its form, or answer 404; `removed` looks among the removed ones."""
    is_there = Survey.removed_at.isnot(None) if removed else seen(viewer)
    whole = selectinload(Survey.questionnaire).selectinload(Questionnaire.sections)
    return db.one_or_404(
        sa.select(Survey)
        .where(Survey.id == survey_id, Survey.partnership_id == partnership.id, is_there)
        .options(whole.selectinload(QuestionSection.questions).joinedload(PlacedQuestion.wording))
    )


def respondents(survey: Survey) -> Sequence[Any]:
    """Return who is asked and whether they have answered, by name; seats first, then wider staff."""
    name = sa.func.coalesce(Person.name, Organisation.name, Seat.capacity)
    return db.session.execute(
        sa.select(
            Respondent.id, name.label("name"), Organisation.name.label("organisation"), Respondent.series,
            Respondent.has_answered, Respondent.on_paper,
        )
        .outerjoin(Organisation, Organisation.id == Respondent.organisation_id)
        .outerjoin(Person, Person.id == Respondent.person_id)
        .outerjoin(Seat, Seat.id == Respondent.seat_id)
        .where(Respondent.survey_id == survey.id)
        .order_by(Respondent.series, sa.func.lower(name), Respondent.id)
    ).all()  # fmt: skip


def get_section(survey: Survey, section_id: int) -> QuestionSection:
    """Return a section of a survey's form, or answer 404."""
    mine = sa.select(QuestionSection).where(
        QuestionSection.id == section_id, QuestionSection.questionnaire_id == survey.questionnaire_id
    )
    return db.one_or_404(mine)


def get_placed(survey: Survey, placed_id: int) -> PlacedQuestion:
    """Return a question at its place in a survey's form, or answer 404."""
    return db.one_or_404(
        sa.select(PlacedQuestion)
        .join(QuestionSection, QuestionSection.id == PlacedQuestion.section_id)
        .where(PlacedQuestion.id == placed_id, QuestionSection.questionnaire_id == survey.questionnaire_id)
    )


def known_wordings(partnership: Partnership, but: Survey) -> list[tuple[int, str]]:
    """Return the newest wording of each question the partnership or the portal has, that a survey does not ask yet."""
    newest = sa.select(sa.func.max(Wording.id)).group_by(Wording.question_id)
    asked = (
        sa.select(PlacedQuestion.wording_id)
        .join(QuestionSection, QuestionSection.id == PlacedQuestion.section_id)
        .where(QuestionSection.questionnaire_id == but.questionnaire_id)
    )
    rows = db.session.execute(
        sa.select(Wording.id, Wording.heading)
        .join(Question, Question.id == Wording.question_id)
        .where(
            sa.or_(Question.partnership_id.is_(None), Question.partnership_id == partnership.id),
            Wording.id.in_(newest), Wording.id.notin_(asked),
        )
        .order_by(sa.func.lower(Wording.heading), Wording.id)
    )  # fmt: skip
    return [(number, heading) for number, heading in rows]


def get_known_wording(partnership: Partnership, wording_id: int) -> Wording:
    """Return a wording the partnership may ask, or answer 404."""
    return db.one_or_404(
        sa.select(Wording)
        .join(Question, Question.id == Wording.question_id)
        .where(
            Wording.id == wording_id,
            sa.or_(Question.partnership_id.is_(None), Question.partnership_id == partnership.id),
        )
    )


def earlier(viewer: Viewer, partnership: Partnership) -> list[Survey]:
    """Return the surveys of a partnership that are over and whose form can be used again; the newest twenty."""
    return list(
        db.session.scalars(
            sa.select(Survey)
            .where(Survey.partnership_id == partnership.id, seen(viewer), Survey.stage.in_(OVER))
            .order_by(Survey.closed_on.desc(), Survey.id.desc())
            .limit(20)
        )
    )


def groups_to_ask(viewer: Viewer, partnership: Partnership) -> list[tuple[int, str]]:
    """Return the groups whose seats the viewer may ask; first the partnership's first group."""
    rows = db.session.execute(
        sa.select(Group.id, Group.name)
        .where(Group.partnership_id == partnership.id, Group.closed_on.is_(None))
        .order_by(Group.parent_id.isnot(None), Group.position, Group.id)
    )
    return [(number, name) for number, name in rows if viewer.can_in(Permission.RUN_SURVEYS, partnership, number)]


def count_by_series(rows: Sequence[Any]) -> dict[Series, tuple[int, int]]:
    """Return for seats and staff how many have answered, of how many."""
    found = {series: [row for row in rows if row.series is series] for series in Series}
    return {series: (sum(row.has_answered for row in those), len(those)) for series, those in found.items()}
