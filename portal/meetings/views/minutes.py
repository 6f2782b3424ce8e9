"""The steps the minutes take, and confirming those of an earlier meeting."""

from flask import flash, redirect
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import gate
from portal.core.permissions import Permission
from portal.meetings import queries
from portal.meetings.services import minutes as services
from portal.meetings.views import parts
from portal.meetings.views.blueprint import bp
from portal.partnerships import queries as partnerships
from portal.partnerships.models import Partnership

DONE = {
    "send": "The draft is with the chair.",
    "check": "The minutes are checked. Publish them when you are ready.",
    "publish": "The minutes are published.",
    "reopen": "The minutes are a draft again.",
    "withdraw": "The minutes are withdrawn. Correct them and publish them again.",
}


def _take(partnership: Partnership, meeting_id: int, step: str, permission: Permission) -> ResponseReturnValue:
    meeting = parts.load(partnership, meeting_id, permission)
    agreed = partnerships.rules_for(partnership.id, meeting.group_id)
    services.take_step(current_user, partnership, meeting, step, queries.roll(meeting), agreed)
    flash(DONE[step], "good")
    return redirect(parts.address(partnership, meeting, "minutes"), 303)


@bp.post("/<int:meeting_id>/minutes/send")
@gate.allow(Permission.WRITE_MINUTES)
def send(partnership: Partnership, meeting_id: int) -> ResponseReturnValue:
    return _take(partnership, meeting_id, "send", Permission.WRITE_MINUTES)


@bp.post("/<int:meeting_id>/minutes/check")
@gate.allow(Permission.CHECK_MINUTES)
def check(partnership: Partnership, meeting_id: int) -> ResponseReturnValue:
    return _take(partnership, meeting_id, "check", Permission.CHECK_MINUTES)


@bp.post("/<int:meeting_id>/minutes/publish")
@gate.allow(Permission.PUBLISH_MINUTES)
def publish(partnership: Partnership, meeting_id: int) -> ResponseReturnValue:
    return _take(partnership, meeting_id, "publish", Permission.PUBLISH_MINUTES)


@bp.post("/<int:meeting_id>/minutes/reopen")
@gate.allow(Permission.CHECK_MINUTES)
def reopen(partnership: Partnership, meeting_id: int) -> ResponseReturnValue:
    return _take(partnership, meeting_id, "reopen", Permission.CHECK_MINUTES)


@bp.post("/<int:meeting_id>/minutes/withdraw")
@gate.allow(Permission.PUBLISH_MINUTES)
def withdraw(partnership: Partnership, meeting_id: int) -> ResponseReturnValue:
    return _take(partnership, meeting_id, "withdraw", Permission.PUBLISH_MINUTES)


@bp.post("/<int:meeting_id>/confirm/<int:earlier_id>")
@gate.allow(Permission.CHECK_MINUTES)
def confirm(partnership: Partnership, meeting_id: int, earlier_id: int) -> ResponseReturnValue:
    meeting = parts.load(partnership, meeting_id, Permission.CHECK_MINUTES)
    earlier = parts.load(partnership, earlier_id, Permission.CHECK_MINUTES)
    services.confirm(current_user, meeting, earlier)
    flash("The minutes are confirmed and can no longer be changed.", "good")
    return redirect(parts.address(partnership, meeting, "minutes"), 303)
