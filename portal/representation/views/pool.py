"""Who could follow: roles with who fills them, and the people organisations named."""

from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import gate, tables
from portal.core.permissions import Permission
from portal.meetings import queries as meetings
from portal.partnerships.models import Partnership
from portal.representation.forms import WillingForm
from portal.representation.models import Willing
from portal.representation.queries import handing
from portal.representation.queries import pool as queries
from portal.representation.services import pool as services
from portal.representation.views.blueprint import bp


def _form(partnership: Partnership) -> WillingForm:
    form = WillingForm()
    form.offer(queries.staff_spoken_for(current_user, partnership))
    return form


def _page(partnership: Partnership, form: WillingForm) -> Any:
    groups = [(group.slug, group.name) for group in meetings.list_groups(partnership)]
    page = tables.read(queries.roles_table(current_user, partnership, groups), request.args)
    willing = queries.willing_people(partnership)
    return tables.answer(
        page, "representation/succession.html", "representation/_roles.html", f"{partnership.slug}-succession",
        partnership=partnership, form=form, willing=willing, may_remove=lambda row: _may_keep(partnership, row),
    )  # fmt: skip


def _may_keep(partnership: Partnership, row: Willing) -> bool:
    keeps = current_user.can_in(Permission.KEEP_SEATS, partnership, None)
    return keeps or row.organisation_id in current_user.keeps


@bp.get("/succession/")
@gate.allow(Permission.READ_AS_PARTNER)
def succession(partnership: Partnership) -> ResponseReturnValue:
    return _page(partnership, _form(partnership))


@bp.post("/succession/")
@gate.allow(Permission.CONTRIBUTE)
def name_willing(partnership: Partnership) -> ResponseReturnValue:
    form = _form(partnership)
    gate.demand_that(len(form.person_id.choices) > 1)
    if not form.validate_on_submit():
        return _page(partnership, form), 422
    person = handing.get_person(form.person_id.data or 0)
    services.name_willing(current_user, partnership, person, form.areas.data)
    flash(f"{person.name} is named.", "good")
    return redirect(url_for("representation.succession", slug=partnership.slug, _anchor="willing"), 303)


@bp.post("/succession/<int:number>/remove")
@gate.allow(Permission.CONTRIBUTE)
def remove_willing(partnership: Partnership, number: int) -> ResponseReturnValue:
    row = queries.get_willing(partnership, number)
    gate.demand_that(_may_keep(partnership, row))
    services.remove_willing(current_user, row)
    undo = url_for("representation.restore_willing", slug=partnership.slug, number=row.id)
    flash(f"{row.person.name} is off the list.", f"undo:{undo}")
    return redirect(url_for("representation.succession", slug=partnership.slug, _anchor="willing"), 303)


@bp.post("/succession/<int:number>/restore")
@gate.allow(Permission.CONTRIBUTE)
def restore_willing(partnership: Partnership, number: int) -> ResponseReturnValue:
    row = queries.get_willing(partnership, number, removed=True)
    gate.demand_that(_may_keep(partnership, row))
    services.restore_willing(current_user, row)
    flash(f"{row.person.name} is named as before.", "good")
    return redirect(url_for("representation.succession", slug=partnership.slug, _anchor="willing"), 303)
