"""Actions that are there already: put into a plan, and shared with the plans of other partnerships."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.actions.models import Action
from portal.actions.queries import get_action
from portal.core import gate
from portal.core.errors import Refusal
from portal.core.permissions import Permission
from portal.core.text import plural
from portal.partnerships.models import Partnership
from portal.plans.forms.sections import IntoPlanForm, OfferForm, PutInForm, TakeForm
from portal.plans.models import Plan
from portal.plans.queries import entries as queries
from portal.plans.queries import plans, shares
from portal.plans.services import entries as services
from portal.plans.services import sharing
from portal.plans.views.blueprint import bp
from portal.plans.views.keeping import kept

OF_ACTION = "/shares/<int:action_id>/"


@bp.route("/<int:plan_id>/put-in", methods=["GET", "POST"])
@gate.allow(Permission.KEEP_ACTIONS)
def put_in(partnership: Partnership, plan_id: int) -> ResponseReturnValue:
    """Choose among the open actions that do not stand in the plan, and among those that others offer."""
    plan = kept(partnership, plan_id)
    offered = queries.to_put_in(current_user, plan)
    form = PutInForm(offered, plans.sections_of(plan))
    if form.validate_on_submit():
        section = plans.get_section(plan, form.section.data) if form.section.data else None
        for number in form.actions.data:
            services.put_in(current_user, plan, section, get_action(current_user, partnership, number))
        flash(f"{plural(len(form.actions.data), 'action')} put into the plan.", "good")
        return redirect(_at(partnership, plan), code=303)
    return _put_in(partnership, plan, form), 422 if form.errors else 200


@bp.post("/<int:plan_id>/offers/<int:share_id>/<any(take, decline):what>")
@gate.allow(Permission.KEEP_ACTIONS)
def answer_offer(partnership: Partnership, plan_id: int, share_id: int, what: str) -> ResponseReturnValue:
    plan = kept(partnership, plan_id)
    share = shares.get_waiting(partnership, share_id)
    form = TakeForm(plans.sections_of(plan))
    if not form.validate_on_submit():
        return _put_in(partnership, plan), 422
    if what == "decline":
        sharing.decline(current_user, share)
        flash("The offer is declined.", "good")
        return redirect(_at(partnership, plan, "plans.put_in"), code=303)
    section = plans.get_section(plan, form.section.data) if form.section.data else None
    entry = sharing.take(current_user, share, plan, section)
    flash("The action stands in the plan; it stays the other partnership's too.", "good")
    return redirect(f"{_at(partnership, plan)}#e{entry.id}", code=303)


@bp.post("/actions/<int:action_id>/put-in")
@gate.allow(Permission.KEEP_ACTIONS)
def put_action_in(partnership: Partnership, action_id: int) -> ResponseReturnValue:
    """Put one action into a plan, from the action's own page."""
    action = _kept_action(partnership, action_id)
    form = IntoPlanForm(queries.plans_for(current_user, action))
    if not form.validate_on_submit():
        raise Refusal("Choose a plan of this partnership, and a section of it, in which the action does not stand yet.")
    number, _, section = form.place.data.partition("-")
    plan = kept(partnership, int(number))
    entry = services.put_in(current_user, plan, plans.get_section(plan, int(section)) if int(section) else None, action)
    flash("The action stands in the plan.", f"undo:{_at(partnership, plan, 'plans.remove_entry', entry_id=entry.id)}")
    return redirect(f"{_at(partnership, plan)}#e{entry.id}", code=303)


@bp.route(OF_ACTION, methods=["GET", "POST"])
@gate.allow(Permission.KEEP_ACTIONS)
def offers(partnership: Partnership, action_id: int) -> ResponseReturnValue:
    """List with whom an action is shared, and offer it to another partnership."""
    action = _kept_action(partnership, action_id)
    form = OfferForm()
    if form.validate_on_submit():
        to = shares.partnership_called(form.partnership.data)
        if to is not None:
            sharing.offer(current_user, action, to, form.words.data)
            flash(f"Offered to {to.name}. It stands there once they take it.", "good")
            return redirect(_offers_at(partnership, action), code=303)
        form.partnership.errors = ["No open partnership is called so. Write its name as it stands on its pages."]
    page = render_template(
        "plans/offers.html", partnership=partnership, action=action, form=form, rows=shares.offers_of(action),
        names=shares.other_names(partnership), may_offer=action.audience not in sharing.NEVER,
    )  # fmt: skip
    return page, 422 if form.errors else 200


@bp.post(OF_ACTION + "<int:share_id>/<any(end, resume):what>")
@gate.allow(Permission.KEEP_ACTIONS)
def end_offer(partnership: Partnership, action_id: int, share_id: int, what: str) -> ResponseReturnValue:
    action = _kept_action(partnership, action_id)
    share = shares.get_offer(action, share_id)
    if what == "resume":
        sharing.resume(current_user, share)
        flash("The action is shared again.", "good")
    else:
        sharing.end(current_user, share)
        undo = url_for("plans.end_offer", slug=partnership.slug, action_id=action.id, share_id=share.id, what="resume")
        flash("Taken back: the action no longer stands in the other's plan.", f"undo:{undo}")
    return redirect(_offers_at(partnership, action), code=303)


def _kept_action(partnership: Partnership, action_id: int) -> Action:
    """Return an action the viewer keeps, or answer 404 or 403."""
    action = get_action(current_user, partnership, action_id)
    gate.demand(Permission.KEEP_ACTIONS, partnership, action.group_id)
    return action


def _put_in(partnership: Partnership, plan: Plan, form: PutInForm | None = None) -> str:
    sections = plans.sections_of(plan)
    return render_template(
        "plans/put_in.html", partnership=partnership, plan=plan, take=TakeForm(sections, formdata=None),
        form=form or PutInForm(queries.to_put_in(current_user, plan), sections, formdata=None),
        offered=shares.offered_to(partnership),
    )  # fmt: skip


def _at(partnership: Partnership, plan: Plan, endpoint: str = "plans.grid", **more: Any) -> str:
    return url_for(endpoint, slug=partnership.slug, plan_id=plan.id, **more)


def _offers_at(partnership: Partnership, action: Action) -> str:
    return url_for("plans.offers", slug=partnership.slug, action_id=action.id)
