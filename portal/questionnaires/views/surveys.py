"""Surveys: the list, one of them, beginning, changing and removing a draft, and the bank of questions."""

from typing import Any

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import clock, gate, tables
from portal.core.audience import audience_sentence
from portal.core.permissions import Permission
from portal.partnerships.models import Partnership
from portal.questionnaires import lists, promise
from portal.questionnaires.forms.surveys import BareForm, StartForm, SurveyForm
from portal.questionnaires.models import Purpose, Questionnaire
from portal.questionnaires.queries import answering, seats
from portal.questionnaires.queries import surveys as queries
from portal.questionnaires.services import counting, drafting, opening
from portal.questionnaires.survey_models import Asks, Stage, Survey
from portal.questionnaires.views.blueprint import bp

RUN = Permission.RUN_SURVEYS


@bp.get("/")
@gate.public
def index(partnership: Partnership) -> ResponseReturnValue:
    page = tables.read(lists.surveys_of(current_user, partnership), request.args)
    return tables.answer(
        page, "questionnaires/index.html", "questionnaires/_list.html", f"{partnership.slug}-surveys",
        partnership=partnership, at=at(partnership), may_run=current_user.can(RUN, partnership),
    )  # fmt: skip


@bp.get("/bank")
@gate.allow(RUN)
def bank(partnership: Partnership) -> ResponseReturnValue:
    page = tables.read(lists.bank_of(partnership), request.args)
    return tables.answer(
        page, "questionnaires/bank.html", "questionnaires/_bank.html", f"{partnership.slug}-questions",
        partnership=partnership, at=at(partnership),
    )  # fmt: skip


@bp.route("/new", methods=["GET", "POST"])
@gate.allow(RUN)
def create(partnership: Partnership) -> ResponseReturnValue:
    form = StartForm()
    earlier = {row.id: row for row in queries.earlier(current_user, partnership)}
    groups = queries.groups_to_ask(current_user, partnership)
    form.offer([(row.id, row.title) for row in earlier.values()], groups)
    if form.validate_on_submit():
        kind, _dash, what = form.source.data.partition("-")
        source: Purpose | Questionnaire = earlier[int(what)].questionnaire if kind == "again" else Purpose(what)
        group_id = int(form.group.data) if form.group.data else groups[0][0]
        survey = drafting.make(current_user, partnership, source, form.title.data, group_id)
        flash("The draft is made. Look at its questions, then open it.", f"undo:{at(partnership)}{survey.id}/remove")
        return redirect(f"{at(partnership)}{survey.id}/", 303)
    page = render_template("questionnaires/new.html", partnership=partnership, at=at(partnership), form=form)
    return page, 422 if form.errors else 200


@bp.get("/<int:survey_id>/")
@gate.public
def detail(partnership: Partnership, survey_id: int) -> ResponseReturnValue:
    survey = queries.get_survey(current_user, partnership, survey_id)
    may_run = current_user.can_in(RUN, partnership, survey.group_id)
    more = _of_draft(survey) if survey.stage is Stage.DRAFT else _of_open(survey, may_run)
    return render_template(
        "questionnaires/detail.html", partnership=partnership, survey=survey, at=f"{at(partnership)}{survey.id}/",
        may_run=may_run, today=clock.today(), bare=BareForm(),
        audience=audience_sentence(survey.audience, survey.audience_why), **more,
    )  # fmt: skip


@bp.route("/<int:survey_id>/edit", methods=["GET", "POST"])
@gate.allow(RUN)
def edit(partnership: Partnership, survey_id: int) -> ResponseReturnValue:
    survey = load(partnership, survey_id)
    drafting.must_be_draft(survey)
    said = {"introduction": survey.questionnaire.introduction, "minutes": survey.questionnaire.minutes}
    form = SurveyForm(obj=survey, data=said)
    status = 200
    if form.validate_on_submit():
        if not form.is_stale(survey):
            drafting.change(current_user, survey, form.introduction.data, form.minutes.data, **form.said())
            flash("The survey is changed.", "good")
            return redirect(f"{at(partnership)}{survey.id}/", 303)
        status = 409
    page = render_template(
        "questionnaires/edit.html", partnership=partnership, survey=survey, at=at(partnership), form=form
    )
    return page, 422 if form.errors else status


@bp.post("/<int:survey_id>/remove")
@gate.allow(RUN)
def remove(partnership: Partnership, survey_id: int) -> ResponseReturnValue:
    drafting.remove(current_user, load(partnership, survey_id))
    flash("The draft is removed.", f"undo:{at(partnership)}{survey_id}/restore")
    return redirect(at(partnership), 303)


@bp.post("/<int:survey_id>/restore")
@gate.allow(RUN)
def restore(partnership: Partnership, survey_id: int) -> ResponseReturnValue:
    drafting.restore(current_user, load(partnership, survey_id, removed=True))
    flash("The draft is back.", "good")
    return redirect(f"{at(partnership)}{survey_id}/", 303)


def at(partnership: Partnership) -> str:
    """Return the address below which a partnership's surveys stand."""
    return f"/partnerships/{partnership.slug}/surveys/"


def load(partnership: Partnership, survey_id: int, removed: bool = False) -> Survey:
    """Return a survey the viewer runs; 404 where they do not see it, 403 where they may not run it."""
    survey = queries.get_survey(current_user, partnership, survey_id, removed)
    gate.demand(RUN, partnership, survey.group_id)
    return survey


def _of_draft(survey: Survey) -> dict[str, Any]:
    """Return what whoever opens a draft should know first."""
    asked = opening.respondents_of(survey)
    too_few = opening.too_few_for_anonymous(survey, asked)
    left_out = [each.title for each in survey.questionnaire.sections if each.sector]
    if opening.sectors_can_be_kept(survey, asked):
        left_out = []
    return {"asked": len(asked), "too_few": too_few, "left_out": left_out, "counts": {}, "rows": [], "own": []}


def _of_open(survey: Survey, may_run: bool) -> dict[str, Any]:
    """Return how far an open survey has come; its runner also sees whose answer is missing."""
    rows = queries.respondents(survey)
    silent = (
        {row.id for row, _name in answering.never_sign_in(survey)} if may_run and survey.stage is Stage.OPEN else set()
    )
    return {
        "counts": queries.count_by_series(rows), "rows": rows if may_run else [], "silent": silent,
        "own": answering.mine(current_user, survey) if survey.stage is Stage.OPEN else [],
        "replies": counting.count_replies(survey) if survey.asks in {Asks.LINK, Asks.JOINT} else 0,
        "promise": promise.sentences(survey, seats.count_asked(survey)), "left_out": [], "too_few": False,
    }  # fmt: skip
