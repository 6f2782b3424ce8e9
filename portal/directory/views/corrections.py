"""Corrections of an organisation's entry: suggested by any partner, answered by who keeps it."""

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import gate
from portal.directory.forms import CorrectionForm, DeclineForm
from portal.directory.queries.entries import get_correction
from portal.directory.rules import field_words
from portal.directory.services import corrections as services
from portal.directory.views.blueprint import (
    ORGANISATION,
    address_of,
    directory,
    kept_organisation,
    seen_organisation,
)

CORRECTION = f"{ORGANISATION}corrections/<int(max=2147483647):number>/"


@directory.route(f"{ORGANISATION}suggest", methods=["GET", "POST"])
@gate.signed_in
def suggest_correction(slug: str) -> ResponseReturnValue:
    row, form = seen_organisation(slug).organisation, CorrectionForm()
    gate.demand_that(current_user.is_partner)
    if form.validate_on_submit():
        services.suggest(current_user, row, form.field.data, form.text.data)
        flash("Thank you. Those who keep the entry look at it, and you get their answer by letter.", "good")
        return redirect(address_of(slug), 303)
    page = render_template("directory/correction_form.html", form=form, organisation=row)
    return page, 422 if form.is_submitted() else 200


@directory.post(f"{CORRECTION}accept")
@gate.signed_in
def accept_correction(slug: str, number: int) -> ResponseReturnValue:
    row = kept_organisation(slug).organisation
    correction = get_correction(row, number)
    services.accept(current_user, row, correction)
    flash(f"{correction.suggested_by} is told. Now change the entry.", "good")
    return redirect(address_of(slug, f"edit?correction={number}"), 303)


@directory.route(f"{CORRECTION}decline", methods=["GET", "POST"])
@gate.signed_in
def decline_correction(slug: str, number: int) -> ResponseReturnValue:
    row, form = kept_organisation(slug).organisation, DeclineForm()
    correction = get_correction(row, number)
    if form.validate_on_submit():
        services.decline(current_user, row, correction, form.reason.data)
        flash(f"{correction.suggested_by} is told why.", "good")
        return redirect(address_of(slug, "entries/"), 303)
    page = render_template(
        "directory/correction_decline.html", form=form, organisation=row, correction=correction,
        about=field_words(correction.field),
    )  # fmt: skip
    return page, 422 if form.is_submitted() else 200
