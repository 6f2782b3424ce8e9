"""Calling a meeting, changing its call, cancelling it."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import gate
from portal.core.permissions import Permission
from portal.meetings import clashing, queries
from portal.meetings.call_form import CancelForm, MeetingForm
from portal.meetings.models import Kind, Meeting
from portal.meetings.services import calling
from portal.meetings.views import parts
from portal.meetings.views.blueprint import bp
from portal.memberships import recipients
from portal.partnerships import queries as partnerships
from portal.partnerships.models import Group, Partnership, Rules

FROM_MEMBERS = "From the membership: a manager cannot lead, take part and write at once."


@bp.route("/new", methods=["GET", "POST"])
@gate.allow(Permission.CALL_MEETINGS)
def create(partnership: Partnership) -> ResponseReturnValue:
    groups = [g for g in queries.list_groups(partnership) if current_user.can_in("call_meetings", partnership, g.id)]
    asked = request.args.get("group") or (groups[0].slug if groups else None)
    group = queries.get_group(partnership, asked)
    gate.demand(Permission.CALL_MEETINGS, partnership, group.id)
    agreed = partnerships.rules_for(partnership.id, group.id)
    usual = {
        "starts": group.meets_at, "ends": group.meets_until, "venue": group.venue, "audience": agreed.meetings_audience,
        "kind": Kind.SUB_GROUP if group.is_sub_group else Kind.MAIN,
    }  # fmt: skip
    form = _form(partnership, group, agreed, data=usual)
    if form.validate_on_submit():
        meeting = calling.call_meeting(current_user, partnership, group, agreed, form.data)
        _warn_of_clashes(meeting)
        return redirect(parts.address(partnership, meeting), 303)
    page = render_template(
        "meetings/call.html",
        partnership=partnership,
        group=group,
        groups=groups,
        form=form,
        meeting=None,
        standing=queries.standing_items(group.id),
        action=url_for("meetings.create", slug=partnership.slug, group=group.slug),
    )
    return page, 422 if form.errors else 200


@bp.route("/<int:meeting_id>/edit", methods=["GET", "POST"])
@gate.allow(Permission.CALL_MEETINGS)
def edit(partnership: Partnership, meeting_id: int) -> ResponseReturnValue:
    meeting = parts.load(partnership, meeting_id, Permission.CALL_MEETINGS)
    agreed = partnerships.rules_for(partnership.id, meeting.group_id)
    form = _form(partnership, meeting.group, agreed, obj=meeting)
    status = 200
    if form.validate_on_submit():
        if not form.is_stale(meeting):
            calling.change_call(current_user, partnership, meeting, agreed, form.data)
            _warn_of_clashes(meeting)
            flash("The call is changed.", "good")
            return redirect(parts.address(partnership, meeting), 303)
        status = 409
    page = render_template(
        "meetings/call.html", partnership=partnership, group=meeting.group, groups=[], form=form, meeting=meeting,
        standing=[], action=url_for("meetings.edit", slug=partnership.slug, meeting_id=meeting.id),
    )  # fmt: skip
    return page, 422 if form.errors else status


@bp.route("/<int:meeting_id>/cancel", methods=["GET", "POST"])
@gate.allow(Permission.CALL_MEETINGS)
def cancel(partnership: Partnership, meeting_id: int) -> ResponseReturnValue:
    meeting = parts.load(partnership, meeting_id, Permission.CALL_MEETINGS)
    form = CancelForm()
    if form.validate_on_submit():
        calling.cancel_meeting(current_user, partnership, meeting, form.why.data)
        back = url_for("meetings.restore", slug=partnership.slug, meeting_id=meeting.id)
        flash("The meeting is cancelled.", f"undo:{back}")
        return redirect(parts.address(partnership, meeting), 303)
    page = render_template("meetings/cancel.html", partnership=partnership, meeting=meeting, form=form)
    return page, 422 if form.errors else 200


@bp.post("/<int:meeting_id>/restore")
@gate.allow(Permission.CALL_MEETINGS)
def restore(partnership: Partnership, meeting_id: int) -> ResponseReturnValue:
    meeting = parts.load(partnership, meeting_id, Permission.CALL_MEETINGS)
    calling.restore_meeting(current_user, meeting)
    flash("The meeting takes place after all.", "good")
    return redirect(parts.address(partnership, meeting), 303)


def _form(partnership: Partnership, group: Group, agreed: Rules, **given: object) -> MeetingForm:
    takers = [(person.id, person.name) for person in recipients.possible_takers(partnership.id, group.id)]
    form = MeetingForm(takers, FROM_MEMBERS if agreed.taker_from_members else "", **given)
    if not form.is_submitted():
        form.starts.raw_data = form.ends.raw_data = None
    return form


def _warn_of_clashes(meeting: Meeting) -> None:
    for said in clashing.sentences(current_user, meeting.group, [meeting.day], but=meeting.id)[meeting.day]:
        flash(said, "warn")
