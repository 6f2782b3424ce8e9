"""What came of a survey that is closed: statements weakest first, other questions, and what was written."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from portal.core.database import db
from portal.core.viewer import Viewer
from portal.directory.models import Organisation, Sector
from portal.questionnaires import rules
from portal.questionnaires.found import Before, Results, Statement
from portal.questionnaires.models import Measure, PlacedQuestion, QuestionSection, Wording
from portal.questionnaires.queries import seeing, years
from portal.questionnaires.rules import Counts
from portal.questionnaires.survey_models import (
    NamedAnswer,
    Privacy,
    Remark,
    RemarkKind,
    Respondent,
    Series,
    Survey,
    Tally,
)  # fmt: skip

Cell = tuple[Counts, Mapping[str, Counts]]
"""The counts of one question: of all who were asked it, and by sector."""


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
    placed = _wordings(survey)
    replies = survey.replies if series is Series.SEATS else survey.staff_replies
    people = _people(replies, [wording for wording, _sector in placed], by_sector)
    opinion_ids = [wording.id for wording, _sector in placed if wording.measure is Measure.AGREEMENT]
    earlier = years.earlier(survey, viewer, series, opinion_ids) if viewer and not sector else {}
    cells = {
        wording.id: _counts(wording, only, people, counts[wording.id], by_sector[wording.id])
        for wording, only in placed
    }
    made = [
        _statement(survey, wording, place, cells[wording.id], sector, earlier)
        for place, (wording, _sector) in enumerate(placed)
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
        texts=[
            (each, texts[each.id]) for each, only in placed
            if each.id in texts and rules.is_shown(people[str(only or "")], survey.shows_from)
        ],
        helps=helps,
        sectors=_sectors(survey, cells.values()),
        named=_named(survey) if survey.privacy is Privacy.NAMED and not sector else (),
    )  # fmt: skip


def _statement(
    survey: Survey, wording: Wording, place: int, cell: Cell, sector: Sector | None,
    earlier: Mapping[int, list[Before]],
) -> Statement:  # fmt: skip
    of_all, by_sector = cell
    shown = by_sector.get(str(sector), Counts({})) if sector else of_all
    is_shown = rules.is_shown(shown.answered, survey.shows_from)
    if sector and survey.privacy is Privacy.ANONYMOUS:
        is_shown = str(sector) in _sectors_of(survey, by_sector)
    if not is_shown:
        return Statement(wording, place, Counts({}), is_shown=False)
    band = rules.band_of(shown, survey.strength_from, survey.discuss_from)
    is_opinion = wording.measure is Measure.AGREEMENT
    return Statement(wording, place, shown, True, band if is_opinion else None, earlier.get(wording.id, []))


def _people(
    replies: int, wordings: Sequence[Wording], by_sector: Mapping[int, dict[str, dict[int, int]]]
) -> defaultdict[str, int]:
    """Return how many replied in each sector, as far as their counts tell, and under "" how many in all."""
    found: defaultdict[str, int] = defaultdict(int, {"": replies})
    for wording in wordings:
        for name, by in by_sector[wording.id].items():
            ticks = [number for choice, number in by.items() if choice > 0]
            sent = max(ticks, default=0) if wording.measure is Measure.SOME_OF else sum(ticks)
            found[name] = max(found[name], sent + by.get(rules.UNSURE, 0) + by.get(rules.LEFT_OUT, 0))
    return found


def _counts(
    wording: Wording, only: Sector | None, people: Mapping[str, int], counts: dict[int, int],
    by_sector: dict[str, dict[int, int]],
) -> Cell:  # fmt: skip
    """Return the counts of a question, of all who were asked and by sector; of ticks with how many people they are."""
    if wording.measure is not Measure.SOME_OF:
        return Counts(counts), {name: Counts(by) for name, by in by_sector.items()}
    return Counts(counts, people[str(only or "")]), {name: Counts(by, people[name]) for name, by in by_sector.items()}


def _sectors_of(survey: Survey, by_sector: Mapping[str, Counts]) -> set[str]:
    return rules.sectors_shown({name: counts.answered for name, counts in by_sector.items()}, survey.threshold)


def _sectors(survey: Survey, cells: Iterable[Cell]) -> list[Sector]:
    """Return the sectors of which at least one figure may be shown by itself."""
    if not survey.keeps_sector or survey.privacy is not Privacy.ANONYMOUS:
        return []
    found = set().union(*(_sectors_of(survey, by_sector) for _all, by_sector in cells if len(by_sector) > 1))
    return [each for each in Sector if str(each) in found]


def _asked(survey: Survey) -> dict[tuple[Series, Sector], int]:
    rows = db.session.execute(
        sa.select(Respondent.series, Respondent.sector, sa.func.count())
        .where(Respondent.survey_id == survey.id)
        .group_by(Respondent.series, Respondent.sector)
    )
    return {(series, sector): number for series, sector, number in rows}


def _wordings(survey: Survey) -> list[tuple[Wording, Sector | None]]:
    """Return what was asked, in its order, with the sector it was asked of where it was one alone."""
    rows = db.session.execute(
        sa.select(Wording, QuestionSection.sector)
        .join(PlacedQuestion, PlacedQuestion.wording_id == Wording.id)
        .join(QuestionSection, QuestionSection.id == PlacedQuestion.section_id)
        .where(QuestionSection.questionnaire_id == survey.questionnaire_id)
        .order_by(QuestionSection.position, PlacedQuestion.position, Wording.id)
    )
    return [(wording, sector) for wording, sector in rows]


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
