"""Amendments to the minutes, and handing their taking over."""

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import gate
from portal.core.forms import choices
from portal.core.permissions import Permission
from portal.core.text import shortened
from portal.meetings import amendment_queries, queries
from portal.meetings.amendment_forms import AmendmentForm, AnswerForm, TakerForm
from portal.meetings.amendment_models import Amendment, Outcome
from portal.meetings.models import Meeting, State
from portal.meetings.services import amending as services
from portal.meetings.views import parts
from portal.meetings.views.blueprint import bp
from portal.memberships import recipients
from portal.partnerships.models import Partnership


@bp.get("/<int:meeting_id>/amendments/")
@gate.signed_in
def amendments(partnership: Partnership, meeting_id: int) -> ResponseReturnValue:
    return _page(partnership, _load(partnership, meeting_id))


@bp.post("/<int:meeting_id>/amendments/")
@gate.allow(Permission.ACKNOWLEDGE_DECISIONS)
def amend(partnership: Partnership, meeting_id: int) -> ResponseReturnValue:
    """Propose an amendment: for those who sit in the group, as its chair and manager do."""
    meeting = _load(partnership, meeting_id)
    gate.demand(Permission.ACKNOWLEDGE_DECISIONS, partnership, meeting.group_id)
    form = AmendmentForm().offer(_items(meeting))
    if not form.validate_on_submit():
        return _page(partnership, meeting, form), 422
    item = queries.get_item(current_user, meeting, form.item_id.data) if form.item_id.data else None
    services.propose_amendment(current_user, meeting, item, form.text.data)
    flash("Whoever writes the minutes will see it and answer.", "good")
    return _back(partnership, meeting)


@bp.route("/<int:meeting_id>/amendments/<int:number>/", methods=["GET", "POST"])
@gate.allow(Permission.WRITE_MINUTES)
def answer_amendment(partnership: Partnership, meeting_id: int, number: int) -> ResponseReturnValue:
    meeting = _load(partnership, meeting_id, Permission.WRITE_MINUTES)
    row = amendment_queries.get_amendment(current_user, meeting, number)
    form = AnswerForm(data={"outcome": row.outcome.value, "answer": row.answer})
    if form.validate_on_submit():
        services.answer_amendment(current_user, meeting, row, Outcome(form.outcome.data), form.answer.data)
        flash("It is answered.", "good")
        return _back(partnership, meeting)
    page = render_template("meetings/amendment.html", partnership=partnership, meeting=meeting, row=row, form=form)
    return page, 422 if form.errors else 200


@bp.route("/<int:meeting_id>/taker", methods=["GET", "POST"])
@gate.allow(Permission.WRITE_MINUTES)
def hand_over(partnership: Partnership, meeting_id: int) -> ResponseReturnValue:
    meeting = parts.load(partnership, meeting_id, Permission.WRITE_MINUTES)
    possible = {each.id: each for each in recipients.possible_takers(partnership.id, meeting.group.id)}
    form = TakerForm(data={"taker_id": meeting.taker_id})
    form.taker_id.choices = choices([(each.id, each.name) for each in possible.values()], "Nobody yet")
    if form.validate_on_submit():
        successor = possible.get(form.taker_id.data)
        services.hand_over(current_user, partnership, meeting, successor, form.note.data)
        flash(f"{successor.name if successor else 'Nobody'} takes the minutes from here on.", "good")
        return redirect(parts.address(partnership, meeting, "minutes"), 303)
    page = render_template("meetings/taker.html", partnership=partnership, meeting=meeting, form=form)
    return page, 422 if form.errors else 200


def _load(partnership: Partnership, meeting_id: int, permission: Permission | None = None) -> Meeting:
    meeting = parts.load(partnership, meeting_id, permission)
    queries.must_be_seen(amendment_queries.is_for(current_user, meeting))
    return meeting


def _items(meeting: Meeting) -> list[tuple[int, str]]:
    return [
        (item.id, f"{item.number}. {shortened(item.title, 80)}") for item in queries.list_items(current_user, meeting)
    ]


def _page(partnership: Partnership, meeting: Meeting, form: AmendmentForm | None = None) -> str:
    def may(permission: Permission) -> bool:
        return current_user.can_in(permission, partnership, meeting.group_id)

    rows: list[Amendment] = list(amendment_queries.list_amendments(current_user, meeting))
    is_past = queries.is_past(meeting) and meeting.minutes_state is not State.CONFIRMED and not meeting.cancelled_at
    return render_template(
        "meetings/amendments.html", partnership=partnership, meeting=meeting, rows=rows,
        form=form or AmendmentForm(formdata=None).offer(_items(meeting)),
        may_propose=is_past and may(Permission.ACKNOWLEDGE_DECISIONS), may_answer=may(Permission.WRITE_MINUTES),
    )  # fmt: skip


def _back(partnership: Partnership, meeting: Meeting) -> ResponseReturnValue:
    return redirect(f"/partnerships/{partnership.slug}/meetings/{meeting.id}/amendments/", 303)
