"""One action of a plan: its page, its form in the grid and on a page of its own, its place, and what goes with it."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.actions import rules as of_actions
from portal.actions.models import Status
from portal.actions.queries import names_in
from portal.actions.sentence import read_line
from portal.core import clock, gate
from portal.core.audience import audience_sentence
from portal.core.htmx import wants_fragment
from portal.core.permissions import Permission
from portal.partnerships.models import Partnership
from portal.plans import rules
from portal.plans.forms.entries import EntryForm, LineForm, StatusForm, form_for, standing
from portal.plans.forms.sections import LinkForm
from portal.plans.models import Field, Plan, PlanEntry
from portal.plans.queries import entries as queries
from portal.plans.queries import grid, plans
from portal.plans.services import entries as services
from portal.plans.views.blueprint import bp
from portal.plans.views.grid import draw_row, may_keep, row_context
from portal.plans.views.keeping import kept

ONE = "/<int:plan_id>/entries/<int:entry_id>/"


@bp.post("/<int:plan_id>/entries/")
@gate.allow(Permission.KEEP_ACTIONS)
def add_line(partnership: Partnership, plan_id: int) -> ResponseReturnValue:
    """Add an action in one line: who is to do what, by when."""
    plan = kept(partnership, plan_id)
    form = LineForm(plans.sections_of(plan))
    if not form.validate_on_submit():
        return _new(partnership, plan, line=form), 422
    found = read_line(form.line.data, names_in(partnership.id), clock.today())
    section = plans.get_section(plan, form.section.data) if form.section.data else None
    is_action = found.kind == "action"
    entry = services.add(
        current_user, plan, section=section, text=found.text if is_action else form.line.data,
        leads_written=", ".join(lead.words for lead in found.leads) if is_action else "",
        when_text=found.when.text if is_action and found.when else "",
    )  # fmt: skip
    flash("The action is added.", f"undo:{_at(partnership, plan, 'plans.remove_entry', entry)}")
    return redirect(f"{_at(partnership, plan)}#e{entry.id}", code=303)


@bp.route("/<int:plan_id>/entries/new", methods=["GET", "POST"])
@gate.allow(Permission.KEEP_ACTIONS)
def create_entry(partnership: Partnership, plan_id: int) -> ResponseReturnValue:
    plan = kept(partnership, plan_id)
    sections = plans.sections_of(plan)
    form = form_for(plan, sections, None, may_change_action=True)
    if form.validate_on_submit():
        said = form.said()
        number, goal = said.pop("section_id", None), said.pop("objective_id", None)
        entry = services.add(
            current_user, plan, section=plans.get_section(plan, number) if number else None,
            objective=plans.get_objective(plan, goal) if goal else None, **said,
        )  # fmt: skip
        flash("The action is added.", f"undo:{_at(partnership, plan, 'plans.remove_entry', entry)}")
        return redirect(f"{_at(partnership, plan)}#e{entry.id}", code=303)
    return _new(partnership, plan, form=form), 422 if form.errors else 200


@bp.get(ONE)
@gate.public
def entry(partnership: Partnership, plan_id: int, entry_id: int) -> ResponseReturnValue:
    plan = plans.get_plan(current_user, partnership, plan_id)
    found = queries.get_entry(current_user, plan, entry_id)
    return _page(partnership, plan, found)


@bp.route(ONE + "edit", methods=["GET", "POST"])
@gate.allow(Permission.KEEP_ACTIONS)
def edit_entry(partnership: Partnership, plan_id: int, entry_id: int) -> ResponseReturnValue:
    """Change an action: in its row of the grid where HTMX asks, else on a page."""
    plan = kept(partnership, plan_id)
    found = queries.get_entry(current_user, plan, entry_id)
    form = form_for(
        plan, plans.sections_of(plan), found, _keeps_action(partnership, found), queries.is_minuted(found.action)
    )
    status = 200
    if form.validate_on_submit():
        if not form.is_stale(standing(found)):
            services.change(current_user, found, **form.said())
            return _saved(partnership, plan, found)
        status = 409
    return _form(partnership, plan, found, form), 422 if form.errors else status


@bp.get(ONE + "row")
@gate.public
def row(partnership: Partnership, plan_id: int, entry_id: int) -> ResponseReturnValue:
    """Show the row as it stands, where somebody leaves its form; without HTMX the grid, at the row."""
    plan = plans.get_plan(current_user, partnership, plan_id)
    found = queries.get_entry(current_user, plan, entry_id)
    if wants_fragment():
        return draw_row(partnership, plan, found.id, told="")
    return redirect(f"{_at(partnership, plan)}#e{found.id}")


@bp.route(ONE + "status", methods=["GET", "POST"])
@gate.allow(Permission.KEEP_ACTIONS)
def set_entry_status(partnership: Partnership, plan_id: int, entry_id: int) -> ResponseReturnValue:
    """Say in one click how an action stands."""
    plan = kept(partnership, plan_id)
    found = queries.get_entry(current_user, plan, entry_id)
    gate.demand_that(_keeps_action(partnership, found))
    form = StatusForm(status=found.action.status.value)
    if form.validate_on_submit():
        services.set_status(current_user, found, Status(form.status.data))
        return _saved(partnership, plan, found)
    context = row_context(partnership, plan) | {
        "row": grid.row_of(current_user, plan, found.id),
        "form": form,
        "choices": rules.wordings(plan.columns)[Field.STATUS],
    }
    page = "plans/_row_status.html" if wants_fragment() else "plans/status.html"
    return render_template(page, **context), 422 if form.errors else 200


@bp.post(ONE + "remove")
@gate.allow(Permission.KEEP_ACTIONS)
def remove_entry(partnership: Partnership, plan_id: int, entry_id: int) -> ResponseReturnValue:
    plan = kept(partnership, plan_id)
    found = queries.get_entry(current_user, plan, entry_id)
    services.remove(current_user, found)
    flash(
        "Taken out of the plan. The action itself stays on the list.",
        f"undo:{_at(partnership, plan, 'plans.restore_entry', found)}",
    )
    return redirect(_at(partnership, plan), code=303)


@bp.post(ONE + "restore")
@gate.allow(Permission.KEEP_ACTIONS)
def restore_entry(partnership: Partnership, plan_id: int, entry_id: int) -> ResponseReturnValue:
    plan = kept(partnership, plan_id)
    found = queries.get_entry(current_user, plan, entry_id, removed=True)
    services.restore(current_user, found)
    flash("The action stands in the plan again.", "good")
    return redirect(f"{_at(partnership, plan)}#e{found.id}", code=303)


@bp.post(ONE + "<any(up, down):way>")
@gate.allow(Permission.KEEP_ACTIONS)
def move_entry(partnership: Partnership, plan_id: int, entry_id: int, way: str) -> ResponseReturnValue:
    plan = kept(partnership, plan_id)
    found = queries.get_entry(current_user, plan, entry_id)
    services.move(current_user, found, queries.neighbours(found), way == "up")
    return redirect(_at(partnership, plan, "plans.entry", found), code=303)


@bp.post(ONE + "links/")
@gate.allow(Permission.KEEP_ACTIONS)
def link_entry(partnership: Partnership, plan_id: int, entry_id: int) -> ResponseReturnValue:
    plan = kept(partnership, plan_id)
    found = queries.get_entry(current_user, plan, entry_id)
    form = LinkForm(queries.others(current_user, plan, found))
    if not form.validate_on_submit():
        return _page(partnership, plan, found, link=form), 422
    services.link(current_user, found, queries.get_entry(current_user, plan, form.other.data))
    flash("It is noted that they go together.", "good")
    return redirect(_at(partnership, plan, "plans.entry", found), code=303)


@bp.post(ONE + "links/<int:other_id>/remove")
@gate.allow(Permission.KEEP_ACTIONS)
def unlink_entry(partnership: Partnership, plan_id: int, entry_id: int, other_id: int) -> ResponseReturnValue:
    plan = kept(partnership, plan_id)
    found = queries.get_entry(current_user, plan, entry_id)
    services.unlink(current_user, found, queries.get_entry(current_user, plan, other_id))
    flash("They no longer go together.", "good")
    return redirect(_at(partnership, plan, "plans.entry", found), code=303)


def _keeps_action(partnership: Partnership, found: PlanEntry) -> bool:
    """Whether the viewer keeps the action itself: it is this partnership's, and in their hands."""
    action = found.action
    is_ours = action.partnership_id == partnership.id
    return is_ours and current_user.can_in(Permission.KEEP_ACTIONS, partnership, action.group_id)


def _saved(partnership: Partnership, plan: Plan, found: PlanEntry) -> ResponseReturnValue:
    if wants_fragment():
        return draw_row(partnership, plan, found.id, told="Saved")
    flash("The action is saved.", "good")
    return redirect(f"{_at(partnership, plan)}#e{found.id}", code=303)


def _form(partnership: Partnership, plan: Plan, found: PlanEntry, form: EntryForm) -> str:
    context = row_context(partnership, plan) | {"entry": found, "form": form}
    if wants_fragment():
        form.numbered(found.id)
        return render_template("plans/_row_form.html", **context)
    return render_template("plans/edit_entry.html", **context)


def _new(partnership: Partnership, plan: Plan, form: EntryForm | None = None, line: LineForm | None = None) -> str:
    sections = plans.sections_of(plan)
    form = form or form_for(plan, sections, None, may_change_action=True)
    if request.args.get("section", "").isdigit() and "section_id" in form and request.method == "GET":
        form["section_id"].data = int(request.args["section"])
    return render_template(
        "plans/new_entry.html", partnership=partnership, plan=plan, form=form,
        line=line or LineForm(sections, formdata=None),
    )  # fmt: skip


def _page(partnership: Partnership, plan: Plan, found: PlanEntry, link: LinkForm | None = None) -> str:
    action = found.action
    keeps = may_keep(partnership, plan)
    if keeps and link is None:
        link = LinkForm(queries.others(current_user, plan, found), formdata=None)
    shown = grid.row_of(current_user, plan, found.id)
    return render_template(
        "plans/entry.html",
        **row_context(partnership, plan),
        entry=found,
        row=shown,
        cells=[(column, rules.cell(column.field, shown, column)) for column in plan.columns],
        origin=queries.origin(current_user, action),
        decisions=queries.decisions_behind(current_user, action),
        linked=queries.linked_to(current_user, found),
        standing=[each for each in queries.stands_in(current_user, action) if each.entry_id != found.id],
        is_insider=current_user.belongs_to(action.partnership_id),
        keeps_action=keeps and _keeps_action(partnership, found),
        may_report=of_actions.may_report(current_user, action),
        meaning=of_actions.meaning(action.when),
        audience=audience_sentence(action.audience, action.audience_why),
        link=link if keeps and link and link.other.choices else None,
    )


def _at(partnership: Partnership, plan: Plan, endpoint: str = "plans.grid", found: Any = None) -> str:
    more = {"entry_id": found.id} if found else {}
    return url_for(endpoint, slug=partnership.slug, plan_id=plan.id, **more)
