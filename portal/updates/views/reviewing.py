"""Reviewing updates: marking one as reviewed, asking for a change, and naming who does it."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import gate
from portal.core.errors import Refusal
from portal.core.htmx import changed, wants_fragment
from portal.core.permissions import Permission
from portal.core.text import plural
from portal.partnerships.models import Partnership
from portal.updates import keeping, queries, services
from portal.updates.forms import AskForm, ReviewerForm
from portal.updates.models import Update
from portal.updates.rules import MOST_REVIEWERS
from portal.updates.views.blueprint import PLACE
from portal.updates.views.blueprint import updates as pages
from portal.updates.views.notes import context


@pages.post(PLACE + "<int:update_id>/review")
@gate.signed_in
def review(partnership: Partnership, update_id: int) -> ResponseReturnValue:
    update = _load(partnership, update_id)
    services.review_update(current_user, update)
    return _shown(partnership, update, "Marked as reviewed.")


@pages.post(PLACE + "<int:update_id>/ask")
@gate.signed_in
def ask(partnership: Partnership, update_id: int) -> ResponseReturnValue:
    update = _load(partnership, update_id)
    form = AskForm()
    if form.validate_on_submit():
        letters = services.ask_for_change(current_user, partnership, update, form.asked.data)
        sent = f"Your wish is kept, and {plural(letters, 'letter')} sent."
        return _shown(partnership, update, sent if letters else "Your wish is kept. Nobody could be written to.")
    given = context(partnership, update) | {"form": form, "has_mistake": True}
    return render_template("updates/_standing.html" if wants_fragment() else "updates/detail.html", **given), 422


@pages.route(PLACE + "reviewers/", methods=["GET", "POST"])
@gate.allow(Permission.MANAGE_PARTNERSHIP)
def reviewers(partnership: Partnership) -> ResponseReturnValue:
    gate.demand(Permission.MANAGE_PARTNERSHIP, partnership, None)
    named = queries.list_reviewers(partnership)
    already = {reviewer.person_id for reviewer in named}
    form = ReviewerForm()
    form.offer([pair for pair in queries.people_to_name(partnership) if pair[0] not in already])
    if form.validate_on_submit():
        try:
            keeping.name_reviewer(current_user, partnership, form.person_id.data)
        except Refusal as refusal:
            form.person_id.errors = [str(refusal)]
        else:
            flash("The reviewer is named.", "good")
            return redirect(url_for("updates.reviewers", slug=partnership.slug), 303)
    page = render_template(
        "updates/reviewers.html", partnership=partnership, form=form, named=named,
        is_full=len(named) >= MOST_REVIEWERS,
    )  # fmt: skip
    return page, 422 if form.errors else 200


@pages.post(PLACE + "reviewers/<int:number>/end")
@gate.allow(Permission.MANAGE_PARTNERSHIP)
def end_reviewer(partnership: Partnership, number: int) -> ResponseReturnValue:
    gate.demand(Permission.MANAGE_PARTNERSHIP, partnership, None)
    reviewer = queries.get_reviewer(partnership, number)
    keeping.end_reviewer(current_user, reviewer)
    undo = url_for("updates.renew_reviewer", slug=partnership.slug, number=number)
    flash(f"{reviewer.person.name} reviews updates no more.", f"undo:{undo}")
    return redirect(url_for("updates.reviewers", slug=partnership.slug), 303)


@pages.post(PLACE + "reviewers/<int:number>/renew")
@gate.allow(Permission.MANAGE_PARTNERSHIP)
def renew_reviewer(partnership: Partnership, number: int) -> ResponseReturnValue:
    gate.demand(Permission.MANAGE_PARTNERSHIP, partnership, None)
    keeping.renew_reviewer(current_user, partnership, queries.get_reviewer(partnership, number))
    flash("The reviewer is back.", "good")
    return redirect(url_for("updates.reviewers", slug=partnership.slug), 303)


def _load(partnership: Partnership, update_id: int) -> Update:
    """Return an update that the viewer may review, or answer 404 or 403."""
    update = queries.get_update(current_user, partnership, update_id)
    gate.demand_that(queries.may_review(current_user, partnership))
    return update


def _shown(partnership: Partnership, update: Update, told: str) -> ResponseReturnValue:
    if not wants_fragment():
        flash(told, "good")
    back = url_for("updates.detail", slug=partnership.slug, update_id=update.id)
    return changed("updates/_standing.html", back_to=back, **context(partnership, update) | {"told": told})
