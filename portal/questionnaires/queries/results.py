"""What came of a survey that is closed: statements weakest first, other questions, and what was written."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from portal.core.database import db
from portal.core.viewer import Viewer
from portal.directory.models import Organisation, Sector
from portal.questionnaires import rules
from portal.questionnaires.found import Before, Results, Statement
from portal.questionnaires.models import Measure, PlacedQuestion, QuestionSection, Wording
from portal.questionnaires.queries import seeing
from portal.questionnaires.rules import Counts
from portal.questionnaires.survey_models import (
    Asks,
    NamedAnswer,
    Privacy,
    Remark,
    RemarkKind,
    Respondent,
    Series,
    Survey,
    Tally,
)  # fmt: skip

YEARS = 4
"""So many earlier surveys are looked back at."""


def get_survey(viewer: Viewer, partnership_id: int, survey_id: int) -> Survey:
    """Return a survey the viewer sees, or answer 404."""
    return db.one_or_404(
        sa.select(Survey).where(Survey.id == survey_id, Survey.partnership_id == partnership_id, seeing.seen(viewer))
    )


def get_remark(survey: Survey, key: str) -> Remark:
    """Return a text of a survey, or answer 404."""
    return db.one_or_404(sa.select(Remark).where(Remark.id == key, Remark.survey_id == survey.id))


def of(
    survey: Survey, viewer: Viewer | None = None, series: Series = Series.SEATS, sector: Sector | None = None
) -> Results:
    """Return the results of a closed survey, in a number of statements that does not depend on the answers.

    With a viewer each statement also holds the earlier surveys in the same words that they may see. With a sector, only
    the statements for which that sector may be shown are filled (the remainder rule is kept for each of them).
    """
    asked = _asked(survey)
    counts, by_sector = _tallies(survey, series)
    wordings = _wordings(survey)
    replies = survey.replies if series is Series.SEATS else survey.staff_replies
    earlier = _earlier(survey, viewer, [each.id for each in wordings]) if viewer and not sector else {}
    made = [
        _statement(survey, wording, place, counts[wording.id], by_sector[wording.id], sector, earlier)
        for place, wording in enumerate(wordings)
    ]
    opinions = [each for each in made if each.wording.measure is Measure.AGREEMENT]
    opinions.sort(key=lambda each: (not each.is_shown, 9 if each.mean is None else each.mean, each.place))
    texts, helps = _remarks(survey, series, replies) if not sector else ({}, {})
    return Results(
        survey, series, sector, replies,
        asked=sum(number for (kind, _sector), number in asked.items() if kind is series),
        staff_asked=sum(number for (kind, _sector), number in asked.items() if kind is Series.STAFF),
        statements=opinions,
        others=[each for each in made if each.wording.measure not in {Measure.AGREEMENT, Measure.TEXT}],
        texts=[(each, texts[each.id]) for each in wordings if each.id in texts],
        helps=helps,
        sectors=_sectors(survey, by_sector),
        named=_named(survey) if survey.privacy is Privacy.NAMED and not sector else (),
    )  # fmt: skip


def _statement(
    survey: Survey, wording: Wording, place: int, counts: dict[int, int], by_sector: dict[str, dict[int, int]],
    sector: Sector | None, earlier: Mapping[int, list[Before]],
) -> Statement:  # fmt: skip
    shown = Counts(by_sector.get(str(sector), {}) if sector else counts)
    is_shown = rules.is_shown(shown.answered, survey.shows_from)
    if sector and survey.privacy is Privacy.ANONYMOUS:
        is_shown = str(sector) in _sectors_of(survey, by_sector)
    if not is_shown:
        return Statement(wording, place, Counts({}), is_shown=False)
    band = rules.band_of(shown, survey.strength_from, survey.discuss_from)
    is_opinion = wording.measure is Measure.AGREEMENT
    return Statement(wording, place, shown, True, band if is_opinion else None, earlier.get(wording.id, []))


def _sectors_of(survey: Survey, by_sector: dict[str, dict[int, int]]) -> set[str]:
    answered = {name: Counts(counts).answered for name, counts in by_sector.items()}
    return rules.sectors_shown(answered, survey.threshold)


def _sectors(survey: Survey, by_sector: Mapping[int, dict[str, dict[int, int]]]) -> list[Sector]:
    """Return the sectors of which at least one figure may be shown by itself."""
    if not survey.keeps_sector or survey.privacy is not Privacy.ANONYMOUS:
        return []
    found = set().union(*(_sectors_of(survey, counts) for counts in by_sector.values() if len(counts) > 1))
    return [each for each in Sector if str(each) in found]


def _asked(survey: Survey) -> dict[tuple[Series, Sector], int]:
    rows = db.session.execute(
        sa.select(Respondent.series, Respondent.sector, sa.func.count())
        .where(Respondent.survey_id == survey.id)
        .group_by(Respondent.series, Respondent.sector)
    )
    return {(series, sector): number for series, sector, number in rows}


def _wordings(survey: Survey) -> Sequence[Wording]:
    return db.session.scalars(
        sa.select(Wording)
        .join(PlacedQuestion, PlacedQuestion.wording_id == Wording.id)
        .join(QuestionSection, QuestionSection.id == PlacedQuestion.section_id)
        .where(QuestionSection.questionnaire_id == survey.questionnaire_id)
        .order_by(QuestionSection.position, PlacedQuestion.position, Wording.id)
    ).all()


def _tallies(survey: Survey, series: Series) -> tuple[Any, Any]:
    """Return the counts of each wording, for all and by sector."""
    counts: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    by_sector: dict[int, dict[str, dict[int, int]]] = defaultdict(lambda: defaultdict(dict))
    rows = db.session.execute(
        sa.select(Tally.wording_id, Tally.sector, Tally.choice, Tally.count).where(
            Tally.survey_id == survey.id, Tally.series == series
        )
    )
    for wording_id, sector, choice, number in rows:
        counts[wording_id][choice] += number
        if sector:
            by_sector[wording_id][sector][choice] = number
    return counts, by_sector


def _remarks(survey: Survey, series: Series, replies: int) -> tuple[Any, Any]:
    """Return what was written, by wording: answers to open questions, and what would help. By their random keys."""
    found: tuple[dict[int, list[Remark]], dict[int, list[Remark]]] = (defaultdict(list), defaultdict(list))
    if rules.is_shown(replies, survey.shows_from):
        rows = db.session.scalars(sa.select(Remark).filter_by(survey_id=survey.id, series=series).order_by(Remark.id))
        for row in rows:
            found[row.kind is RemarkKind.HELP][row.wording_id].append(row)
    return found


def _earlier(survey: Survey, viewer: Viewer, wording_ids: list[int]) -> dict[int, list[Before]]:
    """Return the earlier surveys that asked in the very same words and whose figures may be shown, newest first."""
    surveys = (
        sa.select(Survey.id)
        .where(
            Survey.partnership_id == survey.partnership_id, Survey.id != survey.id,
            Survey.closed_on <= survey.closed_on, Survey.asks != Asks.LINK, seeing.results_seen(viewer),
            sa.or_(Survey.closed_on < survey.closed_on, Survey.id < survey.id),
        )
    )  # fmt: skip
    rows = db.session.execute(
        sa.select(Survey, Tally.wording_id, Tally.choice, sa.func.sum(Tally.count))
        .join(Tally, Tally.survey_id == Survey.id)
        .where(Tally.survey_id.in_(surveys), Tally.wording_id.in_(wording_ids), Tally.series == Series.SEATS)
        .group_by(Survey.id, Tally.wording_id, Tally.choice)
        .order_by(Survey.closed_on.desc(), Survey.id.desc())
    )
    counts: dict[tuple[Survey, int], dict[int, int]] = defaultdict(dict)
    for row, wording_id, choice, number in rows:
        counts[row, wording_id][choice] = number
    found: dict[int, list[Before]] = defaultdict(list)
    for (row, wording_id), by in counts.items():
        before = Counts(by)
        if rules.is_shown(before.answered, row.shows_from) and len(found[wording_id]) < YEARS:
            found[wording_id].append(Before(row.id, row.title, row.year, row.closed_on or date.min, before))
    return found


def _named(survey: Survey) -> Sequence[Any]:
    return db.session.execute(
        sa.select(
            Organisation.name.label("organisation"), NamedAnswer.wording_id, NamedAnswer.choices, NamedAnswer.text
        )
        .join(Respondent, Respondent.id == NamedAnswer.respondent_id)
        .outerjoin(Organisation, Organisation.id == Respondent.organisation_id)
        .where(NamedAnswer.survey_id == survey.id)
        .order_by(Organisation.sort_name, NamedAnswer.id)
    ).all()
