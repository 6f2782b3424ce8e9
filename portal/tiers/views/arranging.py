"""Arranging two tiers: proposing, agreeing, ending, and what the reports are asked."""

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import gate
from portal.core.forms import PortalForm, choices
from portal.core.permissions import Permission
from portal.partnerships import queries as partnerships
from portal.partnerships.models import Partnership
from portal.tiers import rules
from portal.tiers.forms import PromptsForm, TierForm
from portal.tiers.queries import tiers as queries
from portal.tiers.services import tiers as services
from portal.tiers.views import parts
from portal.tiers.views.blueprint import bp


@bp.route("/new", methods=["GET", "POST"])
@gate.allow(Permission.MANAGE_PARTNERSHIP)
def propose(partnership: Partnership) -> ResponseReturnValue:
    gate.demand(Permission.MANAGE_PARTNERSHIP, partnership, None)
    form = TierForm()
    others = queries.others_tied(partnership.id)
    form.other_id.choices = choices(((each.id, each.name) for each in others), "Choose one")
    if form.validate_on_submit():
        other = partnerships.get_partnership(form.other_id.data)
        services.propose(current_user, partnership, other, form.side.data == "upper")
        flash(f"It is proposed. It takes effect once a manager of {other.name} agrees.", "good")
        return redirect(parts.at(partnership), 303)
    page = render_template(
        "tiers/propose.html", partnership=partnership, at=parts.at(partnership), form=form, others=others
    )
    return page, 422 if form.errors else 200


@bp.post("/<int:tier_id>/agree")
@gate.allow(Permission.MANAGE_PARTNERSHIP)
def agree(partnership: Partnership, tier_id: int) -> ResponseReturnValue:
    gate.demand(Permission.MANAGE_PARTNERSHIP, partnership, None)
    tier = queries.get_tier(partnership.id, tier_id, agreed=False)
    services.agree(current_user, tier, partnership)
    flash("It is agreed. The standing item is on the agendas of both sides.", "good")
    return redirect(parts.at(partnership), 303)


@bp.route("/<int:tier_id>/end", methods=["GET", "POST"])
@gate.allow(Permission.MANAGE_PARTNERSHIP)
def end(partnership: Partnership, tier_id: int) -> ResponseReturnValue:
    gate.demand(Permission.MANAGE_PARTNERSHIP, partnership, None)
    tier = queries.get_tier(partnership.id, tier_id, agreed=False)
    form = PortalForm()
    if form.validate_on_submit():
        services.end(current_user, tier)
        flash("It is ended. It can be proposed again at any time.", "good")
        return redirect(parts.at(partnership), 303)
    return render_template(
        "tiers/end.html", partnership=partnership, at=parts.at(partnership), form=form,
        other=tier.other_side(partnership.id), tier=tier,
    )  # fmt: skip


@bp.route("/prompts", methods=["GET", "POST"])
@gate.allow(Permission.MANAGE_PARTNERSHIP)
def prompts(partnership: Partnership) -> ResponseReturnValue:
    gate.demand(Permission.MANAGE_PARTNERSHIP, partnership, None)
    parts.below_or_404(partnership)
    kept = queries.prompts_text(partnership.id)
    form = PromptsForm(obj=kept, data={"prompts": "\n".join(rules.USUAL_PROMPTS)})
    status = 200
    if form.validate_on_submit():
        if kept is None or not form.is_stale(kept):
            services.save_prompts(current_user, partnership, form.prompts.data)
            flash("The questions are saved. Reports begun from now on ask them.", "good")
            return redirect(parts.at(partnership), 303)
        status = 409
    page = render_template("tiers/prompts.html", partnership=partnership, at=parts.at(partnership), form=form)
    return page, 422 if form.errors else status
