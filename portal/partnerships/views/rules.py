"""The rules of a partnership and its groups: in words for everybody, as questions for those who change them."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import gate, htmx
from portal.core.permissions import Permission
from portal.partnerships import queries
from portal.partnerships import rules as rules_of
from portal.partnerships.forms.rules import RulesForm
from portal.partnerships.models import Group, Partnership, Rules
from portal.partnerships.presets import BY_KEY, PRESETS
from portal.partnerships.services import agreeing
from portal.partnerships.views.blueprint import partnerships as pages


@pages.get("/<slug>/rules/")
@gate.public
def rules(partnership: Partnership) -> ResponseReturnValue:
    (whole, _none), *own = queries.list_rules(partnership.id)
    return render_template(
        "partnerships/rules.html",
        partnership=partnership,
        told=rules_of.rules_in_words(whole),
        groups=[(group, rules_of.differing(agreed, whole)) for agreed, group in own],
    )


@pages.route("/<slug>/rules/edit", methods=["GET", "POST"])
@gate.allow(Permission.MANAGE_PARTNERSHIP)
def edit_rules(partnership: Partnership) -> ResponseReturnValue:
    group = _group(partnership)
    own = queries.own_rules(partnership.id, group.id if group else None)
    preset = BY_KEY.get(request.args.get("preset", ""))
    form = _form(partnership, own, group)
    status = 200
    if form.validate_on_submit():
        if own is None or not form.is_stale(own):
            agreeing.set_rules(current_user, partnership, group, form.settings())
            flash("The rules are changed. They hold from now on.", "good")
            return redirect(url_for("partnerships.rules", slug=partnership.slug), 303)
        status = 409
    elif request.method == "GET" and preset:
        for name, value in preset.settings.items():
            if name in form:
                form[name].data = value
    page = htmx.show(
        "partnerships/edit_rules.html", fragment="partnerships/_rules_form.html", partnership=partnership, form=form,
        group=group, has_own=own is not None, presets=PRESETS, preset=preset,
    )  # fmt: skip
    return page, 422 if form.errors else status


@pages.post("/<slug>/rules/drop")
@gate.allow(Permission.MANAGE_PARTNERSHIP)
def drop_rules(partnership: Partnership) -> ResponseReturnValue:
    group = _group(partnership)
    own = queries.own_rules(partnership.id, group.id) if group else None
    if group is None or own is None:
        abort(404)
    agreeing.drop_own_rules(current_user, group, own)
    flash(f"{group.name} follows the partnership's rules again.", "good")
    return redirect(url_for("partnerships.rules", slug=partnership.slug), 303)


def _group(partnership: Partnership) -> Group | None:
    """Return the group the address asks for, and see to it that the viewer may change its rules."""
    wanted = request.args.get("group")
    group = queries.get_group(partnership.id, wanted) if wanted else None
    gate.demand(Permission.MANAGE_PARTNERSHIP, partnership, group.id if group else None)
    return group


def _form(partnership: Partnership, own: Rules | None, group: Group | None) -> RulesForm:
    """Return the form over a group's own rules, or over the partnership's for a group that has none yet."""
    form = RulesForm(obj=own or queries.rules_for(partnership.id, None))
    if own is None and request.method == "GET":
        form.version.data = ""
    if group:
        form.for_group()
    return form
