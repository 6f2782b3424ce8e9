"""The visits of an upper partnership's chair to those below: the list of the year, and one visit."""

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import clock, gate
from portal.core.permissions import Permission
from portal.partnerships.models import Partnership
from portal.tiers.models import ChairVisit, Tier
from portal.tiers.queries import tiers
from portal.tiers.queries import visits as queries
from portal.tiers.services import visits as services
from portal.tiers.views import parts
from portal.tiers.views.blueprint import bp
from portal.tiers.visit_forms import VisitForm


@bp.get("/visits/")
@gate.allow(Permission.READ_AS_PARTNER)
def visits(partnership: Partnership) -> ResponseReturnValue:
    lines = queries.of_year(current_user, partnership.id)
    return render_template(
        "tiers/visits.html", partnership=partnership, at=parts.at(partnership), lines=lines,
        may_write=parts.may_write([line.tier for line in lines], partnership), today=clock.today(),
    )  # fmt: skip


@bp.route("/<int:tier_id>/visits/new", methods=["GET", "POST"])
@gate.allow(Permission.WRITE_MINUTES)
def plan_visit(partnership: Partnership, tier_id: int) -> ResponseReturnValue:
    tier = tiers.get_tier(partnership.id, tier_id)
    return _form(partnership, tier, None)


@bp.route("/visits/<int:number>/edit", methods=["GET", "POST"])
@gate.allow(Permission.WRITE_MINUTES)
def edit_visit(partnership: Partnership, number: int) -> ResponseReturnValue:
    row, tier = queries.get_visit(partnership.id, number)
    return _form(partnership, tier, row)


def _form(partnership: Partnership, tier: Tier, row: ChairVisit | None) -> ResponseReturnValue:
    gate.demand(Permission.WRITE_MINUTES, partnership, parts.group_of(tier, partnership))
    form = VisitForm(obj=row)
    meetings = [
        *tiers.held(current_user, tier.lower_group_id, ahead=True), *tiers.held(current_user, tier.lower_group_id)
    ]  # fmt: skip
    if row and row.meeting_id and row.meeting_id not in {each.id for each in meetings}:
        meetings += tiers.one_meeting(row.meeting_id)
    form.offer(list({each.id: each for each in meetings}.values()))
    status = 200
    if form.validate_on_submit():
        day = form.when
        if day is not None and (row is None or not form.is_stale(row)):
            said = {name: form[name].data for name in ("meeting_id", "who", "was_made", "note")}
            services.save_visit(current_user, tier, row, day, said)
            flash("The visit is noted.", "good")
            return redirect(f"{parts.at(partnership)}visits/", 303)
        status = 409
    page = render_template(
        "tiers/visit.html", partnership=partnership, at=parts.at(partnership), tier=tier, form=form, visit=row,
        action=request.path,
    )  # fmt: skip
    return page, 422 if form.errors else status


@bp.post("/visits/<int:number>/<any(remove, restore):act>")
@gate.allow(Permission.WRITE_MINUTES)
def remove_visit(partnership: Partnership, number: int, act: str) -> ResponseReturnValue:
    row, tier = queries.get_visit(partnership.id, number, removed=act == "restore")
    gate.demand(Permission.WRITE_MINUTES, partnership, parts.group_of(tier, partnership))
    services.set_removed(current_user, tier, row, act == "remove")
    if act == "restore":
        flash("The visit is back.", "good")
    else:
        flash("The visit is taken away.", f"undo:{parts.at(partnership)}visits/{number}/restore")
    return redirect(f"{parts.at(partnership)}visits/", 303)
