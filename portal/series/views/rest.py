"""The list of series and polls, one series, moving one of its meetings and cancelling the rest."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import clock, gate
from portal.core.permissions import Permission
from portal.core.text import plural
from portal.meetings import clashing
from portal.meetings.call_form import CancelForm
from portal.partnerships import queries as partnerships
from portal.partnerships.models import Partnership
from portal.series import queries, services
from portal.series.forms import MoveForm, plan_of
from portal.series.rhythm import moved_to, why_not, words_of
from portal.series.views.blueprint import series


@series.get("/series/")
@gate.public
def index(partnership: Partnership) -> ResponseReturnValue:
    """Show the partnership's series and polls."""
    rows = [(row.Series, words_of(plan_of(row.Series)), row) for row in queries.list_series(current_user, partnership)]
    return render_template(
        "series/index.html", partnership=partnership, rows=rows, polls=queries.list_polls(current_user, partnership),
        may_call=current_user.can(Permission.CALL_MEETINGS, partnership), today=clock.today(),
    )  # fmt: skip


@series.get("/series/<int:series_id>/")
@gate.public
def detail(partnership: Partnership, series_id: int) -> ResponseReturnValue:
    """Show a series and its meetings."""
    found = queries.get_series(current_user, partnership, series_id)
    return render_template(
        "series/detail.html", partnership=partnership, series=found, words=words_of(plan_of(found)),
        meetings=queries.meetings_of(current_user, found), span=services.said_of(found), today=clock.today(),
        why_not=why_not, may_call=current_user.can_in(Permission.CALL_MEETINGS, partnership, found.group_id),
    )  # fmt: skip


@series.route("/series/<int:series_id>/meetings/<int:meeting_id>/move", methods=["GET", "POST"])
@gate.allow(Permission.CALL_MEETINGS)
def move(partnership: Partnership, series_id: int, meeting_id: int) -> ResponseReturnValue:
    """Move one meeting of a series to another day."""
    found = queries.get_series(current_user, partnership, series_id)
    gate.demand(Permission.CALL_MEETINGS, partnership, found.group_id)
    meeting = queries.meeting_of(current_user, found, meeting_id)
    form = MoveForm(day=moved_to(meeting.day))
    if form.validate_on_submit() and form.day.data:
        agreed = partnerships.rules_for(partnership.id, meeting.group_id)
        services.move(current_user, partnership, meeting, agreed, form.day.data)
        for said in clashing.sentences(current_user, meeting.group, [meeting.day], but=meeting.id)[meeting.day]:
            flash(said, "warn")
        if why := why_not(meeting.day):
            flash(f"Offices are closed on that day: {why}.", "warn")
        flash("The meeting is moved.", "good")
        return redirect(url_for("series.detail", slug=partnership.slug, series_id=found.id), 303)
    page = render_template("series/move.html", partnership=partnership, series=found, meeting=meeting, form=form)
    return page, 422 if form.errors else 200


@series.route("/series/<int:series_id>/cancel", methods=["GET", "POST"])
@gate.allow(Permission.CALL_MEETINGS)
def cancel(partnership: Partnership, series_id: int) -> ResponseReturnValue:
    """Cancel the meetings of a series that are still to come."""
    found = queries.get_series(current_user, partnership, series_id)
    gate.demand(Permission.CALL_MEETINGS, partnership, found.group_id)
    meetings = queries.meetings_of(current_user, found)
    form = CancelForm()
    if form.validate_on_submit():
        number = services.cancel_rest(current_user, partnership, meetings, form.why.data)
        flash(f"{plural(number, 'meeting')} cancelled. Each stays on the list with the reason.", "good")
        return redirect(url_for("series.detail", slug=partnership.slug, series_id=found.id), 303)
    coming = [meeting for meeting in meetings if meeting.day >= clock.today() and not meeting.cancelled_at]
    page = render_template("series/cancel.html", partnership=partnership, series=found, coming=coming, form=form)
    return page, 422 if form.errors else 200
