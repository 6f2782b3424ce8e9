"""Asking for help: the letter to whoever offers it, and the thread both sides see, followed to its thanks."""

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import gate, tables
from portal.core.forms import choices
from portal.core.htmx import wants_fragment
from portal.skills import lists, rules
from portal.skills.forms import AnswerForm, AskForm, when_said
from portal.skills.models import RequestState
from portal.skills.queries import asking as queries
from portal.skills.queries import offers
from portal.skills.services import asking as services
from portal.skills.views.base import REQUEST, SKILL, skills

BUTTONS = {
    RequestState.OFFERED: "We can help",
    RequestState.AGREED: "Accept the help",
    RequestState.DONE: "It is done",
    RequestState.THANKED: "Say thank you",
    RequestState.DECLINED: "We cannot help",
    RequestState.WITHDRAWN: "Not needed any more",
}
"""What the button of a step says."""
STAGES = ["Asked", "Offered", "Agreed", "Done", "Thanked"]


@skills.route(f"{SKILL}ask", methods=["GET", "POST"])
@gate.signed_in
def ask(number: int) -> ResponseReturnValue:
    seen = offers.get_skill(current_user, number)
    mine = offers.own_organisations(current_user)
    gate.demand_that(bool(mine) and current_user.is_partner)
    form = AskForm()
    form.organisation_id.choices = choices([(row.id, row.name) for row in mine])
    if len(mine) == 1:
        form.organisation_id.data = form.organisation_id.data or mine[0].id
    if form.validate_on_submit():
        helper = seen.skill.organisation
        row = services.ask(
            current_user, offers.organisation_numbered(form.organisation_id.data), helper, seen.skill.title,
            form.text.data, skill=seen.skill, **when_said(form.when.data),
        )  # fmt: skip
        flash(f"{helper.name} has your letter. The answer comes here, and to you by e-mail.", "good")
        return redirect(f"/skills/requests/{row.id}/", 303)
    page = render_template("skills/ask.html", form=form, seen=seen, skill=seen.skill, mine=mine)
    return page, 422 if form.is_submitted() else 200


@skills.get("/skills/requests/")
@gate.signed_in
def requests() -> ResponseReturnValue:
    page = tables.read(lists.requests_table(current_user), request.args)
    return tables.answer(page, "skills/requests.html", "skills/_requests.html", "requests-for-help")


@skills.get(REQUEST)
@gate.signed_in
def help_request(number: int) -> ResponseReturnValue:
    seen = queries.get_request(current_user, number)
    return render_template("skills/request.html", **_context(seen, AnswerForm(formdata=None)))


@skills.post(f"{REQUEST}answer")
@gate.signed_in
def answer(number: int) -> ResponseReturnValue:
    """Write to the other side, by a step or by words alone. Words may be left out where a step says enough."""
    seen = queries.get_request(current_user, number)
    form = AnswerForm()
    step = _step(request.form.get("step", ""))
    if form.validate_on_submit():
        if step is None and not form.text.data:
            form.text.errors = ["Write something, or choose what to do."]
        else:
            services.move(current_user, seen.request, _side(seen, step), step, form.text.data)
            if not wants_fragment():
                flash("Sent. They have it by e-mail too.", "good")
                return redirect(f"/skills/requests/{number}/", 303)
            seen = queries.get_request(current_user, number)
            fresh = _context(seen, AnswerForm(formdata=None))
            return render_template("skills/_thread.html", told="Sent", **fresh)
    template = "skills/_thread.html" if wants_fragment() else "skills/request.html"
    return render_template(template, **_context(seen, form)), 422


def _step(word: str) -> RequestState | None:
    return RequestState(word) if word in BUTTONS else None


def _side(seen: queries.RequestSeen, step: RequestState | None) -> str:
    """Return the side that takes a step, for somebody who may speak for both."""
    able = [side for side in seen.sides if step in rules.steps_open(seen.request.state, [side])]
    return able[0] if able else seen.side


def _context(seen: queries.RequestSeen, form: AnswerForm) -> dict:
    row, state = seen.request, seen.request.state
    turns = {row.organisation_id: rules.ASKER, row.helper_id: rules.HELPER}
    return {
        "seen": seen,
        "help": seen.request,
        "form": form,
        "stages": STAGES,
        "stage": STAGES.index(state.words) if state.words in STAGES else None,
        "steps": [(each.value, BUTTONS[each]) for each in rules.steps_open(state, seen.sides)],
        "is_over": state in rules.OVER,
        "is_mine": turns.get(row.waits_for or 0) in seen.sides,
    }
