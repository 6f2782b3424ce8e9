"""Seats by sector with what is vacant, and inviting an organisation for a vacant seat."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import gate
from portal.core.errors import Refusal
from portal.core.permissions import Permission
from portal.memberships.queries import figures, places
from portal.memberships.queries.seats import get_seat
from portal.partnerships.models import Partnership
from portal.representation.forms import InviteForm
from portal.representation.queries import vacancies as queries
from portal.representation.services import vacancies as services
from portal.representation.views.blueprint import bp


@bp.get("/sectors/")
@gate.public
def sectors(partnership: Partnership) -> ResponseReturnValue:
    groups = [group for group in figures.list_figures(partnership.id) if group.places]
    asked = [group for group in groups if group.slug == request.args.get("group")]
    return render_template(
        "representation/sectors.html", partnership=partnership, seated=groups, shown=next(iter(asked or groups), None),
        vacant=queries.vacant_seats(partnership.id), may_keep=current_user.can(Permission.KEEP_SEATS, partnership),
    )  # fmt: skip


@bp.route("/sectors/<int:seat_id>/invite", methods=["GET", "POST"])
@gate.allow(Permission.INVITE)
def invite(partnership: Partnership, seat_id: int) -> ResponseReturnValue:
    seat = get_seat(partnership, seat_id)
    gate.demand(Permission.KEEP_SEATS, partnership, seat.group_id)
    if seat.organisation:
        raise Refusal(f"This seat is held by {seat.organisation.name}.")
    form = InviteForm()
    form.offer(places.every_organisation())
    organisation = places.get_organisation(form.organisation_id.data) if form.validate_on_submit() else None
    if organisation:
        services.invite_for_seat(current_user, seat, organisation, form.name.data, form.email.data)
        flash(f"{organisation.name} has the seat, and the letter to {form.name.data} is on its way.", "good")
        return redirect(url_for("representation.sectors", slug=partnership.slug), 303)
    page = render_template("representation/invite.html", partnership=partnership, seat=seat, form=form)
    return page, 422 if form.errors else 200
