"""The seats a survey asks, and how they changed since the one before."""

import sqlalchemy as sa

from portal.core.database import db
from portal.core.text import plural
from portal.questionnaires.survey_models import Respondent, Series, Survey


def count_asked(survey: Survey) -> int:
    """Return how many seats are asked."""
    of_seats = sa.select(sa.func.count()).where(Respondent.survey_id == survey.id, Respondent.series == Series.SEATS)
    return db.session.scalar(of_seats) or 0


def changed_since(survey: Survey) -> str:
    """Return how many of the organisations asked were not asked by the survey before; empty where none changed."""
    if not survey.previous_id:
        return ""
    before = sa.select(Respondent.organisation_id).where(
        Respondent.survey_id == survey.previous_id, Respondent.series == Series.SEATS
    )
    asked, changed = db.session.execute(
        sa.select(
            sa.func.count(), sa.func.sum(sa.case((Respondent.organisation_id.in_(before), 0), else_=1))
        ).where(Respondent.survey_id == survey.id, Respondent.series == Series.SEATS)
    ).one()  # fmt: skip
    return f"{changed} of {plural(asked, 'seat')} changed since the survey before." if changed else ""
