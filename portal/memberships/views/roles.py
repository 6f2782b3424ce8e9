"""Everybody with a part in a partnership, and giving and ending roles."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import gate, tables
from portal.core.permissions import APPOINTED, Permission
from portal.memberships.forms.roles import GiveRoleForm
from portal.memberships.models import Appointment
from portal.memberships.queries import people, places
from portal.memberships.queries import roles as queries
from portal.memberships.services import roles as services
from portal.memberships.views.blueprint import memberships
from portal.partnerships.models import Partnership


def _load(partnership: Partnership, number: int) -> Appointment:
    appointment = queries.get_appointment(partnership, number)
    gate.demand(Permission.INVITE, partnership, appointment.group_id)
    return appointment


def _back(partnership: Partnership) -> ResponseReturnValue:
    return redirect(url_for("memberships.roles", slug=partnership.slug), 303)


@memberships.get("/partnerships/<slug>/roles/")
@gate.allow(Permission.INVITE)
def roles(partnership: Partnership) -> ResponseReturnValue:
    gate.demand(Permission.INVITE, partnership, None)
    page = tables.read(queries.parts_table(partnership, places.list_groups(partnership)), request.args)
    return tables.answer(
        page, "memberships/roles.html", "memberships/_roles.html", f"{partnership.slug}-roles", partnership=partnership,
        appointed=APPOINTED,
    )  # fmt: skip


@memberships.route("/partnerships/<slug>/roles/new", methods=["GET", "POST"])
@gate.allow(Permission.INVITE)
def give_role(partnership: Partnership) -> ResponseReturnValue:
    groups = {group.id: group for group in places.list_groups(partnership)}
    form = GiveRoleForm()
    form.offer(list(groups.values()), places.organisations_in(partnership))
    form.offer_people(people.people_of(partnership))
    person = people.get_person(form.person_id.data) if form.validate_on_submit() else None
    if person:
        group = groups.get(form.group_id.data)
        gate.demand(Permission.INVITE, partnership, group.id if group else None)
        staff_of = places.get_organisation(form.organisation_id.data)
        services.give_role(current_user, partnership, person, form.role.data, group, staff_of)
        flash(f"{person.name} is {form.role.data.words}.", "good")
        return _back(partnership)
    page = render_template("memberships/give_role.html", partnership=partnership, form=form)
    return page, 422 if form.errors else 200


@memberships.post("/partnerships/<slug>/roles/<int:number>/end")
@gate.allow(Permission.INVITE)
def end_role(partnership: Partnership, number: int) -> ResponseReturnValue:
    appointment = _load(partnership, number)
    services.end_role(current_user, appointment)
    said = f"{appointment.person.name} is no longer {appointment.role.words}."
    if appointment.person_id == current_user.person_id:
        flash(said, "good")
        return redirect(url_for("partnerships.detail", slug=partnership.slug), 303)
    undo = url_for("memberships.restore_role", slug=partnership.slug, number=appointment.id)
    flash(said, f"undo:{undo}")
    return _back(partnership)


@memberships.post("/partnerships/<slug>/roles/<int:number>/restore")
@gate.allow(Permission.INVITE)
def restore_role(partnership: Partnership, number: int) -> ResponseReturnValue:
    appointment = _load(partnership, number)
    services.restore_role(current_user, appointment)
    flash(f"{appointment.person.name} is {appointment.role.words} again.", "good")
    return _back(partnership)
