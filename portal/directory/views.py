"""Pages of the directory: organisations, people, and what may be shown of them."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import gate, htmx, panels, tables
from portal.core.filters import shortday
from portal.core.forms import VersionedForm, choices
from portal.core.viewer import Viewer
from portal.directory import lists, queries, rules, services
from portal.directory.forms import (
    ConsentForm,
    EndForm,
    NewOrganisationForm,
    OrganisationForm,
    PersonForm,
    ToldConsentForm,
    showing_hints,
)  # fmt: skip

directory = Blueprint("directory", __name__)
PERSON = "/people/<int(max=2147483647):number>/"


@directory.get("/organisations/")
@gate.public
def organisations() -> ResponseReturnValue:
    page = tables.read(lists.organisations_table(lists.choices()), request.args)
    may_add = rules.may_add_organisations(current_user)
    return tables.answer(
        page, "directory/organisations.html", "directory/_organisations.html", "organisations", may_add=may_add
    )


@directory.get("/organisations/<slug>/")
@gate.public
def organisation(slug: str) -> ResponseReturnValue:
    seen = queries.get_organisation(current_user, slug)
    return render_template(
        "directory/organisation.html",
        organisation=seen.organisation,
        may_edit=seen.may_edit,
        may_close=seen.may_close,
        people=queries.people_of(current_user, seen.organisation),
        panels=panels.rendered("organisation", current_user, seen.organisation),
    )


@directory.route("/organisations/new", methods=["GET", "POST"])
@gate.signed_in
def add_organisation() -> ResponseReturnValue:
    gate.demand_that(rules.may_add_organisations(current_user))
    form, likely = NewOrganisationForm(), []
    if form.validate_on_submit():
        likely = queries.likely_duplicates(form.name.data, form.short_name.data)
        if not likely or form.is_another.data:
            row = services.add_organisation(current_user, **_entry(form, services.ENTRY))
            flash(f"{row.name} is in the directory.", "good")
            return redirect(f"/organisations/{row.slug}/", 303)
        form.is_another.errors = [
            "An organisation of nearly this name is there already. Look at it, or say it is another."
        ]
    page = render_template("directory/organisation_form.html", form=form, likely=likely, organisation=None)
    return page, 422 if form.is_submitted() else 200


@directory.route("/organisations/<slug>/edit", methods=["GET", "POST"])
@gate.signed_in
def edit_organisation(slug: str) -> ResponseReturnValue:
    seen = queries.get_organisation(current_user, slug)
    gate.demand_that(seen.may_edit)
    row, form = seen.organisation, OrganisationForm(obj=seen.organisation)
    status = _refused(form, row)
    if form.is_submitted() and not status:
        services.edit_organisation(current_user, row, **_entry(form, services.ENTRY))
        flash("Saved. The entry counts as confirmed today.", "good")
        return redirect(f"/organisations/{row.slug}/", 303)
    return render_template("directory/organisation_form.html", form=form, likely=[], organisation=row), status or 200


@directory.post("/organisations/<slug>/confirm")
@gate.signed_in
def confirm_organisation(slug: str) -> ResponseReturnValue:
    seen = queries.get_organisation(current_user, slug)
    gate.demand_that(seen.may_edit)
    services.confirm_organisation(current_user, seen.organisation)
    back = f"/organisations/{seen.organisation.slug}/"
    return htmx.changed("directory/_confirmed.html", back_to=back, organisation=seen.organisation, may_edit=True)


@directory.route("/organisations/<slug>/close", methods=["GET", "POST"])
@gate.signed_in
def close_organisation(slug: str) -> ResponseReturnValue:
    seen = queries.get_organisation(current_user, slug)
    gate.demand_that(seen.may_close)
    row, form = seen.organisation, EndForm()
    back = f"/organisations/{row.slug}/"
    if form.validate_on_submit():
        services.close_organisation(current_user, row, form.chosen)
        flash(f"{row.name} is closed since {shortday(row.closed_on)}.", f"undo:{back}reopen")
        return redirect(back, 303)
    page = render_template("directory/organisation_close.html", form=form, organisation=row)
    return page, 422 if form.is_submitted() else 200


@directory.post("/organisations/<slug>/reopen")
@gate.signed_in
def reopen_organisation(slug: str) -> ResponseReturnValue:
    seen = queries.get_organisation(current_user, slug)
    gate.demand_that(seen.may_close)
    services.reopen_organisation(current_user, seen.organisation)
    flash(f"{seen.organisation.name} is open again.", "good")
    return redirect(f"/organisations/{seen.organisation.slug}/", 303)


@directory.get("/people/")
@gate.signed_in
def people() -> ResponseReturnValue:
    page = tables.read(lists.people_table(current_user, lists.choices()), request.args)
    may_add = rules.may_add_people(current_user)
    return tables.answer(page, "directory/people.html", "directory/_people.html", "people", may_add=may_add)


@directory.get(PERSON)
@gate.public
def person(number: int) -> ResponseReturnValue:
    seen = queries.get_person(current_user, number)
    return render_template(
        "directory/person.html",
        person=seen.person,
        sees_contact=seen.sees_contact,
        may_edit=seen.may_edit,
        showings=rules.OTHERS,
        consents=queries.consents_of(seen.person) if seen.may_edit else [],
        panels=panels.rendered("person", current_user, seen.person),
    )


@directory.route("/people/new", methods=["GET", "POST"])
@gate.signed_in
def add_person() -> ResponseReturnValue:
    gate.demand_that(rules.may_add_people(current_user))
    offered = queries.organisations_to_choose(current_user)
    form = PersonForm(organisation_id=queries.organisation_number(request.args.get("organisation", "")))
    form.organisation_id.choices = choices(offered, none=_none(current_user))
    if form.validate_on_submit():
        row = services.add_person(current_user, **_entry(form, services.PERSON))
        flash(f"{row.name} is in the directory. Ask them what may be shown, and write it down here.", "good")
        return redirect(f"/people/{row.id}/", 303)
    page = render_template("directory/person_form.html", form=form, person=None)
    return page, 422 if form.is_submitted() else 200


@directory.route(f"{PERSON}edit", methods=["GET", "POST"])
@gate.signed_in
def edit_person(number: int) -> ResponseReturnValue:
    row = _kept_person(number)
    form = PersonForm(obj=row)
    offered = queries.organisations_to_choose(current_user, row.organisation_id)
    form.organisation_id.choices = choices(offered, none="No organisation")
    status = _refused(form, row)
    if form.is_submitted() and not status:
        services.edit_person(current_user, row, **_entry(form, services.PERSON))
        flash("Saved.", "good")
        return redirect(f"/people/{row.id}/", 303)
    return render_template("directory/person_form.html", form=form, person=row), status or 200


@directory.route(f"{PERSON}consent", methods=["GET", "POST"])
@gate.signed_in
def consent(number: int) -> ResponseReturnValue:
    row = _kept_person(number)
    is_me = row.id == current_user.person_id
    form = ConsentForm(obj=row) if is_me else ToldConsentForm(obj=row)
    status = _refused(form, row)
    if form.is_submitted() and not status:
        told = "" if is_me else form.told.data
        services.give_consent(current_user, row, form.name_shown.data, form.contact_shown.data, told)
        flash("Saved. It holds from now on.", "good")
        return redirect(f"/people/{row.id}/", 303)
    hints = showing_hints("you hold" if is_me else "they hold")
    page = render_template("directory/consent.html", form=form, person=row, is_me=is_me, hints=hints)
    return page, status or 200


@directory.post(f"{PERSON}consent/withdraw")
@gate.signed_in
def withdraw_consent(number: int) -> ResponseReturnValue:
    row = _kept_person(number)
    services.withdraw_consent(current_user, row)
    flash("Taken back. Nothing is shown any more, but to those who keep the entry.", "good")
    return redirect(f"/people/{row.id}/", 303)


@directory.route(f"{PERSON}leave", methods=["GET", "POST"])
@gate.signed_in
def end_person(number: int) -> ResponseReturnValue:
    row, form = _kept_person(number), EndForm()
    if form.validate_on_submit():
        services.end_person(current_user, row, form.chosen)
        flash(f"Noted: {row.name} left on {shortday(row.left_on)}.", f"undo:/people/{row.id}/return")
        return redirect(f"/people/{row.id}/", 303)
    page = render_template("directory/person_leave.html", form=form, person=row)
    return page, 422 if form.is_submitted() else 200


@directory.post(f"{PERSON}return")
@gate.signed_in
def bring_back_person(number: int) -> ResponseReturnValue:
    row = _kept_person(number)
    services.bring_back_person(current_user, row)
    flash(f"{row.name} is back.", "good")
    return redirect(f"/people/{row.id}/", 303)


def _kept_person(number: int) -> Any:
    seen = queries.get_person(current_user, number)
    gate.demand_that(seen.may_edit)
    return seen.person


def _entry(form: VersionedForm, fields: tuple[str, ...]) -> dict[str, Any]:
    return {field: form[field].data for field in fields}


def _refused(form: VersionedForm, row: Any) -> int:
    """Return the status of a form that cannot be saved as it was sent; 0 when it can, or was not sent."""
    if not form.is_submitted():
        return 0
    is_sound = form.validate()
    return 409 if form.is_stale(row) else 0 if is_sound else 422


def _none(viewer: Viewer) -> str | None:
    """A representative adds people of their own organisation; only managers may leave it open."""
    return "No organisation" if rules.may_add_organisations(viewer) else None
