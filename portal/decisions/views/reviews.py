"""Looking at a decision again: the day for it, and what it came to."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import gate
from portal.core.permissions import Permission
from portal.decisions import queries, reviewing
from portal.decisions.forms import PlanForm, ReviewForm
from portal.decisions.models import Decision
from portal.decisions.views.blueprint import decisions
from portal.partnerships.models import Partnership


@decisions.route("/<int:decision_id>/review-day", methods=["GET", "POST"])
@gate.allow(Permission.CHECK_MINUTES)
def plan_review(partnership: Partnership, decision_id: int) -> ResponseReturnValue:
    decision = _load(partnership, decision_id)
    form = PlanForm(obj=decision)
    status = 200
    if form.validate_on_submit():
        if not form.is_stale(decision):
            reviewing.set_day(current_user, decision, form.review_on.data)
            flash("The day is kept." if form.review_on.data else "It is not to be reviewed any more.", "good")
            return redirect(_address(partnership, decision), 303)
        status = 409
    page = render_template("decisions/plan_review.html", partnership=partnership, decision=decision, form=form)
    return page, 422 if form.errors else status


@decisions.route("/<int:decision_id>/review", methods=["GET", "POST"])
@gate.allow(Permission.CHECK_MINUTES)
def review(partnership: Partnership, decision_id: int) -> ResponseReturnValue:
    decision = _load(partnership, decision_id)
    form = ReviewForm(reviewing.later_ones(current_user, decision))
    if form.validate_on_submit():
        later = queries.get_decision(current_user, partnership, form.later_id.data) if form.later_id.data else None
        kept = reviewing.note(
            current_user, decision, form.found.data, form.note.data, later, form.next_on.data
        )  # fmt: skip
        undo = url_for("decisions.undo_review", slug=partnership.slug, decision_id=decision.id, number=kept.id)
        flash("What the review came to is kept.", f"undo:{undo}")
        return redirect(_address(partnership, decision), 303)
    page = render_template("decisions/review.html", partnership=partnership, decision=decision, form=form)
    return page, 422 if form.errors else 200


@decisions.post("/<int:decision_id>/reviews/<int:number>/take-back")
@gate.allow(Permission.CHECK_MINUTES)
def undo_review(partnership: Partnership, decision_id: int, number: int) -> ResponseReturnValue:
    decision = _load(partnership, decision_id)
    reviewing.take_back(current_user, decision, reviewing.get_review(decision, number))
    flash("The review is taken back.", "good")
    return redirect(_address(partnership, decision), 303)


def _load(partnership: Partnership, decision_id: int) -> Decision:
    """Return a decision of a group in which the viewer is chair or manager, or answer 403 or 404."""
    decision = queries.get_decision(current_user, partnership, decision_id)
    gate.demand(Permission.CHECK_MINUTES, partnership, decision.group_id)
    return decision


def _address(partnership: Partnership, decision: Decision) -> str:
    return url_for("decisions.detail", slug=partnership.slug, decision_id=decision.id)
