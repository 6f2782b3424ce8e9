"""The groups of a partnership: their picture and list, the page of each, and opening, changing and closing them."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import clock, gate, panels, tables
from portal.core.permissions import Permission
from portal.partnerships import lists, queries, reports, tree
from portal.partnerships.forms.groups import DissolveForm, GroupForm, ReopenForm
from portal.partnerships.forms.pages import EndForm
from portal.partnerships.models import Group, Partnership
from portal.partnerships.services import groups as services
from portal.partnerships.views.blueprint import partnerships as pages


@pages.get("/<slug>/groups/")
@gate.public
def groups(partnership: Partnership) -> ResponseReturnValue:
    page = tables.read(lists.groups_table(partnership.id), request.args)
    lines = lists.group_lines(partnership.id)
    base = url_for("partnerships.groups", slug=partnership.slug)
    return tables.answer(
        page, "partnerships/groups.html", "partnerships/_groups.html", f"{partnership.slug}-groups",
        partnership=partnership, built=tree.built(lines, base, clock.today()), base=base,
        late=[line for line in lines if tree.is_past_time_frame(line, clock.today())],
    )  # fmt: skip


@pages.get("/<slug>/groups/<group_slug>/")
@gate.public
def group(partnership: Partnership, group_slug: str) -> ResponseReturnValue:
    found = queries.get_group(partnership.id, group_slug)
    lines = lists.group_lines(partnership.id)
    return render_template(
        "partnerships/group.html", partnership=partnership, group=found,
        above=next((line for line in lines if line.id == found.parent_id), None),
        below=[line for line in lines if line.parent_id == found.id],
        is_late=any(line.id == found.id and tree.is_past_time_frame(line, clock.today()) for line in lines),
        has_own_rules=any(line.id == found.id and line.has_own_rules for line in lines),
        decision=queries.opening_decision(current_user, found),
        may_change=current_user.can_in(Permission.MANAGE_PARTNERSHIP, partnership, found.id),
        panels=panels.rendered("group", current_user, found), reporting=reports.of_group(current_user, found),
    )  # fmt: skip


@pages.route("/<slug>/groups/new", methods=["GET", "POST"])
@gate.allow(Permission.MANAGE_PARTNERSHIP)
def new_group(partnership: Partnership) -> ResponseReturnValue:
    gate.demand(Permission.MANAGE_PARTNERSHIP, partnership, None)
    form = GroupForm(opened_on=clock.today(), is_sub_group=request.args.get("sub") == "yes")
    warning = _offer(partnership, form)
    if form.validate_on_submit():
        made = services.open_group(current_user, partnership, form.said(), over_limit=_is_meant(form))
        flash(f"{made.name} is open.", "good")
        return redirect(_address(partnership, made), 303)
    page = render_template("partnerships/new_group.html", partnership=partnership, form=form, warning=warning)
    return page, 422 if form.errors else 200


@pages.route("/<slug>/groups/<group_slug>/edit", methods=["GET", "POST"])
@gate.allow(Permission.MANAGE_PARTNERSHIP)
def edit_group(partnership: Partnership, group_slug: str) -> ResponseReturnValue:
    found = _load(partnership, group_slug)
    form = GroupForm(obj=found)
    warning = _offer(partnership, form, found)
    status = 200
    if form.validate_on_submit():
        if not form.is_stale(found):
            services.change_group(current_user, partnership, found, form.said(), over_limit=_is_meant(form))
            flash("The group is changed.", "good")
            return redirect(_address(partnership, found), 303)
        status = 409
    page = render_template(
        "partnerships/edit_group.html", partnership=partnership, form=form, warning=warning, group=found
    )  # fmt: skip
    return page, 422 if form.errors else status


@pages.route("/<slug>/groups/<group_slug>/close", methods=["GET", "POST"])
@gate.allow(Permission.MANAGE_PARTNERSHIP)
def close_group(partnership: Partnership, group_slug: str) -> ResponseReturnValue:
    found = _load(partnership, group_slug)
    form = DissolveForm() if found.is_sub_group else EndForm()
    if form.validate_on_submit():
        achieved = form.achieved.data if isinstance(form, DissolveForm) else ""
        services.close_group(current_user, partnership, found, form.on.data or clock.today(), achieved)
        undo = url_for("partnerships.reopen_group", slug=partnership.slug, group_slug=found.slug)
        flash(f"{found.name} is closed. Everything it held is kept.", f"undo:{undo}")
        return redirect(_address(partnership, found), 303)
    page = render_template("partnerships/close_group.html", partnership=partnership, form=form, group=found)
    return page, 422 if form.errors else 200


@pages.route("/<slug>/groups/<group_slug>/reopen", methods=["GET", "POST"])
@gate.allow(Permission.MANAGE_PARTNERSHIP)
def reopen_group(partnership: Partnership, group_slug: str) -> ResponseReturnValue:
    found = _load(partnership, group_slug)
    form = ReopenForm()
    warning = services.over_the_limit(partnership) if found.is_sub_group and found.closed_on else ""
    if not warning:
        del form.over_limit
    if form.validate_on_submit():
        services.reopen_group(current_user, partnership, found, over_limit=_is_meant(form))
        flash(f"{found.name} is open again.", "good")
        return redirect(_address(partnership, found), 303)
    page = render_template(
        "partnerships/reopen_group.html", partnership=partnership, form=form, warning=warning, group=found
    )  # fmt: skip
    return page, 422 if form.errors else 200


def _load(partnership: Partnership, group_slug: str) -> Group:
    found = queries.get_group(partnership.id, group_slug)
    gate.demand(Permission.MANAGE_PARTNERSHIP, partnership, found.id)
    return found


def _offer(partnership: Partnership, form: GroupForm, found: Group | None = None) -> str:
    """Put the choices into the form; return the warning that stands in it when a sub group would be one too many."""
    counts_already = found is not None and found.is_sub_group
    warning = "" if counts_already else services.over_the_limit(partnership)
    decisions = queries.decisions_that_open(current_user, partnership.id)
    form.offer(lists.group_lines(partnership.id), decisions, warning, found)
    return warning


def _is_meant(form: GroupForm | ReopenForm) -> bool:
    return "over_limit" in form and form.over_limit.data


def _address(partnership: Partnership, found: Group) -> str:
    return url_for("partnerships.group", slug=partnership.slug, group_slug=found.slug)
