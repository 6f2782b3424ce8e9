"""Two entries of one organisation become one: choose the other, compare, choose field by field, confirm."""

from flask import abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import gate
from portal.core.text import listed
from portal.directory import queries
from portal.directory.forms import merge_form
from portal.directory.models import Organisation
from portal.directory.queries.merging import candidates, what_moves
from portal.directory.services.merging import merge
from portal.directory.views.blueprint import ORGANISATION, address_of, directory, seen_organisation


@directory.route(f"{ORGANISATION}merge", methods=["GET", "POST"])
@gate.signed_in
def merge_organisations(slug: str) -> ResponseReturnValue:
    goes, into = _closable(slug), request.values.get("into", "")
    if not into:
        words = " ".join(request.values.get("q", "").replace("\0", " ").split())[:200]
        found = candidates(current_user, goes, words)
        return render_template("directory/merge_choose.html", organisation=goes, found=found, q=words)
    stays = _closable(into)
    if goes.id == stays.id:
        abort(404)
    form, seen = merge_form(goes, stays), f"{goes.version}-{stays.version}"
    status = 200
    if form.is_submitted():
        status = 422
        if form.validate() and form.seen.data == seen:
            left = merge(current_user, goes, stays, **{name: getattr(goes, name) for name in form.chosen})
            also = [f"{count} in {table}" for table, count in left.items()]
            stayed = f" What both had stays with the old entry: {listed(also)}." if also else ""
            flash(f"Merged. The old address leads here from now on.{stayed}", "good")
            return redirect(address_of(stays.slug), 303)
        if form.seen.data != seen:
            status = 409
            form.seen.raw_data, form.seen.data = None, seen
    page = render_template(
        "directory/merge.html", form=form, goes=goes, stays=stays, moves=what_moves(goes), is_overtaken=status == 409
    )
    return page, status


def _closable(slug: str) -> Organisation:
    seen: queries.OrganisationSeen = seen_organisation(slug)
    gate.demand_that(seen.may_close)
    return seen.organisation
