"""Ending a seat, with its day and why, and taking that back."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import gate
from portal.core.filters import shortday
from portal.core.permissions import Permission
from portal.memberships.forms.seats import EndSeatForm, chosen
from portal.memberships.queries import figures
from portal.memberships.services import ending as services
from portal.memberships.views.blueprint import memberships, seat_address
from portal.memberships.views.seats import load
from portal.partnerships.models import Partnership


@memberships.route("/partnerships/<slug>/seats/<int:seat_id>/end", methods=["GET", "POST"])
@gate.allow(Permission.KEEP_SEATS)
def end_seat(partnership: Partnership, seat_id: int) -> ResponseReturnValue:
    found = load(partnership, seat_id)
    form = EndSeatForm()
    if form.validate_on_submit():
        services.end_seat(current_user, found, chosen(form.until_on), form.why.data, form.stays_vacant.data)
        undo = url_for("memberships.reopen_seat", slug=partnership.slug, seat_id=found.id)
        flash(f"The seat ends on {shortday(found.until_on)}. Its history stays.", f"undo:{undo}")
        return redirect(seat_address(partnership, found), 303)
    offices = [
        office.kind.words
        for office in figures.list_offices(current_user, partnership.id)
        if found.organisation_id and office.organisation_id == found.organisation_id
    ]
    page = render_template(
        "memberships/end_seat.html", partnership=partnership, form=form, seat=found, offices=offices
    )  # fmt: skip
    return page, 422 if form.errors else 200


@memberships.post("/partnerships/<slug>/seats/<int:seat_id>/reopen")
@gate.allow(Permission.KEEP_SEATS)
def reopen_seat(partnership: Partnership, seat_id: int) -> ResponseReturnValue:
    found = load(partnership, seat_id)
    services.reopen_seat(current_user, found)
    flash("The seat goes on.", "good")
    return redirect(seat_address(partnership, found), 303)
