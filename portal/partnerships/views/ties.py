"""Ties between partnerships. A manager of either side keeps them, and both pages show them."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import gate
from portal.core.forms import choices
from portal.core.permissions import Permission
from portal.partnerships import queries
from portal.partnerships.forms.pages import NewTieForm, TieForm
from portal.partnerships.models import Partnership
from portal.partnerships.services import ties as services
from portal.partnerships.views.blueprint import partnerships as pages


@pages.route("/<slug>/manage/ties/", methods=["GET", "POST"])
@gate.allow(Permission.MANAGE_PARTNERSHIP)
def ties(partnership: Partnership) -> ResponseReturnValue:
    gate.demand(Permission.MANAGE_PARTNERSHIP, partnership, None)
    form = NewTieForm()
    others = queries.others_to_tie(partnership.id)
    form.other_id.choices = choices(((each.id, each.name) for each in others), "Choose one")
    if form.validate_on_submit():
        other = queries.get_partnership(form.other_id.data)
        services.tie(current_user, partnership, other, form.words.data, form.words_back.data)
        flash(f"{other.name} is tied to this partnership, on both pages.", "good")
        return redirect(url_for("partnerships.ties", slug=partnership.slug), 303)
    kept = queries.list_ties(partnership.id)
    page = render_template("partnerships/ties.html", partnership=partnership, form=form, ties=kept, others=others)
    return page, 422 if form.errors else 200


@pages.route("/<slug>/manage/ties/<int:number>", methods=["GET", "POST"])
@gate.allow(Permission.MANAGE_PARTNERSHIP)
def edit_tie(partnership: Partnership, number: int) -> ResponseReturnValue:
    gate.demand(Permission.MANAGE_PARTNERSHIP, partnership, None)
    tie = queries.get_tie(partnership.id, number)
    form = TieForm(obj=tie)
    status = 200
    if form.validate_on_submit():
        if not form.is_stale(tie):
            services.change_tie(current_user, tie, form.words.data, form.words_back.data)
            flash("The tie is changed on both pages.", "good")
            return redirect(url_for("partnerships.ties", slug=partnership.slug), 303)
        status = 409
    page = render_template("partnerships/edit_tie.html", partnership=partnership, form=form, tie=tie)
    return page, 422 if form.errors else status


@pages.post("/<slug>/manage/ties/<int:number>/remove")
@gate.allow(Permission.MANAGE_PARTNERSHIP)
def remove_tie(partnership: Partnership, number: int) -> ResponseReturnValue:
    gate.demand(Permission.MANAGE_PARTNERSHIP, partnership, None)
    services.untie(current_user, queries.get_tie(partnership.id, number))
    undo = url_for("partnerships.restore_tie", slug=partnership.slug, number=number)
    flash("The tie is off both pages.", f"undo:{undo}")
    return redirect(url_for("partnerships.ties", slug=partnership.slug), 303)


@pages.post("/<slug>/manage/ties/<int:number>/restore")
@gate.allow(Permission.MANAGE_PARTNERSHIP)
def restore_tie(partnership: Partnership, number: int) -> ResponseReturnValue:
    gate.demand(Permission.MANAGE_PARTNERSHIP, partnership, None)
    services.restore_tie(current_user, queries.get_tie(partnership.id, number, removed=True))
    flash("The tie is back on both pages.", "good")
    return redirect(url_for("partnerships.ties", slug=partnership.slug), 303)
