"""Terms of office across the groups, and giving another term in one step."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import gate, tables
from portal.core.filters import shortday
from portal.core.permissions import Permission
from portal.meetings import queries as meetings
from portal.memberships.queries.seats import get_seat
from portal.memberships.services import seats as services
from portal.partnerships.models import Partnership
from portal.representation.queries import terms as queries
from portal.representation.rules import next_term_end
from portal.representation.views.blueprint import bp


@bp.get("/terms/")
@gate.public
def terms(partnership: Partnership) -> ResponseReturnValue:
    groups = [(group.slug, group.name) for group in meetings.list_groups(partnership)]
    page = tables.read(queries.terms_table(partnership, groups), request.args)
    return tables.answer(
        page, "representation/terms.html", "representation/_terms.html", f"{partnership.slug}-terms",
        partnership=partnership, soon=queries.last_soon(), next_end=next_term_end,
        may_keep=current_user.can(Permission.KEEP_SEATS, partnership),
    )  # fmt: skip


@bp.post("/terms/<int:seat_id>/renew")
@gate.allow(Permission.KEEP_SEATS)
def renew(partnership: Partnership, seat_id: int) -> ResponseReturnValue:
    seat = get_seat(partnership, seat_id)
    gate.demand(Permission.KEEP_SEATS, partnership, seat.group_id)
    services.renew_seat(current_user, seat)
    who = seat.organisation.name if seat.organisation else "The seat"
    flash(f"{who} has another term, until {shortday(seat.term_ends_on)}.", "good")
    return redirect(url_for("representation.terms", slug=partnership.slug), 303)
