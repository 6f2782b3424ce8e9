"""Pages about people, and what may be shown of them."""

from typing import Any

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import gate, panels, tables
from portal.core.filters import shortday
from portal.core.forms import choices
from portal.core.viewer import Viewer
from portal.directory import lists, queries, rules, services
from portal.directory.forms import ConsentForm, EndForm, PersonForm, ToldConsentForm, showing_hints
from portal.directory.views.blueprint import PERSON, directory, entry, refused


@directory.get("/people/")
@gate.signed_in
def people() -> ResponseReturnValue:
    page = tables.read(lists.people_table(current_user, lists.choices()), request.args)
    may_add = rules.may_add_people(current_user)
    may_import = rules.may_add_organisations(current_user)
    return tables.answer(
        page, "directory/people.html", "directory/_people.html", "people", may_add=may_add, may_import=may_import
    )


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
        row = services.add_person(current_user, **entry(form, services.PERSON))
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
    status = refused(form, row)
    if form.is_submitted() and not status:
        services.edit_person(current_user, row, **entry(form, services.PERSON))
        flash("Saved.", "good")
        return redirect(f"/people/{row.id}/", 303)
    return render_template("directory/person_form.html", form=form, person=row), status or 200


@directory.route(f"{PERSON}consent", methods=["GET", "POST"])
@gate.signed_in
def consent(number: int) -> ResponseReturnValue:
    row = _kept_person(number)
    is_me = row.id == current_user.person_id
    form = ConsentForm(obj=row) if is_me else ToldConsentForm(obj=row)
    status = refused(form, row)
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


def _none(viewer: Viewer) -> str | None:
    """A representative adds people of their own organisation; only managers may leave it open."""
    return "No organisation" if rules.may_add_organisations(viewer) else None
