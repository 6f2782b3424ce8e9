"""Paper: the form to print, whose sheets came, and those who are asked by telephone."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import gate, log
from portal.core.permissions import Permission
from portal.core.text import plural
from portal.directory.models import Sector
from portal.partnerships.models import Partnership
from portal.questionnaires import promise
from portal.questionnaires.asking import choices_of
from portal.questionnaires.forms.papers import TickForm
from portal.questionnaires.queries import answering as queries
from portal.questionnaires.queries import seats
from portal.questionnaires.services import locking
from portal.questionnaires.services import papers as services
from portal.questionnaires.survey_models import Asks, Privacy, Survey
from portal.questionnaires.views.blueprint import bp

RUN = Permission.RUN_SURVEYS
log.leave_out("questionnaires.papers", "questionnaires.tick_papers")


@bp.get("/<int:survey_id>/paper")
@gate.signed_in
def paper(partnership: Partnership, survey_id: int) -> ResponseReturnValue:
    if not current_user.belongs_to(partnership):
        abort(404)
    survey = queries.get_survey(partnership, survey_id)
    if not survey.salt and not current_user.can_in(RUN, partnership, survey.group_id):
        abort(404)
    chosen = request.args.get("sector", "")
    sector = Sector(chosen) if survey.keeps_sector and chosen in set(Sector) else None
    return render_template(
        "questionnaires/answering/paper.html", partnership=partnership, survey=survey, sector=sector,
        parts=queries.parts_of(survey, sector), promise=promise.sentences(survey, seats.count_asked(survey)),
        is_large=request.args.get("large") == "1", choices_of=choices_of,
        sectors=queries.sectors_asked(survey) if survey.keeps_sector else [],
    )  # fmt: skip


@bp.get("/<int:survey_id>/papers")
@gate.allow(RUN)
def papers(partnership: Partnership, survey_id: int) -> ResponseReturnValue:
    return _papers(partnership, _survey(partnership, survey_id))


@bp.post("/<int:survey_id>/papers")
@gate.allow(RUN)
def tick_papers(partnership: Partnership, survey_id: int) -> ResponseReturnValue:
    survey = _survey(partnership, survey_id)
    form = TickForm(queries.seats_on_paper(survey))
    if not form.validate_on_submit():
        return _papers(partnership, survey, form), 422
    count = services.tick(survey, set(form.came.data or []))
    flash(f"{plural(count, 'sheet')} came." if count else "No sheet has come.", "good")
    return redirect(url_for("questionnaires.papers", slug=partnership.slug, survey_id=survey.id), 303)


def _survey(partnership: Partnership, survey_id: int) -> Survey:
    survey = queries.get_survey(partnership, survey_id)
    gate.demand(RUN, partnership, survey.group_id)
    locking.must_be_open(survey)
    return survey


def _papers(partnership: Partnership, survey: Survey, form: TickForm | None = None) -> str:
    seats = queries.seats_on_paper(survey)
    ticked = sum(row.on_paper for row, _name in seats)
    takes_paper = survey.asks in {Asks.SEATS, Asks.SEATS_AND_STAFF} and survey.privacy is not Privacy.NAMED
    return render_template(
        "questionnaires/answering/papers.html", partnership=partnership, survey=survey, ticked=ticked,
        form=form or TickForm(seats, formdata=None), takes_paper=takes_paper, is_any=bool(seats),
        silent=queries.never_sign_in(survey), sectors=queries.sectors_on_paper(survey) if survey.keeps_sector else [],
    )  # fmt: skip
