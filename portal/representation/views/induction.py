"""Welcoming new representatives: the list of steps, naming a buddy, and ticking what is done."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import gate, htmx
from portal.core.permissions import Permission
from portal.memberships.queries import people
from portal.partnerships.models import Partnership
from portal.representation.forms import BuddyForm, StepsForm
from portal.representation.queries import handing
from portal.representation.queries import induction as queries
from portal.representation.services import induction as services
from portal.representation.views.blueprint import bp

KEEP, READ = Permission.KEEP_SEATS, Permission.READ_AS_PARTNER


@bp.get("/induction/")
@gate.allow(READ)
def inductions(partnership: Partnership) -> ResponseReturnValue:
    may_keep = current_user.can_in(KEEP, partnership, None)
    return render_template(
        "representation/inductions.html", partnership=partnership, may_keep=may_keep,
        rows=queries.list_inductions(current_user, partnership), steps=queries.list_steps(partnership.id),
        newcomers=queries.newcomers(partnership) if may_keep else [],
    )  # fmt: skip


@bp.route("/induction/steps", methods=["GET", "POST"])
@gate.allow(KEEP)
def induction_steps(partnership: Partnership) -> ResponseReturnValue:
    gate.demand(KEEP, partnership, None)
    steps = queries.list_steps(partnership.id)
    form = StepsForm(text="" if steps else "\n".join(services.USUAL))
    if form.validate_on_submit():
        services.add_steps(current_user, partnership, form.lines)
        flash("The list is longer.", "good")
        return redirect(url_for("representation.induction_steps", slug=partnership.slug), 303)
    page = render_template("representation/induction_steps.html", partnership=partnership, steps=steps, form=form)
    return page, 422 if form.errors else 200


@bp.post("/induction/steps/<int:number>/<any(remove, restore):act>")
@gate.allow(KEEP)
def change_step(partnership: Partnership, number: int, act: str) -> ResponseReturnValue:
    gate.demand(KEEP, partnership, None)
    step = queries.get_step(partnership, number)
    if act == "remove":
        services.remove_step(current_user, step)
        back = url_for("representation.change_step", slug=partnership.slug, number=step.id, act="restore")
        flash("The step is off the list.", f"undo:{back}")
    else:
        services.restore_step(current_user, step)
        flash("The step is on the list as before.", "good")
    return redirect(url_for("representation.induction_steps", slug=partnership.slug), 303)


@bp.route("/induction/begin/<int:holder_id>", methods=["GET", "POST"])
@gate.allow(KEEP)
def begin_induction(partnership: Partnership, holder_id: int) -> ResponseReturnValue:
    gate.demand(KEEP, partnership, None)
    holder = queries.get_newcomer(partnership, holder_id)
    form = BuddyForm()
    form.offer([row for row in people.people_of(partnership) if row.id != holder.person_id])
    if form.validate_on_submit():
        buddy = handing.get_person(form.buddy_id.data or 0)
        row = services.begin(current_user, partnership, holder, buddy)
        flash(f"{buddy.name} is the buddy; both get a letter.", "good")
        return redirect(url_for("representation.induction", slug=partnership.slug, number=row.id), 303)
    page = render_template("representation/begin_induction.html", partnership=partnership, holder=holder, form=form)
    return page, 422 if form.errors else 200


@bp.get("/induction/<int:number>/")
@gate.allow(READ)
def induction(partnership: Partnership, number: int) -> ResponseReturnValue:
    row = queries.get_induction(current_user, partnership, number)
    return render_template(
        "representation/induction.html", partnership=partnership, row=row, steps=queries.list_steps(partnership.id)
    )


@bp.post("/induction/<int:number>/tick")
@gate.allow(READ)
def tick_step(partnership: Partnership, number: int) -> ResponseReturnValue:
    row = queries.get_induction(current_user, partnership, number)
    step = queries.get_step(partnership, request.form.get("step", 0, type=int))
    services.tick(current_user, row, step)
    back = url_for("representation.induction", slug=partnership.slug, number=row.id)
    return htmx.changed(
        "representation/_ticks.html", back_to=back, partnership=partnership, row=row,
        steps=queries.list_steps(partnership.id),
    )  # fmt: skip
