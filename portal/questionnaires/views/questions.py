"""What a draft asks: its sections and questions."""

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import gate
from portal.core.permissions import Permission
from portal.partnerships.models import Partnership
from portal.questionnaires.forms.questions import FromBankForm, QuestionForm, SectionForm
from portal.questionnaires.models import QuestionSection
from portal.questionnaires.queries import surveys as queries
from portal.questionnaires.services import drafting
from portal.questionnaires.services import questions as services
from portal.questionnaires.survey_models import Survey
from portal.questionnaires.views.blueprint import bp
from portal.questionnaires.views.surveys import at, load

RUN = Permission.RUN_SURVEYS
PLACE = "/<int:survey_id>/questions/"


@bp.get(PLACE)
@gate.allow(RUN)
def questions(partnership: Partnership, survey_id: int) -> ResponseReturnValue:
    return _page(partnership, load(partnership, survey_id), SectionForm(formdata=None))


@bp.post(PLACE + "sections/new")
@gate.allow(RUN)
def add_section(partnership: Partnership, survey_id: int) -> ResponseReturnValue:
    survey = load(partnership, survey_id)
    form = SectionForm()
    if not form.validate_on_submit():
        return _page(partnership, survey, form), 422
    services.add_section(current_user, survey, form.title.data)
    return _back(partnership, survey)


@bp.route(PLACE + "sections/<int:section_id>/edit", methods=["GET", "POST"])
@gate.allow(RUN)
def edit_section(partnership: Partnership, survey_id: int, section_id: int) -> ResponseReturnValue:
    survey = load(partnership, survey_id)
    section = queries.get_section(survey, section_id)
    form = SectionForm(obj=section)
    if form.validate_on_submit():
        services.name_section(current_user, survey, section, form.title.data, form.introduction.data)
        return _back(partnership, survey, f"section-{section.id}")
    page = render_template(
        "questionnaires/section.html", partnership=partnership, survey=survey, section=section, form=form,
        at=_at(partnership, survey),
    )  # fmt: skip
    return page, 422 if form.errors else 200


@bp.post(PLACE + "sections/<int:section_id>/remove")
@gate.allow(RUN)
def remove_section(partnership: Partnership, survey_id: int, section_id: int) -> ResponseReturnValue:
    survey = load(partnership, survey_id)
    services.remove_section(current_user, survey, queries.get_section(survey, section_id))
    return _back(partnership, survey)


@bp.route(PLACE + "sections/<int:section_id>/ask", methods=["GET", "POST"])
@gate.allow(RUN)
def ask(partnership: Partnership, survey_id: int, section_id: int) -> ResponseReturnValue:
    survey = load(partnership, survey_id)
    section = queries.get_section(survey, section_id)
    form = QuestionForm()
    if form.validate_on_submit():
        placed = services.ask(current_user, survey, section, **form.said())
        return _back(partnership, survey, f"question-{placed.id}")
    return _question(partnership, survey, section, form, "Ask something of your own")


@bp.post(PLACE + "sections/<int:section_id>/place")
@gate.allow(RUN)
def place(partnership: Partnership, survey_id: int, section_id: int) -> ResponseReturnValue:
    survey = load(partnership, survey_id)
    wanted = request.values.get("wording", "")
    number = int(wanted) if wanted.isdecimal() and len(wanted) < 10 else 0
    wording = queries.get_known_wording(partnership, number)
    placed = services.place(current_user, survey, queries.get_section(survey, section_id), wording)
    return _back(partnership, survey, f"question-{placed.id}")


@bp.route(PLACE + "<int:placed_id>/edit", methods=["GET", "POST"])
@gate.allow(RUN)
def reword(partnership: Partnership, survey_id: int, placed_id: int) -> ResponseReturnValue:
    survey = load(partnership, survey_id)
    placed = queries.get_placed(survey, placed_id)
    form = QuestionForm(obj=placed.wording)
    if form.validate_on_submit():
        services.reword(current_user, survey, placed, **form.said())
        return _back(partnership, survey, f"question-{placed.id}")
    section = queries.get_section(survey, placed.section_id)
    return _question(partnership, survey, section, form, "Ask it in other words")


@bp.post(PLACE + "<int:placed_id>/remove")
@gate.allow(RUN)
def take_out(partnership: Partnership, survey_id: int, placed_id: int) -> ResponseReturnValue:
    survey = load(partnership, survey_id)
    placed = queries.get_placed(survey, placed_id)
    back = f"{_at(partnership, survey)}sections/{placed.section_id}/place?wording={placed.wording_id}"
    services.take_out(current_user, survey, placed)
    flash("The question is taken out. It stays in the bank.", f"undo:{back}")
    return _back(partnership, survey)


@bp.post(PLACE + "<int:placed_id>/<any(up, down):way>")
@gate.allow(RUN)
def move(partnership: Partnership, survey_id: int, placed_id: int, way: str) -> ResponseReturnValue:
    survey = load(partnership, survey_id)
    services.move(current_user, survey, queries.get_placed(survey, placed_id), -1 if way == "up" else 1)
    return _back(partnership, survey, f"question-{placed_id}")


def _at(partnership: Partnership, survey: Survey) -> str:
    return f"{at(partnership)}{survey.id}/questions/"


def _back(partnership: Partnership, survey: Survey, mark: str = "") -> ResponseReturnValue:
    return redirect(f"{_at(partnership, survey)}{'#' if mark else ''}{mark}", 303)


def _page(partnership: Partnership, survey: Survey, form: SectionForm) -> str:
    drafting.must_be_draft(survey)
    known = queries.known_wordings(partnership, survey)
    banks = {each.id: FromBankForm(formdata=None).numbered(each.id) for each in survey.questionnaire.sections}
    for bank in banks.values():
        bank.offer(known)
    return render_template(
        "questionnaires/questions.html", partnership=partnership, survey=survey, form=form, banks=banks,
        at=_at(partnership, survey),
    )  # fmt: skip


def _question(
    partnership: Partnership, survey: Survey, section: QuestionSection, form: QuestionForm, heading: str
) -> ResponseReturnValue:
    drafting.must_be_draft(survey)
    page = render_template(
        "questionnaires/question.html", partnership=partnership, survey=survey, section=section, form=form,
        heading=heading, at=_at(partnership, survey),
    )  # fmt: skip
    return page, 422 if form.errors else 200
