"""The list of seats with its pictures, the page of each, and opening, changing, filling and renewing them."""

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import clock, gate, panels, tables
from portal.core.filters import shortday
from portal.core.htmx import wants_fragment
from portal.core.permissions import Permission
from portal.memberships.forms.seats import FillSeatForm, OpenSeatForm, SeatForm, chosen
from portal.memberships.models import Held, Seat, Standing
from portal.memberships.queries import figures, lists, people, places
from portal.memberships.queries import seats as queries
from portal.memberships.rules import current
from portal.memberships.services import seats as services
from portal.memberships.views.blueprint import memberships, seat_address
from portal.partnerships.models import Partnership


def load(partnership: Partnership, seat_id: int) -> Seat:
    """Return a seat of the partnership that the viewer may keep, or answer 404 or 403."""
    seat = queries.get_seat(partnership, seat_id)
    gate.demand(Permission.KEEP_SEATS, partnership, seat.group_id)
    return seat


@memberships.get("/partnerships/<slug>/seats/")
@gate.public
def seats(partnership: Partnership) -> ResponseReturnValue:
    groups = figures.list_figures(partnership.id)
    page = tables.read(lists.seats_table(current_user, partnership, groups), request.args)
    is_part = wants_fragment() or "format" in request.args
    chosen = [group for group in groups if group.slug == page.chosen.get("group")]
    return tables.answer(
        page, "memberships/seats.html", "memberships/_seats.html", f"{partnership.slug}-seats",
        partnership=partnership, groups=groups, shown=next(iter(chosen or groups), None),
        offices=[] if is_part else figures.list_offices(current_user, partnership.id),
        may_keep=current_user.can(Permission.KEEP_SEATS, partnership),
    )  # fmt: skip


@memberships.get("/partnerships/<slug>/seats/<int:seat_id>/")
@gate.public
def seat(partnership: Partnership, seat_id: int) -> ResponseReturnValue:
    found = queries.get_seat(partnership, seat_id)
    held = people.list_holders(current_user, found)
    today = clock.today()
    now = [row for row in held if row.until_on is None or row.until_on >= today]
    may_keep = current_user.can_in(Permission.KEEP_SEATS, partnership, found.group_id)
    return render_template(
        "memberships/seat.html", partnership=partnership, seat=found, may_keep=may_keep,
        represents=[row for row in now if row.standing is Standing.REPRESENTATIVE],
        stands_in=[row for row in now if row.standing is Standing.SUBSTITUTE],
        before=[row for row in held if row not in now],
        holds=current(found.from_on, found.until_on, today),
        history=queries.list_history(found) if current_user.can(Permission.SEE_HISTORY, partnership) else [],
        panels=panels.rendered("seat", current_user, found),
    )  # fmt: skip


@memberships.route("/partnerships/<slug>/seats/new", methods=["GET", "POST"])
@gate.allow(Permission.KEEP_SEATS)
def open_seat(partnership: Partnership) -> ResponseReturnValue:
    form = OpenSeatForm(from_on=clock.today(), held=Held.AGREED, group_id=request.args.get("group", type=int))
    groups = {group.id: group for group in places.list_groups(partnership)}
    form.offer(list(groups.values()), places.every_organisation())
    if form.validate_on_submit():
        group = groups[form.group_id.data]
        gate.demand(Permission.KEEP_SEATS, partnership, group.id)
        organisation = places.get_organisation(form.organisation_id.data)
        made = services.open_seat(current_user, group, organisation, form.facts())
        flash(_opened(made), "good")
        return redirect(seat_address(partnership, made), 303)
    page = render_template("memberships/open_seat.html", partnership=partnership, form=form)
    return page, 422 if form.errors else 200


@memberships.route("/partnerships/<slug>/seats/<int:seat_id>/edit", methods=["GET", "POST"])
@gate.allow(Permission.KEEP_SEATS)
def change_seat(partnership: Partnership, seat_id: int) -> ResponseReturnValue:
    found = load(partnership, seat_id)
    form = SeatForm(obj=found)
    status = 200
    if form.validate_on_submit():
        if not form.is_stale(found):
            services.change_seat(current_user, found, form.facts())
            flash("The seat is changed.", "good")
            return redirect(seat_address(partnership, found), 303)
        status = 409
    page = render_template("memberships/change_seat.html", partnership=partnership, form=form, seat=found)
    return page, 422 if form.errors else status


@memberships.route("/partnerships/<slug>/seats/<int:seat_id>/fill", methods=["GET", "POST"])
@gate.allow(Permission.KEEP_SEATS)
def fill_seat(partnership: Partnership, seat_id: int) -> ResponseReturnValue:
    found = load(partnership, seat_id)
    form = FillSeatForm()
    form.offer(places.every_organisation())
    organisation = places.get_organisation(form.organisation_id.data) if form.validate_on_submit() else None
    if organisation:
        filled = services.fill_seat(current_user, found, organisation, chosen(form.from_on))
        flash(f"{organisation.name} has the seat.", "good")
        return redirect(seat_address(partnership, filled), 303)
    page = render_template("memberships/fill_seat.html", partnership=partnership, form=form, seat=found)
    return page, 422 if form.errors else 200


@memberships.post("/partnerships/<slug>/seats/<int:seat_id>/renew")
@gate.allow(Permission.KEEP_SEATS)
def renew_seat(partnership: Partnership, seat_id: int) -> ResponseReturnValue:
    found = load(partnership, seat_id)
    services.renew_seat(current_user, found)
    flash(f"The new term lasts until {shortday(found.term_ends_on)}.", "good")
    return redirect(seat_address(partnership, found), 303)


def _opened(seat: Seat) -> str:
    term = f" Its term ends on {shortday(seat.term_ends_on)}." if seat.term_ends_on else ""
    return f"The seat is open.{term}"
