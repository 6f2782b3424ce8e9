"""Pages of the stakeholders: the list by kind, one of them, adding, changing and removing."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import gate, tables
from portal.core.audience import audience_sentence
from portal.core.permissions import Permission
from portal.directory.queries.named import names_to_offer, organisation_called
from portal.memberships.queries.spoken_for import organisations_at_the_table
from portal.partnerships.models import Partnership
from portal.stakeholders import lists, queries, rules, services
from portal.stakeholders.forms import StakeholderForm
from portal.stakeholders.models import Stakeholder, StakeholderKind

stakeholders = Blueprint("stakeholders", __name__)
PLACE = "/partnerships/<slug>/stakeholders/"


@stakeholders.get(PLACE)
@gate.public
def index(partnership: Partnership) -> ResponseReturnValue:
    by_kind = request.args.get("sort", "kind") == "kind"
    page = tables.read(lists.stakeholders_of(current_user, partnership, by_kind), request.args)
    return tables.answer(
        page, "stakeholders/index.html", "stakeholders/_list.html", f"{partnership.slug}-stakeholders",
        partnership=partnership, kinds=list(StakeholderKind), by_kind=by_kind,
        is_insider=current_user.belongs_to(partnership),
        may_add=current_user.can(Permission.CONTRIBUTE, partnership),
    )  # fmt: skip


@stakeholders.get(PLACE + "<int:number>/")
@gate.public
def detail(partnership: Partnership, number: int) -> ResponseReturnValue:
    row = queries.get_stakeholder(current_user, partnership, number)
    return render_template(
        "stakeholders/detail.html", partnership=partnership, row=row, may_change=rules.may_change(current_user, row),
        audience=audience_sentence(row.audience, row.audience_why),
        history=queries.history_of(row) if current_user.belongs_to(partnership) else [],
    )  # fmt: skip


@stakeholders.route(PLACE + "new", methods=["GET", "POST"])
@gate.allow(Permission.CONTRIBUTE)
def create(partnership: Partnership) -> ResponseReturnValue:
    form = StakeholderForm(kind=request.args.get("kind"))
    form.offer(organisations_at_the_table(partnership))
    if form.validate_on_submit() and _is_new(form, partnership):
        row = services.add_stakeholder(current_user, partnership, **form.said())
        undo = url_for("stakeholders.remove", slug=partnership.slug, number=row.id)
        flash(f"{form.called.data} stands on the list.", f"undo:{undo}")
        return redirect(url_for("stakeholders.index", slug=partnership.slug), 303)
    return _form(partnership, form, None, 422 if form.errors else 200)


@stakeholders.route(PLACE + "<int:number>/edit", methods=["GET", "POST"])
@gate.allow(Permission.CONTRIBUTE)
def edit(partnership: Partnership, number: int) -> ResponseReturnValue:
    row = _load(partnership, number)
    form = StakeholderForm(obj=row)
    form.offer(organisations_at_the_table(partnership), row)
    status = 200
    if form.validate_on_submit() and _is_new(form, partnership, row):
        if not form.is_stale(row):
            services.change_stakeholder(current_user, row, **form.said())
            flash("The entry is changed.", "good")
            return redirect(url_for("stakeholders.detail", slug=partnership.slug, number=row.id), 303)
        status = 409
    return _form(partnership, form, row, 422 if form.errors else status)


@stakeholders.post(PLACE + "<int:number>/remove")
@gate.allow(Permission.CONTRIBUTE)
def remove(partnership: Partnership, number: int) -> ResponseReturnValue:
    services.remove_stakeholder(current_user, _load(partnership, number))
    undo = url_for("stakeholders.restore", slug=partnership.slug, number=number)
    flash("The entry is off the list.", f"undo:{undo}")
    return redirect(url_for("stakeholders.index", slug=partnership.slug), 303)


@stakeholders.post(PLACE + "<int:number>/restore")
@gate.allow(Permission.CONTRIBUTE)
def restore(partnership: Partnership, number: int) -> ResponseReturnValue:
    services.restore_stakeholder(current_user, _load(partnership, number, removed=True))
    flash("The entry is back on the list.", "good")
    return redirect(url_for("stakeholders.detail", slug=partnership.slug, number=number), 303)


def _load(partnership: Partnership, number: int, removed: bool = False) -> Stakeholder:
    """Return an entry that the viewer may change, or answer 404 or 403."""
    row = queries.get_stakeholder(current_user, partnership, number, removed)
    gate.demand_that(rules.may_change(current_user, row))
    return row


def _is_new(form: StakeholderForm, partnership: Partnership, row: Stakeholder | None = None) -> bool:
    """Whether nobody of that name is on the list already; otherwise the form says so."""
    name = form.called.data or ""
    same = queries.same_entry(partnership, organisation_called(name), name, row.id if row else None)
    if same is not None:
        form.called.errors = [*form.called.errors, "They are on the list already. Change that entry instead."]
    return same is None


def _form(partnership: Partnership, form: StakeholderForm, row: Stakeholder | None, status: int) -> tuple[str, int]:
    page = render_template(
        "stakeholders/form.html", partnership=partnership, form=form, row=row, names=names_to_offer()
    )
    return page, status
