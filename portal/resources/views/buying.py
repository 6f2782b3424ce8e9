"""What organisations buy together: the list, one item with who buys it, and joining in."""

from typing import Any

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import gate, htmx, tables
from portal.core.audience import Audience
from portal.core.forms import choices
from portal.directory.queries import may_keep
from portal.resources import lists
from portal.resources.forms.buying import MONTHS, JoinForm, JointBuyForm
from portal.resources.models import JointBuy
from portal.resources.queries import buying as queries
from portal.resources.queries.resources import audiences_to_choose, organisations_to_add_for
from portal.resources.services import buying as services
from portal.resources.views.blueprint import resources
from portal.resources.views.pages import refused

PLACE = "/buying/<int:number>/"


@resources.get("/buying/")
@gate.signed_in
def buying() -> ResponseReturnValue:
    page = tables.read(lists.buying_table(current_user), request.args)
    may_add = bool(current_user.keeps)
    return tables.answer(page, "resources/buying.html", "resources/_buying.html", "bought-together", may_add=may_add)


@resources.get(PLACE)
@gate.signed_in
def joint_buy(number: int) -> ResponseReturnValue:
    row = queries.get_joint_buy(current_user, number)
    return render_template("resources/joint_buy.html", **_context(row))


@resources.route("/buying/new", methods=["GET", "POST"])
@gate.signed_in
def add_joint_buy() -> ResponseReturnValue:
    slug = request.args.get("organisation", "")
    offered = organisations_to_add_for(current_user, slug)
    gate.demand_that(bool(offered))
    form = JointBuyForm()
    form.organisation_id.choices = choices(offered)
    form.offer(_for_partners(audiences_to_choose(current_user)))
    if form.validate_on_submit():
        entry = {"item": form.item.data, "notes": form.notes.data} | form.audience
        row = services.add_joint_buy(current_user, form.organisation_id.data, **entry)
        flash(f"{row.item} is on the list. Say below whether you buy it now.", "good")
        return redirect(f"/resources/buying/{row.id}/", 303)
    page = render_template("resources/joint_buy_form.html", form=form, joint_buy=None, slug=slug)
    return page, 422 if form.is_submitted() else 200


@resources.route(PLACE + "edit", methods=["GET", "POST"])
@gate.signed_in
def edit_joint_buy(number: int) -> ResponseReturnValue:
    row = _kept(number)
    form = JointBuyForm(obj=row)
    del form.organisation_id
    form.offer(_for_partners(audiences_to_choose(current_user, row.partnership_id)), row)
    status = refused(form, row)
    if form.is_submitted() and not status:
        entry = {"item": form.item.data, "notes": form.notes.data} | form.audience
        services.edit_joint_buy(current_user, row, **entry)
        flash("Saved.", "good")
        return redirect(f"/resources/buying/{number}/", 303)
    return render_template("resources/joint_buy_form.html", form=form, joint_buy=row, slug=""), status or 200


@resources.post(PLACE + "remove")
@gate.signed_in
def remove_joint_buy(number: int) -> ResponseReturnValue:
    row = _kept(number)
    services.remove_joint_buy(current_user, row)
    flash(f"{row.item} is removed.", f"undo:/resources/buying/{number}/restore")
    return redirect("/resources/buying/", 303)


@resources.post(PLACE + "restore")
@gate.signed_in
def restore_joint_buy(number: int) -> ResponseReturnValue:
    row = _kept(number, removed=True)
    services.restore_joint_buy(current_user, row)
    flash(f"{row.item} is back.", "good")
    return redirect(f"/resources/buying/{number}/", 303)


@resources.post(PLACE + "join")
@gate.signed_in
def join(number: int) -> ResponseReturnValue:
    row = queries.get_joint_buy(current_user, number)
    offered = organisations_to_add_for(current_user)
    gate.demand_that(bool(offered))
    form = JoinForm()
    form.organisation_id.choices = choices(offered)
    if form.validate_on_submit():
        services.join(current_user, row, form.organisation_id.data, **form.line)
        if not htmx.wants_fragment():
            flash("Saved: your organisation stands in the table.", "good")
        context = _context(row) | {"told": "Saved: your organisation stands in the table."}
        return htmx.changed("resources/_buyers.html", back_to=f"/resources/buying/{number}/", **context)
    context = _context(row) | {"form": form}
    template = "resources/_buyers.html" if htmx.wants_fragment() else "resources/joint_buy.html"
    return render_template(template, **context), 422


@resources.post(PLACE + "buyers/<int:buyer_number>/remove")
@gate.signed_in
def leave(number: int, buyer_number: int) -> ResponseReturnValue:
    row = queries.get_joint_buy(current_user, number)
    line = queries.get_buyer(row, buyer_number)
    gate.demand_that(_may_change(row, line.organisation_id))
    services.leave(current_user, row, line)
    undo = f"undo:/resources/buying/{number}/buyers/{buyer_number}/restore"
    flash(f"{line.organisation.name} is taken off.", undo)
    return redirect(f"/resources/buying/{number}/", 303)


@resources.post(PLACE + "buyers/<int:buyer_number>/restore")
@gate.signed_in
def return_to(number: int, buyer_number: int) -> ResponseReturnValue:
    row = queries.get_joint_buy(current_user, number)
    line = queries.get_buyer(row, buyer_number, removed=True)
    gate.demand_that(_may_change(row, line.organisation_id))
    services.return_to(current_user, row, line)
    flash(f"{line.organisation.name} is back.", "good")
    return redirect(f"/resources/buying/{number}/", 303)


def _kept(number: int, removed: bool = False) -> JointBuy:
    row = queries.get_joint_buy(current_user, number, removed)
    gate.demand_that(may_keep(current_user, row.organisation_id))
    return row


def _may_change(row: JointBuy, organisation_id: int) -> bool:
    return may_keep(current_user, organisation_id) or may_keep(current_user, row.organisation_id)


def _context(row: JointBuy) -> dict[str, Any]:
    offered = organisations_to_add_for(current_user)
    form = JoinForm(formdata=None)
    form.organisation_id.choices = choices(offered)
    may_edit = may_keep(current_user, row.organisation_id)
    return {
        "joint_buy": row,
        "buyers": queries.buyers_of(row),
        "may_edit": may_edit,
        "mine": {number for number, _name in offered},
        "form": form if offered else None,
        "months": dict(MONTHS),
        "told": "",
    }


def _for_partners(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Leave out everybody: what organisations pay is for partners."""
    return [pair for pair in pairs if pair[0] != Audience.PUBLIC.value]
