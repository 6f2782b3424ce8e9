"""One case of missed meetings: its page, its letter to be printed, and its steps."""

from collections.abc import Callable
from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import gate
from portal.core.errors import Refusal
from portal.core.forms import PortalForm
from portal.core.permissions import Permission
from portal.partnerships.models import Partnership
from portal.representation.forms import AnswerForm, CloseForm, DecideForm, NoteForm, NoticeForm
from portal.representation.models import MissedCase, Step
from portal.representation.queries import cases as queries
from portal.representation.services import cases as services
from portal.representation.views.blueprint import bp

KEEP = Permission.KEEP_SEATS
HEADINGS = {
    "notice": ("Give notice", "Keep the notice"),
    "answer": ("Note the answer", "Note the answer"),
    "decide": ("Note what was decided", "Note the decision"),
    "close": ("Close the case", "Close the case"),
    "note": ("Write a note", "Keep the note"),
}


def _load(partnership: Partnership, case_id: int) -> MissedCase:
    case = queries.get_case(partnership, case_id)
    gate.demand(KEEP, partnership, case.group_id)
    return case


@bp.get("/cases/<int:case_id>/")
@gate.allow(KEEP)
def case(partnership: Partnership, case_id: int) -> ResponseReturnValue:
    found = _load(partnership, case_id)
    decided = [step.decision_id for step in found.steps if step.decision_id]
    return render_template(
        "representation/case.html", partnership=partnership, case=found, holder=queries.holder_of(found.seat_id),
        seen=queries.seen(current_user, decided),
    )  # fmt: skip


@bp.get("/cases/<int:case_id>/letter")
@gate.allow(KEEP)
def letter(partnership: Partnership, case_id: int) -> ResponseReturnValue:
    found = _load(partnership, case_id)
    step = next((step for step in reversed(found.steps) if step.step is Step.NOTICE), None)
    if step is None:
        abort(404)
    return render_template(
        "representation/letter.html", partnership=partnership, case=found, step=step,
        holder=queries.holder_of(found.seat_id),
    )  # fmt: skip


@bp.route("/cases/<int:case_id>/<any(notice, answer, decide, close, note):what>", methods=["GET", "POST"])
@gate.allow(KEEP)
def step(partnership: Partnership, case_id: int, what: str) -> ResponseReturnValue:
    found = _load(partnership, case_id)
    if found.closed_on and what != "note":
        raise Refusal("This case is closed. What was noted stays; a note can still be added.")
    form = FORMS[what](partnership, found)
    if form.validate_on_submit():
        flash(TAKE[what](partnership, found, form), "good")
        return redirect(url_for("representation.case", slug=partnership.slug, case_id=found.id), 303)
    heading, button = HEADINGS[what]
    page = render_template(
        "representation/case_step.html", partnership=partnership, case=found, form=form, what=what, heading=heading,
        button=button,
    )  # fmt: skip
    return page, 422 if form.errors else 200


def _notice_form(partnership: Partnership, case: MissedCase) -> NoticeForm:
    form = NoticeForm(text=services.notice_text(partnership, case))
    form.offer(services.readers(case))
    return form


def _decide_form(_partnership: Partnership, case: MissedCase) -> DecideForm:
    form = DecideForm()
    form.offer(queries.decisions_since(current_user, case.group_id, case.opened_on))
    return form


def _give_notice(partnership: Partnership, case: MissedCase, form: Any) -> str:
    by_mail = form.way.data == "mail"
    services.give_notice(current_user, partnership, case, form.text.data, form.day, by_mail)
    return "The letter is on its way." if by_mail else "The notice is kept. Print the letter from this page."


def _note_answer(_partnership: Partnership, case: MissedCase, form: Any) -> str:
    services.note_answer(current_user, case, form.answer.data, form.day, form.text.data)
    return "The answer is noted."


def _note_decision(_partnership: Partnership, case: MissedCase, form: Any) -> str:
    offered = queries.decisions_since(current_user, case.group_id, case.opened_on)
    chosen = next(each for each in offered if each.id == form.decision_id.data)
    services.note_decision(current_user, case, chosen, form.text.data)
    return "The decision is noted."


def _close(_partnership: Partnership, case: MissedCase, form: Any) -> str:
    services.close_case(current_user, case, form.outcome.data, form.day, form.text.data, form.stays_vacant.data)
    return "The case is closed."


def _note(_partnership: Partnership, case: MissedCase, form: Any) -> str:
    services.note(current_user, case, form.text.data)
    return "The note is kept."


FORMS: dict[str, Callable[[Partnership, MissedCase], PortalForm]] = {
    "notice": _notice_form,
    "answer": lambda _partnership, _case: AnswerForm(),
    "decide": _decide_form,
    "close": lambda _partnership, _case: CloseForm(),
    "note": lambda _partnership, _case: NoteForm(),
}
TAKE: dict[str, Callable[[Partnership, MissedCase, Any], str]] = {
    "notice": _give_notice,
    "answer": _note_answer,
    "decide": _note_decision,
    "close": _close,
    "note": _note,
}
