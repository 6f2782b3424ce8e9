"""The kinds of partnership: what they are called, on every page at once."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import gate
from portal.core.permissions import Permission
from portal.partnerships import queries
from portal.partnerships.forms.pages import KindForm
from portal.partnerships.models import Kind
from portal.partnerships.services import founding
from portal.partnerships.views.blueprint import partnerships as pages


@pages.get("/kinds")
@gate.allow(Permission.RUN_PORTAL)
def kinds() -> ResponseReturnValue:
    return render_template("partnerships/kinds.html", kinds=queries.list_kinds())


@pages.route("/kinds/<int:number>", methods=["GET", "POST"])
@gate.allow(Permission.RUN_PORTAL)
def edit_kind(number: int) -> ResponseReturnValue:
    kind = queries.get_kind(number)
    form = KindForm(obj=kind)
    status = 200
    if form.validate_on_submit():
        if not form.is_stale(kind):
            founding.rename_kind(current_user, kind, form.name.data)
            flash(f"The kind is now called “{kind.name}” on every page.", "good")
            return redirect(url_for("partnerships.kinds"), 303)
        status = 409
    return render_template("partnerships/edit_kind.html", form=form, kind=kind), 422 if form.errors else status


def chosen_kind(form: Any) -> Kind:
    """Return the kind that a form names: the one in words where there are some, otherwise the one chosen."""
    if form.new_kind.data:
        return founding.kind_called(current_user, form.new_kind.data)
    return queries.get_kind(form.kind_id.data)
