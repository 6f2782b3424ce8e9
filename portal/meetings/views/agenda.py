"""Changing the agenda: items added, changed, moved, parked, taken off, and what stands on it every time."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import gate, htmx
from portal.core.permissions import Permission
from portal.meetings import agenda_rules, queries
from portal.meetings.forms import ItemForm, NewItemForm
from portal.meetings.models import Meeting
from portal.meetings.services import agenda
from portal.meetings.views import parts
from portal.meetings.views.blueprint import bp
from portal.meetings.views.proposals import actions_to_choose
from portal.partnerships.models import Partnership

WRITE = Permission.WRITE_MINUTES


def _answer(partnership: Partnership, meeting: Meeting, form: NewItemForm | None = None) -> ResponseReturnValue:
    if form is not None:
        context = parts.whole(partnership, meeting, item_form=form)
        return htmx.show("meetings/detail.html", fragment="meetings/_agenda.html", **context), 422
    context = parts.frame(partnership, meeting) | parts.agenda(meeting)
    return htmx.changed("meetings/_agenda.html", back_to=parts.address(partnership, meeting, "agenda"), **context)


@bp.post("/<int:meeting_id>/items")
@gate.allow(WRITE)
def add_item(partnership: Partnership, meeting_id: int) -> ResponseReturnValue:
    meeting = parts.load(partnership, meeting_id, WRITE)
    form = NewItemForm()
    if not form.validate_on_submit():
        return _answer(partnership, meeting, form)
    agenda.add_item(current_user, partnership, meeting, form.title.data, form.kind.data)
    return _answer(partnership, meeting)


@bp.route("/<int:meeting_id>/items/<int:item_id>/edit", methods=["GET", "POST"])
@gate.allow(WRITE)
def edit_item(partnership: Partnership, meeting_id: int, item_id: int) -> ResponseReturnValue:
    meeting = parts.load(partnership, meeting_id, WRITE)
    item = queries.get_item(current_user, meeting, item_id)
    audiences = [(each, each.words.capitalize()) for each in agenda_rules.may_be_opened_to(meeting.audience)]
    if item.chosen_audience and item.chosen_audience not in dict(audiences):
        audiences.append((item.chosen_audience, item.chosen_audience.words.capitalize()))
    form = ItemForm(actions_to_choose(partnership, item.reviews_action_id), audiences, obj=item)
    status = 200
    if form.validate_on_submit():
        if not form.is_stale(item):
            agenda.change_item(current_user, partnership, meeting, item, form.data)
            return redirect(parts.address(partnership, meeting, f"item-{item.id}"), 303)
        status = 409
    page = render_template("meetings/item.html", partnership=partnership, meeting=meeting, item=item, form=form)
    return page, 422 if form.errors else status


@bp.post("/<int:meeting_id>/items/<int:item_id>/<any(up, down):way>")
@gate.allow(WRITE)
def move_item(partnership: Partnership, meeting_id: int, item_id: int, way: str) -> ResponseReturnValue:
    meeting = parts.load(partnership, meeting_id, WRITE)
    item = queries.get_item(current_user, meeting, item_id)
    agenda.move_item(current_user, meeting, item, up=way == "up")
    return _answer(partnership, meeting)


@bp.post("/<int:meeting_id>/items/<int:item_id>/park")
@gate.allow(WRITE)
def park_item(partnership: Partnership, meeting_id: int, item_id: int) -> ResponseReturnValue:
    meeting = parts.load(partnership, meeting_id, WRITE)
    agenda.park_item(current_user, meeting, queries.get_item(current_user, meeting, item_id))
    return _answer(partnership, meeting)


@bp.post("/<int:meeting_id>/items/<int:item_id>/bring")
@gate.allow(WRITE)
def bring_item(partnership: Partnership, meeting_id: int, item_id: int) -> ResponseReturnValue:
    meeting = parts.load(partnership, meeting_id, WRITE)
    agenda.bring_item(current_user, partnership, meeting, queries.get_parked(current_user, meeting, item_id))
    return _answer(partnership, meeting)


@bp.post("/<int:meeting_id>/items/<int:item_id>/remove")
@gate.allow(WRITE)
def remove_item(partnership: Partnership, meeting_id: int, item_id: int) -> ResponseReturnValue:
    meeting = parts.load(partnership, meeting_id, WRITE)
    item = queries.get_item(current_user, meeting, item_id)
    agenda.remove_item(current_user, meeting, item)
    back = url_for("meetings.restore_item", slug=partnership.slug, meeting_id=meeting.id, item_id=item.id)
    if not htmx.wants_fragment():
        flash("The item is off the agenda.", f"undo:{back}")
        return _answer(partnership, meeting)
    context = parts.frame(partnership, meeting) | parts.agenda(meeting)
    return render_template("meetings/_agenda.html", undo=("The item is off the agenda.", back), **context)


@bp.post("/<int:meeting_id>/items/<int:item_id>/restore")
@gate.allow(WRITE)
def restore_item(partnership: Partnership, meeting_id: int, item_id: int) -> ResponseReturnValue:
    meeting = parts.load(partnership, meeting_id, WRITE)
    item = queries.get_item(current_user, meeting, item_id, removed=True)
    agenda.restore_item(current_user, partnership, meeting, item)
    return redirect(parts.address(partnership, meeting, f"item-{item.id}"), 303)


@bp.route("/standing/<group_slug>", methods=["GET", "POST"])
@gate.allow(WRITE)
def standing(partnership: Partnership, group_slug: str) -> ResponseReturnValue:
    group = queries.get_group(partnership, group_slug)
    gate.demand(WRITE, partnership, group.id)
    form = NewItemForm()
    if form.validate_on_submit():
        agenda.add_standing_item(current_user, group, form.title.data, form.kind.data)
        return redirect(url_for("meetings.standing", slug=partnership.slug, group_slug=group.slug), 303)
    page = render_template(
        "meetings/standing.html", partnership=partnership, group=group, form=form, rows=queries.standing_items(group.id)
    )
    return page, 422 if form.errors else 200


@bp.post("/standing/<group_slug>/<int:number>/end")
@gate.allow(WRITE)
def end_standing(partnership: Partnership, group_slug: str, number: int) -> ResponseReturnValue:
    group = queries.get_group(partnership, group_slug)
    gate.demand(WRITE, partnership, group.id)
    agenda.end_standing_item(current_user, group, queries.get_standing(group.id, number))
    flash("It no longer stands on new agendas; those called already keep it.", "good")
    return redirect(url_for("meetings.standing", slug=partnership.slug, group_slug=group.slug), 303)
