"""The list of meetings, a meeting's page, and its agenda and minutes as they are printed."""

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import gate, panels, tables
from portal.core.permissions import Permission
from portal.meetings import agenda_rules, lists, minutes_docx, missed, queries, record, rules
from portal.meetings.plain_words import abbreviations
from portal.meetings.views import parts
from portal.meetings.views.blueprint import bp
from portal.meetings.views.interests import interests_are_open
from portal.partnerships.models import Partnership


@bp.get("/")
@gate.public
def index(partnership: Partnership) -> ResponseReturnValue:
    groups = queries.list_groups(partnership)
    page = tables.read(lists.meetings_table(current_user, partnership, groups), request.args)
    may_call = [g for g in groups if current_user.can_in(Permission.CALL_MEETINGS, partnership, g.id)]
    return tables.answer(
        page, "meetings/index.html", "meetings/_results.html", f"{partnership.slug}-meetings",
        partnership=partnership, may_call=may_call, interests_public=interests_are_open(partnership),
        ladder=missed.list_missed(current_user, [partnership.id]) if may_call else [],
    )  # fmt: skip


@bp.get("/<int:meeting_id>/")
@gate.public
def detail(partnership: Partnership, meeting_id: int) -> ResponseReturnValue:
    meeting = parts.load(partnership, meeting_id)
    return render_template("meetings/detail.html", **parts.whole(partnership, meeting))


@bp.get("/<int:meeting_id>/agenda")
@gate.public
def agenda(partnership: Partnership, meeting_id: int) -> ResponseReturnValue:
    meeting = parts.load(partnership, meeting_id)
    context = parts.frame(partnership, meeting)
    context["items"] = queries.list_items(current_user, meeting)
    context["times"] = agenda_rules.times(meeting.starts, meeting.ends, context["items"])
    context["inside"] = panels.inside("meeting items", current_user, meeting)
    return render_template("meetings/agenda.html", **context | parts.around(meeting))


@bp.get("/<int:meeting_id>/minutes")
@gate.public
def minutes(partnership: Partnership, meeting_id: int) -> ResponseReturnValue:
    meeting = parts.load(partnership, meeting_id)
    context = parts.frame(partnership, meeting)
    queries.must_be_seen(context["sees_minutes"])
    context |= parts.attendance(meeting) | parts.minutes(partnership, meeting) | parts.around(meeting)
    context["quorum"] = rules.quorum(meeting, context["roll"])
    context["items"] = queries.list_items(current_user, meeting)
    context["decisions"] = record.decisions_of(current_user, meeting)
    context["actions"] = record.actions_of(current_user, meeting)
    context["inside"] = panels.inside("meeting items", current_user, meeting)
    context["panels"] = panels.rendered("minutes", current_user, meeting)
    context |= abbreviations(partnership, context["items"], context["decisions"], context["actions"])
    context["is_short"] = request.args.get("show") == "short"
    if request.args.get("format") == "docx":
        answer = Response(minutes_docx.document(context), content_type=minutes_docx.TYPE)
        answer.headers.set("Content-Disposition", "attachment", filename=f"minutes-{meeting.day}.docx")
        return answer
    if request.args.get("format") == "txt":
        return Response(render_template("meetings/minutes.txt", **context), content_type="text/plain; charset=utf-8")
    return render_template("meetings/minutes.html", **context)
