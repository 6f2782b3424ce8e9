"""The backlog of a group, carrying items forward, putting an action on an agenda for review, an item opened alone."""

from datetime import timedelta

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.actions import queries as action_queries
from portal.core import clock, gate, htmx, panels
from portal.core.audience import audience_sentence, may_see
from portal.core.permissions import Permission
from portal.core.text import plural
from portal.meetings import agenda_queries, agenda_rules, queries
from portal.meetings.agenda_forms import ReviewForm
from portal.meetings.models import Meeting
from portal.meetings.services import agenda, carrying
from portal.meetings.views import parts
from portal.meetings.views.blueprint import bp
from portal.partnerships import queries as partnerships
from portal.partnerships.models import Partnership

WRITE = Permission.WRITE_MINUTES


@bp.get("/backlog/<group_slug>")
@gate.allow(Permission.READ_AS_PARTNER)
def backlog(partnership: Partnership, group_slug: str) -> ResponseReturnValue:
    group = queries.get_group(partnership, group_slug)
    writes = current_user.can_in(WRITE, partnership, group.id)
    return render_template(
        "meetings/backlog.html", partnership=partnership, group=group, writes=writes,
        rows=agenda_queries.backlog(current_user, group.id),
        kept=agenda_queries.kept_proposals(group.id) if writes else [],
        meeting=agenda_queries.next_open(group.id, clock.today() - timedelta(days=1)) if writes else None,
    )  # fmt: skip


@bp.post("/backlog/<group_slug>/<int:item_id>/<any(remove, restore):act>")
@gate.allow(WRITE)
def drop_parked(partnership: Partnership, group_slug: str, item_id: int, act: str) -> ResponseReturnValue:
    """Take an item out of the backlog, or bring it back."""
    group = queries.get_group(partnership, group_slug)
    gate.demand(WRITE, partnership, group.id)
    item = agenda_queries.get_backlog_item(current_user, group.id, item_id, removed=act == "restore")
    if act == "restore":
        carrying.restore_parked(current_user, group, item)
    else:
        carrying.remove_parked(current_user, group, item)
        back = url_for("meetings.drop_parked", slug=partnership.slug, group_slug=group.slug, item_id=item.id,
                       act="restore")  # fmt: skip
        flash("The item is out of the backlog.", f"undo:{back}")
    return redirect(url_for("meetings.backlog", slug=partnership.slug, group_slug=group.slug), 303)


@bp.post("/<int:meeting_id>/items/<int:item_id>/<any(carry, again):how>")
@gate.allow(WRITE)
def carry_item(partnership: Partnership, meeting_id: int, item_id: int, how: str) -> ResponseReturnValue:
    """Carry an item that was not reached to the next meeting, or put a copy of it on the next agenda."""
    meeting = parts.load(partnership, meeting_id, WRITE)
    item = queries.get_item(current_user, meeting, item_id)
    (carrying.carry if how == "carry" else carrying.repeat)(current_user, partnership, meeting, item)
    return _answer(partnership, meeting, f"item-{item.id}")


@bp.post("/<int:meeting_id>/carry")
@gate.allow(WRITE)
def carry_rest(partnership: Partnership, meeting_id: int) -> ResponseReturnValue:
    """Carry forward everything that was not reached; what stands on every agenda comes up by itself."""
    meeting = parts.load(partnership, meeting_id, WRITE)
    found = parts.agenda(meeting)
    number = carrying.carry_rest(current_user, partnership, meeting, found["left_over"])
    if not htmx.wants_fragment():
        flash(f"{plural(number, 'item')} carried forward." if number else "Nothing was left to carry forward.", "good")
    return _answer(partnership, meeting, "agenda")


def _answer(partnership: Partnership, meeting: Meeting, anchor: str) -> ResponseReturnValue:
    context = parts.frame(partnership, meeting) | parts.agenda(meeting)
    return htmx.changed("meetings/_agenda.html", back_to=parts.address(partnership, meeting, anchor), **context)


@bp.route("/review/<int:action_id>", methods=["GET", "POST"])
@gate.allow(WRITE)
def review(partnership: Partnership, action_id: int) -> ResponseReturnValue:
    """Put an action on an agenda for review."""
    action = action_queries.get_action(current_user, partnership, action_id)
    meetings = agenda_queries.open_meetings(current_user, partnership)
    shown_to = [m.audience for m in meetings]
    groups = {m.group_id for m in meetings}
    shown_to += [partnerships.rules_for(partnership.id, number).minutes_audience for number in groups]
    title = agenda_rules.review_title(action.text, action.audience, *shown_to)
    form = ReviewForm([(m.id, f"{m.title}, {m.day:%-d %B %Y}") for m in meetings], data={"title": title})
    if form.validate_on_submit():
        meeting = parts.load(partnership, form.meeting_id.data, WRITE)
        item = agenda.add_review(current_user, partnership, meeting, form.title.data, form.minutes_long.data, action.id)
        return redirect(parts.address(partnership, meeting, f"item-{item.id}"), 303)
    page = render_template("meetings/review.html", partnership=partnership, action=action, meetings=meetings, form=form)
    return page, 422 if form.errors else 200


@bp.get("/<int:meeting_id>/items/<int:item_id>/")
@gate.public
def item_alone(partnership: Partnership, meeting_id: int, item_id: int) -> ResponseReturnValue:
    """Show one item by itself: for those it is opened to who may not see the rest of the agenda."""
    item, meeting = agenda_queries.item_alone(current_user, partnership, meeting_id, item_id)
    return render_template(
        "meetings/item_alone.html", partnership=partnership, item=item, meeting=meeting,
        sees_meeting=may_see(current_user, meeting),
        audience_words=audience_sentence(item.audience, item.audience_why),
        sees_minutes=may_see(current_user, meeting, meeting.minutes_audience),
        inside=panels.inside("meeting items", current_user, meeting),
        **parts.around(meeting),
    )  # fmt: skip
