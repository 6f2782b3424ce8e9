"""Who was asked about a consultation and who answered, and where views came from."""

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.consultations.forms.asking import AskForm, SourceForm
from portal.consultations.models import Consultation, ViewSource
from portal.consultations.queries import choosing, single
from portal.consultations.services import asking as services
from portal.consultations.views import parts
from portal.consultations.views.blueprint import bp
from portal.core import gate
from portal.core.htmx import changed, wants_fragment
from portal.core.permissions import Permission
from portal.core.text import plural
from portal.partnerships.models import Partnership


@bp.route("/<int:number>/asked/new", methods=["GET", "POST"])
@gate.allow(Permission.READ_AS_PARTNER)
def ask(partnership: Partnership, number: int) -> ResponseReturnValue:
    row = parts.load_to_write(partnership, number)
    form = AskForm()
    form.offer(choosing.who_to_ask(current_user, partnership, row))
    if form.validate_on_submit():
        count = services.ask(current_user, row, **form.said())
        flash(f"Noted: {plural(count, 'more was', 'more were')} asked.", "good")
        return redirect(f"{parts.at(partnership)}{row.id}/#asked", 303)
    page = render_template(
        "consultations/ask.html", partnership=partnership, at=parts.at(partnership), row=row, form=form
    )
    return page, 422 if form.errors else 200


@bp.post("/<int:number>/asked/<int:asked_id>/<any(answered, waiting):state>")
@gate.allow(Permission.READ_AS_PARTNER)
def answered(partnership: Partnership, number: int, asked_id: int, state: str) -> ResponseReturnValue:
    row = parts.load_to_write(partnership, number)
    asked = single.get_asked(row, asked_id)
    services.set_answered(current_user, row, asked, state == "answered")
    said = "answered" if state == "answered" else "has not answered"
    return _asked(partnership, row, f"Noted: {services.called(asked)} {said}.")


@bp.post("/<int:number>/asked/<int:asked_id>/remove")
@gate.allow(Permission.READ_AS_PARTNER)
def remove_asked(partnership: Partnership, number: int, asked_id: int) -> ResponseReturnValue:
    row = parts.load_to_write(partnership, number)
    asked = single.get_asked(row, asked_id)
    services.set_asked_removed(current_user, row, asked, True)
    undo = f"{parts.at(partnership)}{row.id}/asked/{asked.id}/restore"
    return _asked(partnership, row, f"{services.called(asked)} is off the list.", undo)


@bp.post("/<int:number>/asked/<int:asked_id>/restore")
@gate.allow(Permission.READ_AS_PARTNER)
def restore_asked(partnership: Partnership, number: int, asked_id: int) -> ResponseReturnValue:
    row = parts.load_to_write(partnership, number)
    asked = single.get_asked(row, asked_id, removed=True)
    services.set_asked_removed(current_user, row, asked, False)
    return _asked(partnership, row, f"{services.called(asked)} is back on the list.")


@bp.route("/<int:number>/sources/new", methods=["GET", "POST"])
@gate.allow(Permission.READ_AS_PARTNER)
def add_source(partnership: Partnership, number: int) -> ResponseReturnValue:
    row = parts.load_to_write(partnership, number)
    return _source(partnership, row, SourceForm(), None)


@bp.route("/<int:number>/sources/<int:source_id>/edit", methods=["GET", "POST"])
@gate.allow(Permission.READ_AS_PARTNER)
def edit_source(partnership: Partnership, number: int, source_id: int) -> ResponseReturnValue:
    row = parts.load_to_write(partnership, number)
    source = single.get_source(row, source_id)
    return _source(partnership, row, SourceForm(obj=source), source)


@bp.post("/<int:number>/sources/<int:source_id>/remove")
@gate.allow(Permission.READ_AS_PARTNER)
def remove_source(partnership: Partnership, number: int, source_id: int) -> ResponseReturnValue:
    row = parts.load_to_write(partnership, number)
    services.set_source_removed(current_user, row, single.get_source(row, source_id), True)
    here = f"{parts.at(partnership)}{row.id}/"
    flash("The source is taken away.", f"undo:{here}sources/{source_id}/restore")
    return redirect(f"{here}#sources", 303)


@bp.post("/<int:number>/sources/<int:source_id>/restore")
@gate.allow(Permission.READ_AS_PARTNER)
def restore_source(partnership: Partnership, number: int, source_id: int) -> ResponseReturnValue:
    row = parts.load_to_write(partnership, number)
    services.set_source_removed(current_user, row, single.get_source(row, source_id, removed=True), False)
    flash("The source is back.", "good")
    return redirect(f"{parts.at(partnership)}{row.id}/#sources", 303)


def _asked(partnership: Partnership, row: Consultation, told: str, undo: str = "") -> ResponseReturnValue:
    if not wants_fragment():
        flash(told, f"undo:{undo}" if undo else "good")
    back = f"{parts.at(partnership)}{row.id}/#asked"
    return changed(
        "consultations/_asked.html", back_to=back, told=told, undo=undo, **parts.asked_part(partnership, row)
    )


def _source(
    partnership: Partnership, row: Consultation, form: SourceForm, source: ViewSource | None
) -> ResponseReturnValue:
    status = 200
    if form.validate_on_submit():
        if not (source and form.is_stale(source)):
            services.save_source(current_user, row, source, **form.said())
            flash("The source of views is noted.", "good")
            return redirect(f"{parts.at(partnership)}{row.id}/#sources", 303)
        status = 409
    page = render_template(
        "consultations/source.html", partnership=partnership, at=parts.at(partnership), row=row, form=form,
        source=source,
    )  # fmt: skip
    return page, 422 if form.errors else status
