"""Proposing an item for an agenda, what becomes of it, and what a group asks of its proposers."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import gate, htmx, tables
from portal.core.permissions import Permission
from portal.core.text import shortened
from portal.meetings import agenda_lists, agenda_queries, proposal_rules, queries
from portal.meetings.agenda_forms import ClosingForm, DeclineForm, PromptForm, proposal_form
from portal.meetings.agenda_models import Fate, Proposal
from portal.meetings.models import ItemKind
from portal.meetings.services import proposing
from portal.meetings.views import parts
from portal.meetings.views.blueprint import bp
from portal.partnerships.models import Group, Partnership
from portal.partnerships.queries import rules_for

WRITE = Permission.WRITE_MINUTES


def actions_to_choose(partnership: Partnership, kept: int | None = None) -> list[tuple[int, str]]:
    """Return the actions an item can review, each with its text."""
    return [(row.id, shortened(row.text, 90)) for row in agenda_queries.to_review(current_user, partnership.id, kept)]


@bp.route("/propose", methods=["GET", "POST"])
@gate.allow(Permission.CONTRIBUTE)
def propose(partnership: Partnership) -> ResponseReturnValue:
    groups = queries.list_groups(partnership)
    group = queries.get_group(partnership, request.args.get("group"))
    prompts = list(agenda_queries.prompts_of(group.id))
    actions = actions_to_choose(partnership)
    asked = request.args.get("review", type=int)
    usual: dict[str, Any] = {"kind": ItemKind.INFORMATION}
    if asked in dict(actions):
        usual = {"kind": ItemKind.REVIEW, "reviews_action_id": asked}
    form = proposal_form(prompts, actions, data=usual)
    if form.validate_on_submit():
        row = proposing.propose(current_user, partnership, group, form.said(), form.answers(prompts))
        flash("Thank you. Whoever writes the agenda sees it there, and you read here what becomes of it.", "good")
        return redirect(_address(partnership, row), 303)
    meeting = agenda_queries.next_seen(current_user, group.id)
    agreed = rules_for(partnership.id, group.id)
    page = render_template(
        "meetings/propose.html", partnership=partnership, group=group, groups=groups, form=form, prompts=prompts,
        meeting=meeting, closes=meeting and proposal_rules.closing_day(meeting.day, group.proposals_close_days),
        readers=proposal_rules.who_reads(meeting.audience if meeting else agreed.meetings_audience),
    )  # fmt: skip
    return page, 422 if form.errors else 200


@bp.get("/proposals/")
@gate.allow(Permission.CONTRIBUTE)
def proposals(partnership: Partnership) -> ResponseReturnValue:
    groups = queries.list_groups(partnership)
    page = tables.read(agenda_lists.proposals_table(current_user, partnership, groups), request.args)
    return tables.answer(
        page, "meetings/proposals.html", "meetings/_proposals.html", f"{partnership.slug}-proposals",
        partnership=partnership, writes=current_user.can(WRITE, partnership),
    )  # fmt: skip


@bp.get("/proposals/<int:number>/")
@gate.signed_in
def proposal(partnership: Partnership, number: int) -> ResponseReturnValue:
    return _page(partnership, agenda_queries.get_proposal(current_user, partnership, number), DeclineForm())


def _page(partnership: Partnership, row: Proposal, form: DeclineForm) -> ResponseReturnValue:
    writes = current_user.can_in(WRITE, partnership, row.group_id)
    page = render_template(
        "meetings/proposal.html", partnership=partnership, proposal=row, form=form, writes=writes,
        is_own=proposal_rules.is_own(current_user, row.user_id),
        landed=agenda_queries.landed(current_user, row) if row.fate is Fate.TAKEN else None,
        open_meetings=[m for m in agenda_queries.open_meetings(current_user, partnership) if m.group_id == row.group_id]
        if writes else [],
    )  # fmt: skip
    return page, 422 if form.errors else 200


@bp.post("/<int:meeting_id>/proposals/<int:number>/take")
@gate.allow(WRITE)
def take_proposal(partnership: Partnership, meeting_id: int, number: int) -> ResponseReturnValue:
    meeting = parts.load(partnership, meeting_id, WRITE)
    row = agenda_queries.get_proposal(current_user, partnership, number)
    queries.must_be_seen(row.group_id == meeting.group_id)
    item = proposing.take(current_user, partnership, meeting, row)
    if not htmx.wants_fragment():
        return redirect(parts.address(partnership, meeting, f"item-{item.id}"), 303)
    context = parts.frame(partnership, meeting) | parts.agenda(meeting)
    return render_template("meetings/_agenda.html", **context)


@bp.post("/proposals/<int:number>/keep")
@gate.allow(WRITE)
def keep_proposal(partnership: Partnership, number: int) -> ResponseReturnValue:
    row = agenda_queries.get_proposal(current_user, partnership, number)
    gate.demand(WRITE, partnership, row.group_id)
    proposing.keep(current_user, partnership, row)
    flash("Kept for a later meeting: it stands in the group's backlog.", "good")
    return redirect(_address(partnership, row), 303)


@bp.post("/proposals/<int:number>/decline")
@gate.allow(WRITE)
def decline_proposal(partnership: Partnership, number: int) -> ResponseReturnValue:
    row = agenda_queries.get_proposal(current_user, partnership, number)
    gate.demand(WRITE, partnership, row.group_id)
    form = DeclineForm()
    if not form.validate_on_submit():
        return _page(partnership, row, form)
    proposing.decline(current_user, partnership, row, form.why.data)
    flash("Declined; the proposer reads the reason.", "good")
    return redirect(_address(partnership, row), 303)


@bp.post("/proposals/<int:number>/<any(withdraw, again):act>")
@gate.allow(Permission.CONTRIBUTE)
def own_proposal(partnership: Partnership, number: int, act: str) -> ResponseReturnValue:
    """Take one's own proposal back, or send it again."""
    row = agenda_queries.get_proposal(current_user, partnership, number)
    gate.demand_that(proposal_rules.is_own(current_user, row.user_id))
    at = _address(partnership, row)
    if act == "again":
        proposing.send_again(current_user, row)
        flash("It waits again.", "good")
    else:
        proposing.withdraw(current_user, row)
        flash("Withdrawn. It stays here to be read.", f"undo:{at}again")
    return redirect(at, 303)


@bp.route("/prompts/<group_slug>", methods=["GET", "POST"])
@gate.allow(Permission.MANAGE_PARTNERSHIP)
def prompts(partnership: Partnership, group_slug: str) -> ResponseReturnValue:
    group = _managed(partnership, group_slug)
    form = PromptForm()
    if form.validate_on_submit():
        proposing.add_prompt(current_user, group, form.text.data)
        return redirect(url_for("meetings.prompts", slug=partnership.slug, group_slug=group.slug), 303)
    return _prompts(partnership, group, form, ClosingForm(formdata=None, days=group.proposals_close_days))


@bp.post("/prompts/<group_slug>/closing")
@gate.allow(Permission.MANAGE_PARTNERSHIP)
def closing(partnership: Partnership, group_slug: str) -> ResponseReturnValue:
    group = _managed(partnership, group_slug)
    form = ClosingForm()
    if not form.validate_on_submit():
        return _prompts(partnership, group, PromptForm(formdata=None), form)
    proposing.set_closing(current_user, group, form.days.data)
    flash("Saved. It holds from now on.", "good")
    return redirect(url_for("meetings.prompts", slug=partnership.slug, group_slug=group.slug), 303)


@bp.post("/prompts/<group_slug>/<int:number>/end")
@gate.allow(Permission.MANAGE_PARTNERSHIP)
def end_prompt(partnership: Partnership, group_slug: str, number: int) -> ResponseReturnValue:
    group = _managed(partnership, group_slug)
    proposing.end_prompt(current_user, group, agenda_queries.get_prompt(group.id, number))
    flash("It is asked no more; what was answered stays.", "good")
    return redirect(url_for("meetings.prompts", slug=partnership.slug, group_slug=group.slug), 303)


def _managed(partnership: Partnership, group_slug: str) -> Group:
    group = queries.get_group(partnership, group_slug)
    gate.demand(Permission.MANAGE_PARTNERSHIP, partnership, group.id)
    return group


def _prompts(partnership: Partnership, group: Group, form: PromptForm, closes: ClosingForm) -> ResponseReturnValue:
    page = render_template(
        "meetings/prompts.html", partnership=partnership, group=group, form=form, closes=closes,
        rows=agenda_queries.prompts_of(group.id),
    )  # fmt: skip
    return page, 422 if form.errors or closes.errors else 200


def _address(partnership: Partnership, row: Proposal) -> str:
    return url_for("meetings.proposal", slug=partnership.slug, number=row.id)
