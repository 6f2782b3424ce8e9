"""The response to a consultation, the agenda on which it is talked about, and what came of it."""

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.consultations import rules
from portal.consultations.forms.asking import AgendaForm
from portal.consultations.forms.responding import OutcomeForm, ResponseForm
from portal.consultations.queries import choosing, single
from portal.consultations.services import agendas as on_agendas
from portal.consultations.services import responding as services
from portal.consultations.views import parts
from portal.consultations.views.blueprint import bp
from portal.core import gate
from portal.core.permissions import Permission
from portal.meetings.queries import get_meeting
from portal.memberships.queries.spoken_for import organisations_at_the_table
from portal.partnerships.models import Partnership


@bp.route("/<int:number>/response", methods=["GET", "POST"])
@gate.allow(Permission.READ_AS_PARTNER)
def response(partnership: Partnership, number: int) -> ResponseReturnValue:
    row = parts.load_to_write(partnership, number)
    form = ResponseForm(obj=row.response)
    form.offer(
        row.response, organisations_at_the_table(partnership), choosing.people_to_write(current_user, partnership),
        choosing.meetings_held(current_user, partnership), choosing.decisions_taken(current_user, partnership),
    )  # fmt: skip
    form.offer_readers(rules.shared_widest(row))
    status = 200
    if form.validate_on_submit():
        if not form.is_stale(row.response):
            services.save_response(current_user, row, **form.said())
            flash("Our response is kept.", "good")
            return redirect(f"{parts.at(partnership)}{row.id}/#response", 303)
        status = 409
    page = render_template(
        "consultations/response.html", partnership=partnership, at=parts.at(partnership), row=row, form=form
    )
    return page, 422 if form.errors else status


@bp.route("/<int:number>/outcome", methods=["GET", "POST"])
@gate.allow(Permission.READ_AS_PARTNER)
def outcome(partnership: Partnership, number: int) -> ResponseReturnValue:
    row = parts.load_to_write(partnership, number)
    form = OutcomeForm(obj=row.outcome)
    form.offer_readers(rules.shared_widest(row))
    status = 200
    if form.validate_on_submit():
        if not form.is_stale(row.outcome):
            services.save_outcome(current_user, row, **form.said())
            flash("What came of it is kept.", "good")
            return redirect(f"{parts.at(partnership)}{row.id}/#outcome", 303)
        status = 409
    page = render_template(
        "consultations/outcome.html", partnership=partnership, at=parts.at(partnership), row=row, form=form
    )
    return page, 422 if form.errors else status


@bp.route("/<int:number>/agenda", methods=["GET", "POST"])
@gate.allow(Permission.WRITE_MINUTES)
def agenda(partnership: Partnership, number: int) -> ResponseReturnValue:
    row = single.get_consultation(current_user, partnership, number)
    meetings = choosing.meetings_to_come(current_user, partnership, row)
    form = AgendaForm()
    form.offer(meetings, row.closes_on)
    if form.validate_on_submit():
        meeting = get_meeting(current_user, partnership, form.meeting_id.data)
        gate.demand(Permission.WRITE_MINUTES, partnership, meeting.group_id)
        item = on_agendas.put_on_agenda(current_user, partnership, row, meeting)
        flash(f"“{item.title}” stands on the agenda.", "good")
        return redirect(f"{parts.at(partnership)}{row.id}/#response", 303)
    page = render_template(
        "consultations/agenda.html", partnership=partnership, at=parts.at(partnership), row=row, form=form,
        meetings=meetings,
    )  # fmt: skip
    return page, 422 if form.errors else 200
