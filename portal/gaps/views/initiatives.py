"""Initiatives and how well each meets the gaps: their list, one of them, adding, changing and removing it."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import gate, tables
from portal.core.audience import audience_sentence
from portal.core.permissions import Permission
from portal.gaps import lists, queries, rules, services
from portal.gaps.forms import initiative_form
from portal.gaps.models import Initiative
from portal.gaps.views.blueprint import PLACE
from portal.gaps.views.blueprint import gaps as pages
from portal.memberships.queries.spoken_for import organisations_at_the_table
from portal.partnerships.models import Partnership


@pages.get(PLACE + "initiatives/")
@gate.public
def initiatives(partnership: Partnership) -> ResponseReturnValue:
    page = tables.read(lists.initiatives_in(current_user, partnership), request.args)
    return tables.answer(
        page, "gaps/initiatives.html", "gaps/_initiatives.html", f"{partnership.slug}-initiatives",
        partnership=partnership, may_add=current_user.can(Permission.CONTRIBUTE, partnership),
    )  # fmt: skip


@pages.get(PLACE + "initiatives/<int:initiative_id>/")
@gate.public
def initiative(partnership: Partnership, initiative_id: int) -> ResponseReturnValue:
    found = queries.get_initiative(current_user, partnership, initiative_id)
    is_insider = current_user.belongs_to(partnership)
    return render_template(
        "gaps/initiative.html", partnership=partnership, initiative=found,
        history=queries.history_of(found) if is_insider else [],
        profiles=queries.profiles_shown(current_user, found), may_change=rules.may_change(current_user, found),
        is_insider=is_insider, audience=audience_sentence(found.audience, found.audience_why),
    )  # fmt: skip


@pages.route(PLACE + "initiatives/new", methods=["GET", "POST"])
@gate.allow(Permission.CONTRIBUTE)
def add_initiative(partnership: Partnership) -> ResponseReturnValue:
    gaps = queries.gaps_to_profile(current_user, partnership)
    form = initiative_form(organisations_at_the_table(partnership), gaps)
    if form.validate_on_submit():
        made = services.add_initiative(current_user, partnership, form.profile(gaps), **form.said())
        undo = url_for("gaps.remove_initiative", slug=partnership.slug, initiative_id=made.id)
        flash("The initiative is added.", f"undo:{undo}")
        return redirect(url_for("gaps.initiative", slug=partnership.slug, initiative_id=made.id), 303)
    page = render_template("gaps/initiative_form.html", partnership=partnership, form=form, gaps=gaps, initiative=None)
    return page, 422 if form.errors else 200


@pages.route(PLACE + "initiatives/<int:initiative_id>/edit", methods=["GET", "POST"])
@gate.allow(Permission.CONTRIBUTE)
def edit_initiative(partnership: Partnership, initiative_id: int) -> ResponseReturnValue:
    found = _load(partnership, initiative_id)
    gaps = queries.gaps_to_profile(current_user, partnership, found)
    form = initiative_form(organisations_at_the_table(partnership), gaps, found)
    status = 200
    if form.validate_on_submit():
        if not form.is_stale(found):
            looked_at = frozenset(gap.id for gap in gaps)
            services.change_initiative(current_user, found, form.profile(gaps), looked_at, **form.said())
            flash("The initiative is changed.", "good")
            return redirect(url_for("gaps.initiative", slug=partnership.slug, initiative_id=found.id), 303)
        status = 409
    page = render_template("gaps/initiative_form.html", partnership=partnership, form=form, gaps=gaps, initiative=found)
    return page, 422 if form.errors else status


@pages.post(PLACE + "initiatives/<int:initiative_id>/remove")
@gate.allow(Permission.CONTRIBUTE)
def remove_initiative(partnership: Partnership, initiative_id: int) -> ResponseReturnValue:
    services.remove_initiative(current_user, _load(partnership, initiative_id))
    undo = url_for("gaps.restore_initiative", slug=partnership.slug, initiative_id=initiative_id)
    flash("The initiative is removed.", f"undo:{undo}")
    return redirect(url_for("gaps.initiatives", slug=partnership.slug), 303)


@pages.post(PLACE + "initiatives/<int:initiative_id>/restore")
@gate.allow(Permission.CONTRIBUTE)
def restore_initiative(partnership: Partnership, initiative_id: int) -> ResponseReturnValue:
    services.restore_initiative(current_user, _load(partnership, initiative_id, removed=True))
    flash("The initiative is back.", "good")
    return redirect(url_for("gaps.initiative", slug=partnership.slug, initiative_id=initiative_id), 303)


def _load(partnership: Partnership, initiative_id: int, removed: bool = False) -> Initiative:
    """Return an initiative that the viewer may change, or answer 404 or 403."""
    found = queries.get_initiative(current_user, partnership, initiative_id, removed)
    gate.demand_that(rules.may_change(current_user, found))
    return found
