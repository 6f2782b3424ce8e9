"""Skills in one partnership: how sharing was agreed, how much there is, and what is missing."""

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import clock, gate
from portal.core.permissions import Permission
from portal.partnerships.models import Partnership
from portal.skills.forms import ProtocolForm
from portal.skills.models import Terms
from portal.skills.queries import gaps, protocols
from portal.skills.services import protocols as services
from portal.skills.views.base import PLACE, skills

NUMBER = "<int(max=2147483647):number>"


@skills.get(PLACE)
@gate.allow(Permission.READ_AS_PARTNER)
def in_partnership(partnership: Partnership) -> ResponseReturnValue:
    offers, organisations = gaps.count_offers(current_user, partnership.id)
    return render_template(
        "skills/in_partnership.html",
        partnership=partnership,
        history=protocols.history(partnership.id),
        offers=offers,
        organisations=organisations,
        unanswered=gaps.wanted_unanswered(current_user, partnership.id, 5),
        few=gaps.held_by_one(current_user, partnership.id, 8),
        may_manage=current_user.can_in(Permission.MANAGE_PARTNERSHIP, partnership, None),
    )


@skills.route(f"{PLACE}protocol", methods=["GET", "POST"])
@gate.allow(Permission.MANAGE_PARTNERSHIP)
def agree_protocol(partnership: Partnership) -> ResponseReturnValue:
    """Write down what was agreed. It begins with the words that hold now, and never overwrites them."""
    now = next(iter(protocols.history(partnership.id)), None)
    form = ProtocolForm(
        agreed_on=clock.today(), text=now.text if now else "", default_terms=(now.default_terms if now else Terms.FREE)
    )
    if form.validate_on_submit():
        agreed_on = form.agreed_on.data or clock.today()
        terms = Terms(form.default_terms.data)
        row = services.agree_protocol(current_user, partnership.id, agreed_on, form.text.data, terms)
        base = f"/partnerships/{partnership.slug}/skills/"
        flash("The sharing protocol is written down.", f"undo:{base}protocol/{row.id}/remove")
        return redirect(base, 303)
    page = render_template("skills/protocol_form.html", partnership=partnership, form=form)
    return page, 422 if form.is_submitted() else 200


@skills.post(f"{PLACE}protocol/{NUMBER}/remove")
@gate.allow(Permission.MANAGE_PARTNERSHIP)
def remove_protocol(partnership: Partnership, number: int) -> ResponseReturnValue:
    services.remove_protocol(current_user, protocols.get_protocol(partnership.id, number))
    base = f"/partnerships/{partnership.slug}/skills/"
    flash("The sharing protocol is taken back.", f"undo:{base}protocol/{number}/restore")
    return redirect(base, 303)


@skills.post(f"{PLACE}protocol/{NUMBER}/restore")
@gate.allow(Permission.MANAGE_PARTNERSHIP)
def restore_protocol(partnership: Partnership, number: int) -> ResponseReturnValue:
    services.restore_protocol(current_user, protocols.get_protocol(partnership.id, number, removed=True))
    flash("The sharing protocol holds again.", "good")
    return redirect(f"/partnerships/{partnership.slug}/skills/", 303)
