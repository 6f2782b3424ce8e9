"""What is noted under an item: notes that save themselves, lines that become decisions and actions."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.actions import queries as action_queries
from portal.actions import sentence
from portal.actions import services as actions
from portal.actions.rules import reading
from portal.core import clock, gate, htmx
from portal.core.permissions import Permission
from portal.decisions import services as decisions
from portal.meetings import queries, record
from portal.meetings.forms import DecisionForm, KeyMessageForm, LinesForm, NotesForm, mark_of
from portal.meetings.models import AgendaItem, Meeting
from portal.meetings.services import lines
from portal.meetings.services.agenda import must_be_open
from portal.meetings.views import parts
from portal.meetings.views.blueprint import bp
from portal.partnerships.models import Partnership

WRITE = Permission.WRITE_MINUTES


def _load(partnership: Partnership, meeting_id: int, item_id: int) -> tuple[Meeting, AgendaItem]:
    meeting = parts.load(partnership, meeting_id, WRITE)
    return meeting, queries.get_item(current_user, meeting, item_id)


def _answer(
    partnership: Partnership, meeting: Meeting, item: AgendaItem, form: LinesForm | None = None, **more: object
) -> ResponseReturnValue:
    if form is not None and not htmx.wants_fragment():
        context = parts.whole(partnership, meeting, refused={item.id: form})
        return render_template("meetings/detail.html", **context), 422
    context = parts.frame(partnership, meeting) | parts.one_item(meeting, item, form) | more
    if form is not None:
        return render_template("meetings/_item.html", **context), 422
    back = parts.address(partnership, meeting, f"item-{item.id}")
    return htmx.changed("meetings/_item.html", back_to=back, **context)


@bp.post("/<int:meeting_id>/items/<int:item_id>/notes")
@gate.allow(WRITE)
def notes(partnership: Partnership, meeting_id: int, item_id: int) -> ResponseReturnValue:
    meeting, item = _load(partnership, meeting_id, item_id)
    form = NotesForm()
    status = 200
    if not form.validate_on_submit():
        status = 422
    elif form.is_stale(item.notes):
        status = 409
    else:
        lines.keep_notes(current_user, meeting, item, form.notes.data)
        form.version.data = mark_of(item.notes)
    if status == 200 and not htmx.wants_fragment():
        return redirect(parts.address(partnership, meeting, f"item-{item.id}"), 303)
    context = parts.frame(partnership, meeting) | {
        "item": item,
        "form": form,
        "saved_at": clock.now(),
        "status": status,
    }
    return htmx.show("meetings/notes.html", fragment="meetings/_saved.html", **context), status


@bp.post("/<int:meeting_id>/items/<int:item_id>/lines")
@gate.allow(WRITE)
def add_lines(partnership: Partnership, meeting_id: int, item_id: int) -> ResponseReturnValue:
    meeting, item = _load(partnership, meeting_id, item_id)
    form = LinesForm()
    if not form.validate_on_submit():
        return _answer(partnership, meeting, item, form)
    kind = request.form.get("kind", "")
    typed = [line.strip() for line in form.lines.data.splitlines() if line.strip()]
    names = action_queries.names_in(partnership.id)
    chosen = kind if kind in {"decision", "action", "note"} else ""
    lines.keep_lines(current_user, meeting, item, typed, names, queries.roll(meeting), chosen)
    return _answer(partnership, meeting, item)


@bp.get("/<int:meeting_id>/items/<int:item_id>/lines")
@gate.allow(WRITE)
def read_lines(partnership: Partnership, meeting_id: int, item_id: int) -> ResponseReturnValue:
    """Say how typed lines would be read, before they are kept."""
    meeting, item = _load(partnership, meeting_id, item_id)
    if not htmx.wants_fragment():
        return redirect(parts.address(partnership, meeting, f"item-{item.id}"), 303)
    typed = [line.strip() for line in request.args.get("lines", "").splitlines() if line.strip()][:40]
    names = action_queries.names_in(partnership.id)
    read = [sentence.read_line(line, names, clock.today()) for line in typed]
    return render_template("meetings/_read_lines.html", read=read, reading=reading)


@bp.post("/<int:meeting_id>/items/<int:item_id>/from-note")
@gate.allow(WRITE)
def from_note(partnership: Partnership, meeting_id: int, item_id: int) -> ResponseReturnValue:
    meeting, item = _load(partnership, meeting_id, item_id)
    number = request.form.get("line", "")
    names = action_queries.names_in(partnership.id)
    lines.note_to_action(current_user, meeting, item, int(number) if number.isdecimal() else -1, names)
    return _answer(partnership, meeting, item)


@bp.post("/<int:meeting_id>/items/<int:item_id>/key-message")
@gate.allow(WRITE)
def key_message(partnership: Partnership, meeting_id: int, item_id: int) -> ResponseReturnValue:
    meeting, item = _load(partnership, meeting_id, item_id)
    form = KeyMessageForm()
    if form.validate_on_submit():
        lines.keep_key_message(current_user, meeting, item, form.key_message.data)
        return _answer(partnership, meeting, item)
    flash(form.key_message.errors[0], "bad")
    return _answer(partnership, meeting, item, LinesForm())


@bp.route("/<int:meeting_id>/decisions/<int:decision_id>/edit", methods=["GET", "POST"])
@gate.allow(WRITE)
def edit_decision(partnership: Partnership, meeting_id: int, decision_id: int) -> ResponseReturnValue:
    meeting = parts.load(partnership, meeting_id, WRITE)
    must_be_open(meeting)
    decision = record.get_decision(current_user, meeting, decision_id)
    form = DecisionForm(obj=decision)
    status = 200
    if form.validate_on_submit():
        if not form.is_stale(decision):
            said = {"text": form.text.data, "how": form.how.data, "dissent": form.dissent.data}
            decisions.change_decision(current_user, decision, **said)
            return redirect(parts.address(partnership, meeting, f"item-{decision.item_id}"), 303)
        status = 409
    page = render_template(
        "meetings/decision.html", partnership=partnership, meeting=meeting, decision=decision, form=form
    )
    return page, 422 if form.errors else status


@bp.post("/<int:meeting_id>/<any(decisions, actions):kind>/<int:number>/<any(remove, restore):act>")
@gate.allow(WRITE)
def take_back(partnership: Partnership, meeting_id: int, kind: str, number: int, act: str) -> ResponseReturnValue:
    """Remove a decision or an action that was noted by mistake, or bring it back."""
    meeting = parts.load(partnership, meeting_id, WRITE)
    must_be_open(meeting)
    removed = act == "restore"
    if kind == "decisions":
        decision = record.get_decision(current_user, meeting, number, removed)
        (decisions.restore_decision if removed else decisions.remove_decision)(current_user, decision)
        item_id = decision.item_id
    else:
        action = record.get_action(current_user, meeting, number, removed)
        (actions.restore_action if removed else actions.remove_action)(current_user, action)
        item_id = action.item_id
    item = queries.get_item(current_user, meeting, item_id or 0)
    if removed:
        return _answer(partnership, meeting, item)
    said = f"The {kind.removesuffix('s')} is removed."
    back = url_for(
        "meetings.take_back", slug=partnership.slug, meeting_id=meeting.id, kind=kind, number=number, act="restore"
    )
    if not htmx.wants_fragment():
        flash(said, f"undo:{back}")
    return _answer(partnership, meeting, item, undo=(said, back))
