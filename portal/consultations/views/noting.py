"""Consultations: the list, one of them, noting, changing and removing it, and the measure of short notice."""

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.consultations import lists
from portal.consultations.forms.noting import ConsultationForm, MeasureForm
from portal.consultations.models import Consultation
from portal.consultations.queries import single
from portal.consultations.services import agendas
from portal.consultations.services import noting as services
from portal.consultations.views import parts
from portal.consultations.views.blueprint import bp
from portal.core import gate, tables
from portal.core.permissions import Permission
from portal.directory.queries.named import names_to_offer
from portal.partnerships.models import Partnership


@bp.get("/")
@gate.public
def index(partnership: Partnership) -> ResponseReturnValue:
    notice = single.notice_of(partnership.id)
    page = tables.read(lists.consultations_of(current_user, partnership, notice.weeks), request.args)
    return tables.answer(
        page, "consultations/index.html", "consultations/_list.html", f"{partnership.slug}-consultations",
        partnership=partnership, at=parts.at(partnership), notice=notice,
        may_add=current_user.can(Permission.CONTRIBUTE, partnership),
        may_measure=current_user.can_in(Permission.MANAGE_PARTNERSHIP, partnership, None),
    )  # fmt: skip


@bp.get("/<int:number>/")
@gate.public
def detail(partnership: Partnership, number: int) -> ResponseReturnValue:
    return parts.page(partnership, single.get_consultation(current_user, partnership, number))


@bp.route("/new", methods=["GET", "POST"])
@gate.allow(Permission.CONTRIBUTE)
def create(partnership: Partnership) -> ResponseReturnValue:
    form = ConsultationForm()
    if form.validate_on_submit():
        row = services.add_consultation(current_user, partnership, **form.said())
        flash("The consultation is noted.", f"undo:{parts.at(partnership)}{row.id}/remove")
        return redirect(f"{parts.at(partnership)}{row.id}/", 303)
    return _form(partnership, form, None, 422 if form.errors else 200)


@bp.route("/<int:number>/edit", methods=["GET", "POST"])
@gate.allow(Permission.CONTRIBUTE)
def edit(partnership: Partnership, number: int) -> ResponseReturnValue:
    row = parts.load(partnership, number)
    form = ConsultationForm(obj=row)
    status = 200
    if form.validate_on_submit():
        if not form.is_stale(row):
            was_called = row.title
            services.change_consultation(current_user, row, **form.said())
            agendas.follow(row, was_called)
            flash("The consultation is changed.", "good")
            return redirect(f"{parts.at(partnership)}{row.id}/", 303)
        status = 409
    return _form(partnership, form, row, 422 if form.errors else status)


@bp.post("/<int:number>/remove")
@gate.allow(Permission.CONTRIBUTE)
def remove(partnership: Partnership, number: int) -> ResponseReturnValue:
    services.remove_consultation(current_user, parts.load(partnership, number))
    flash("The consultation is removed.", f"undo:{parts.at(partnership)}{number}/restore")
    return redirect(parts.at(partnership), 303)


@bp.post("/<int:number>/restore")
@gate.allow(Permission.CONTRIBUTE)
def restore(partnership: Partnership, number: int) -> ResponseReturnValue:
    services.restore_consultation(current_user, parts.load(partnership, number, removed=True))
    flash("The consultation is back.", "good")
    return redirect(f"{parts.at(partnership)}{number}/", 303)


@bp.route("/measure", methods=["GET", "POST"])
@gate.allow(Permission.MANAGE_PARTNERSHIP)
def measure(partnership: Partnership) -> ResponseReturnValue:
    gate.demand(Permission.MANAGE_PARTNERSHIP, partnership, None)
    row = single.get_measure(partnership.id)
    usual = single.notice_of(partnership.id)
    form = MeasureForm(obj=row, data={} if row else {"weeks": usual.weeks, "reason": usual.reason, "version": "0"})
    status = 200
    if form.validate_on_submit():
        if not (row and form.is_stale(row)):
            services.save_measure(current_user, partnership, form.weeks.data, form.reason.data)
            flash("The measure is changed. It holds for all consultations of the list.", "good")
            return redirect(parts.at(partnership), 303)
        status = 409
    page = render_template(
        "consultations/measure.html", partnership=partnership, at=parts.at(partnership), form=form, notice=usual
    )
    return page, 422 if form.errors else status


def _form(partnership: Partnership, form: ConsultationForm, row: Consultation | None, status: int) -> tuple[str, int]:
    page = render_template(
        "consultations/form.html", partnership=partnership, at=parts.at(partnership), form=form, row=row,
        names=names_to_offer(), notice=single.notice_of(partnership.id),
    )  # fmt: skip
    return page, status
