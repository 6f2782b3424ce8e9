"""The lists of updates, one of them, and writing, changing, confirming and removing it."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import clock, gate, tables
from portal.core.audience import Audience, audience_sentence
from portal.core.htmx import changed, wants_fragment
from portal.memberships.queries.spoken_for import organisations_at_the_table, organisations_spoken_for
from portal.partnerships.models import Partnership
from portal.updates import lists, queries, rules, services
from portal.updates.forms import AskForm, UpdateForm
from portal.updates.models import Update
from portal.updates.views.blueprint import PLACE
from portal.updates.views.blueprint import updates as pages


@pages.get(PLACE)
@gate.public
def index(partnership: Partnership) -> ResponseReturnValue:
    headings, organisations = queries.heading_names(partnership), organisations_at_the_table(partnership)
    page = tables.read(lists.in_partnership(current_user, partnership, headings, organisations), request.args)
    may_manage = rules.may_manage(current_user, partnership)
    return tables.answer(
        page, "updates/index.html", "updates/_list.html", f"{partnership.slug}-updates", partnership=partnership,
        may_manage=may_manage, kept=current_user.keeps,
        may_write=may_manage or any(number in current_user.keeps for number, _name in organisations),
    )  # fmt: skip


@pages.get("/updates/")
@gate.public
def everywhere() -> ResponseReturnValue:
    page = tables.read(lists.everywhere(current_user, queries.places_with_updates(current_user)), request.args)
    return tables.answer(page, "updates/everywhere.html", "updates/_everywhere.html", "updates")


@pages.get("/updates/<int:update_id>/")
@gate.public
def find(update_id: int) -> ResponseReturnValue:
    """Lead to an update wherever it stands, for lists that know its number only."""
    slug = queries.place_of(current_user, update_id)
    return redirect(url_for("updates.detail", slug=slug, update_id=update_id), 303)


@pages.get(PLACE + "<int:update_id>/")
@gate.public
def detail(partnership: Partnership, update_id: int) -> ResponseReturnValue:
    update = queries.get_update(current_user, partnership, update_id)
    return render_template("updates/detail.html", **context(partnership, update))


@pages.route(PLACE + "new", methods=["GET", "POST"])
@gate.signed_in
def create(partnership: Partnership) -> ResponseReturnValue:
    organisations = organisations_spoken_for(current_user, partnership)
    gate.demand_that(bool(organisations))
    form = UpdateForm(under=request.args.get("heading"))
    form.offer(organisations, queries.heading_names(partnership))
    if form.validate_on_submit():
        update = services.write_update(current_user, partnership, **_said(form))
        undo = url_for("updates.remove", slug=partnership.slug, update_id=update.id)
        flash("Thank you: your update is kept.", f"undo:{undo}")
        return redirect(url_for("updates.index", slug=partnership.slug), 303)
    page = render_template("updates/form.html", partnership=partnership, form=form, update=None)
    return page, 422 if form.errors else 200


@pages.route(PLACE + "<int:update_id>/edit", methods=["GET", "POST"])
@gate.signed_in
def edit(partnership: Partnership, update_id: int) -> ResponseReturnValue:
    update = load(partnership, update_id)
    form = UpdateForm(obj=update, under=update.heading.name)
    names = queries.heading_names(partnership)
    form.offer(
        organisations_spoken_for(current_user, partnership) or [(update.organisation_id, update.organisation.name)],
        names if update.heading.name in names else [*names, update.heading.name],
    )
    status = 200
    if form.validate_on_submit():
        if not form.is_stale(update):
            services.change_update(current_user, update, **_said(form))
            flash("The update is changed.", "good")
            return redirect(url_for("updates.detail", slug=partnership.slug, update_id=update.id), 303)
        status = 409
    page = render_template("updates/form.html", partnership=partnership, form=form, update=update)
    return page, 422 if form.errors else status


@pages.post(PLACE + "<int:update_id>/remove")
@gate.signed_in
def remove(partnership: Partnership, update_id: int) -> ResponseReturnValue:
    update = load(partnership, update_id)
    services.remove_update(current_user, update)
    undo = url_for("updates.restore", slug=partnership.slug, update_id=update.id)
    flash("The update is removed.", f"undo:{undo}")
    return redirect(url_for("updates.index", slug=partnership.slug), 303)


@pages.post(PLACE + "<int:update_id>/restore")
@gate.signed_in
def restore(partnership: Partnership, update_id: int) -> ResponseReturnValue:
    update = load(partnership, update_id, removed=True)
    services.restore_update(current_user, update)
    flash("The update is back.", "good")
    return redirect(url_for("updates.detail", slug=partnership.slug, update_id=update.id), 303)


@pages.post(PLACE + "<int:update_id>/confirm")
@gate.signed_in
def confirm(partnership: Partnership, update_id: int) -> ResponseReturnValue:
    """Say that an update is still right; from the list of the stale ones, lead back to it."""
    update = load(partnership, update_id)
    services.confirm_update(current_user, update)
    if not wants_fragment():
        flash("Thank you: it is noted that this is still right.", "good")
    if request.form.get("from") == "list":
        return redirect(url_for("updates.index", slug=partnership.slug, state="stale"), 303)
    back = url_for("updates.detail", slug=partnership.slug, update_id=update.id)
    said = {"told": "Noted: it is still right."}
    return changed("updates/_standing.html", back_to=back, **context(partnership, update) | said)


def load(partnership: Partnership, update_id: int, removed: bool = False) -> Update:
    """Return an update that the viewer may change, or answer 404 or 403."""
    update = queries.get_update(current_user, partnership, update_id, removed)
    gate.demand_that(rules.may_change(current_user, update))
    return update


def context(partnership: Partnership, update: Update) -> dict[str, Any]:
    """Return what the page of an update, and the part of it that changes, need."""
    may_review = queries.may_review(current_user, partnership)
    return {
        "partnership": partnership,
        "update": update,
        "is_stale": rules.is_stale(update, clock.today()),
        "is_insider": current_user.belongs_to(partnership) or update.organisation_id in current_user.keeps,
        "may_change": rules.may_change(current_user, update),
        "may_review": may_review,
        "form": AskForm(formdata=None) if may_review else None,
        "audience": audience_sentence(update.audience, update.audience_why),
        "told": "",
        "has_mistake": False,
    }


def _said(form: UpdateForm) -> dict[str, Any]:
    return {
        "organisation_id": form.organisation_id.data, "under": form.under.data, "text": form.text.data,
        "audience": Audience(form.audience.data),
    }  # fmt: skip
