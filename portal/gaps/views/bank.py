"""The gaps bank: its list, one gap, what is done to it, and the list of the next think tank."""

from collections import defaultdict
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import gate, tables
from portal.core.audience import audience_sentence
from portal.core.htmx import changed, wants_fragment
from portal.core.permissions import Permission
from portal.gaps import lists, queries, rules, services
from portal.gaps.forms import GapForm, StatusForm
from portal.gaps.models import Fit, Gap, Status
from portal.gaps.views.blueprint import PLACE
from portal.gaps.views.blueprint import gaps as pages
from portal.partnerships.models import Partnership


@pages.get(PLACE)
@gate.public
def index(partnership: Partnership) -> ResponseReturnValue:
    table = lists.gaps_in(current_user, partnership, queries.areas_in(current_user, partnership))
    page = tables.read(table, request.args)
    return tables.answer(
        page, "gaps/index.html", "gaps/_list.html", f"{partnership.slug}-gaps", partnership=partnership,
        counts=queries.count_by_status(current_user, partnership),
        may_propose=current_user.can(Permission.CONTRIBUTE, partnership),
    )  # fmt: skip


@pages.get(PLACE + "think-tank")
@gate.public
def think_tank(partnership: Partnership) -> ResponseReturnValue:
    found = queries.gaps_for_think_tank(current_user, partnership)
    towards = defaultdict(list)
    for row in queries.initiatives_towards(current_user, [gap.id for gap in found]):
        if row.fit is not Fit.NOT:
            towards[row.gap_id].append(row)
    return render_template("gaps/think_tank.html", partnership=partnership, gaps=found, towards=towards)


@pages.get(PLACE + "<int:gap_id>/")
@gate.public
def detail(partnership: Partnership, gap_id: int) -> ResponseReturnValue:
    gap = queries.get_gap(current_user, partnership, gap_id)
    return render_template("gaps/detail.html", **_context(partnership, gap))


@pages.route(PLACE + "new", methods=["GET", "POST"])
@gate.allow(Permission.CONTRIBUTE)
def create(partnership: Partnership) -> ResponseReturnValue:
    form = GapForm()
    if form.validate_on_submit():
        gap = services.propose_gap(current_user, partnership, **form.said())
        undo = url_for("gaps.remove", slug=partnership.slug, gap_id=gap.id)
        flash("Thank you: the gap stands in the bank.", f"undo:{undo}")
        return redirect(url_for("gaps.detail", slug=partnership.slug, gap_id=gap.id), 303)
    page = render_template("gaps/form.html", partnership=partnership, form=form, gap=None)
    return page, 422 if form.errors else 200


@pages.route(PLACE + "<int:gap_id>/edit", methods=["GET", "POST"])
@gate.allow(Permission.CONTRIBUTE)
def edit(partnership: Partnership, gap_id: int) -> ResponseReturnValue:
    gap = _load(partnership, gap_id)
    form = GapForm(obj=gap)
    status = 200
    if form.validate_on_submit():
        if not form.is_stale(gap):
            services.change_gap(current_user, gap, **form.said())
            flash("The gap is changed.", "good")
            return redirect(url_for("gaps.detail", slug=partnership.slug, gap_id=gap.id), 303)
        status = 409
    page = render_template("gaps/form.html", partnership=partnership, form=form, gap=gap)
    return page, 422 if form.errors else status


@pages.post(PLACE + "<int:gap_id>/status")
@gate.allow(Permission.MANAGE_PARTNERSHIP)
def set_status(partnership: Partnership, gap_id: int) -> ResponseReturnValue:
    gate.demand(Permission.MANAGE_PARTNERSHIP, partnership, None)
    gap = queries.get_gap(current_user, partnership, gap_id)
    form = StatusForm()
    if form.validate_on_submit():
        services.set_status(current_user, gap, Status(form.status.data))
        return _shown(partnership, gap, f"Noted: {gap.status.words.lower()}.")
    context = _context(partnership, gap) | {"form": form, "has_mistake": True}
    return render_template("gaps/_standing.html" if wants_fragment() else "gaps/detail.html", **context), 422


@pages.post(PLACE + "<int:gap_id>/think-tank")
@gate.allow(Permission.MANAGE_PARTNERSHIP)
def tick(partnership: Partnership, gap_id: int) -> ResponseReturnValue:
    gate.demand(Permission.MANAGE_PARTNERSHIP, partnership, None)
    gap = queries.get_gap(current_user, partnership, gap_id)
    services.set_for_think_tank(current_user, gap, request.form.get("wanted") == "yes")
    on = "It is on the list of the next think tank."
    return _shown(partnership, gap, on if gap.for_think_tank else "It is off the list of the next think tank.")


@pages.post(PLACE + "<int:gap_id>/remove")
@gate.allow(Permission.CONTRIBUTE)
def remove(partnership: Partnership, gap_id: int) -> ResponseReturnValue:
    services.remove_gap(current_user, _load(partnership, gap_id))
    flash("The gap is removed.", f"undo:{url_for('gaps.restore', slug=partnership.slug, gap_id=gap_id)}")
    return redirect(url_for("gaps.index", slug=partnership.slug), 303)


@pages.post(PLACE + "<int:gap_id>/restore")
@gate.allow(Permission.CONTRIBUTE)
def restore(partnership: Partnership, gap_id: int) -> ResponseReturnValue:
    services.restore_gap(current_user, _load(partnership, gap_id, removed=True))
    flash("The gap is back in the bank.", "good")
    return redirect(url_for("gaps.detail", slug=partnership.slug, gap_id=gap_id), 303)


def _load(partnership: Partnership, gap_id: int, removed: bool = False) -> Gap:
    """Return a gap that the viewer may change, or answer 404 or 403."""
    gap = queries.get_gap(current_user, partnership, gap_id, removed)
    gate.demand_that(rules.may_change(current_user, gap))
    return gap


def _context(partnership: Partnership, gap: Gap) -> dict[str, Any]:
    """Return what the page of a gap, and the part of it that changes, need."""
    towards = queries.initiatives_towards(current_user, [gap.id])
    is_insider = current_user.belongs_to(partnership)
    may_manage = rules.may_manage(current_user, partnership)
    return {
        "partnership": partnership,
        "gap": gap,
        "towards": towards,
        "best": rules.best_fit(row.fit for row in towards),
        "history": queries.history_of(gap) if is_insider else [],
        "is_insider": is_insider,
        "may_manage": may_manage,
        "may_change": rules.may_change(current_user, gap),
        "may_add": current_user.can(Permission.CONTRIBUTE, partnership),
        "form": StatusForm(formdata=None, status=gap.status.value) if may_manage else None,
        "audience": audience_sentence(gap.audience, gap.audience_why),
        "told": "",
        "has_mistake": False,
    }


def _shown(partnership: Partnership, gap: Gap, told: str) -> ResponseReturnValue:
    if not wants_fragment():
        flash(told, "good")
    back = url_for("gaps.detail", slug=partnership.slug, gap_id=gap.id)
    return changed("gaps/_standing.html", back_to=back, **_context(partnership, gap) | {"told": told})
