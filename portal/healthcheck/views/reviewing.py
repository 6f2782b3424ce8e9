"""The review: a workshop on the next agenda, completing it, and the summary for everybody."""

from flask import abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import gate
from portal.core.filters import shortday
from portal.core.permissions import Permission
from portal.decisions.queries import get_decision
from portal.healthcheck import findings
from portal.healthcheck.forms import PublishForm
from portal.healthcheck.queries import checks, following
from portal.healthcheck.services import reviewing as services
from portal.healthcheck.views import parts
from portal.healthcheck.views.blueprint import bp
from portal.partnerships.models import Partnership
from portal.questionnaires.rules import Band


@bp.post("/<int:survey_id>/workshop")
@gate.allow(Permission.RUN_SURVEYS)
def workshop(partnership: Partnership, survey_id: int) -> ResponseReturnValue:
    survey = parts.run_check(partnership, survey_id)
    meeting = services.plan_workshop(current_user, partnership, survey)
    flash(f"The results stand on the agenda of {shortday(meeting.day)}.", "good")
    return redirect(f"{parts.at(partnership)}{survey.id}/", 303)


@bp.post("/<int:survey_id>/complete")
@gate.allow(Permission.RUN_SURVEYS)
def complete(partnership: Partnership, survey_id: int) -> ResponseReturnValue:
    survey = parts.run_check(partnership, survey_id)
    services.complete(current_user, survey, findings.of(current_user, survey).unanswered)
    flash("The review is completed. The next health check is due in a year.", "good")
    return redirect(f"{parts.at(partnership)}{survey.id}/", 303)


@bp.route("/<int:survey_id>/publish", methods=["GET", "POST"])
@gate.allow(Permission.RUN_SURVEYS)
def publish(partnership: Partnership, survey_id: int) -> ResponseReturnValue:
    survey = parts.run_check(partnership, survey_id)
    form = PublishForm(following.decisions_to_choose(current_user, partnership))
    if form.validate_on_submit():
        services.publish(current_user, survey, get_decision(current_user, partnership, form.decision_id.data))
        flash("Everybody can read the summary now.", "good")
        return redirect(f"{parts.at(partnership)}{survey.id}/", 303)
    page = render_template(
        "healthcheck/publish.html", partnership=partnership, at=parts.at(partnership), survey=survey, form=form,
        action=request.path, found=findings.of(current_user, survey), Band=Band,
    )  # fmt: skip
    return page, 422 if form.errors else 200


@bp.post("/<int:survey_id>/publish/take-back")
@gate.allow(Permission.RUN_SURVEYS)
def take_back_summary(partnership: Partnership, survey_id: int) -> ResponseReturnValue:
    survey = parts.run_check(partnership, survey_id)
    services.withdraw(current_user, survey)
    flash("The summary is no longer public.", "good")
    return redirect(f"{parts.at(partnership)}{survey.id}/", 303)


@bp.get("/summary")
@gate.public
def summary(partnership: Partnership) -> ResponseReturnValue:
    survey, kept = checks.published(partnership.id) or abort(404)
    return render_template(
        "healthcheck/summary.html", partnership=partnership, at=parts.at(partnership), survey=survey, summary=kept,
        found=findings.of(current_user, survey), actions=following.public_actions(survey.id), Band=Band,
    )  # fmt: skip
