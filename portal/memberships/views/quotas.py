"""Saying how many seats of a group are kept for each sector."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import gate
from portal.core.permissions import Permission
from portal.memberships.forms.seats import QuotaForm
from portal.memberships.queries import figures
from portal.memberships.services.quotas import set_quotas
from portal.memberships.views.blueprint import memberships
from portal.partnerships.models import Partnership
from portal.partnerships.queries import get_group


@memberships.route("/partnerships/<slug>/groups/<group_slug>/quotas", methods=["GET", "POST"])
@gate.allow(Permission.KEEP_SEATS)
def quotas(partnership: Partnership, group_slug: str) -> ResponseReturnValue:
    group = get_group(partnership.id, group_slug)
    gate.demand(Permission.KEEP_SEATS, partnership, group.id)
    form = QuotaForm()
    form.show(figures.quotas_of(group.id))
    if form.validate_on_submit():
        set_quotas(current_user, group, form.wanted())
        flash(f"The seats {group.name} keeps for each sector are written down.", "good")
        return redirect(url_for("memberships.seats", slug=partnership.slug, group=group.slug), 303)
    page = render_template("memberships/quotas.html", partnership=partnership, form=form, group=group)
    return page, 422 if form.errors else 200
