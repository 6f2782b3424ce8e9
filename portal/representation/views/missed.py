"""Who missed several meetings in a row, the cases taken up, and who does not attend regularly."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import gate, tables
from portal.core.permissions import Permission
from portal.meetings import missed as reckoning
from portal.meetings import queries as meetings
from portal.memberships.queries.seats import get_seat
from portal.partnerships.models import Partnership
from portal.representation.forms import NoteForm
from portal.representation.queries import cases as queries
from portal.representation.services import cases as services
from portal.representation.views.blueprint import bp

KEEP = Permission.KEEP_SEATS


@bp.get("/missed/")
@gate.allow(KEEP)
def missed(partnership: Partnership) -> ResponseReturnValue:
    page = tables.read(queries.cases_table(partnership), request.args)
    return tables.answer(
        page, "representation/missed.html", "representation/_cases.html", f"{partnership.slug}-missed-meetings",
        partnership=partnership, missed=reckoning.list_missed(current_user, [partnership.id]),
        taken_up=queries.open_by_seat(partnership.id),
        limits=reckoning.lists.groups_with_limit([partnership.id]),
    )  # fmt: skip


@bp.post("/missed/<int:seat_id>/open")
@gate.allow(KEEP)
def open_case(partnership: Partnership, seat_id: int) -> ResponseReturnValue:
    seat = get_seat(partnership, seat_id)
    gate.demand(KEEP, partnership, seat.group_id)
    found = next((row for row in reckoning.list_missed(current_user, [partnership.id]) if row.seat_id == seat_id), None)
    case = services.open_case(current_user, partnership, found, seat)
    flash("It is taken up. Nothing was sent yet.", "good")
    return redirect(url_for("representation.case", slug=partnership.slug, case_id=case.id), 303)


@bp.get("/missed/regular/")
@gate.allow(KEEP)
def regular(partnership: Partnership) -> ResponseReturnValue:
    return _regular(partnership, NoteForm())


@bp.post("/missed/regular/<int:seat_id>/note")
@gate.allow(KEEP)
def note_attendance(partnership: Partnership, seat_id: int) -> ResponseReturnValue:
    seat = get_seat(partnership, seat_id)
    gate.demand(KEEP, partnership, seat.group_id)
    form = NoteForm()
    if not form.validate_on_submit():
        return _regular(partnership, form, seat_id), 422
    services.note_attendance(current_user, seat, form.text.data)
    flash("The note is kept.", "good")
    return redirect(url_for("representation.regular", slug=partnership.slug), 303)


def _regular(partnership: Partnership, form: NoteForm, noted: int = 0) -> str:
    found = queries.not_regular(meetings.list_groups(partnership))
    seats = [line.seat_id for _group, _percent, lines in found for line in lines]
    return render_template(
        "representation/regular.html", partnership=partnership, found=found, notes=queries.notes_on(seats),
        form=form, noted=noted,
    )  # fmt: skip
