"""Issues that an upper partnership puts down, and what those below answer."""

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import gate
from portal.core.permissions import Permission
from portal.partnerships.models import Partnership
from portal.tiers.forms import AnswerForm, IssueForm
from portal.tiers.models import Issue
from portal.tiers.queries import single, tiers, traces, traffic
from portal.tiers.services import traffic as services
from portal.tiers.views import parts
from portal.tiers.views.blueprint import bp


@bp.route("/issues/new", methods=["GET", "POST"])
@gate.allow(Permission.WRITE_MINUTES)
def put_issue(partnership: Partnership) -> ResponseReturnValue:
    below = parts.below_or_404(partnership)
    form = IssueForm()
    form.offer(below)
    form.offer_sources(*tiers.sources(current_user, below[0].upper_group_id), none="None: it stands by itself")
    if form.validate_on_submit():
        chosen = [tier for tier in below if tier.id in form.to.data]
        row = services.put_issue(
            current_user, partnership, chosen, form.title.data, form.text.data, form.chosen_source
        )  # fmt: skip
        flash("The issue is on its way. It stands on their next agendas.", "good")
        return redirect(f"{parts.at(partnership)}issues/{row.id}/", 303)
    if not form.is_submitted():
        form.to.data = [tier.id for tier in below]
    page = render_template("tiers/put_issue.html", partnership=partnership, at=parts.at(partnership), form=form)
    return page, 422 if form.errors else 200


@bp.get("/issues/<int:number>/")
@gate.allow(Permission.READ_AS_PARTNER)
def issue(partnership: Partnership, number: int) -> ResponseReturnValue:
    rows = traffic.issues_of(current_user, partnership.id, number)
    kept = single.get_issue(number)
    is_upper = kept.upper_id == partnership.id
    mine = next((row for row in rows if row.lower_id == partnership.id), None)
    return render_template(
        "tiers/issue.html", partnership=partnership, at=parts.at(partnership), rows=rows, issue=kept, mine=mine,
        source=traces.source_of(current_user, kept.item_id, kept.decision_id), is_upper=is_upper,
        stood=traces.stood_on(
            current_user, [(row.lower_standing_id, row.sent_on, row.answered_on) for row in rows]
        ),
        came_from=traces.sources_of(current_user, [row.item_id for row in rows if row.item_id]),
        may_write=parts.may_write(tiers.tiers_of(partnership.id, with_open=False), partnership),
    )  # fmt: skip


@bp.route("/issues/<int:number>/answer", methods=["GET", "POST"])
@gate.allow(Permission.WRITE_MINUTES)
def answer_issue(partnership: Partnership, number: int) -> ResponseReturnValue:
    rows = traffic.issues_of(current_user, partnership.id, number)
    kept, tier, row = single.get_answer(partnership.id, number)
    gate.demand(Permission.WRITE_MINUTES, partnership, tier.lower_group_id)
    form = AnswerForm(obj=row, source=f"item-{row.item_id}" if row.item_id else "")
    items, _none = tiers.sources(current_user, tier.lower_group_id, with_decisions=False)
    form.offer_sources(items, [], none="None of them")
    status = 200
    if form.validate_on_submit():
        if not form.is_stale(row):
            services.answer_issue(current_user, tier, kept, row, form.answer.data, form.chosen_source)
            flash("The answer is recorded and goes up.", "good")
            return redirect(f"{parts.at(partnership)}issues/{number}/", 303)
        status = 409
    page = render_template(
        "tiers/answer.html", partnership=partnership, at=parts.at(partnership), form=form, heading=rows[0].title,
        text=rows[0].text, trail=("Issues", "issues/"), action=f"{parts.at(partnership)}issues/{number}/",
    )  # fmt: skip
    return page, 422 if form.errors else status


@bp.post("/issues/<int:number>/<any(withdraw, restore):act>")
@gate.allow(Permission.WRITE_MINUTES)
def withdraw_issue(partnership: Partnership, number: int, act: str) -> ResponseReturnValue:
    below = parts.below_or_404(partnership)
    row: Issue = single.get_issue(number, below[0].upper_id, removed=act == "restore")
    services.set_removed(current_user, row, partnership.id, act == "withdraw")
    if act == "restore":
        flash("The issue stands on their agendas again.", "good")
        return redirect(f"{parts.at(partnership)}issues/{number}/", 303)
    flash("The issue is taken back.", f"undo:{parts.at(partnership)}issues/{number}/restore")
    return redirect(parts.at(partnership), 303)
