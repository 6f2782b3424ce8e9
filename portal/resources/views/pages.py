"""The list of resources, the page of one, and keeping its entry."""

from typing import Any

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import clock, gate, htmx, tables
from portal.core.forms import VersionedForm, choices
from portal.directory import confirming
from portal.directory.queries import may_keep
from portal.directory.rules import may_add_organisations
from portal.resources import lists
from portal.resources.availability import fortnight_of
from portal.resources.forms.resources import ResourceForm
from portal.resources.models import Resource
from portal.resources.queries import bookings as booked
from portal.resources.queries import resources as queries
from portal.resources.rules import length
from portal.resources.services import resources as services
from portal.resources.views.blueprint import resources


@resources.get("/")
@gate.public
def index() -> ResponseReturnValue:
    page = tables.read(lists.resources_table(current_user), request.args)
    return tables.answer(
        page, "resources/index.html", "resources/_resources.html", "resources", may_add=bool(current_user.keeps),
        may_import=may_add_organisations(current_user),
    )  # fmt: skip


@resources.get("/<int:number>/")
@gate.public
def detail(number: int) -> ResponseReturnValue:
    resource = queries.get_resource(current_user, number)
    may_edit = may_keep(current_user, resource.organisation_id)
    first, start, end = booked.fortnight()
    taken = booked.bookings_between(current_user, resource, start, end)
    mine = booked.bookings_of(current_user, resource, may_edit) if current_user.person_id or may_edit else []
    is_lent = resource.is_bookable and resource.organisation.closed_on is None
    may_ask = is_lent and bool(booked.organisations_to_borrow_for(current_user))
    return render_template(
        "resources/detail.html",
        resource=resource,
        may_edit=may_edit,
        may_ask=may_ask,
        is_lender=resource.organisation_id in current_user.keeps,
        is_stale=confirming.is_stale(resource.confirmed_on),
        days=fortnight_of(first, taken),
        length=length(resource.most_hours) if resource.most_hours else "",
        bookings=mine,
    )


@resources.route("/new", methods=["GET", "POST"])
@gate.signed_in
def add() -> ResponseReturnValue:
    slug = request.args.get("organisation", "")
    offered = queries.organisations_to_add_for(current_user, slug)
    gate.demand_that(bool(offered))
    form = ResourceForm(organisation_id=_named(offered, slug))
    form.organisation_id.choices = choices(offered)
    form.offer(queries.audiences_to_choose(current_user))
    if form.validate_on_submit():
        row = services.add_resource(current_user, form.organisation_id.data, **_entry(form))
        flash(f"{row.name} can be found from now on. A photograph helps people to know what they ask for.", "good")
        return redirect(f"/resources/{row.id}/", 303)
    page = render_template("resources/form.html", form=form, resource=None, slug=slug)
    return page, 422 if form.is_submitted() else 200


@resources.route("/<int:number>/edit", methods=["GET", "POST"])
@gate.signed_in
def edit(number: int) -> ResponseReturnValue:
    row = kept_resource(number)
    form = ResourceForm(obj=row)
    del form.organisation_id
    form.offer(queries.audiences_to_choose(current_user, row.partnership_id), row)
    status = refused(form, row)
    if form.is_submitted() and not status:
        services.edit_resource(current_user, row, **_entry(form))
        flash("Saved. The entry counts as confirmed today.", "good")
        return redirect(f"/resources/{row.id}/", 303)
    return render_template("resources/form.html", form=form, resource=row, slug=""), status or 200


@resources.post("/<int:number>/confirm")
@gate.signed_in
def confirm(number: int) -> ResponseReturnValue:
    row = kept_resource(number)
    services.confirm_resource(current_user, row)
    if not htmx.wants_fragment():
        flash("Thank you: the entry counts as confirmed today.", "good")
    return htmx.changed(
        "resources/_confirmed.html", back_to=f"/resources/{number}/", resource=row, may_edit=True, is_stale=False,
        today=clock.today(),
    )  # fmt: skip


@resources.post("/<int:number>/remove")
@gate.signed_in
def remove(number: int) -> ResponseReturnValue:
    row = kept_resource(number)
    services.remove_resource(current_user, row)
    flash(f"{row.name} is removed.", f"undo:/resources/{number}/restore")
    return redirect("/resources/", 303)


@resources.post("/<int:number>/restore")
@gate.signed_in
def restore(number: int) -> ResponseReturnValue:
    row = kept_resource(number, removed=True)
    services.restore_resource(current_user, row)
    flash(f"{row.name} is back.", "good")
    return redirect(f"/resources/{number}/", 303)


def kept_resource(number: int, removed: bool = False) -> Resource:
    """Return the resource to who may keep its entry; 404 where it cannot be seen, 403 where it can."""
    row = queries.get_resource(current_user, number, removed)
    gate.demand_that(may_keep(current_user, row.organisation_id))
    return row


def refused(form: VersionedForm, row: Any) -> int:
    """Return the status of a form that cannot be saved as it was sent; 0 when it can, or was not sent."""
    if not form.is_submitted():
        return 0
    is_sound = form.validate()
    return 409 if form.is_stale(row) else 0 if is_sound else 422


def _named(offered: list[tuple[int, str]], slug: str) -> int | None:
    """Return the organisation that the address names, as long as it is offered."""
    wanted = queries.organisation_number(slug) if slug else None
    return wanted if wanted in dict(offered) else offered[0][0]


def _entry(form: ResourceForm) -> dict[str, Any]:
    entry = {field: form[field].data for field in services.ENTRY if field in form}
    return entry | form.audience
