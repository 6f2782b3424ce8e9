"""The headings that updates stand under: added, called otherwise, taken away and brought back."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import gate
from portal.core.errors import Refusal
from portal.core.permissions import Permission
from portal.partnerships.models import Partnership
from portal.updates import keeping, queries
from portal.updates.forms import HeadingForm
from portal.updates.rules import DEFAULT_HEADINGS
from portal.updates.views.blueprint import PLACE
from portal.updates.views.blueprint import updates as pages


@pages.route(PLACE + "headings/", methods=["GET", "POST"])
@gate.allow(Permission.MANAGE_PARTNERSHIP)
def headings(partnership: Partnership) -> ResponseReturnValue:
    gate.demand(Permission.MANAGE_PARTNERSHIP, partnership, None)
    form = HeadingForm()
    if form.validate_on_submit():
        try:
            keeping.add_heading(current_user, partnership, form.name.data)
        except Refusal as refusal:
            form.name.errors = [str(refusal)]
        else:
            flash("The heading is added.", "good")
            return _back(partnership)
    page = render_template(
        "updates/headings.html", partnership=partnership, form=form, headings=queries.list_headings(partnership),
        removed=queries.list_removed_headings(partnership), usual=DEFAULT_HEADINGS,
    )  # fmt: skip
    return page, 422 if form.errors else 200


@pages.route(PLACE + "headings/<int:number>/edit", methods=["GET", "POST"])
@gate.allow(Permission.MANAGE_PARTNERSHIP)
def edit_heading(partnership: Partnership, number: int) -> ResponseReturnValue:
    gate.demand(Permission.MANAGE_PARTNERSHIP, partnership, None)
    heading = queries.get_heading(partnership, number)
    form = HeadingForm(obj=heading)
    status = 200
    if form.validate_on_submit():
        status = 409
        if not form.is_stale(heading):
            try:
                keeping.rename_heading(current_user, partnership, heading, form.name.data)
            except Refusal as refusal:
                form.name.errors = [str(refusal)]
            else:
                flash("The heading is changed.", "good")
                return _back(partnership)
    page = render_template("updates/edit_heading.html", partnership=partnership, form=form, heading=heading)
    return page, 422 if form.errors else status


@pages.post(PLACE + "headings/<int:number>/remove")
@gate.allow(Permission.MANAGE_PARTNERSHIP)
def remove_heading(partnership: Partnership, number: int) -> ResponseReturnValue:
    gate.demand(Permission.MANAGE_PARTNERSHIP, partnership, None)
    heading = queries.get_heading(partnership, number)
    keeping.remove_heading(current_user, partnership, heading)
    undo = url_for("updates.restore_heading", slug=partnership.slug, number=number)
    flash(f"“{heading.name}” is offered no more. What stands under it stays.", f"undo:{undo}")
    return _back(partnership)


@pages.post(PLACE + "headings/<int:number>/restore")
@gate.allow(Permission.MANAGE_PARTNERSHIP)
def restore_heading(partnership: Partnership, number: int) -> ResponseReturnValue:
    gate.demand(Permission.MANAGE_PARTNERSHIP, partnership, None)
    keeping.restore_heading(current_user, queries.get_heading(partnership, number, removed=True))
    flash("The heading is back.", "good")
    return _back(partnership)


def _back(partnership: Partnership) -> ResponseReturnValue:
    return redirect(url_for("updates.headings", slug=partnership.slug), 303)
