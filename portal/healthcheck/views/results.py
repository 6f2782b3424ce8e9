"""The results of a health check, with what the records show and what was agreed; the same on one page."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user
from markupsafe import Markup

from portal.core import clock, gate
from portal.core.filters import day
from portal.healthcheck import findings, state
from portal.healthcheck.queries import checks, following
from portal.healthcheck.views import parts
from portal.healthcheck.views.blueprint import bp
from portal.partnerships.models import Partnership
from portal.questionnaires.survey_models import Stage, Survey


@bp.get("/<int:survey_id>/")
@gate.public
def results(partnership: Partnership, survey_id: int) -> ResponseReturnValue:
    survey = checks.get_check(current_user, partnership, survey_id)
    before = checks.before(survey)
    found = findings.of(current_user, survey)
    runs = parts.may_run(partnership, survey)
    return render_template(
        "healthcheck/results.html",
        partnership=partnership,
        at=parts.at(partnership),
        survey=survey,
        found=found,
        lede=_lede(survey, found.heading),
        has_before=any(row.statement.before for row in found.rows),
        before=before,
        said_then=list(following.agreed_on(current_user, before.id).values()) if before else [],
        workshop=following.workshop_of(current_user, survey),
        summary=checks.summary_of(survey.id),
        runs=runs,
        may_change=runs and survey.stage is Stage.CLOSED,
        again=state.again(survey, clock.today()) if survey.completed_on else "",
    )


@bp.get("/<int:survey_id>/one-page")
@gate.public
def one_page(partnership: Partnership, survey_id: int) -> ResponseReturnValue:
    survey = checks.get_check(current_user, partnership, survey_id)
    return render_template(
        "healthcheck/one_page.html", partnership=partnership, at=parts.at(partnership), survey=survey,
        found=findings.of(current_user, survey),
    )  # fmt: skip


def _lede(survey: Survey, heading: str) -> Markup:
    return Markup("{}, closed on {}. <strong>{}</strong>").format(survey.title, day(survey.closed_on), heading)
