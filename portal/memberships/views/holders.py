"""Naming who represents a seat and who stands in, and ending it."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import clock, gate
from portal.core.filters import shortday
from portal.core.permissions import Permission
from portal.memberships.forms.parts import HolderForm
from portal.memberships.forms.seats import EndForm, chosen
from portal.memberships.models import Standing
from portal.memberships.queries import people
from portal.memberships.queries import seats as queries
from portal.memberships.services import holders as services
from portal.memberships.services.people import somebody
from portal.memberships.views.blueprint import memberships, seat_address
from portal.memberships.views.seats import load
from portal.partnerships.models import Partnership


@memberships.route("/partnerships/<slug>/seats/<int:seat_id>/holders/new", methods=["GET", "POST"])
@gate.allow(Permission.KEEP_SEATS)
def name_holder(partnership: Partnership, seat_id: int) -> ResponseReturnValue:
    found = load(partnership, seat_id)
    asked = request.args.get("as") == Standing.SUBSTITUTE.value
    standing = Standing.SUBSTITUTE if asked else Standing.REPRESENTATIVE
    holding = queries.holders_in_the_way(found, standing, clock.today())
    form = HolderForm()
    form.offer(people.staff_of(found.organisation_id), holding[0].person.name if holding else "")
    if form.validate_on_submit():
        person = people.get_staff(found.organisation_id, form.person_id.data) or somebody(
            current_user, form.name.data, form.email.data, found.organisation_id
        )
        in_place = bool(holding) and form.in_place.data
        services.name_holder(current_user, found, person, standing, chosen(form.from_on), in_place)
        flash(f"{person.name} is the {services.AS[standing]}.", "good")
        return redirect(seat_address(partnership, found), 303)
    page = render_template(
        "memberships/name_holder.html", partnership=partnership, form=form, seat=found, standing=standing
    )  # fmt: skip
    return page, 422 if form.errors else 200


@memberships.route("/partnerships/<slug>/seats/<int:seat_id>/holders/<int:holder_id>/end", methods=["GET", "POST"])
@gate.allow(Permission.KEEP_SEATS)
def end_holder(partnership: Partnership, seat_id: int, holder_id: int) -> ResponseReturnValue:
    found = load(partnership, seat_id)
    holder = queries.get_holder(found, holder_id)
    form = EndForm()
    if form.validate_on_submit():
        services.end_holder(current_user, found, holder, chosen(form.until_on))
        undo = url_for(
            "memberships.reopen_holder", slug=partnership.slug, seat_id=found.id, holder_id=holder.id
        )  # fmt: skip
        flash(f"{holder.person.name} holds it until {shortday(holder.until_on)}.", f"undo:{undo}")
        return redirect(seat_address(partnership, found), 303)
    page = render_template(
        "memberships/end_holder.html", partnership=partnership, form=form, seat=found, holder=holder,
        what=services.AS[holder.standing],
    )  # fmt: skip
    return page, 422 if form.errors else 200


@memberships.post("/partnerships/<slug>/seats/<int:seat_id>/holders/<int:holder_id>/reopen")
@gate.allow(Permission.KEEP_SEATS)
def reopen_holder(partnership: Partnership, seat_id: int, holder_id: int) -> ResponseReturnValue:
    found = load(partnership, seat_id)
    holder = queries.get_holder(found, holder_id)
    services.reopen_holder(current_user, found, holder)
    flash(f"{holder.person.name} is the {services.AS[holder.standing]} as before.", "good")
    return redirect(seat_address(partnership, found), 303)
