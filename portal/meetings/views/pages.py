"""The list of meetings, a meeting's page, and its agenda and minutes as they are printed."""

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import gate, panels, tables
from portal.core.audience import audience_sentence
from portal.core.permissions import Permission
from portal.meetings import lists, missed, queries, record
from portal.meetings.views import parts
from portal.meetings.views.blueprint import bp
from portal.partnerships.models import Partnership


@bp.get("/")
@gate.public
def index(partnership: Partnership) -> ResponseReturnValue:
    groups = queries.list_groups(partnership)
    page = tables.read(lists.meetings_table(current_user, partnership, groups), request.args)
    may_call = [g for g in groups if current_user.can_in(Permission.CALL_MEETINGS, partnership, g.id)]
    return tables.answer(
        page, "meetings/index.html", "meetings/_results.html", f"{partnership.slug}-meetings",
        partnership=partnership, may_call=may_call,
        ladder=missed.list_missed(current_user, [partnership.id]) if may_call else [],
    )  # fmt: skip


@bp.get("/<int:meeting_id>/")
@gate.public
def detail(partnership: Partnership, meeting_id: int) -> ResponseReturnValue:
    meeting = parts.load(partnership, meeting_id)
    context = parts.frame(partnership, meeting)
    context |= parts.attendance(meeting) | parts.agenda(meeting) | parts.minutes(partnership, meeting)
    context["call_words"] = audience_sentence(meeting.audience, meeting.audience_why)
    return render_template("meetings/detail.html", **context)


@bp.get("/<int:meeting_id>/agenda")
@gate.public
def agenda(partnership: Partnership, meeting_id: int) -> ResponseReturnValue:
    meeting = parts.load(partnership, meeting_id)
    context = parts.frame(partnership, meeting)
    return render_template("meetings/agenda.html", items=queries.list_items(current_user, meeting), **context)


@bp.get("/<int:meeting_id>/minutes")
@gate.public
def minutes(partnership: Partnership, meeting_id: int) -> ResponseReturnValue:
    meeting = parts.load(partnership, meeting_id)
    context = parts.frame(partnership, meeting)
    queries.must_be_seen(context["sees_minutes"])
    context |= parts.attendance(meeting) | parts.minutes(partnership, meeting)
    context["items"] = queries.list_items(current_user, meeting)
    context["decisions"] = record.decisions_of(current_user, meeting)
    context["actions"] = record.actions_of(current_user, meeting)
    context["panels"] = panels.rendered("minutes", current_user, meeting)
    if request.args.get("format") == "txt":
        return Response(render_template("meetings/minutes.txt", **context), content_type="text/plain; charset=utf-8")
    return render_template("meetings/minutes.html", **context)
