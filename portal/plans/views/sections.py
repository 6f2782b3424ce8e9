"""The sections of a plan and their objectives: written, changed, moved, taken off and brought back."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import gate
from portal.core.permissions import Permission
from portal.partnerships.models import Partnership
from portal.plans.forms.sections import ObjectiveForm, SectionForm
from portal.plans.models import Plan
from portal.plans.queries import plans as queries
from portal.plans.services import sections as services
from portal.plans.views.blueprint import bp
from portal.plans.views.keeping import kept

ALL = "/<int:plan_id>/sections/"
ONE = ALL + "<int:section_id>/"
GOAL = "/<int:plan_id>/objectives/<int:objective_id>/"


@bp.route(ALL, methods=["GET", "POST"])
@gate.allow(Permission.KEEP_ACTIONS)
def sections(partnership: Partnership, plan_id: int) -> ResponseReturnValue:
    """List the sections, with a form for another one."""
    plan = kept(partnership, plan_id)
    form = SectionForm(queries.caretakers(partnership))
    if form.validate_on_submit():
        services.add(current_user, plan, **form.said())
        flash("The section is added.", "good")
        return redirect(_at(partnership, plan), code=303)
    page = render_template(
        "plans/sections.html", partnership=partnership, plan=plan, form=form, rows=queries.sections_of(plan)
    )
    return page, 422 if form.errors else 200


@bp.route(ONE + "edit", methods=["GET", "POST"])
@gate.allow(Permission.KEEP_ACTIONS)
def edit_section(partnership: Partnership, plan_id: int, section_id: int) -> ResponseReturnValue:
    plan = kept(partnership, plan_id)
    section = queries.get_section(plan, section_id)
    form = SectionForm(queries.caretakers(partnership), obj=section)
    status = 200
    if form.validate_on_submit():
        if not form.is_stale(section):
            services.change(current_user, plan, section, **form.said())
            flash("The section is saved.", "good")
            return redirect(_at(partnership, plan), code=303)
        status = 409
    page = render_template("plans/edit_section.html", partnership=partnership, plan=plan, section=section, form=form)
    return page, 422 if form.errors else status


@bp.post(ONE + "<any(up, down):way>")
@gate.allow(Permission.KEEP_ACTIONS)
def move_section(partnership: Partnership, plan_id: int, section_id: int, way: str) -> ResponseReturnValue:
    plan = kept(partnership, plan_id)
    services.move(current_user, plan, queries.get_section(plan, section_id), way == "up")
    return redirect(_at(partnership, plan) + f"#section-{section_id}", code=303)


@bp.post(ONE + "remove")
@gate.allow(Permission.KEEP_ACTIONS)
def remove_section(partnership: Partnership, plan_id: int, section_id: int) -> ResponseReturnValue:
    plan = kept(partnership, plan_id)
    services.remove(current_user, plan, queries.get_section(plan, section_id))
    undo = url_for("plans.restore_section", slug=partnership.slug, plan_id=plan.id, section_id=section_id)
    flash("The section is removed. Its actions stand without a section.", f"undo:{undo}")
    return redirect(_at(partnership, plan), code=303)


@bp.post(ONE + "restore")
@gate.allow(Permission.KEEP_ACTIONS)
def restore_section(partnership: Partnership, plan_id: int, section_id: int) -> ResponseReturnValue:
    plan = kept(partnership, plan_id)
    services.restore(current_user, plan, queries.get_section(plan, section_id, removed=True))
    flash("The section is back, with its actions.", "good")
    return redirect(_at(partnership, plan), code=303)


@bp.route(ONE + "objectives/", methods=["GET", "POST"])
@gate.allow(Permission.KEEP_ACTIONS)
def add_objective(partnership: Partnership, plan_id: int, section_id: int) -> ResponseReturnValue:
    plan = kept(partnership, plan_id)
    section = queries.get_section(plan, section_id)
    form = ObjectiveForm()
    if form.validate_on_submit():
        services.add_objective(current_user, section, form.text.data)
        flash("The objective is added.", "good")
        return redirect(_at(partnership, plan) + f"#section-{section_id}", code=303)
    return _objective(partnership, plan, form, section=section), 422 if form.errors else 200


@bp.route(GOAL + "edit", methods=["GET", "POST"])
@gate.allow(Permission.KEEP_ACTIONS)
def edit_objective(partnership: Partnership, plan_id: int, objective_id: int) -> ResponseReturnValue:
    plan = kept(partnership, plan_id)
    objective = queries.get_objective(plan, objective_id)
    form = ObjectiveForm(obj=objective)
    status = 200
    if form.validate_on_submit():
        if not form.is_stale(objective):
            services.change_objective(current_user, plan, objective, form.text.data)
            flash("The objective is saved.", "good")
            return redirect(_at(partnership, plan) + f"#section-{objective.section_id}", code=303)
        status = 409
    return _objective(partnership, plan, form, objective=objective), 422 if form.errors else status


@bp.post(GOAL + "<any(up, down):way>")
@gate.allow(Permission.KEEP_ACTIONS)
def move_objective(partnership: Partnership, plan_id: int, objective_id: int, way: str) -> ResponseReturnValue:
    plan = kept(partnership, plan_id)
    objective = queries.get_objective(plan, objective_id)
    section = queries.get_section(plan, objective.section_id)
    services.move_objective(current_user, plan, section, objective, way == "up")
    return redirect(_at(partnership, plan) + f"#section-{section.id}", code=303)


@bp.post(GOAL + "remove")
@gate.allow(Permission.KEEP_ACTIONS)
def remove_objective(partnership: Partnership, plan_id: int, objective_id: int) -> ResponseReturnValue:
    plan = kept(partnership, plan_id)
    services.remove_objective(current_user, plan, queries.get_objective(plan, objective_id))
    undo = url_for("plans.restore_objective", slug=partnership.slug, plan_id=plan.id, objective_id=objective_id)
    flash("The objective is removed.", f"undo:{undo}")
    return redirect(_at(partnership, plan), code=303)


@bp.post(GOAL + "restore")
@gate.allow(Permission.KEEP_ACTIONS)
def restore_objective(partnership: Partnership, plan_id: int, objective_id: int) -> ResponseReturnValue:
    plan = kept(partnership, plan_id)
    services.restore_objective(current_user, plan, queries.get_objective(plan, objective_id, removed=True))
    flash("The objective is back.", "good")
    return redirect(_at(partnership, plan), code=303)


def _objective(partnership: Partnership, plan: Plan, form: ObjectiveForm, **about: Any) -> str:
    context = {"section": None, "objective": None} | about
    return render_template("plans/objective.html", partnership=partnership, plan=plan, form=form, **context)


def _at(partnership: Partnership, plan: Plan) -> str:
    return url_for("plans.sections", slug=partnership.slug, plan_id=plan.id)
