"""Giving the offices of a partnership, handing them over, and ending them."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import gate
from portal.core.filters import shortday
from portal.core.permissions import Permission
from portal.memberships.forms.parts import HandOverForm, OfficeForm
from portal.memberships.forms.seats import EndForm, chosen
from portal.memberships.models import Office
from portal.memberships.queries import figures, people, places
from portal.memberships.services import offices as services
from portal.memberships.views.blueprint import memberships
from portal.partnerships.models import Partnership


def _load(partnership: Partnership, office_id: int) -> Office:
    office = figures.get_office(partnership, office_id)
    gate.demand(Permission.KEEP_SEATS, partnership, office.group_id)
    return office


def _facts(form: HandOverForm, detail: str) -> services.OfficeFacts:
    return services.OfficeFacts(
        places.get_organisation(form.organisation_id.data), people.get_person(form.person_id.data),
        chosen(form.from_on), form.until_on.data, detail,
    )  # fmt: skip


def _back(partnership: Partnership) -> ResponseReturnValue:
    return redirect(url_for("memberships.seats", slug=partnership.slug, _anchor="offices"), 303)


@memberships.route("/partnerships/<slug>/offices/new", methods=["GET", "POST"])
@gate.allow(Permission.KEEP_SEATS)
def give_office(partnership: Partnership) -> ResponseReturnValue:
    groups = {group.id: group for group in places.list_groups(partnership)}
    form = OfficeForm()
    form.offer(places.organisations_in(partnership), people.people_of(partnership))
    form.offer_groups(list(groups.values()))
    if form.validate_on_submit():
        group = groups[form.group_id.data]
        gate.demand(Permission.KEEP_SEATS, partnership, group.id)
        given = services.give_office(current_user, group, form.kind.data, _facts(form, form.detail.data))
        flash(f"{services.holder_of(given)} holds {services.name_of(given)}.", "good")
        return _back(partnership)
    page = render_template("memberships/give_office.html", partnership=partnership, form=form)
    return page, 422 if form.errors else 200


@memberships.route("/partnerships/<slug>/offices/<int:office_id>/hand-over", methods=["GET", "POST"])
@gate.allow(Permission.KEEP_SEATS)
def hand_over(partnership: Partnership, office_id: int) -> ResponseReturnValue:
    office = _load(partnership, office_id)
    form = HandOverForm()
    form.offer(places.organisations_in(partnership), people.people_of(partnership))
    if form.validate_on_submit():
        given = services.hand_over(current_user, office, _facts(form, office.detail))
        flash(f"{services.holder_of(given)} holds {services.name_of(given)} from {shortday(given.from_on)}.", "good")
        return _back(partnership)
    page = render_template(
        "memberships/hand_over.html", partnership=partnership, form=form, what=services.name_of(office),
        who=services.holder_of(office), office=office,
    )  # fmt: skip
    return page, 422 if form.errors else 200


@memberships.route("/partnerships/<slug>/offices/<int:office_id>/end", methods=["GET", "POST"])
@gate.allow(Permission.KEEP_SEATS)
def end_office(partnership: Partnership, office_id: int) -> ResponseReturnValue:
    office = _load(partnership, office_id)
    form = EndForm()
    if form.validate_on_submit():
        services.end_office(current_user, office, chosen(form.until_on))
        flash(f"The office ends on {shortday(office.until_on)}.", "good")
        return _back(partnership)
    page = render_template(
        "memberships/end_office.html", partnership=partnership, form=form, what=services.name_of(office),
        who=services.holder_of(office), office=office,
    )  # fmt: skip
    return page, 422 if form.errors else 200
