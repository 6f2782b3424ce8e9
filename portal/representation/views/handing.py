"""Handing over: who and to whom, what of it, and what was handed over before."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import gate, tables
from portal.core.permissions import Permission
from portal.core.text import plural
from portal.memberships.queries import people, places
from portal.partnerships.models import Partnership
from portal.representation.forms import HandOverForm, LeaverForm
from portal.representation.queries import handing as queries
from portal.representation.services import handing as services
from portal.representation.views.blueprint import bp

KEEP = Permission.KEEP_SEATS
KINDS = "<any(person, organisation):kind>"


def _offered(partnership: Partnership, kind: str) -> Any:
    return people.people_of(partnership) if kind == "person" else places.organisations_in(partnership)


@bp.get("/hand-over/")
@gate.allow(KEEP)
def hand_overs(partnership: Partnership) -> ResponseReturnValue:
    gate.demand(KEEP, partnership, None)
    page = tables.read(queries.hand_overs_table(partnership), request.args)
    return tables.answer(
        page, "representation/hand_overs.html", "representation/_hand_overs.html", f"{partnership.slug}-hand-overs",
        partnership=partnership,
    )  # fmt: skip


@bp.route(f"/hand-over/{KINDS}", methods=["GET", "POST"])
@gate.allow(KEEP)
def choose(partnership: Partnership, kind: str) -> ResponseReturnValue:
    gate.demand(KEEP, partnership, None)
    form = LeaverForm(leaver=request.args.get("leaver", type=int))
    form.offer(_offered(partnership, kind))
    if form.validate_on_submit():
        at = {"kind": kind, "leaver": form.leaver.data, "successor": form.successor.data}
        return redirect(url_for("representation.hand_over", slug=partnership.slug, **at), 303)
    page = render_template("representation/choose.html", partnership=partnership, form=form, kind=kind)
    return page, 422 if form.errors else 200


@bp.route(f"/hand-over/{KINDS}/<int:leaver>/to/<int:successor>", methods=["GET", "POST"])
@gate.allow(KEEP)
def hand_over(partnership: Partnership, kind: str, leaver: int, successor: int) -> ResponseReturnValue:
    gate.demand(KEEP, partnership, None)
    offered = {row.id for row in _offered(partnership, kind)}
    of_here = leaver if {leaver, successor} <= offered and leaver != successor else 0
    get = queries.get_person if kind == "person" else queries.get_organisation
    old, new = get(of_here), get(successor)
    parts_of = queries.parts_of_person if kind == "person" else queries.parts_of_organisation
    parts = parts_of(partnership, leaver)
    form = HandOverForm()
    form.offer(parts)
    if form.validate_on_submit():
        chosen = [part for part in parts if part.key in form.parts.data]
        take: Any = services.hand_over if kind == "person" else services.hand_over_work
        take(current_user, partnership, old, new, chosen, form.note.data)
        flash(f"{new.name} has {plural(len(chosen), 'part')} from {old.name}.", "good")
        return redirect(url_for("representation.hand_overs", slug=partnership.slug), 303)
    page = render_template(
        "representation/hand_over.html", partnership=partnership, form=form, kind=kind, leaver=old, successor=new,
        parts=parts,
    )  # fmt: skip
    return page, 422 if form.errors else 200
