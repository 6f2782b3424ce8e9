"""Actions: the list of a partnership, one action with its progress, and the list of one's own."""

import secrets
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.actions import lists, queries, rules, services
from portal.actions.forms import ActionForm, AddForm, ProgressForm
from portal.actions.models import Action
from portal.actions.names import Names
from portal.actions.sentence import Line, read_line
from portal.core import clock, gate, panels, tables
from portal.core.audience import Why, audience_sentence
from portal.core.errors import Refusal
from portal.core.htmx import changed, wants_fragment
from portal.core.permissions import Permission
from portal.core.text import listed
from portal.partnerships.models import Partnership

actions = Blueprint("actions", __name__)
PLACE = "/partnerships/<slug>/actions/"


@actions.get(PLACE)
@gate.public
def index(partnership: Partnership) -> ResponseReturnValue:
    narrowing = lists.list_narrowing(current_user, partnership)
    page = tables.read(lists.in_partnership(current_user, partnership, narrowing), request.args)
    counts = {row.name: row.number for row in narrowing if row.kind == "count"}
    may_add = current_user.can(Permission.KEEP_ACTIONS, partnership)
    return tables.answer(
        page, "actions/index.html", "actions/_list.html", f"actions-{partnership.slug}",
        partnership=partnership, counts=counts, may_add=may_add, add=AddForm([]) if may_add else None,
    )  # fmt: skip


@actions.get("/actions/")
@gate.signed_in
def mine() -> ResponseReturnValue:
    page = tables.read(lists.of_viewer(current_user), request.args)
    inside = {} if tables.wants_file() else panels.inside("my actions", current_user, page.rows)
    return tables.answer(page, "actions/mine.html", "actions/_mine.html", "my-actions", inside=inside)


@actions.route(PLACE + "new", methods=["GET", "POST"])
@gate.allow(Permission.KEEP_ACTIONS)
def create(partnership: Partnership) -> ResponseReturnValue:
    """Add an action; asked by HTMX while it is typed, say how it reads."""
    typed = request.args.get("line", "")
    if wants_fragment() and request.method == "GET":
        names = queries.names_in(partnership.id)
        said = rules.reading(_as_action(read_line(typed[:1000], names, clock.today()))) if typed.strip() else ""
        return render_template("actions/_reading.html", said=said)
    groups = queries.groups_to_keep(current_user, partnership)
    form = AddForm(groups, line=typed)
    if not form.group.raw_data and groups:
        form.group.data = str(groups[0].id)
    if form.validate_on_submit():
        return _add(partnership, int(form.group.data), form.line.data)
    page = render_template("actions/new.html", partnership=partnership, form=form, groups=groups)
    return page, 422 if form.errors else 200


def _add(partnership: Partnership, group_id: int, typed: str) -> ResponseReturnValue:
    names = queries.names_in(partnership.id)
    line = _as_action(read_line(typed, names, clock.today()))
    action = services.raise_action(
        current_user, partnership_id=partnership.id, group_id=group_id, text=line.text, leads=line.leads,
        when=line.when, audience=partnership.actions_audience, why=Why.ACTIONS, raised_on=clock.today(),
    )  # fmt: skip
    undo = url_for("actions.remove", slug=partnership.slug, action_id=action.id)
    flash(f"Added: {rules.reading(line)}.", f"undo:{undo}")
    return redirect(url_for("actions.index", slug=partnership.slug), code=303)


@actions.get(PLACE + "<int:action_id>/")
@gate.public
def detail(partnership: Partnership, action_id: int) -> ResponseReturnValue:
    action = queries.get_action(current_user, partnership, action_id)
    return render_template("actions/detail.html", **_context(partnership, action))


@actions.post(PLACE + "<int:action_id>/progress")
@gate.signed_in
def report(partnership: Partnership, action_id: int) -> ResponseReturnValue:
    action = queries.get_action(current_user, partnership, action_id)
    gate.demand_that(rules.may_report(current_user, action))
    form = _progress_form(action)
    if form.validate_on_submit():
        services.report_progress(current_user, action, **form.said())
        back = url_for("actions.detail", slug=partnership.slug, action_id=action.id)
        if not wants_fragment():
            flash("Thank you: your report is kept.", "good")
        return changed(
            "actions/_standing.html", back_to=back, told="Your report is kept.", **_context(partnership, action)
        )
    context = _context(partnership, action) | {"form": form}
    if wants_fragment():
        return render_template("actions/_standing.html", swapped=True, **context), 422
    return render_template("actions/detail.html", **context), 422


@actions.route(PLACE + "<int:action_id>/edit", methods=["GET", "POST"])
@gate.allow(Permission.WRITE_MINUTES)
def edit(partnership: Partnership, action_id: int) -> ResponseReturnValue:
    action = queries.get_action(current_user, partnership, action_id)
    meeting = queries.meeting_of(current_user, action)
    state = meeting and meeting.minutes_state
    gate.demand_that(rules.may_change(current_user, action, state))
    is_minuted = rules.is_minuted(state)
    names = queries.names_in(partnership.id)
    form = ActionForm(action)
    if wants_fragment() and request.method == "GET":
        form.when_text.data = request.args.get("when_text", action.when_text)[:200]
        form.leads_text.data = request.args.get("leads_text", action.leads_typed)[:400]
        form.read_anew()
        return render_template("actions/_understood.html", form=form, read=_read(form, names))
    if is_minuted:
        del form.text
    status = 200
    if request.form.get("look"):
        form.read_anew()
        form.once.data = secrets.token_urlsafe(12)
    elif form.validate_on_submit():
        if not form.is_stale(action):
            services.change_action(current_user, action, **form.said(names))
            flash("The action is saved.", "good")
            return redirect(url_for("actions.detail", slug=partnership.slug, action_id=action.id), code=303)
        status = 409
    page = render_template(
        "actions/edit.html", partnership=partnership, action=action, form=form, is_minuted=is_minuted,
        known=[row[1] for row in (*names.organisations, *names.people, *names.groups)],
        read=_read(form, names),
    )  # fmt: skip
    return page, 422 if form.errors else status


def _read(form: ActionForm, names: Names) -> tuple[str, str]:
    """Return who leads, and what the time means, as the words in the form are read."""
    leads = form.leads(names)
    said = form.action.leads_text if leads is None else listed([lead.said for lead in leads])
    return said or "nobody yet", rules.meaning(form.when)


@actions.post(PLACE + "<int:action_id>/remove")
@gate.allow(Permission.KEEP_ACTIONS)
def remove(partnership: Partnership, action_id: int) -> ResponseReturnValue:
    action = _kept(partnership, action_id)
    meeting = queries.meeting_of(current_user, action)
    if rules.is_minuted(meeting and meeting.minutes_state):
        raise Refusal("This action stands in published minutes and stays on the list. Mark it as dropped instead.")
    services.remove_action(current_user, action)
    undo = url_for("actions.restore", slug=partnership.slug, action_id=action.id)
    flash("The action is removed.", f"undo:{undo}")
    return redirect(url_for("actions.index", slug=partnership.slug), code=303)


@actions.post(PLACE + "<int:action_id>/restore")
@gate.allow(Permission.KEEP_ACTIONS)
def restore(partnership: Partnership, action_id: int) -> ResponseReturnValue:
    action = _kept(partnership, action_id, removed=True)
    services.restore_action(current_user, action)
    flash("The action is back on the list.", "good")
    return redirect(url_for("actions.detail", slug=partnership.slug, action_id=action.id), code=303)


def _kept(partnership: Partnership, action_id: int, removed: bool = False) -> Action:
    """Return an action the viewer keeps, or answer 404 or 403."""
    action = queries.get_action(current_user, partnership, action_id, removed)
    gate.demand(Permission.KEEP_ACTIONS, partnership, action.group_id)
    return action


def _progress_form(action: Action, **given: Any) -> ProgressForm:
    """Return the form to say how it goes; only who keeps the actions says whose words they are."""
    form = ProgressForm(action.status, **given)
    if not current_user.can_in(Permission.KEEP_ACTIONS, action.partnership_id, action.group_id):
        del form.heard
    return form


def _when_means(action: Action) -> str:
    """Return what the time of an action means, where its words alone do not say it."""
    return rules.meaning(action.when) if action.when and (action.due_on or action.starts_on) else ""


def _context(partnership: Partnership, action: Action) -> dict:
    """Return what the page of an action, and the part of it that a report changes, need."""
    may_report = rules.may_report(current_user, action)
    meeting = queries.meeting_of(current_user, action)
    return {
        "partnership": partnership,
        "action": action,
        "leads": rules.names_shown(current_user, action),
        "stands": rules.mark_of(action.status, action.due_on, clock.today()),
        "meeting": meeting,
        "audience": audience_sentence(action.audience, action.audience_why),
        "form": _progress_form(action, formdata=None) if may_report else None,
        "when_means": _when_means(action),
        "panels": panels.rendered("action", current_user, action),
        "may_change": rules.may_change(current_user, action, meeting and meeting.minutes_state),
        "is_insider": current_user.belongs_to(partnership),
    }


def _as_action(line: Line) -> Line:
    """Return the line as an action, whatever it reads like: here only actions are added."""
    return line if line.kind == "action" else Line("action", line.text, line.leads, line.when)
