"""The list of partnerships, the front door of each, and the page that sets up a new one."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import gate, panels, tables
from portal.core.permissions import Permission
from portal.partnerships import front_door, lists, queries
from portal.partnerships.forms.pages import NewPartnershipForm
from portal.partnerships.models import Partnership
from portal.partnerships.presets import PRESETS
from portal.partnerships.services import founding
from portal.partnerships.views.blueprint import partnerships as pages
from portal.partnerships.views.kinds import chosen_kind


@pages.get("/")
@gate.public
def index() -> ResponseReturnValue:
    page = tables.read(lists.partnerships_table(*lists.list_choices()), request.args)
    return tables.answer(page, "partnerships/index.html", "partnerships/_partnerships.html", "partnerships")


@pages.route("/new", methods=["GET", "POST"])
@gate.allow(Permission.CREATE_PARTNERSHIP)
def create() -> ResponseReturnValue:
    form = NewPartnershipForm()
    form.offer_kinds(queries.list_kinds())
    if form.validate_on_submit():
        said = {
            "name": form.name.data, "kind": chosen_kind(form), "area": form.area.data, "purpose": form.purpose.data,
        }  # fmt: skip
        partnership = founding.create_partnership(
            current_user, said, preset=form.preset.data, first_group=form.first_group.data
        )
        flash(f"{partnership.name} is set up. Here is what can be said about it.", "good")
        return redirect(url_for("partnerships.manage", slug=partnership.slug), 303)
    hints = {preset.key: preset.sentence for preset in PRESETS}
    return render_template("partnerships/new.html", form=form, hints=hints), 422 if form.errors else 200


@pages.get("/<slug>/")
@gate.public
def detail(partnership: Partnership) -> ResponseReturnValue:
    own = front_door.own_panels(current_user, partnership)
    offered = panels.of("partnership", current_user, partnership, own)
    return render_template(
        "partnerships/detail.html",
        partnership=partnership,
        button=next((panel.button for panel in offered if panel.button), None),
        panels=panels.shown(offered),
    )
