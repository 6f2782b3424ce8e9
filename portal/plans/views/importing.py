"""Bringing a table into a plan: paste it or choose a file, see what would be put in, put it in, take it out again."""

from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import gate, htmx
from portal.core.permissions import Permission
from portal.core.sheets import Unreadable
from portal.core.text import listed, plural, shortened
from portal.partnerships.models import Partnership
from portal.plans.forms.importing import KINDS, TableForm, reading_form, rows_said
from portal.plans.import_models import PlanImport
from portal.plans.models import Plan
from portal.plans.pasting import sources
from portal.plans.pasting.synonyms import SECTION
from portal.plans.pasting.table import Source
from portal.plans.queries import brought, imports
from portal.plans.queries.imports import Understood
from portal.plans.services import importing, putting_in, taking_out
from portal.plans.views.blueprint import bp
from portal.plans.views.keeping import kept

MOST_BYTES = 6 * 1024 * 1024
"""A table from Word is small, but what a clipboard says of its looks is not."""
HEAD_ROWS = 8
ONE = "/<int:plan_id>/import/<int:number>/"


@bp.url_value_preprocessor
def let_tables_in(endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """Let a form with a table be larger than any other, before anything reads it."""
    if endpoint == "plans.bring" and request.method == "POST":
        request.max_content_length = request.max_form_memory_size = MOST_BYTES


@bp.route("/<int:plan_id>/import/", methods=["GET", "POST"])
@gate.allow(Permission.KEEP_ACTIONS)
def bring(partnership: Partnership, plan_id: int) -> ResponseReturnValue:
    plan = kept(partnership, plan_id)
    form = TableForm()
    if form.validate_on_submit():
        try:
            source, name = _source(form)
            row = importing.begin(current_user, plan, source, name)
            return _to(partnership, plan, row)
        except Unreadable as error:
            box = form.file if form.has_file else form.text
            box.errors = [str(error)]
    page = render_template(
        "plans/import.html", partnership=partnership, plan=plan, form=form, rows=imports.imports_of(plan)
    )
    return page, 422 if form.is_submitted() else 200


@bp.get(ONE)
@gate.allow(Permission.KEEP_ACTIONS)
def brought_table(partnership: Partnership, plan_id: int, number: int) -> ResponseReturnValue:
    plan = kept(partnership, plan_id)
    row = imports.get_import(plan, number)
    if row.put_in_at and not row.undone_at:
        found = imports.understood(plan, row)
        inside = brought.brought_in(row)
        changed = [each for each in inside if each.why]
        return render_template(
            "plans/import_done.html", partnership=partnership, plan=plan, row=row, found=found, inside=inside,
            changed=changed,
        )  # fmt: skip
    return htmx.show("plans/import_preview.html", fragment="plans/_import.html", **_preview(partnership, plan, row))


@bp.post(f"{ONE}match")
@gate.allow(Permission.KEEP_ACTIONS)
def match_table(partnership: Partnership, plan_id: int, number: int) -> ResponseReturnValue:
    plan = kept(partnership, plan_id)
    row = imports.get_import(plan, number)
    refused = _match(partnership, plan, row)
    if refused:
        return refused
    back = url_for("plans.brought_table", slug=partnership.slug, plan_id=plan.id, number=row.id)
    return htmx.changed("plans/_import.html", back_to=back, **_preview(partnership, plan, row))


@bp.post(f"{ONE}put-in")
@gate.allow(Permission.KEEP_ACTIONS)
def put_table_in(partnership: Partnership, plan_id: int, number: int) -> ResponseReturnValue:
    """Put the table in as the form says that it is to be understood."""
    plan = kept(partnership, plan_id)
    row = imports.get_import(plan, number)
    refused = _match(partnership, plan, row)
    if refused:
        return refused
    done = putting_in.put_in(current_user, plan, row)
    flash(f"{plural(done.actions, 'action')} put into the plan.", "good")
    return _to(partnership, plan, row)


@bp.post(f"{ONE}take-out")
@gate.allow(Permission.KEEP_ACTIONS)
def take_table_out(partnership: Partnership, plan_id: int, number: int) -> ResponseReturnValue:
    plan = kept(partnership, plan_id)
    row = imports.get_import(plan, number)
    done = taking_out.take_out(current_user, plan, row)
    flash(f"{plural(done.actions, 'action')} taken out of the plan again.", "good")
    if done.kept:
        named = listed([f"“{each.entry.ref or shortened(each.entry.action.text, 40)}”" for each in done.kept[:5]])
        more = f" and {len(done.kept) - 5} more" if len(done.kept) > 5 else ""
        flash(f"Worked on since, and so still in the plan: {named}{more}.", "warn")
    return _to(partnership, plan, row)


@bp.post(f"{ONE}forget")
@gate.allow(Permission.KEEP_ACTIONS)
def forget_table(partnership: Partnership, plan_id: int, number: int) -> ResponseReturnValue:
    plan = kept(partnership, plan_id)
    row = imports.get_import(plan, number)
    importing.forget(current_user, plan, row)
    flash("The table was let go of. Nothing of it is in the plan.", "good")
    return redirect(url_for("plans.bring", slug=partnership.slug, plan_id=plan.id), 303)


def _to(partnership: Partnership, plan: Plan, row: PlanImport) -> Response:
    address = url_for("plans.brought_table", slug=partnership.slug, plan_id=plan.id, number=row.id)
    return redirect(address, 303)  # type: ignore[return-value]


def _source(form: TableForm) -> tuple[Source, str]:
    """Return the table that was given and what it is called. Raises Unreadable."""
    if form.has_file:
        name = form.file.data.filename.replace("\\", "/").rpartition("/")[2]
        bare = "".join(letter for letter in name if letter.isprintable())[-200:]
        return sources.read_file(form.file.data.stream), bare or "a file"
    return sources.read_pasted(form.text.data or "", form.html.data or ""), "a table that was pasted"


def _match(partnership: Partnership, plan: Plan, row: PlanImport) -> ResponseReturnValue | None:
    """Keep how the form says the table is to be understood; return the page that asks again where it cannot be."""
    importing.must_be_open(row)
    found = imports.understood(plan, row)
    form = _form(plan, row, found, is_sent=True)
    if not form.validate():
        context = _preview(partnership, plan, row) | {"form": form}
        return htmx.show("plans/import_preview.html", fragment="plans/_import.html", **context), 422
    heads = [int(place) for place in form.heads.data.split("-") if place]
    importing.match(plan, row, heads, form.tables.data or [], form.columns, rows_said(request.form))
    return None


def _preview(partnership: Partnership, plan: Plan, row: PlanImport) -> dict[str, Any]:
    found = imports.understood(plan, row)
    shown = found.shown()
    return {
        "partnership": partnership, "plan": plan, "row": row, "found": found, "shown": shown, "kinds": KINDS,
        "form": _form(plan, row, found, is_sent=False),
        "remarked": [each for each in shown if each.said], "has_column": SECTION in found.layout.columns,
    }  # fmt: skip


def _form(plan: Plan, row: PlanImport, found: Understood, is_sent: bool) -> Any:
    """Return the questions about a table: where its headings are, what each column is, which tables count."""
    layout = found.layout
    body = [found.rows[place] for action in found.read.actions for place in action.places[:1]]
    columns = []
    for place, heading in enumerate(found.named):
        key = layout.columns[place] if place < len(layout.columns) else ""
        cell = next((each.cell(place) for each in body if each.cell(place)), "")
        sample = f"Such as: {shortened(cell, 50)}" if cell else "Nothing stands in it"
        columns.append((key, heading.words or f"Column {place + 1}", sample))
    names = row.reading["names"]
    tables = list(enumerate(names)) if len(names) > 1 else []
    said = {"heads": "-".join(map(str, layout.heads)), "tables": sorted(layout.tables)}
    return reading_form(said, _heads(found), tables, columns, imports.offered(plan), is_sent)


def _heads(found: Understood) -> list[tuple[str, str]]:
    """Return where the headings may be: none, one of the first rows, or two below each other."""
    tables = found.layout.tables
    first = [place for place, row in enumerate(found.rows) if row.table in tables and not row.is_above][:HEAD_ROWS]
    pairs = [("", "No row: the table has no headings")]
    for place in sorted({*first, *found.layout.heads}):
        line = found.rows[place].line
        pairs.append((str(place), f"Row {line}"))
        if place + 1 < len(found.rows) and found.rows[place + 1].table == found.rows[place].table:
            pairs.append((f"{place}-{place + 1}", f"Rows {line} and {found.rows[place + 1].line}"))
    return pairs
