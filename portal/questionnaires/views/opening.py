"""Opening a survey, its last day, reminding, its address by link, and closing it."""

from datetime import timedelta

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import clock, gate
from portal.core.permissions import Permission
from portal.core.text import plural
from portal.partnerships.models import Partnership
from portal.questionnaires import promise
from portal.questionnaires.forms.surveys import BareForm, LastDayForm
from portal.questionnaires.services import counting, drafting, opening, reminding
from portal.questionnaires.survey_models import OPEN_DAYS
from portal.questionnaires.views.blueprint import bp
from portal.questionnaires.views.surveys import at, load

RUN = Permission.RUN_SURVEYS


@bp.route("/<int:survey_id>/open", methods=["GET", "POST"])
@gate.allow(RUN)
def open_survey(partnership: Partnership, survey_id: int) -> ResponseReturnValue:
    survey = load(partnership, survey_id)
    drafting.must_be_draft(survey)
    form = LastDayForm(data={"closes_on": survey.closes_on or clock.today() + timedelta(days=OPEN_DAYS)})
    if form.validate_on_submit():
        opening.open_survey(current_user, survey, form.last_day)
        told = reminding.invite(survey, partnership)
        flash(f"The survey is open. {plural(told, 'letter')} went out.", "good")
        return redirect(f"{at(partnership)}{survey.id}/", 303)
    asked = len(opening.respondents_of(survey))
    page = render_template(
        "questionnaires/open.html", partnership=partnership, survey=survey, at=f"{at(partnership)}{survey.id}/",
        form=form, asked=asked, promise=promise.sentences(survey, asked),
    )  # fmt: skip
    return page, 422 if form.errors else 200


@bp.route("/<int:survey_id>/last-day", methods=["GET", "POST"])
@gate.allow(RUN)
def last_day(partnership: Partnership, survey_id: int) -> ResponseReturnValue:
    survey = load(partnership, survey_id)
    form = LastDayForm(obj=survey)
    if form.validate_on_submit():
        drafting.set_last_day(current_user, survey, form.last_day)
        flash("The last day is changed.", "good")
        return redirect(f"{at(partnership)}{survey.id}/", 303)
    page = render_template(
        "questionnaires/last_day.html", partnership=partnership, survey=survey, at=f"{at(partnership)}{survey.id}/",
        form=form,
    )  # fmt: skip
    return page, 422 if form.errors else 200


@bp.post("/<int:survey_id>/remind")
@gate.allow(RUN)
def remind(partnership: Partnership, survey_id: int) -> ResponseReturnValue:
    told = reminding.remind(current_user, load(partnership, survey_id), partnership)
    flash(f"{plural(told, 'letter')} went out to those who have not answered.", "good")
    return redirect(f"{at(partnership)}{survey_id}/", 303)


@bp.route("/<int:survey_id>/close", methods=["GET", "POST"])
@gate.allow(RUN)
def close(partnership: Partnership, survey_id: int) -> ResponseReturnValue:
    survey = load(partnership, survey_id)
    form = BareForm()
    if form.validate_on_submit():
        counting.close(current_user, survey)
        flash("The survey is closed, and its answers are counted.", "good")
        return redirect(url_for("questionnaires.results", slug=partnership.slug, survey_id=survey.id), 303)
    return render_template(
        "questionnaires/close.html", partnership=partnership, survey=survey, at=f"{at(partnership)}{survey.id}/",
        form=form,
    )  # fmt: skip


@bp.post("/<int:survey_id>/link")
@gate.allow(RUN)
def link(partnership: Partnership, survey_id: int) -> ResponseReturnValue:
    survey = load(partnership, survey_id)
    address = url_for("linked_surveys.start", token=drafting.make_link(current_user, survey), _external=True)
    return render_template(
        "questionnaires/link.html", partnership=partnership, survey=survey, at=f"{at(partnership)}{survey.id}/",
        address=address,
    )  # fmt: skip


@bp.post("/<int:survey_id>/unlink")
@gate.allow(RUN)
def unlink(partnership: Partnership, survey_id: int) -> ResponseReturnValue:
    drafting.revoke_link(current_user, load(partnership, survey_id))
    flash("The address works no longer.", "good")
    return redirect(f"{at(partnership)}{survey_id}/", 303)
