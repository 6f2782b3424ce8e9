"""The yearly review: what is to be carried on into the plan that follows, and what came of it."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.actions.models import OPEN
from portal.core import gate
from portal.core.permissions import Permission
from portal.partnerships.models import Partnership
from portal.plans import comparing
from portal.plans.forms.rounds import FATES, FollowForm, ReviewOfObjectiveForm, next_period
from portal.plans.queries import entries, plans
from portal.plans.queries import rounds as queries
from portal.plans.services import objectives, reviewing, snapshots
from portal.plans.views.blueprint import bp
from portal.plans.views.keeping import kept


@bp.route("/<int:plan_id>/review", methods=["GET", "POST"])
@gate.allow(Permission.KEEP_ACTIONS)
def review(partnership: Partnership, plan_id: int) -> ResponseReturnValue:
    """Settle each open action and begin the plan that follows on."""
    plan = kept(partnership, plan_id)
    open_entries = [entry for entry in entries.standing(current_user, plan) if entry.action.status in OPEN]
    begins, ends = next_period(plan)
    form = FollowForm(plan, open_entries, title=plan.title, begins_on=begins, ends_on=ends)
    fates = form.fates(request.form)
    if form.validate_on_submit() and form.begins_on.data and form.ends_on.data:
        new = reviewing.follow_on(
            current_user, partnership, plan, title=form.title.data, begins_on=form.begins_on.data,
            ends_on=form.ends_on.data, carried=fates["carry"], done=fates["done"], dropped=fates["drop"],
        )  # fmt: skip
        flash("The new plan has begun. The one before is kept as it stood.", "good")
        return redirect(url_for("plans.since_last", slug=partnership.slug, plan_id=new.id), code=303)
    page = render_template(
        "plans/review.html", partnership=partnership, plan=plan, form=form, entries=open_entries, fates=fates,
        choices=FATES, tab="rounds",
    )  # fmt: skip
    return page, 422 if form.errors else 200


@bp.get("/<int:plan_id>/since-last")
@gate.public
def since_last(partnership: Partnership, plan_id: int) -> ResponseReturnValue:
    """Show what became of the plan before this one: progress since then, and what is new."""
    plan = plans.get_plan(current_user, partnership, plan_id)
    before = plans.get_plan(current_user, partnership, plan.previous_id or 0)
    kept = next((row for row in queries.list_snapshots(current_user, before) if row.occasion == "review"), None)
    picture = queries.get_snapshot(current_user, before, kept.id if kept else 0)
    then = queries.shown_rows(current_user, before, picture.body)
    now = queries.shown_rows(current_user, plan, snapshots.body_of(plan))
    old = queries.shown_rows(current_user, before, snapshots.body_of(before))
    carried = {row.action for row in now}
    return render_template(
        "plans/since_last.html", partnership=partnership, plan=plan, before=before, kept=kept, tab="rounds",
        changes=comparing.by_kind(comparing.changes([row for row in then if row.action in carried], now)),
        ended={status: [row for row in old if row.status == status] for status in ("done", "dropped")},
    )  # fmt: skip


@bp.route("/<int:plan_id>/objectives/<int:objective_id>/review", methods=["GET", "POST"])
@gate.allow(Permission.KEEP_ACTIONS)
def review_objective(partnership: Partnership, plan_id: int, objective_id: int) -> ResponseReturnValue:
    """Say when an objective comes onto an agenda."""
    plan = kept(partnership, plan_id)
    objective = plans.get_objective(plan, objective_id)
    form = ReviewOfObjectiveForm(data={"review_on": objective.review_on, "review_months": str(objective.review_months)})
    if form.validate_on_submit():
        months = int(form.review_months.data)
        objectives.set_review(current_user, plan, objective, form.review_on.data, months)
        flash("It is noted when this objective is reviewed.", "good")
        return redirect(url_for("plans.grid", slug=partnership.slug, plan_id=plan.id), code=303)
    page = render_template(
        "plans/review_objective.html", partnership=partnership, plan=plan, objective=objective, form=form
    )
    return page, 422 if form.errors else 200
