"""Answering a survey of a partnership: for a seat, for oneself, for one who never signs in, or all together."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.exceptions import NotFound

from portal.core import gate, log
from portal.core.errors import Refusal
from portal.core.permissions import Permission
from portal.partnerships.models import Partnership
from portal.questionnaires.queries import answering as queries
from portal.questionnaires.services import locking, papers, sending
from portal.questionnaires.sitting import Sitting, Way
from portal.questionnaires.survey_models import Asks, Stage, Survey
from portal.questionnaires.views import answer_pages as pages
from portal.questionnaires.views.blueprint import bp

RUN = Permission.RUN_SURVEYS
bp.register_error_handler(locking.Over, pages.over)
log.leave_out(
    *(f"questionnaires.{name}" for name in ("answer", "answer_section", "check_answer", "send_answer", "answer_sent"))
)


@bp.get("/<int:survey_id>/answer/")
@gate.signed_in
def answer(partnership: Partnership, survey_id: int) -> ResponseReturnValue:
    survey = _survey(partnership, survey_id)
    if "for" not in request.args and survey.asks in {Asks.SEATS, Asks.SEATS_AND_STAFF}:
        own = queries.mine(current_user, survey)
        if len(own) > 1:
            start = url_for("questionnaires.answer", slug=partnership.slug, survey_id=survey.id)
            return render_template(
                "questionnaires/answering/choose.html", partnership=partnership, survey=survey, own=own, start=start
            )
    desk = _desk(partnership, survey)
    return redirect(desk.at("1/"), 303) if desk.sitting.way is Way.SHEET else pages.start(desk)


@bp.route("/<int:survey_id>/answer/<int:position>/", methods=["GET", "POST"])
@gate.signed_in
def answer_section(partnership: Partnership, survey_id: int, position: int) -> ResponseReturnValue:
    desk = _desk(partnership, _survey(partnership, survey_id))
    if _is_taken(desk):
        return _taken(desk)
    return pages.section(desk, position)


@bp.get("/<int:survey_id>/answer/check")
@gate.signed_in
def check_answer(partnership: Partnership, survey_id: int) -> ResponseReturnValue:
    desk = _desk(partnership, _survey(partnership, survey_id))
    return _taken(desk) if _is_taken(desk) else pages.check(desk)


@bp.post("/<int:survey_id>/answer/send")
@gate.signed_in
def send_answer(partnership: Partnership, survey_id: int) -> ResponseReturnValue:
    desk = _desk(partnership, _survey(partnership, survey_id))
    on_paper = url_for("questionnaires.papers", slug=partnership.slug, survey_id=survey_id)
    return pages.send(desk, then=f"{on_paper}#entered" if desk.sitting.way is Way.SHEET else "")


@bp.get("/<int:survey_id>/answer/sent")
@gate.signed_in
def answer_sent(partnership: Partnership, survey_id: int) -> ResponseReturnValue:
    survey = _survey(partnership, survey_id)
    left = [(row, name) for row, name in queries.mine(current_user, survey) if not row.has_answered]
    start = url_for("questionnaires.answer", slug=partnership.slug, survey_id=survey.id)
    return render_template(
        "questionnaires/answering/sent.html", partnership=partnership, survey=survey, left=left, start=start,
        is_public=False,
    )  # fmt: skip


def _survey(partnership: Partnership, survey_id: int) -> Survey:
    """Return an open survey of the viewer's partnership; raises `Over` once it is closed."""
    if not current_user.belongs_to(partnership):
        raise NotFound
    survey = queries.get_survey(partnership, survey_id)
    if survey.stage is Stage.DRAFT and not current_user.can_in(RUN, partnership, survey.group_id):
        raise NotFound
    locking.must_be_open(survey)
    return survey


def _desk(partnership: Partnership, survey: Survey) -> pages.Desk:
    start = url_for("questionnaires.answer", slug=partnership.slug, survey_id=survey.id)
    named = {name: request.args[name] for name in ("for", "sheet", "sector") if name in request.args}
    if survey.asks is Asks.LINK:
        raise Refusal("This survey is answered at the address that was sent round. Ask who runs it for that.")
    if survey.asks is Asks.JOINT:
        gate.demand(RUN, partnership, survey.group_id)
        together = Sitting(survey, Way.TOGETHER, "all together", user_id=current_user.user_id)
        return pages.Desk(partnership, together, start, {})
    if "sheet" in named:
        return pages.Desk(partnership, _sheet(partnership, survey, named), start, named)
    return pages.Desk(partnership, _seated(survey, named.get("for", "")), start, named)


def _seated(survey: Survey, number: str) -> Sitting:
    own = queries.mine(current_user, survey)
    if number:
        respondent, name = queries.get_respondent(survey, int(number) if number.isdecimal() and len(number) < 10 else 0)
        gate.demand_that(respondent.has_answered or queries.may_answer(current_user, survey, respondent))
    else:
        gate.demand_that(bool(own))
        respondent, name = next(((row, name) for row, name in own if not row.has_answered), own[0])
    is_own = any(row.id == respondent.id for row, _name in own)
    if not is_own:
        gate.demand(RUN, survey.partnership_id, survey.group_id)
    return Sitting(survey, Way.OWN if is_own else Way.BEHALF, name, respondent, current_user.user_id)


def _sheet(partnership: Partnership, survey: Survey, named: dict[str, str]) -> Sitting:
    gate.demand(RUN, partnership, survey.group_id)
    papers.must_take_paper(survey)
    number, sectors = named["sheet"], queries.sectors_on_paper(survey)
    if number != str(survey.papers + 1) or survey.papers >= sending.count_ticked(survey):
        raise Refusal("This sheet was entered already, or nobody is ticked as having sent it.")
    sector = next((each for each in sectors if each == named.get("sector")), None)
    if survey.keeps_sector and sector is None:
        raise Refusal("Say first which sector the sheet is of: it has questions of its own.")
    return Sitting(survey, Way.SHEET, f"Sheet {number}", None, current_user.user_id, number, sector)


def _is_taken(desk: pages.Desk) -> bool:
    return bool(desk.sitting.respondent and desk.sitting.respondent.has_answered)


def _taken(desk: pages.Desk) -> ResponseReturnValue:
    """Answer who comes back after sending: nothing can be looked up, nothing changed."""
    if request.method == "POST":
        raise Refusal(f"{desk.sitting.whose} {sending.TAKEN}")
    return redirect(desk.at(), 303)
