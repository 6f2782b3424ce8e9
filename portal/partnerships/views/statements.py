"""What a partnership says of itself: values, principles, priorities and the like, added, moved, changed, removed."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import gate, htmx
from portal.core.permissions import Permission
from portal.partnerships import queries
from portal.partnerships.forms.pages import StatementForm
from portal.partnerships.models import Partnership, Saying
from portal.partnerships.services import statements as services
from portal.partnerships.views.blueprint import partnerships as pages


@pages.route("/<slug>/manage/statements/", methods=["GET", "POST"])
@gate.allow(Permission.MANAGE_PARTNERSHIP)
def statements(partnership: Partnership) -> ResponseReturnValue:
    gate.demand(Permission.MANAGE_PARTNERSHIP, partnership, None)
    form = StatementForm(kind=Saying.VALUE)
    if form.validate_on_submit():
        services.add_statement(current_user, partnership, form.kind.data, form.text.data)
        if not htmx.wants_fragment():
            flash(f"Added under {form.kind.data.words}.", "good")
        return _shown(partnership, said=f"Added under {form.kind.data.words}.", kind=form.kind.data, adding=True)
    page = htmx.show(
        "partnerships/statements.html", fragment="partnerships/_statements.html", partnership=partnership, form=form,
        headings=queries.list_statements(partnership.id), said="", undo="", adding=False,
    )  # fmt: skip
    return page, 422 if form.errors else 200


@pages.route("/<slug>/manage/statements/<int:number>", methods=["GET", "POST"])
@gate.allow(Permission.MANAGE_PARTNERSHIP)
def edit_statement(partnership: Partnership, number: int) -> ResponseReturnValue:
    gate.demand(Permission.MANAGE_PARTNERSHIP, partnership, None)
    statement = queries.get_statement(partnership.id, number)
    form = StatementForm(obj=statement)
    status = 200
    if form.validate_on_submit():
        if not form.is_stale(statement):
            services.change_statement(current_user, partnership, statement, form.kind.data, form.text.data)
            flash("The statement is changed.", "good")
            return redirect(url_for("partnerships.statements", slug=partnership.slug), 303)
        status = 409
    page = render_template("partnerships/edit_statement.html", partnership=partnership, form=form)
    return page, 422 if form.errors else status


@pages.post("/<slug>/manage/statements/<int:number>/move")
@gate.allow(Permission.MANAGE_PARTNERSHIP)
def move_statement(partnership: Partnership, number: int) -> ResponseReturnValue:
    gate.demand(Permission.MANAGE_PARTNERSHIP, partnership, None)
    statement = queries.get_statement(partnership.id, number)
    up = request.form.get("way") == "up"
    services.move_statement(current_user, partnership, statement, up)
    return _shown(partnership, said=f"Moved {'up' if up else 'down'}.")


@pages.post("/<slug>/manage/statements/<int:number>/remove")
@gate.allow(Permission.MANAGE_PARTNERSHIP)
def remove_statement(partnership: Partnership, number: int) -> ResponseReturnValue:
    gate.demand(Permission.MANAGE_PARTNERSHIP, partnership, None)
    statement = queries.get_statement(partnership.id, number)
    services.remove_statement(current_user, partnership, statement)
    undo = url_for("partnerships.restore_statement", slug=partnership.slug, number=number)
    if not htmx.wants_fragment():
        flash("The statement is removed.", f"undo:{undo}")
    return _shown(partnership, undo=undo)


@pages.post("/<slug>/manage/statements/<int:number>/restore")
@gate.allow(Permission.MANAGE_PARTNERSHIP)
def restore_statement(partnership: Partnership, number: int) -> ResponseReturnValue:
    gate.demand(Permission.MANAGE_PARTNERSHIP, partnership, None)
    statement = queries.get_statement(partnership.id, number, removed=True)
    services.restore_statement(current_user, partnership, statement)
    if not htmx.wants_fragment():
        flash("The statement is back.", "good")
    return _shown(partnership, said="The statement is back.")


def _shown(
    partnership: Partnership, *, said: str = "", undo: str = "", kind: Saying = Saying.VALUE, adding: bool = False
) -> ResponseReturnValue:
    """Answer a change with the list as it is now; after an addition the next one can be typed at once."""
    return htmx.changed(
        "partnerships/_statements.html", back_to=url_for("partnerships.statements", slug=partnership.slug),
        partnership=partnership, headings=queries.list_statements(partnership.id), said=said, undo=undo, adding=adding,
        form=StatementForm(formdata=None, kind=kind),
    )  # fmt: skip
