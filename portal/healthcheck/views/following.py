"""What follows from one statement: an action, or not to act and why."""

from flask import abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import clock, gate
from portal.core.permissions import Permission
from portal.core.text import shortened
from portal.healthcheck import findings
from portal.healthcheck.findings import Finding
from portal.healthcheck.forms import ACT, FollowUpForm
from portal.healthcheck.models import FollowUp
from portal.healthcheck.queries import following as queries
from portal.healthcheck.services import following as services
from portal.healthcheck.views import parts
from portal.healthcheck.views.blueprint import bp
from portal.partnerships.models import Partnership
from portal.questionnaires.survey_models import Survey


@bp.route("/<int:survey_id>/follow-up/<int:wording_id>", methods=["GET", "POST"])
@gate.allow(Permission.RUN_SURVEYS)
def follow_up(partnership: Partnership, survey_id: int, wording_id: int) -> ResponseReturnValue:
    survey = parts.run_check(partnership, survey_id)
    finding = _finding(survey, wording_id)
    row = queries.get_follow_up(survey, wording_id)
    form = FollowUpForm(queries.decisions_to_choose(current_user, partnership), obj=row if row and row.reason else None)
    if not form.is_submitted():
        form.way.data = "leave" if row and row.reason else ACT
        form.agreed_on.data = form.agreed_on.data or clock.today()
    status = 200
    if form.validate_on_submit():
        if row is None or not form.is_stale(row):
            _keep(partnership, survey, finding, form)
            flash(f"Agreed on “{shortened(finding.statement.wording.heading, 80)}”.", "good")
            return redirect(f"{parts.at(partnership)}{survey.id}/#statement-{wording_id}", 303)
        status = 409
    page = render_template(
        "healthcheck/follow_up.html", partnership=partnership, at=parts.at(partnership), survey=survey, form=form,
        finding=finding, action=request.path, plan=services.plan_for(current_user, partnership),
    )  # fmt: skip
    return page, 422 if form.errors else status


@bp.post("/<int:survey_id>/follow-up/<int:wording_id>/take-back")
@gate.allow(Permission.RUN_SURVEYS)
def take_back(partnership: Partnership, survey_id: int, wording_id: int) -> ResponseReturnValue:
    survey = parts.run_check(partnership, survey_id)
    row: FollowUp = queries.get_follow_up(survey, wording_id) or abort(404)
    services.take_back(current_user, survey, row)
    flash("Taken back. An action that was agreed stays on the list of actions.", "good")
    return redirect(f"{parts.at(partnership)}{survey.id}/#statement-{wording_id}", 303)


def _finding(survey: Survey, wording_id: int) -> Finding:
    rows = findings.of(current_user, survey).rows
    return next((row for row in rows if row.statement.wording.id == wording_id), None) or abort(404)


def _keep(partnership: Partnership, survey: Survey, finding: Finding, form: FollowUpForm) -> None:
    wording = finding.statement.wording
    if form.way.data == ACT:
        services.agree_action(
            current_user, partnership, survey, wording, text=form.text.data or "", leads=form.leads.data or "",
            when=form.when.data or "",
        )  # fmt: skip
    else:
        services.decide_not_to(
            current_user, survey, wording, reason=form.reason.data or "",
            agreed_on=form.agreed_on.data or clock.today(), decision_id=form.decision_id.data,
        )  # fmt: skip
