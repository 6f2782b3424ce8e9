"""What a manager can change, the texts of the page, the record of changes, and the end of a partnership."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.audit.queries import history_table
from portal.core import clock, gate, tables
from portal.core.forms import PortalForm
from portal.core.permissions import Permission
from portal.partnerships import queries
from portal.partnerships.forms.pages import EndForm, PageForm
from portal.partnerships.models import Partnership
from portal.partnerships.services import founding
from portal.partnerships.views.blueprint import partnerships as pages
from portal.partnerships.views.kinds import chosen_kind


@pages.get("/<slug>/manage/")
@gate.allow(Permission.MANAGE_PARTNERSHIP)
def manage(partnership: Partnership) -> ResponseReturnValue:
    return render_template("partnerships/manage.html", partnership=partnership)


@pages.route("/<slug>/manage/page", methods=["GET", "POST"])
@gate.allow(Permission.MANAGE_PARTNERSHIP)
def edit(partnership: Partnership) -> ResponseReturnValue:
    gate.demand(Permission.MANAGE_PARTNERSHIP, partnership, None)
    form = PageForm(obj=partnership)
    form.offer_kinds(queries.list_kinds())
    status = 200
    if form.validate_on_submit():
        if not form.is_stale(partnership):
            founding.change_page(current_user, partnership, _said(form))
            flash("The page is changed.", "good")
            return redirect(url_for("partnerships.manage", slug=partnership.slug), 303)
        status = 409
    page = render_template("partnerships/edit.html", partnership=partnership, form=form)
    return page, 422 if form.errors else status


@pages.get("/<slug>/history")
@gate.allow(Permission.SEE_HISTORY)
def history(partnership: Partnership) -> ResponseReturnValue:
    gate.demand(Permission.SEE_HISTORY, partnership, None)
    page = tables.read(history_table(partnership.id), request.args)
    return tables.answer(
        page, "partnerships/history.html", "audit/_events.html", f"{partnership.slug}-history", partnership=partnership
    )


@pages.route("/<slug>/manage/close", methods=["GET", "POST"])
@gate.allow(Permission.MANAGE_PARTNERSHIP)
def close(partnership: Partnership) -> ResponseReturnValue:
    gate.demand(Permission.MANAGE_PARTNERSHIP, partnership, None)
    if partnership.closed_on:
        return redirect(url_for("partnerships.reopen", slug=partnership.slug), 303)
    form = EndForm()
    if form.validate_on_submit():
        founding.close_partnership(current_user, partnership, form.on.data or clock.today())
        undo = url_for("partnerships.reopen", slug=partnership.slug)
        flash(f"{partnership.name} is closed. Everything it held stays readable.", f"undo:{undo}")
        return redirect(url_for("partnerships.detail", slug=partnership.slug), 303)
    page = render_template("partnerships/close.html", partnership=partnership, form=form)
    return page, 422 if form.errors else 200


@pages.route("/<slug>/manage/reopen", methods=["GET", "POST"])
@gate.allow(Permission.MANAGE_PARTNERSHIP)
def reopen(partnership: Partnership) -> ResponseReturnValue:
    gate.demand(Permission.MANAGE_PARTNERSHIP, partnership, None)
    form = PortalForm()
    if request.method == "POST":
        founding.reopen_partnership(current_user, partnership)
        flash(f"{partnership.name} is open again.", "good")
        return redirect(url_for("partnerships.detail", slug=partnership.slug), 303)
    if not partnership.closed_on:
        abort(404)
    return render_template("partnerships/reopen.html", partnership=partnership, form=form)


def _said(form: PageForm) -> dict:
    plain = ("name", "short_name", "purpose", "area", "nature", "founded_on", "contact", "actions_audience", "accent")
    return {name: form[name].data for name in plain} | {"kind": chosen_kind(form)}
