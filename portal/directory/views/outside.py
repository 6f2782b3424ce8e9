"""The outside bodies and networks an organisation sits on: add, edit, take off the list, put back."""

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import gate, htmx
from portal.directory import queries
from portal.directory.forms import OutsideLinkForm
from portal.directory.queries.entries import get_link, links_of
from portal.directory.services import outside as services
from portal.directory.views.blueprint import (
    ORGANISATION,
    address_of,
    directory,
    entry,
    kept_organisation,
    refused,
)

LINK = f"{ORGANISATION}links/<int(max=2147483647):number>/"


@directory.route(f"{ORGANISATION}links/new", methods=["GET", "POST"])
@gate.signed_in
def add_link(slug: str) -> ResponseReturnValue:
    row, form = kept_organisation(slug).organisation, OutsideLinkForm()
    form.offer(queries.people_of(current_user, row))
    if form.validate_on_submit():
        link = services.add_link(current_user, row, **entry(form, services.LINK))
        flash(f"{link.name} is on the list.", "good")
        return redirect(address_of(slug, f"#link-{link.id}"), 303)
    page = render_template("directory/link_form.html", form=form, organisation=row, link=None)
    return page, 422 if form.is_submitted() else 200


@directory.route(f"{LINK}edit", methods=["GET", "POST"])
@gate.signed_in
def edit_link(slug: str, number: int) -> ResponseReturnValue:
    row = kept_organisation(slug).organisation
    link = get_link(row, number)
    form = OutsideLinkForm(obj=link)
    form.offer(queries.people_of(current_user, row))
    status = refused(form, link)
    if form.is_submitted() and not status:
        services.edit_link(current_user, row, link, **entry(form, services.LINK))
        flash("Saved. It counts as confirmed today.", "good")
        return redirect(address_of(slug, f"#link-{link.id}"), 303)
    return render_template("directory/link_form.html", form=form, organisation=row, link=link), status or 200


@directory.post(f"{LINK}remove")
@gate.signed_in
def remove_link(slug: str, number: int) -> ResponseReturnValue:
    row = kept_organisation(slug).organisation
    link = get_link(row, number)
    services.remove_link(current_user, row, link)
    undo = address_of(slug, f"links/{link.id}/restore")
    said = f"{link.name} is off the list."
    if not htmx.wants_fragment():
        flash(said, f"undo:{undo}")
    return htmx.changed(
        "directory/_links.html", back_to=address_of(slug, "#outside"), organisation=row, may_edit=True, said=said,
        undo=undo, links=links_of(current_user, row),
    )  # fmt: skip


@directory.post(f"{LINK}restore")
@gate.signed_in
def restore_link(slug: str, number: int) -> ResponseReturnValue:
    row = kept_organisation(slug).organisation
    link = get_link(row, number)
    services.restore_link(current_user, row, link)
    flash(f"{link.name} is back on the list.", "good")
    return redirect(address_of(slug, "#outside"), 303)
