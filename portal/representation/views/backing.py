"""What stands behind a seat: paid workers, as what its representative comes, and what it needs to take part."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import gate
from portal.core.permissions import Permission
from portal.memberships.queries.seats import get_seat
from portal.partnerships.models import Partnership
from portal.representation.backing_forms import backing_form
from portal.representation.queries import backing as queries
from portal.representation.queries.cases import holder_of
from portal.representation.services import backing as services
from portal.representation.views.blueprint import bp


@bp.route("/behind/<int:seat_id>", methods=["GET", "POST"])
@gate.allow(Permission.READ_AS_PARTNER)
def backing(partnership: Partnership, seat_id: int) -> ResponseReturnValue:
    seat = get_seat(partnership, seat_id)
    gate.demand_that(queries.may_say(current_user, seat))
    holder, row = holder_of(seat.id), queries.backing_of(seat.id)
    form = backing_form(row, holder)
    status = 200
    if form.validate_on_submit():
        if row is None or not form.is_stale(row):
            serves_as = form.serves_as if holder else None
            row = services.say(
                current_user, seat, holder, form.has_paid_workers, serves_as, form.support.data
            )  # fmt: skip
            flash("It is kept, for your organisation and for who keeps the seats.", "good")
            return redirect(url_for("memberships.seat", slug=partnership.slug, seat_id=seat.id), 303)
        status = 409
    page = render_template(
        "representation/backing.html", partnership=partnership, seat=seat, holder=holder, form=form
    )  # fmt: skip
    return page, 422 if form.errors else status
