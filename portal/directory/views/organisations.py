"""The list of organisations, the page of one, and its entry: add, edit, confirm, close, reopen."""

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import gate, htmx, panels, tables
from portal.core.filters import shortday
from portal.directory import lists, queries, rules, services
from portal.directory.forms import EndForm, NewOrganisationForm, OrganisationForm
from portal.directory.queries.entries import get_correction, links_of
from portal.directory.views.blueprint import (
    ORGANISATION,
    directory,
    entry,
    kept_organisation,
    refused,
    seen_organisation,
)
from portal.directory.views.keepers import keeping


@directory.get("/organisations/")
@gate.public
def organisations() -> ResponseReturnValue:
    page = tables.read(lists.organisations_table(lists.choices()), request.args)
    may_add = rules.may_add_organisations(current_user)
    return tables.answer(
        page, "directory/organisations.html", "directory/_organisations.html", "organisations", may_add=may_add
    )


@directory.get(ORGANISATION)
@gate.public
def organisation(slug: str) -> ResponseReturnValue:
    seen = seen_organisation(slug)
    return render_template(
        "directory/organisation.html",
        may_edit=seen.may_edit,
        may_close=seen.may_close,
        may_suggest=current_user.is_partner and not seen.may_edit and seen.organisation.closed_on is None,
        people=queries.people_of(current_user, seen.organisation),
        panels=panels.rendered("organisation", current_user, seen.organisation),
        links=links_of(current_user, seen.organisation),
        **keeping(seen),
    )


@directory.route("/organisations/new", methods=["GET", "POST"])
@gate.signed_in
def add_organisation() -> ResponseReturnValue:
    gate.demand_that(rules.may_add_organisations(current_user))
    form, likely = NewOrganisationForm(), []
    if form.validate_on_submit():
        likely = queries.likely_duplicates(form.name.data, form.short_name.data)
        if not likely or form.is_another.data:
            row = services.add_organisation(current_user, **entry(form, services.ENTRY))
            flash(f"{row.name} is in the directory.", "good")
            return redirect(f"/organisations/{row.slug}/", 303)
        form.is_another.errors = [
            "An organisation of nearly this name is there already. Look at it, or say it is another."
        ]
    page = render_template(
        "directory/organisation_form.html", form=form, likely=likely, organisation=None, correction=None
    )
    return page, 422 if form.is_submitted() else 200


@directory.route(f"{ORGANISATION}edit", methods=["GET", "POST"])
@gate.signed_in
def edit_organisation(slug: str) -> ResponseReturnValue:
    seen = kept_organisation(slug)
    row, form = seen.organisation, OrganisationForm(obj=seen.organisation)
    status = refused(form, row)
    if form.is_submitted() and not status:
        services.edit_organisation(current_user, row, **entry(form, services.ENTRY))
        flash("Saved. The entry counts as confirmed today.", "good")
        return redirect(f"/organisations/{row.slug}/", 303)
    number = request.args.get("correction", "")
    correction = get_correction(row, int(number)) if number.isdecimal() and len(number) < 10 else None
    page = render_template(
        "directory/organisation_form.html", form=form, likely=[], organisation=row, correction=correction
    )
    return page, status or 200


@directory.post(f"{ORGANISATION}confirm")
@gate.signed_in
def confirm_organisation(slug: str) -> ResponseReturnValue:
    seen = kept_organisation(slug)
    services.confirm_organisation(current_user, seen.organisation)
    back = f"/organisations/{seen.organisation.slug}/"
    return htmx.changed("directory/_confirmed.html", back_to=back, organisation=seen.organisation, may_edit=True)


@directory.route(f"{ORGANISATION}close", methods=["GET", "POST"])
@gate.signed_in
def close_organisation(slug: str) -> ResponseReturnValue:
    seen = seen_organisation(slug)
    gate.demand_that(seen.may_close)
    row, form = seen.organisation, EndForm()
    back = f"/organisations/{row.slug}/"
    if form.validate_on_submit():
        services.close_organisation(current_user, row, form.chosen)
        flash(f"{row.name} is closed since {shortday(row.closed_on)}.", f"undo:{back}reopen")
        return redirect(back, 303)
    page = render_template("directory/organisation_close.html", form=form, organisation=row)
    return page, 422 if form.is_submitted() else 200


@directory.post(f"{ORGANISATION}reopen")
@gate.signed_in
def reopen_organisation(slug: str) -> ResponseReturnValue:
    seen = seen_organisation(slug)
    gate.demand_that(seen.may_close)
    services.reopen_organisation(current_user, seen.organisation)
    flash(f"{seen.organisation.name} is open again.", "good")
    return redirect(f"/organisations/{seen.organisation.slug}/", 303)
