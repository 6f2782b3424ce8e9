"""Who holds a standard, and who applied for funding: written down on the entry's page, changed and taken back."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import gate
from portal.library import rules
from portal.library.forms.told import ApplicationForm, DaysForm, HoldingForm, ResultForm
from portal.library.queries import entries, told
from portal.library.services import told as services
from portal.library.shelves import FUNDING, STANDARDS
from portal.library.views.beside import offered
from portal.library.views.blueprint import PLACE
from portal.library.views.blueprint import library as pages
from portal.library.views.entries import entry_context
from portal.memberships.queries.spoken_for import organisations_spoken_for
from portal.partnerships.models import Partnership


@pages.get(PLACE + "standards/holders")
@gate.public
def holders(partnership: Partnership) -> ResponseReturnValue:
    found = told.matrix(current_user, partnership)
    return render_template("library/holders.html", partnership=partnership, matrix=found)


@pages.post(PLACE + "standards/<int:number>/holders")
@gate.signed_in
def add_holder(partnership: Partnership, number: int) -> ResponseReturnValue:
    standard = entries.get_entry(current_user, partnership, STANDARDS, number)
    form = offered(HoldingForm(), _demanded(partnership))
    if form.validate_on_submit():
        days = {"since_on": form.since_on.data, "until_on": form.until_on.data}
        services.add_holding(current_user, standard, organisation_id=form.organisation_id.data, **days)
        flash("It is noted who holds it.", "good")
        return _to(partnership, STANDARDS.key, number)
    return render_template("library/entry.html", **entry_context(partnership, STANDARDS, standard, form=form)), 422


@pages.route(PLACE + "standards/holders/<int:number>/edit", methods=["GET", "POST"])
@gate.signed_in
def edit_holder(partnership: Partnership, number: int) -> ResponseReturnValue:
    holding = _allowed(partnership, told.get_holding(current_user, partnership, number))
    form = DaysForm(obj=holding)
    if form.validate_on_submit():
        services.change_holding(current_user, holding, since_on=form.since_on.data, until_on=form.until_on.data)
        flash("The days are changed.", "good")
        return _to(partnership, STANDARDS.key, holding.standard_id)
    page = render_template("library/holder.html", partnership=partnership, form=form, holding=holding)
    return page, 422 if form.errors else 200


@pages.post(PLACE + "standards/holders/<int:number>/remove")
@gate.signed_in
def remove_holder(partnership: Partnership, number: int) -> ResponseReturnValue:
    holding = _allowed(partnership, told.get_holding(current_user, partnership, number))
    services.remove_holding(current_user, holding)
    undo = url_for("library.restore_holder", slug=partnership.slug, number=number)
    flash(f"{holding.organisation.name} is off the list.", f"undo:{undo}")
    return _to(partnership, STANDARDS.key, holding.standard_id)


@pages.post(PLACE + "standards/holders/<int:number>/restore")
@gate.signed_in
def restore_holder(partnership: Partnership, number: int) -> ResponseReturnValue:
    holding = _allowed(partnership, told.get_holding(current_user, partnership, number, removed=True))
    services.restore_holding(current_user, holding)
    flash(f"{holding.organisation.name} is back on the list.", "good")
    return _to(partnership, STANDARDS.key, holding.standard_id)


@pages.post(PLACE + "funding/<int:number>/applications")
@gate.signed_in
def add_application(partnership: Partnership, number: int) -> ResponseReturnValue:
    funding = entries.get_entry(current_user, partnership, FUNDING, number)
    form = offered(ApplicationForm(), _demanded(partnership))
    if form.validate_on_submit():
        services.add_application(current_user, funding, organisation_id=form.organisation_id.data, **form.said())
        flash("The application is noted.", "good")
        return _to(partnership, FUNDING.key, number)
    return render_template("library/entry.html", **entry_context(partnership, FUNDING, funding, form=form)), 422


@pages.route(PLACE + "funding/applications/<int:number>/edit", methods=["GET", "POST"])
@gate.signed_in
def edit_application(partnership: Partnership, number: int) -> ResponseReturnValue:
    application = _allowed(partnership, told.get_application(current_user, partnership, number))
    form = ResultForm(obj=application)
    status = 200
    if form.validate_on_submit():
        if not form.is_stale(application):
            services.change_application(current_user, application, **form.said())
            flash("The application is changed.", "good")
            return _to(partnership, FUNDING.key, application.funding_id)
        status = 409
    page = render_template("library/application.html", partnership=partnership, form=form, application=application)
    return page, 422 if form.errors else status


@pages.post(PLACE + "funding/applications/<int:number>/remove")
@gate.signed_in
def remove_application(partnership: Partnership, number: int) -> ResponseReturnValue:
    application = _allowed(partnership, told.get_application(current_user, partnership, number))
    services.remove_application(current_user, application)
    undo = url_for("library.restore_application", slug=partnership.slug, number=number)
    flash("The application is removed.", f"undo:{undo}")
    return _to(partnership, FUNDING.key, application.funding_id)


@pages.post(PLACE + "funding/applications/<int:number>/restore")
@gate.signed_in
def restore_application(partnership: Partnership, number: int) -> ResponseReturnValue:
    application = _allowed(partnership, told.get_application(current_user, partnership, number, removed=True))
    services.restore_application(current_user, application)
    flash("The application is back.", "good")
    return _to(partnership, FUNDING.key, application.funding_id)


def _demanded(partnership: Partnership) -> Any:
    """Return the organisations the viewer speaks for here, or answer 403 where there are none."""
    mine = organisations_spoken_for(current_user, partnership)
    gate.demand_that(bool(mine))
    return mine


def _allowed(partnership: Partnership, row: Any) -> Any:
    """Return a row whose organisation the viewer speaks for, or answer 403."""
    gate.demand_that(rules.may_speak_for(current_user, partnership, row.organisation_id))
    return row


def _to(partnership: Partnership, shelf: str, number: int) -> ResponseReturnValue:
    return redirect(url_for("library.entry", slug=partnership.slug, shelf=shelf, number=number), 303)
