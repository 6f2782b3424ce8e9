"""The glossary of a partnership."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import gate, tables
from portal.core.permissions import Permission
from portal.glossary import lists, queries, services
from portal.glossary.forms import TermForm
from portal.glossary.models import Explained
from portal.partnerships.models import Partnership

glossary = Blueprint("glossary", __name__, url_prefix="/partnerships/<slug>/glossary")


@glossary.get("/")
@gate.public
def index(partnership: Partnership) -> ResponseReturnValue:
    page = tables.read(lists.terms_of(partnership), request.args)
    may_keep = current_user.can(Permission.WRITE_MINUTES, partnership)
    return tables.answer(
        page, "glossary/index.html", "glossary/_list.html", f"{partnership.slug}-glossary",
        partnership=partnership, may_keep=may_keep,
    )  # fmt: skip


@glossary.route("/new", methods=["GET", "POST"])
@gate.allow(Permission.WRITE_MINUTES)
def add(partnership: Partnership) -> ResponseReturnValue:
    asked = " ".join(request.args.get("term", "").split())[:80]
    proposed = {"term": asked, "meaning": queries.of_others(partnership, [asked]).get(asked, "")} if asked else {}
    form = TermForm(data=proposed).bind_to(partnership)
    if form.validate_on_submit():
        row = services.explain(current_user, partnership, **_said(form))
        undo = url_for("glossary.remove", slug=partnership.slug, number=row.id)
        flash(f"“{row.term}” is in the glossary.", f"undo:{undo}")
        return _back(partnership, row)
    return _page(partnership, form)


@glossary.route("/<int:number>/edit", methods=["GET", "POST"])
@gate.allow(Permission.WRITE_MINUTES)
def edit(partnership: Partnership, number: int) -> ResponseReturnValue:
    row = queries.get_term(partnership, number)
    form = TermForm(obj=row).bind_to(partnership, row.id)
    if form.validate_on_submit():
        if form.is_stale(row):
            return _page(partnership, form, row, 409)
        services.change_term(current_user, row, **_said(form))
        flash(f"“{row.term}” is changed.", "good")
        return _back(partnership, row)
    return _page(partnership, form, row)


@glossary.post("/<int:number>/remove")
@gate.allow(Permission.WRITE_MINUTES)
def remove(partnership: Partnership, number: int) -> ResponseReturnValue:
    row = queries.get_term(partnership, number)
    services.remove_term(current_user, row)
    undo = url_for("glossary.restore", slug=partnership.slug, number=number)
    flash(f"“{row.term}” is out of the glossary.", f"undo:{undo}")
    return _back(partnership)


@glossary.post("/<int:number>/restore")
@gate.allow(Permission.WRITE_MINUTES)
def restore(partnership: Partnership, number: int) -> ResponseReturnValue:
    row = queries.get_term(partnership, number, removed=True)
    services.restore_term(current_user, row)
    flash(f"“{row.term}” is back in the glossary.", "good")
    return _back(partnership, row)


def _said(form: TermForm) -> dict[str, str]:
    return {name: form[name].data for name in ("term", "meaning", "text")}


def _page(partnership: Partnership, form: TermForm, row: Explained | None = None, status: int = 200) -> tuple[str, int]:
    page = render_template("glossary/form.html", partnership=partnership, form=form, row=row)
    return page, 422 if form.errors else status


def _back(partnership: Partnership, row: Explained | None = None) -> ResponseReturnValue:
    anchor = f"term-{row.id}" if row else None
    return redirect(url_for("glossary.index", slug=partnership.slug, _anchor=anchor), 303)
