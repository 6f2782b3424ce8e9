"""Holding a survey still while something is put into it, so that nothing slips in when it is closed."""

import sqlalchemy as sa

from portal.core.database import db
from portal.core.errors import Refusal
from portal.core.filters import shortday
from portal.questionnaires.survey_models import Stage, Survey


class Over(Refusal):  # noqa: N818  it is what a person is told, not a fault
    """A survey takes no answers any more."""

    def __init__(self, survey: Survey) -> None:
        day = f" on {shortday(survey.closed_on)}" if survey.closed_on else ""
        super().__init__(f"{survey.title} was closed{day}. What was not sent by then is not kept.")
        self.survey = survey


def hold(survey: Survey, alone: bool = False) -> Survey:
    """Return the survey as it is now, held until the transaction ends; `alone` lets nobody else put anything in.

    SQLite lets one write at a time anyway.
    """
    return db.session.scalars(
        sa.select(Survey)
        .where(Survey.id == survey.id)
        .with_for_update(read=not alone)
        .execution_options(populate_existing=True)
    ).one()


def must_be_open(survey: Survey) -> None:
    """Raise `Refusal` when a survey is not open yet, and `Over` when it is not open any more."""
    if survey.stage is Stage.DRAFT:
        raise Refusal("This survey is not open yet.")
    if survey.stage is not Stage.OPEN or survey.removed_at:
        raise Over(survey)
