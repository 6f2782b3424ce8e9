"""Where each statement stands with other partnerships that agreed to be compared: by band, never by name or figure."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import timedelta

import sqlalchemy as sa

from portal.core import clock
from portal.core.database import db
from portal.core.viewer import Viewer
from portal.healthcheck.queries.checks import CHECKS
from portal.partnerships.models import Partnership
from portal.questionnaires import rules
from portal.questionnaires.models import Questionnaire
from portal.questionnaires.queries.seeing import OVER, results_seen
from portal.questionnaires.rules import Band, Counts
from portal.questionnaires.survey_models import Series, Survey, Tally

FEWEST_OTHERS = 3
"""With fewer others it could be told whose band it is."""
RECENT = timedelta(days=730)


def newest_with_results(viewer: Viewer, partnership: Partnership) -> Survey | None:
    """Return the newest health check of a partnership of which the viewer may see the results."""
    return db.session.scalars(
        sa.select(Survey)
        .join(Questionnaire, Questionnaire.id == Survey.questionnaire_id)
        .where(Survey.partnership_id == partnership.id, Questionnaire.purpose.in_(CHECKS), results_seen(viewer))
        .order_by(Survey.closed_on.desc(), Survey.id.desc())
        .limit(1)
    ).first()


def bands_of_others(survey: Survey, wording_ids: Sequence[int]) -> dict[int, Counter[Band]]:
    """Return how many other partnerships stand in each band, by wording; a statement too few share is left out.

    Of each other partnership its newest health check of two years counts, where it agreed to be compared as well.
    """
    if not survey.compares:
        return {}
    counts: dict[tuple[int, int], dict[int, int]] = defaultdict(dict)
    surveys = {row.id: row for row in _others(survey)}
    rows = db.session.execute(
        sa.select(Tally.survey_id, Tally.wording_id, Tally.choice, sa.func.sum(Tally.count))
        .where(
            Tally.survey_id.in_(sorted(surveys)), Tally.wording_id.in_(wording_ids), Tally.series == Series.SEATS
        )
        .group_by(Tally.survey_id, Tally.wording_id, Tally.choice)
    )  # fmt: skip
    for survey_id, wording_id, choice, number in rows:
        counts[survey_id, wording_id][choice] = int(number)
    found: dict[int, Counter[Band]] = defaultdict(Counter)
    for (survey_id, wording_id), by in counts.items():
        other, made = surveys[survey_id], Counts(by)
        band = rules.band_of(made, other.strength_from, other.discuss_from)
        if band is not None and rules.is_shown(made.answered, other.shows_from):
            found[wording_id][band] += 1
    return {number: bands for number, bands in found.items() if bands.total() >= FEWEST_OTHERS}


def _others(survey: Survey) -> list[Survey]:
    """Return the newest closed health check of each other partnership, where it is open to be compared."""
    rows = db.session.scalars(
        sa.select(Survey)
        .join(Questionnaire, Questionnaire.id == Survey.questionnaire_id)
        .where(
            Survey.partnership_id != survey.partnership_id, Survey.removed_at.is_(None), Survey.stage.in_(OVER),
            Questionnaire.purpose.in_(CHECKS), Survey.closed_on > clock.today() - RECENT,
        )
        .order_by(Survey.closed_on, Survey.id)
    )  # fmt: skip
    newest = {row.partnership_id: row for row in rows}
    return [row for row in newest.values() if row.compares]
