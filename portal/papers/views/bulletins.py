"""The bulletin of a meeting: stories spotted, the text put together and changed, sent, and read at its address."""

from flask import Response, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import gate
from portal.core.audience import Audience, audience_sentence, may_see
from portal.core.errors import Refusal
from portal.core.filters import shortday
from portal.core.permissions import Permission
from portal.core.text import plural
from portal.meetings import queries as meetings
from portal.meetings.models import Meeting
from portal.papers.forms.telling import BULLETIN_FOR, BulletinForm, StoryForm
from portal.papers.queries import clocks
from portal.papers.queries import telling as queries
from portal.papers.services import bulletins as services
from portal.papers.views import parts
from portal.papers.views.blueprint import bp
from portal.partnerships.models import Partnership

WRITE = Permission.WRITE_MINUTES


@bp.get("/<int:meeting_id>/bulletin")
@gate.public
def bulletin(partnership: Partnership, meeting_id: int) -> ResponseReturnValue:
    found = queries.bulletin_of(partnership, meeting_id)
    may_write = current_user.can_in(WRITE, partnership, found.meeting.group_id)
    row = found.bulletin
    is_out = bool(row and row.sent_at and may_see(current_user, row))
    meetings.must_be_seen(is_out or may_write)
    sees_meeting = may_see(current_user, found.meeting)
    if request.args.get("format") == "txt" and row:
        text = f"{row.title}\n\n{services.plain(row.text)}\n"
        return Response(text, content_type="text/plain; charset=utf-8")
    context = parts.frame(partnership, found.meeting) | {"bulletin": row, "sees_meeting": sees_meeting}
    context["plain"] = services.plain(row.text) if row else ""
    context["audience_words"] = audience_sentence(row.audience, row.audience_why) if row else ""
    context["stories"] = queries.list_stories(current_user, found.meeting) if may_write else []
    context["clock"] = clocks.get_clock(found.meeting.id) if may_write else None
    return render_template("papers/bulletin.html", **context)


@bp.route("/<int:meeting_id>/bulletin/edit", methods=["GET", "POST"])
@gate.allow(WRITE)
def edit_bulletin(partnership: Partnership, meeting_id: int) -> ResponseReturnValue:
    meeting = parts.load(partnership, meeting_id, WRITE)
    row = queries.get_bulletin(meeting)
    if row and row.sent_at:
        raise Refusal("This bulletin was sent and can no longer be changed.")
    asked = _audience(request.args.get("for", ""))
    if row is None or asked:
        audience = asked or services.usual_audience(meeting)
        title = row.title if row else f"Bulletin of {meeting.group.name}, {shortday(meeting.day)}"
        form = BulletinForm(
            data={"title": title, "audience": audience, "text": services.compose(meeting, audience)}
            | ({"version": row.version} if row else {})
        )
    else:
        form = BulletinForm(obj=row)
    status = 200
    if form.validate_on_submit():
        if row is None or not form.is_stale(row):
            services.save_bulletin(current_user, meeting, form.title.data, form.text.data, form.audience.data)
            flash("The bulletin is kept as a draft.", "good")
            return redirect(parts.at(partnership, meeting) + "bulletin", 303)
        status = 409
    context = parts.frame(partnership, meeting) | {"form": form, "choices": BULLETIN_FOR}
    return render_template("papers/edit_bulletin.html", **context), 422 if form.errors else status


def _audience(asked: str) -> Audience | None:
    return Audience(asked) if asked in set(BULLETIN_FOR) else None


@bp.route("/<int:meeting_id>/bulletin/send", methods=["GET", "POST"])
@gate.allow(Permission.PUBLISH_MINUTES)
def send_bulletin(partnership: Partnership, meeting_id: int) -> ResponseReturnValue:
    meeting = parts.load(partnership, meeting_id, Permission.PUBLISH_MINUTES)
    if request.method == "POST":
        written = services.send_bulletin(current_user, partnership, meeting)
        flash(f"The bulletin is out: {plural(written, 'letter')} written.", "good")
        return redirect(parts.at(partnership, meeting) + "bulletin", 303)
    row = queries.get_bulletin(meeting)
    meetings.must_be_seen(bool(row))
    return render_template("papers/send_bulletin.html", **parts.frame(partnership, meeting), bulletin=row)


def _story_page(
    partnership: Partnership, meeting: Meeting, form: StoryForm, action: str, status: int
) -> ResponseReturnValue:
    context = parts.frame(partnership, meeting) | {"form": form, "action": action}
    return render_template("papers/story.html", **context), 422 if form.errors else status


@bp.route("/<int:meeting_id>/news/new", methods=["GET", "POST"])
@gate.allow(WRITE)
def add_story(partnership: Partnership, meeting_id: int) -> ResponseReturnValue:
    meeting = parts.load(partnership, meeting_id, WRITE)
    items = list(meetings.list_items(current_user, meeting))
    form = StoryForm()
    form.offer(items)
    if form.validate_on_submit():
        services.add_story(current_user, meeting, parts.chosen(items, form.item_id.data), form.data)
        return redirect(parts.at(partnership, meeting) + "bulletin#news", 303)
    return _story_page(partnership, meeting, form, f"{parts.at(partnership, meeting)}news/new", 200)


@bp.route("/<int:meeting_id>/news/<int:number>/edit", methods=["GET", "POST"])
@gate.allow(WRITE)
def edit_story(partnership: Partnership, meeting_id: int, number: int) -> ResponseReturnValue:
    meeting = parts.load(partnership, meeting_id, WRITE)
    story = queries.get_story(current_user, meeting, number)
    items = list(meetings.list_items(current_user, meeting))
    form = StoryForm(obj=story)
    form.offer(items)
    status = 200
    if form.validate_on_submit():
        if not form.is_stale(story):
            services.change_story(current_user, story, parts.chosen(items, form.item_id.data), form.data)
            return redirect(parts.at(partnership, meeting) + "bulletin#news", 303)
        status = 409
    return _story_page(partnership, meeting, form, f"{parts.at(partnership, meeting)}news/{number}/edit", status)


@bp.post("/<int:meeting_id>/news/<int:number>/remove")
@gate.allow(WRITE)
def remove_story(partnership: Partnership, meeting_id: int, number: int) -> ResponseReturnValue:
    meeting = parts.load(partnership, meeting_id, WRITE)
    services.remove_story(current_user, queries.get_story(current_user, meeting, number))
    flash("The story is taken away.", f"undo:{parts.at(partnership, meeting)}news/{number}/restore")
    return redirect(parts.at(partnership, meeting) + "bulletin#news", 303)


@bp.post("/<int:meeting_id>/news/<int:number>/restore")
@gate.allow(WRITE)
def restore_story(partnership: Partnership, meeting_id: int, number: int) -> ResponseReturnValue:
    meeting = parts.load(partnership, meeting_id, WRITE)
    services.restore_story(current_user, queries.get_story(current_user, meeting, number, removed=True))
    flash("The story is back.", "good")
    return redirect(parts.at(partnership, meeting) + "bulletin#news", 303)
