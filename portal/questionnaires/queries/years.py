"""What earlier surveys of the same kind found in the very same words."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from portal.core.database import db
from portal.core.viewer import Viewer
from portal.questionnaires import rules
from portal.questionnaires.found import Before
from portal.questionnaires.models import Purpose, Questionnaire
from portal.questionnaires.queries import seeing
from portal.questionnaires.rules import Counts
from portal.questionnaires.survey_models import Asks, Series, Survey, Tally

YEARS = 4
"""So many earlier surveys are looked back at."""
BY_SEATS = (Asks.SEATS, Asks.SEATS_AND_STAFF)


def earlier(survey: Survey, viewer: Viewer, series: Series, wording_ids: Sequence[int]) -> dict[int, list[Before]]:
    """Return by wording what earlier surveys the viewer sees found in the same words, newest first, where it is shown.

    They are of the same group, for the same purpose (the two health checks are one), and asked the same: what all
    agreed on together is not compared with what each answered alone, wider staff not with seats, a link with nothing.
    """
    if survey.asks is Asks.LINK:
        return {}
    rows = db.session.execute(
        sa.select(Survey, Tally.wording_id, Tally.choice, sa.func.sum(Tally.count))
        .join(Tally, Tally.survey_id == Survey.id)
        .where(
            Tally.survey_id.in_(_alike(survey, viewer)), Tally.wording_id.in_(wording_ids), Tally.series == series
        )
        .group_by(Survey.id, Tally.wording_id, Tally.choice)
        .order_by(Survey.closed_on.desc(), Survey.id.desc())
    )  # fmt: skip
    counts: dict[tuple[Survey, int], dict[int, int]] = defaultdict(dict)
    for row, wording_id, choice, number in rows:
        counts[row, wording_id][choice] = number
    found: dict[int, list[Before]] = defaultdict(list)
    for (row, wording_id), by in counts.items():
        before = Counts(by)
        if rules.is_shown(before.answered, row.shows_from) and len(found[wording_id]) < YEARS:
            found[wording_id].append(Before(row.id, row.title, row.year, row.closed_on or date.min, before))
    return found


def _alike(survey: Survey, viewer: Viewer) -> sa.Select[Any]:
    own = aliased(Questionnaire)
    checks = [each for each in Purpose if each.is_check]
    return (
        sa.select(Survey.id)
        .join(Questionnaire, Questionnaire.id == Survey.questionnaire_id)
        .join(own, own.id == survey.questionnaire_id)
        .where(
            Survey.partnership_id == survey.partnership_id, Survey.id != survey.id, seeing.results_seen(viewer),
            Survey.group_id.is_not_distinct_from(survey.group_id),
            sa.or_(own.purpose == Questionnaire.purpose, own.purpose.in_(checks) & Questionnaire.purpose.in_(checks)),
            Survey.asks.in_(BY_SEATS if survey.asks in BY_SEATS else [survey.asks]),
            Survey.closed_on <= survey.closed_on,
            sa.or_(Survey.closed_on < survey.closed_on, Survey.id < survey.id),
        )
    )  # fmt: skip
