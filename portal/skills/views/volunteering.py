"""Where volunteers are welcome: the list, what an organisation says of itself, and a letter to it."""

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import gate, tables
from portal.core.audience import Audience
from portal.core.forms import choices
from portal.skills import lists
from portal.skills.forms import ContactForm, VolunteersForm
from portal.skills.queries import offers
from portal.skills.services import asking
from portal.skills.services import volunteering as services
from portal.skills.views.base import refused, skills


@skills.get("/skills/volunteering/")
@gate.public
def volunteering() -> ResponseReturnValue:
    page = tables.read(lists.volunteering_table(current_user), request.args)
    may_say = offers.own_organisations(current_user) if current_user.keeps else []
    return tables.answer(
        page, "skills/volunteering.html", "skills/_volunteering.html", "volunteering", own=may_say,
    )  # fmt: skip


@skills.route("/skills/volunteering/edit", methods=["GET", "POST"])
@gate.signed_in
def say_places() -> ResponseReturnValue:
    organisation = offers.get_kept_organisation(current_user, request.args.get("organisation", ""))
    row = offers.places_of(organisation.id)
    form = VolunteersForm(obj=row)
    audience = row.audience if row else Audience.PUBLIC
    form.offer_partnerships(offers.partnerships_of(organisation.id), audience, row.partnership_id if row else None)
    status = refused(form, row) if row else 0 if not form.is_submitted() or form.validate() else 422
    if form.is_submitted() and not status:
        services.say_places(
            current_user, organisation, form.places.data or 0, text=form.text.data, area=form.area.data, **form.audience
        )
        flash("Saved.", "good")
        return redirect("/skills/volunteering/", 303)
    page = render_template("skills/volunteering_form.html", form=form, organisation=organisation)
    return page, status or 200


@skills.route("/skills/volunteering/<int(max=2147483647):number>/ask", methods=["GET", "POST"])
@gate.signed_in
def ask_about_volunteering(number: int) -> ResponseReturnValue:
    row = offers.get_places(current_user, number)
    mine = [each for each in offers.own_organisations(current_user) if each.id != row.organisation_id]
    gate.demand_that(bool(mine) and current_user.is_partner)
    helper = offers.organisation_numbered(row.organisation_id)
    form = ContactForm()
    form.organisation_id.choices = choices([(each.id, each.name) for each in mine])
    if len(mine) == 1:
        form.organisation_id.data = form.organisation_id.data or mine[0].id
    if form.validate_on_submit():
        asker = offers.organisation_numbered(form.organisation_id.data)
        made = asking.ask(current_user, asker, helper, f"Volunteering with {helper.name}", form.text.data)
        flash(f"{helper.name} has your letter. The answer comes here, and to you by e-mail.", "good")
        return redirect(f"/skills/requests/{made.id}/", 303)
    page = render_template("skills/volunteering_ask.html", form=form, organisation=helper, places=row, mine=mine)
    return page, 422 if form.is_submitted() else 200
