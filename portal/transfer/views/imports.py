"""Pages of imports: choose a file, see what would happen, let it happen, take it back."""

from typing import Any

from flask import current_app, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import gate, htmx, tables
from portal.core.sheets import Unreadable
from portal.core.text import plural
from portal.transfer import queries, services
from portal.transfer.forms import FileForm, match_form
from portal.transfer.kinds import KINDS
from portal.transfer.kinds.kind import Kind
from portal.transfer.models import Import, Stage
from portal.transfer.plan import AS_ANOTHER, LEAVE_OUT
from portal.transfer.views.blueprint import transfer

ONE = "/import/<int:number>/"
CHOICES = {"": "Merge the two", AS_ANOTHER: "Add it as another", LEAVE_OUT: "Leave it out"}


@transfer.get("/import/")
@gate.signed_in
def index() -> ResponseReturnValue:
    kinds = queries.may_import(current_user)
    gate.demand_that(bool(kinds))
    page = tables.read(queries.imports_table(current_user), request.args)
    return tables.answer(page, "transfer/index.html", "transfer/_imports.html", "imports", kinds=kinds)


@transfer.route(f"/import/<any({', '.join(KINDS)}):kind>", methods=["GET", "POST"])
@gate.signed_in
def choose(kind: str) -> ResponseReturnValue:
    of = _allowed(KINDS[kind])
    form = FileForm()
    if form.validate_on_submit():
        file = form.file.data
        try:
            row = services.begin(current_user, of, _file_name(file.filename), file.read())
            return redirect(f"/import/{row.id}/", 303)
        except Unreadable as error:
            form.file.errors = [str(error)]
    most = current_app.config["MAX_CONTENT_LENGTH"] // 2**20
    page = render_template("transfer/choose.html", form=form, kind=of, most=most)
    return page, 422 if form.is_submitted() else 200


@transfer.get(ONE)
@gate.signed_in
def detail(number: int) -> ResponseReturnValue:
    row = _own(number)
    if row.stage is Stage.LOOKED_AT:
        return htmx.show("transfer/preview.html", fragment="transfer/_preview.html", **_preview(row))
    page = tables.read(queries.rows_table(row), request.args)
    return tables.answer(
        page, "transfer/done.html", "transfer/_rows.html", "import", row=row, kind=KINDS[row.kind], cells=queries.cells
    )


@transfer.post(f"{ONE}columns")
@gate.signed_in
def columns(number: int) -> ResponseReturnValue:
    row = _own(number)
    form = _match_form(row)
    is_other = form.sheet.data not in (None, "", row.sheet)
    problem = ""
    if is_other or form.validate():
        try:
            sheet = form.sheet.data or row.sheet
            services.match(current_user, row, form.columns, sheet, form.file_wins.data)
            return htmx.changed("transfer/_preview.html", back_to=f"/import/{row.id}/", **_preview(row, fresh=True))
        except Unreadable as error:
            problem = str(error)
    context = _preview(row) | {"form": form, "problem": problem}
    return htmx.show("transfer/preview.html", fragment="transfer/_preview.html", **context), 422


@transfer.post(f"{ONE}confirm")
@gate.signed_in
def confirm(number: int) -> ResponseReturnValue:
    row = _own(number)
    said = {name.removeprefix("row-"): value for name, value in request.form.items() if name.startswith("row-")}
    choices = {line: value for line, value in said.items() if line.isdecimal() and value in (AS_ANOTHER, LEAVE_OUT)}
    try:
        services.confirm(current_user, row, choices)
    except Unreadable as error:
        return render_template("transfer/preview.html", **_preview(row) | {"problem": str(error)}), 422
    kind = KINDS[row.kind]
    flash(f"{plural(row.added, kind.noun, kind.more)} added, {row.merged:,} merged.", "good")
    return redirect(f"/import/{row.id}/", 303)


@transfer.post(f"{ONE}undo")
@gate.signed_in
def undo(number: int) -> ResponseReturnValue:
    row = _own(number)
    services.undo(current_user, row)
    flash(f"The import of {row.file_name} was taken back: everything is as it was before.", "good")
    return redirect(f"/import/{row.id}/", 303)


@transfer.post(f"{ONE}forget")
@gate.signed_in
def forget(number: int) -> ResponseReturnValue:
    row = _own(number)
    services.forget(current_user, row)
    flash(f"{row.file_name} was let go of. Nothing was imported.", "good")
    return redirect("/import/", 303)


def _own(number: int) -> Import:
    """Return an import of the viewer's, as long as they may import things of its kind."""
    row = queries.get_import(current_user, number)
    _allowed(KINDS[row.kind])
    return row


def _allowed(kind: Kind) -> Kind:
    gate.demand_that(kind.may_import(current_user))
    return kind


def _file_name(name: str) -> str:
    """Return the name of a file without its folders and without what no keyboard makes."""
    bare = "".join(letter for letter in name if letter.isprintable()).replace("\\", "/").rpartition("/")[2]
    return bare[-200:] or "file"


def _match_form(row: Import) -> Any:
    table = queries.table_of(row)
    named = table.named(KINDS[row.kind].fields)
    said = {"sheet": row.sheet, "file_wins": row.file_wins}
    return match_form(KINDS[row.kind], named, table.sheet.names, said)


def _preview(row: Import, fresh: bool = False) -> dict[str, Any]:
    show = "" if fresh else request.args.get("show", "")
    found = queries.preview(current_user, row, show)
    form = match_form(
        found.kind, found.table.named(found.kind.fields), found.table.sheet.names,
        {"sheet": row.sheet, "file_wins": row.file_wins}, is_sent=False,
    )  # fmt: skip
    return {
        "row": row, "kind": found.kind, "found": found, "form": form, "show": show, "problem": found.wrong,
        "choices": CHOICES, "said": request.form if request.method == "POST" else {},
    }  # fmt: skip
