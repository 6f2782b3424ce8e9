"""Decisions between meetings: the list, putting something to the seats, and all that is done until it is settled."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.exceptions import NotFound

from portal.core import gate, tables
from portal.core.audience import audience_sentence
from portal.core.htmx import changed, wants_fragment
from portal.core.permissions import Permission
from portal.decisions import proposal_lists, proposal_settling, without
from portal.decisions import proposal_queries as queries
from portal.decisions import proposal_rules as rules
from portal.decisions import proposal_services as services
from portal.decisions.forms import AnswerForm, ExtendForm, ProposeForm, WithdrawForm
from portal.decisions.proposal_models import Answer, Proposal, Through
from portal.decisions.views.blueprint import decisions
from portal.memberships.models import Standing as Stands
from portal.partnerships.models import Partnership
from portal.partnerships.queries import rules_for


@decisions.get("/between/")
@gate.public
def between(partnership: Partnership) -> ResponseReturnValue:
    groups = queries.list_groups(partnership)
    page = tables.read(proposal_lists.proposals(current_user, partnership, groups), request.args)
    return tables.answer(
        page, "decisions/between.html", "decisions/_between.html", f"between-meetings-{partnership.slug}",
        partnership=partnership, may_propose=current_user.can(Permission.ACKNOWLEDGE_DECISIONS, partnership),
    )  # fmt: skip


@decisions.route("/between/new", methods=["GET", "POST"])
@gate.allow(Permission.ACKNOWLEDGE_DECISIONS)
def propose(partnership: Partnership) -> ResponseReturnValue:
    groups = queries.groups_to_propose_in(current_user, partnership)
    gate.demand_that(bool(groups))
    agreed = {group.id: rules_for(partnership.id, group.id) for group in groups}
    form = ProposeForm(groups, agreed)
    if form.validate_on_submit():
        group = next(each for each in groups if each.id == form.group_id.data)
        made = services.open_proposal(current_user, partnership, group, agreed[group.id], form.said())
        told = sum(answer.told_at is not None for answer in made.answers)
        flash(f"It is put to {len(made.answers)} seats, {told} of them told by letter.", "good")
        return redirect(_address(partnership, made), 303)
    page = render_template(
        "decisions/propose.html", partnership=partnership, form=form,
        meanings=[(group.name, rules.meaning(agreed[group.id])) for group in groups],
    )  # fmt: skip
    return page, 422 if form.errors else 200


@decisions.get("/between/<int:proposal_id>/")
@gate.public
def proposal(partnership: Partnership, proposal_id: int) -> ResponseReturnValue:
    found = queries.get_proposal(current_user, partnership, proposal_id)
    return render_template("decisions/proposal.html", **_context(partnership, found))


@decisions.route("/between/<int:proposal_id>/seats/<int:seat_id>/answer", methods=["GET", "POST"])
@gate.allow(Permission.CONTRIBUTE)
def answer(partnership: Partnership, proposal_id: int, seat_id: int) -> ResponseReturnValue:
    """Answer for one's seat; who keeps the seats records what somebody said by telephone."""
    found, seat = _seat(partnership, proposal_id, seat_id)
    through = _through(partnership, found, seat)
    form = AnswerForm()
    if request.method == "GET":
        form.choice.data, form.reason.data = seat.choice, seat.reason
    if form.validate_on_submit():
        services.give_answer(current_user, found, seat, form.choice.data, form.reason.data, through)
        told = f"The answer of {seat.organisation_name} is kept. It can be changed until the closing day is over."
        if proposal_settling.settle_early(partnership, found):
            told = "Every seat has agreed: it is decided, and stands in the register."
        return _changed(partnership, found, told)
    if form.errors and wants_fragment():
        return render_template("decisions/_proposal.html", **_context(partnership, found, {seat.seat_id: form})), 422
    page = render_template(
        "decisions/answer.html", partnership=partnership, proposal=found, answer=seat, form=form,
        by_telephone=through is Through.TELEPHONE,
    )  # fmt: skip
    return page, 422 if form.errors else 200


@decisions.post("/between/<int:proposal_id>/seats/<int:seat_id>/told")
@gate.allow(Permission.KEEP_SEATS)
def tell(partnership: Partnership, proposal_id: int, seat_id: int) -> ResponseReturnValue:
    found, seat = _seat(partnership, proposal_id, seat_id)
    gate.demand(Permission.KEEP_SEATS, partnership, found.group_id)
    services.tell_by_telephone(current_user, found, seat)
    return _changed(partnership, found, f"{seat.organisation_name} was told by telephone.")


@decisions.route("/between/<int:proposal_id>/extend", methods=["GET", "POST"])
@gate.allow(Permission.ACKNOWLEDGE_DECISIONS)
def extend(partnership: Partnership, proposal_id: int) -> ResponseReturnValue:
    found = _kept(partnership, proposal_id)
    form = ExtendForm(found.closes_on)
    if form.validate_on_submit() and form.closes_on.data:
        services.extend(current_user, partnership, found, form.closes_on.data)
        flash("The seats have longer, and are told again.", "good")
        return redirect(_address(partnership, found), 303)
    page = render_template("decisions/extend.html", partnership=partnership, proposal=found, form=form)
    return page, 422 if form.errors else 200


@decisions.route("/between/<int:proposal_id>/withdraw", methods=["GET", "POST"])
@gate.allow(Permission.ACKNOWLEDGE_DECISIONS)
def withdraw(partnership: Partnership, proposal_id: int) -> ResponseReturnValue:
    found = _kept(partnership, proposal_id)
    form = WithdrawForm()
    if form.validate_on_submit():
        services.withdraw(current_user, partnership, found, form.why.data)
        flash("It is withdrawn, and the seats are told.", "good")
        return redirect(_address(partnership, found), 303)
    page = render_template("decisions/withdraw.html", partnership=partnership, proposal=found, form=form)
    return page, 422 if form.errors else 200


@decisions.post("/between/<int:proposal_id>/settle")
@gate.allow(Permission.READ_AS_PARTNER)
def settle(partnership: Partnership, proposal_id: int) -> ResponseReturnValue:
    """Write the outcome now that the day has passed, where the clock has not done so yet."""
    found = queries.get_proposal(current_user, partnership, proposal_id)
    proposal_settling.settle(None, partnership, found)
    return _changed(partnership, found, f"The outcome is written: {found.standing.words.lower()}.")


@decisions.post("/between/<int:proposal_id>/seats/<int:seat_id>/seen")
@gate.allow(Permission.ACKNOWLEDGE_DECISIONS)
def see_silent(partnership: Partnership, proposal_id: int, seat_id: int) -> ResponseReturnValue:
    """Acknowledge what was decided while one's seat was silent; who keeps the seats records it for others."""
    found, seat = _seat(partnership, proposal_id, seat_id)
    if seat.seat_id not in current_user.seats:
        gate.demand(Permission.KEEP_SEATS, partnership, found.group_id)
    rules.must_be_silent(found, seat)
    without.acknowledge_silent(current_user, seat)
    return _changed(partnership, found, f"{seat.organisation_name} has acknowledged what was decided.")


def _seat(partnership: Partnership, proposal_id: int, seat_id: int) -> tuple[Proposal, Answer]:
    """Return a proposal and one of the seats it was put to, or answer 404."""
    found = queries.get_proposal(current_user, partnership, proposal_id)
    seat = next((each for each in found.answers if each.seat_id == seat_id), None)
    if seat is None:
        raise NotFound
    return found, seat


def _kept(partnership: Partnership, proposal_id: int) -> Proposal:
    """Return a proposal that the viewer made, or keeps as chair or manager; or answer 403 or 404."""
    found = queries.get_proposal(current_user, partnership, proposal_id)
    gate.demand_that(rules.may_steer(current_user, found))
    return found


def _through(partnership: Partnership, found: Proposal, seat: Answer) -> Through:
    stands = queries.standings(current_user, [seat.seat_id]).get(seat.seat_id)
    if stands is None:
        gate.demand(Permission.KEEP_SEATS, partnership, found.group_id)
        return Through.TELEPHONE
    return Through.REPRESENTATIVE if stands is Stands.REPRESENTATIVE else Through.SUBSTITUTE


def _changed(partnership: Partnership, found: Proposal, told: str) -> ResponseReturnValue:
    if not wants_fragment():
        flash(told, "good")
        return redirect(_address(partnership, found), 303)
    context = _context(partnership, found) | {"told": told}
    return changed("decisions/_proposal.html", back_to=_address(partnership, found), **context)


def _context(partnership: Partnership, found: Proposal, typed: dict[int, AnswerForm] | None = None) -> dict[str, Any]:
    """Return what the page of a proposal needs; `typed` are forms with mistakes, by seat."""
    seen = rules.seen_by(current_user, found, queries.standings(current_user, [a.seat_id for a in found.answers]))
    forms = {
        answer.seat_id: AnswerForm(formdata=None, choice=answer.choice, reason=answer.reason)
        for answer in found.answers
        if answer.seat_id in seen.mine and seen.is_open
    }
    return {
        "partnership": partnership,
        "proposal": found,
        "seen": seen,
        "forms": forms | (typed or {}),
        "unreached": queries.unreached(found) if seen.may_record else set(),
        "audience": audience_sentence(found.audience, found.audience_why),
    }


def _address(partnership: Partnership, found: Proposal) -> str:
    return url_for("decisions.proposal", slug=partnership.slug, proposal_id=found.id)
