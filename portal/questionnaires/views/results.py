"""The results of a survey, on a page and as a file, and taking words out of them."""

from collections.abc import Iterator
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from markupsafe import Markup

from portal.core import clock, gate, tables
from portal.core.audience import audience_sentence
from portal.core.filters import day
from portal.core.permissions import Permission
from portal.core.text import plural
from portal.directory.models import Sector
from portal.partnerships.models import Partnership
from portal.questionnaires.asking import choices_of
from portal.questionnaires.found import Results, Statement
from portal.questionnaires.queries import results as queries
from portal.questionnaires.queries import seats, seeing
from portal.questionnaires.services import counting, remarks
from portal.questionnaires.survey_models import Asks, Series, Survey
from portal.questionnaires.views.blueprint import bp

RUN = Permission.RUN_SURVEYS
HEAD = ["Question", "Answer", "How many"]


@bp.get("/<int:survey_id>/results/")
@gate.public
def results(partnership: Partnership, survey_id: int) -> ResponseReturnValue:
    survey = queries.get_survey(current_user, partnership.id, survey_id)
    at = url_for("questionnaires.results", slug=partnership.slug, survey_id=survey.id)
    if survey.stage not in seeing.OVER:
        return render_template(
            "questionnaires/results/not_yet.html", partnership=partnership, survey=survey, lede=answered(survey)
        )
    series = Series.STAFF if request.args.get("series") == Series.STAFF else Series.SEATS
    wanted = request.args.get("sector", "")
    sector = Sector(wanted) if wanted in list(Sector) and survey.keeps_sector else None
    found = queries.of(survey, current_user, series, sector)
    if tables.wants_file():
        return tables.file_of(_lines(found), f"{partnership.slug}-{survey.id}-results")
    about = f"?series={series}&sector={sector or ''}"
    return render_template(
        "questionnaires/results/index.html", partnership=partnership, survey=survey, results=found, at=at,
        csv_at=f"{at}{about}&format=csv", lede=lede_of(found), today=clock.today(), named=_named(found),
        audience=audience_sentence(survey.audience, survey.audience_why), changed=seats.changed_since(survey),
        has_before=any(each.before for each in found.statements),
        may_run=current_user.can_in(RUN, partnership, survey.group_id),
        sector_tabs=[(each.words, f"{at}?series={series}&sector={each}", each is sector) for each in found.sectors],
    )  # fmt: skip


@bp.post("/<int:survey_id>/results/remarks/<key>/hide")
@gate.allow(RUN)
def hide_remark(partnership: Partnership, survey_id: int, key: str) -> ResponseReturnValue:
    survey = _run(partnership, survey_id)
    remarks.hide(current_user, survey, queries.get_remark(survey, key))
    here = url_for("questionnaires.results", slug=partnership.slug, survey_id=survey.id)
    flash("The words are taken out.", f"undo:{here}remarks/{key}/show")
    return redirect(f"{here}#words-{key}", 303)


@bp.post("/<int:survey_id>/results/remarks/<key>/show")
@gate.allow(RUN)
def show_remark(partnership: Partnership, survey_id: int, key: str) -> ResponseReturnValue:
    survey = _run(partnership, survey_id)
    remarks.show(current_user, survey, queries.get_remark(survey, key))
    here = url_for("questionnaires.results", slug=partnership.slug, survey_id=survey.id)
    flash("The words are back.", "good")
    return redirect(f"{here}#words-{key}", 303)


def answered(survey: Survey) -> str:
    """Return how many have answered, which is all that is known while a survey is open."""
    count, asked = counting.count_replies(survey), seats.count_asked(survey)
    return (
        f"{count} of {plural(asked, 'organisation')} have answered." if asked else f"{plural(count, 'answer')} so far."
    )


def lede_of(found: Results) -> Markup:
    """Return when a survey was closed and how many answered."""
    survey = found.survey
    closed = f"Closed on {day(survey.closed_on)}. " if survey.closed_on else ""
    if survey.asks is Asks.JOINT:
        said = "Agreed together at a meeting."
    elif survey.asks is Asks.LINK:
        said = f"{plural(found.replies, 'person', 'people')} answered."
    else:
        who = "people of the wider staff" if found.series is Series.STAFF else "organisations"
        said = f"{found.replies} of {found.asked} {who} answered."
    return Markup("{}<strong>{}</strong>").format(closed, said)


def _run(partnership: Partnership, survey_id: int) -> Survey:
    survey = queries.get_survey(current_user, partnership.id, survey_id)
    gate.demand(RUN, partnership, survey.group_id)
    return survey


def _named(found: Results) -> list[dict[str, Any]]:
    wordings = {each.wording.id: each.wording for each in (*found.statements, *found.others)}
    wordings |= {wording.id: wording for wording, _remarks in found.texts}
    made = []
    for row in found.named:
        wording = wordings.get(row.wording_id)
        if wording:
            labels = dict(choices_of(wording)) if row.choices else {}
            chosen = [labels.get(int(choice), "") for choice in row.choices.split(",") if choice]
            said = "; ".join(filter(None, [", ".join(chosen), row.text]))
            made.append({"organisation": row.organisation, "heading": wording.heading, "answer": said})
    return made


def _lines(found: Results) -> Iterator[list[Any]]:
    """Return what the page shows as lines of a file, and no more."""
    yield HEAD
    if not found.is_shown:
        return
    for each in (*found.statements, *found.others):
        yield from _of_statement(each)
    for row in _named(found):
        yield [row["heading"], row["organisation"], row["answer"]]
    if found.named:
        return
    for wording, texts in found.texts:
        yield from ([wording.heading, remark.text, ""] for remark in texts if not remark.hidden_on)
    for each in found.statements:
        if each.is_shown:
            helps = found.helps.get(each.wording.id, ())
            yield from (
                [f"What would help: {each.wording.heading}", one.text, ""] for one in helps if not one.hidden_on
            )


def _of_statement(each: Statement) -> Iterator[list[Any]]:
    if not each.is_shown:
        yield [each.wording.heading, "Too few answered", ""]
        return
    yield from ([each.wording.heading, words, count] for _choice, words, count in each.choices)
    yield [each.wording.heading, "Left out", each.counts.left_out]
    if each.band:
        yield [each.wording.heading, "Average", each.mean]
        yield [each.wording.heading, "Stands as", each.band.words]
