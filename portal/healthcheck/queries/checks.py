"""Reading health checks: the rounds by year, one of them, what is kept beside it, and what comes before it."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager

from portal.core.database import db, reader
from portal.core.viewer import Viewer
from portal.healthcheck.models import Evidence, PublicSummary
from portal.partnerships.models import Partnership
from portal.questionnaires.models import Purpose, Questionnaire
from portal.questionnaires.queries.seeing import results_seen, seen
from portal.questionnaires.survey_models import Respondent, Series, Survey

CHECKS = tuple(purpose for purpose in Purpose if purpose.is_check)
MOST = 30


def _of(partnership_id: int) -> sa.Select:
    return (
        sa.select(Survey)
        .join(Questionnaire, Questionnaire.id == Survey.questionnaire_id)
        .where(
            Survey.partnership_id == partnership_id, Survey.removed_at.is_(None), Questionnaire.purpose.in_(CHECKS)
        )
        .options(contains_eager(Survey.questionnaire))
        .order_by(Survey.year.desc(), Survey.id.desc())
    )  # fmt: skip


def rounds(viewer: Viewer, partnership: Partnership) -> Sequence[Survey]:
    """Return the health checks of a partnership that the viewer sees, the newest first: one statement."""
    return db.session.scalars(_of(partnership.id).where(seen(viewer)).limit(MOST)).all()


def latest(partnership_id: int) -> Survey | None:
    """Return the newest health check of a partnership, whoever asks."""
    return db.session.scalars(_of(partnership_id).limit(1)).first()


def latest_seen(viewer: Viewer, partnership_id: int) -> tuple[Survey, int, int] | None:
    """Return the newest health check the viewer sees, how many seats are asked, and how many have answered."""
    seats = sa.select(sa.func.count()).where(Respondent.survey_id == Survey.id, Respondent.series == Series.SEATS)
    answered = seats.where(Respondent.has_answered.is_(True))
    asked = _of(partnership_id).where(seen(viewer)).limit(1)
    row = db.session.execute(
        asked.add_columns(seats.correlate(Survey).scalar_subquery(), answered.correlate(Survey).scalar_subquery())
    ).first()
    return (row[0], row[1], row[2]) if row else None


def latest_of(partnership_ids: Sequence[int]) -> Sequence[Any]:
    """Return the newest health check of each of these partnerships, whoever asks: one statement.

    Each row: id, title, stage, group_id, closed_on, completed_on, partnership_id, slug and partnership.
    """
    newest = (
        sa.select(Survey.id, sa.func.row_number().over(
            partition_by=Survey.partnership_id, order_by=(Survey.year.desc(), Survey.id.desc())
        ).label("place"))
        .join(Questionnaire, Questionnaire.id == Survey.questionnaire_id)
        .where(
            Survey.partnership_id.in_(partnership_ids), Survey.removed_at.is_(None), Questionnaire.purpose.in_(CHECKS)
        )
        .subquery()
    )  # fmt: skip
    return (
        reader()
        .execute(
            sa.select(
                Survey.id, Survey.title, Survey.stage, Survey.group_id, Survey.closed_on, Survey.completed_on,
                Survey.partnership_id, Partnership.slug, Partnership.name.label("partnership"),
            )
            .join(newest, newest.c.id == Survey.id)
            .join(Partnership, Partnership.id == Survey.partnership_id)
            .where(newest.c.place == 1)
            .order_by(Survey.id)
        )
        .all()
    )  # fmt: skip


def slug_of(survey: Survey) -> str:
    """Return the part of its pages' addresses that names the partnership."""
    return db.session.get_one(Partnership, survey.partnership_id).slug


def get_check(viewer: Viewer, partnership: Partnership, survey_id: int) -> Survey:
    """Return a health check with results, or answer 404.

    What the records show and what was agreed beside them is for those of the partnership, whoever else may see figures.
    """
    found = db.one_or_404(_of(partnership.id).where(Survey.id == survey_id, results_seen(viewer)).order_by(None))
    return found if viewer.belongs_to(partnership) else db.one_or_404(sa.select(Survey).where(sa.false()))


def others(viewer: Viewer, partnership: Partnership, limit: int = 8) -> Sequence[Survey]:
    """Return the newest surveys that are no health check and that the viewer sees: one statement."""
    return db.session.scalars(
        sa.select(Survey)
        .join(Questionnaire, Questionnaire.id == Survey.questionnaire_id)
        .where(Survey.partnership_id == partnership.id, seen(viewer), Questionnaire.purpose.notin_(CHECKS))
        .order_by(Survey.year.desc(), Survey.id.desc())
        .limit(limit)
    ).all()


def count_asked(surveys: Sequence[Survey]) -> dict[int, tuple[int, int]]:
    """Return for each survey how many seats are asked and how many have answered: one statement."""
    rows = db.session.execute(
        sa.select(
            Respondent.survey_id, sa.func.count(),
            sa.func.sum(sa.case((Respondent.has_answered.is_(True), 1), else_=0)),
        )
        .where(Respondent.survey_id.in_([each.id for each in surveys]), Respondent.series == Series.SEATS)
        .group_by(Respondent.survey_id)
    )  # fmt: skip
    return {number: (asked, int(answered)) for number, asked, answered in rows}


def before(survey: Survey) -> Survey | None:
    """Return the health check before this one."""
    return db.session.get(Survey, survey.previous_id) if survey.previous_id else None


def evidence_of(survey_id: int) -> dict[str, Evidence]:
    """Return what the records showed when it was closed, by topic: one statement."""
    return {row.topic: row for row in db.session.scalars(sa.select(Evidence).filter_by(survey_id=survey_id))}


def summary_of(survey_id: int) -> PublicSummary | None:
    """Return the public summary of a health check, whether it is out or was taken back; None when there never was."""
    return db.session.scalar(sa.select(PublicSummary).filter_by(survey_id=survey_id))


def published(partnership_id: int) -> tuple[Survey, PublicSummary] | None:
    """Return the newest health check of which everybody may read the summary."""
    row = db.session.execute(
        sa.select(Survey, PublicSummary)
        .join(PublicSummary, PublicSummary.survey_id == Survey.id)
        .where(
            Survey.partnership_id == partnership_id, Survey.removed_at.is_(None), PublicSummary.withdrawn_on.is_(None)
        )
        .order_by(Survey.year.desc(), Survey.id.desc())
        .limit(1)
    ).first()
    return (row[0], row[1]) if row else None
