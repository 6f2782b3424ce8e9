"""What is wanted: open notices, putting one up, closing it, and offering help to one."""

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import gate, tables
from portal.core.audience import Audience
from portal.core.forms import choices
from portal.skills import lists
from portal.skills.forms import OfferForm, WantedForm
from portal.skills.models import Wanted
from portal.skills.queries import asking as queries
from portal.skills.queries import offers
from portal.skills.services import asking
from portal.skills.services import wanted as services
from portal.skills.views.base import WANTED, refused, skills


@skills.get("/skills/wanted/")
@gate.public
def wanted() -> ResponseReturnValue:
    page = tables.read(lists.wanted_table(current_user), request.args)
    return tables.answer(page, "skills/wanted.html", "skills/_wanted.html", "wanted")


@skills.get(WANTED)
@gate.public
def notice(number: int) -> ResponseReturnValue:
    row = queries.get_wanted(current_user, number)
    return render_template(
        "skills/notice.html", notice=row, is_own=_is_own(row), may_offer=bool(current_user.keeps) and not _is_own(row),
        offers=queries.offers_to(current_user, row),
    )  # fmt: skip


@skills.route("/skills/wanted/new", methods=["GET", "POST"])
@gate.signed_in
def post_wanted() -> ResponseReturnValue:
    """Say what is needed; the words of a search that found nothing come along."""
    mine = offers.own_organisations(current_user)
    gate.demand_that(bool(mine) and current_user.is_partner)
    form = WantedForm(title=request.values.get("q", "")[:200])
    form.organisation_id.choices = choices([(row.id, row.name) for row in mine])
    if form.organisation_id.data is None:
        form.organisation_id.data = mine[0].id
    form.offer_partnerships(current_user.places, Audience.PARTNERS, None)
    if form.validate_on_submit():
        organisation = offers.organisation_numbered(form.organisation_id.data)
        row = services.post_wanted(current_user, organisation, **form.entry)
        flash("Your notice is up. Any partner can offer help; you are told by letter.", "good")
        return redirect(f"/skills/wanted/{row.id}/", 303)
    page = render_template("skills/wanted_form.html", form=form, notice=None, address="/skills/wanted/new", mine=mine)
    return page, 422 if form.is_submitted() else 200


@skills.route(f"{WANTED}edit", methods=["GET", "POST"])
@gate.signed_in
def edit_wanted(number: int) -> ResponseReturnValue:
    row = _own(number)
    form = WantedForm(obj=row)
    del form.organisation_id
    if not form.is_submitted():
        form.when.process(None, lists.as_when(row.when_text, row.needed_by))
    form.offer_partnerships(current_user.places, row.audience, row.partnership_id)
    status = refused(form, row)
    if form.is_submitted() and not status:
        services.edit_wanted(current_user, row, **form.entry)
        flash("Saved.", "good")
        return redirect(f"/skills/wanted/{row.id}/", 303)
    address = f"/skills/wanted/{row.id}/edit"
    return render_template("skills/wanted_form.html", form=form, notice=row, address=address, mine=[]), status or 200


@skills.post(f"{WANTED}close")
@gate.signed_in
def close_wanted(number: int) -> ResponseReturnValue:
    row = _own(number)
    services.close_wanted(current_user, row, is_met=request.form.get("met") == "yes")
    flash(f"The notice “{row.title}” is closed.", f"undo:/skills/wanted/{row.id}/reopen")
    return redirect(f"/skills/wanted/{row.id}/", 303)


@skills.post(f"{WANTED}reopen")
@gate.signed_in
def reopen_wanted(number: int) -> ResponseReturnValue:
    row = _own(number)
    services.reopen_wanted(current_user, row)
    flash("The notice is up again.", "good")
    return redirect(f"/skills/wanted/{row.id}/", 303)


@skills.route(f"{WANTED}offer", methods=["GET", "POST"])
@gate.signed_in
def offer_help(number: int) -> ResponseReturnValue:
    row = queries.get_wanted(current_user, number)
    mine = [each for each in offers.own_organisations(current_user) if each.id != row.organisation_id]
    gate.demand_that(bool(mine) and current_user.is_partner)
    form = OfferForm()
    form.organisation_id.choices = choices([(each.id, each.name) for each in mine])
    if len(mine) == 1:
        form.organisation_id.data = form.organisation_id.data or mine[0].id
    if form.validate_on_submit():
        helper = offers.organisation_numbered(form.organisation_id.data)
        made = asking.offer_help(current_user, row, helper, form.text.data)
        flash(f"{row.organisation.name} has your offer. The answer comes here, and to you by e-mail.", "good")
        return redirect(f"/skills/requests/{made.id}/", 303)
    page = render_template("skills/offer.html", form=form, notice=row, mine=mine)
    return page, 422 if form.is_submitted() else 200


def _is_own(row: Wanted) -> bool:
    is_mine = current_user.person_id is not None and row.person_id == current_user.person_id
    return is_mine or row.organisation_id in current_user.keeps


def _own(number: int) -> Wanted:
    row = queries.get_wanted(current_user, number)
    gate.demand_that(_is_own(row))
    return row
