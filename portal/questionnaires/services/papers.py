"""Sheets of paper: whose came is ticked first, then what stands in them is entered without a name."""

import sqlalchemy as sa

from portal.core.database import db
from portal.core.errors import Refusal
from portal.core.text import plural
from portal.questionnaires.services import locking
from portal.questionnaires.survey_models import Asks, Privacy, Respondent, Series, Survey


def must_take_paper(survey: Survey) -> None:
    """Raise `Refusal` where a sheet cannot be entered without a name: only seats send sheets, and no named ones."""
    if survey.asks not in {Asks.SEATS, Asks.SEATS_AND_STAFF}:
        raise Refusal("Only a survey that asks the seats takes sheets of paper.")
    if survey.privacy is Privacy.NAMED:
        raise Refusal("This survey is named, so a sheet is entered for the organisation that sent it.")


def tick(survey: Survey, ticked: set[int]) -> int:
    """Note of which seats a sheet came: these, and no others. Return how many. Nothing of it is recorded.

    Whoever answered in another way is left alone. A tick is taken back only while there are more ticks than sheets that
    were entered. Raises `Refusal` when that is not so, or when the survey is closed or takes no paper.
    """
    survey = locking.hold(survey, alone=True)
    locking.must_be_open(survey)
    must_take_paper(survey)
    waits = sa.or_(Respondent.has_answered.is_(False), Respondent.on_paper.is_(True))
    rows = db.session.scalars(
        sa.select(Respondent)
        .where(Respondent.survey_id == survey.id, Respondent.series == Series.SEATS, waits)
        .order_by(Respondent.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    count = sum(row.id in ticked for row in rows)
    if count < survey.papers:
        raise Refusal(
            f"{plural(survey.papers, 'sheet')} {'is' if survey.papers == 1 else 'are'} entered, and nobody can say "
            "whose. So as many ticks must stay."
        )
    for row in rows:
        row.has_answered = row.on_paper = row.id in ticked
    db.session.flush()
    return count
