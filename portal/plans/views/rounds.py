"""Monitoring rounds of a plan: begun, answered by leads or written down for them, reminded of, closed."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.actions.forms import ProgressForm
from portal.actions.models import Heard
from portal.actions.rules import may_report
from portal.core import clock, gate
from portal.core.dates import add_months
from portal.core.htmx import changed, wants_fragment
from portal.core.permissions import Permission
from portal.core.text import plural
from portal.partnerships.models import Partnership
from portal.plans.forms.rounds import RoundForm
from portal.plans.models import Plan
from portal.plans.queries import plans
from portal.plans.queries import rounds as queries
from portal.plans.round_models import Asked, Round
from portal.plans.services import rounds as services
from portal.plans.views.blueprint import bp
from portal.plans.views.keeping import kept, may_keep


@bp.get("/<int:plan_id>/rounds/")
@gate.allow(Permission.READ_AS_PARTNER)
def rounds(partnership: Partnership, plan_id: int) -> ResponseReturnValue:
    plan = plans.get_plan(current_user, partnership, plan_id)
    return _rounds(partnership, plan)


@bp.post("/<int:plan_id>/rounds/")
@gate.allow(Permission.KEEP_ACTIONS)
def begin_round(partnership: Partnership, plan_id: int) -> ResponseReturnValue:
    plan = kept(partnership, plan_id)
    form = RoundForm()
    if not form.validate_on_submit() or form.closes_on.data is None:
        return _rounds(partnership, plan, form), 422
    row = services.begin(current_user, plan, partnership, form.title.data, form.closes_on.data)
    flash("The round has begun. Everybody who leads something and has an e-mail address was written to.", "good")
    return redirect(url_for("plans.round_page", slug=partnership.slug, plan_id=plan.id, round_id=row.id), code=303)


def _rounds(partnership: Partnership, plan: Plan, form: RoundForm | None = None) -> str:
    rows = queries.list_rounds(plan)
    today = clock.today()
    usual = {"title": f"{today:%B %Y}", "closes_on": add_months(today, 1)}
    return render_template(
        "plans/rounds.html", partnership=partnership, plan=plan, rows=rows, tab="rounds",
        may_keep=may_keep(partnership, plan), form=form or RoundForm(formdata=None, data=usual),
        is_one_open=any(row.closed_at is None for row in rows),
    )  # fmt: skip


@bp.get("/<int:plan_id>/rounds/<int:round_id>/")
@gate.allow(Permission.READ_AS_PARTNER)
def round_page(partnership: Partnership, plan_id: int, round_id: int) -> ResponseReturnValue:
    plan = plans.get_plan(current_user, partnership, plan_id)
    row = queries.get_round(plan, round_id)
    return render_template("plans/round.html", **_round(partnership, plan, row))


@bp.route("/<int:plan_id>/rounds/<int:round_id>/asked/<int:asked_id>", methods=["GET", "POST"])
@gate.signed_in
def answer_round(partnership: Partnership, plan_id: int, round_id: int, asked_id: int) -> ResponseReturnValue:
    """Answer for one action; asked by HTMX, the form opens in its line and the answer takes its place."""
    plan = plans.get_plan(current_user, partnership, plan_id)
    row = queries.get_round(plan, round_id)
    asked = queries.get_asked(current_user, row, asked_id)
    gate.demand_that(may_report(current_user, asked.entry.action))
    services.must_be_open(row)
    keeps = may_keep(partnership, plan)
    form = ProgressForm(asked.entry.action.status, heard=(Heard.ADMINISTRATOR if keeps else Heard.OWN).value).numbered(
        asked.id
    )
    if not keeps:
        del form.heard
    if form.validate_on_submit():
        services.answer(current_user, row, asked, **form.said())
        back = url_for("plans.round_page", slug=partnership.slug, plan_id=plan.id, round_id=row.id)
        if not wants_fragment():
            flash("Thank you: the answer is kept.", "good")
        return changed(
            "plans/_asked.html", back_to=f"{back}#asked-{asked.id}", told="The answer is kept.",
            **_round(partnership, plan, row, asked),
        )  # fmt: skip
    page = "plans/_asked.html" if wants_fragment() else "plans/answer.html"
    return render_template(page, form=form, **_round(partnership, plan, row, asked)), 422 if form.errors else 200


@bp.post("/<int:plan_id>/rounds/<int:round_id>/remind")
@gate.allow(Permission.KEEP_ACTIONS)
def remind_round(partnership: Partnership, plan_id: int, round_id: int) -> ResponseReturnValue:
    plan = kept(partnership, plan_id)
    row = queries.get_round(plan, round_id)
    told = services.remind_again(current_user, plan, partnership, row)
    words = f"{plural(told, 'letter')} written." if told else "Nobody is left to write to today."
    flash(words, "good" if told else "info")
    return redirect(url_for("plans.round_page", slug=partnership.slug, plan_id=plan.id, round_id=row.id), code=303)


@bp.post("/<int:plan_id>/rounds/<int:round_id>/close")
@gate.allow(Permission.KEEP_ACTIONS)
def close_round(partnership: Partnership, plan_id: int, round_id: int) -> ResponseReturnValue:
    plan = kept(partnership, plan_id)
    row = queries.get_round(plan, round_id)
    services.close(current_user, plan, row)
    flash("The round is closed, and the plan is kept as it stands.", "good")
    to = url_for("plans.snapshot", slug=partnership.slug, plan_id=plan.id, snapshot_id=row.snapshot_id)
    return redirect(to, code=303)


def _round(partnership: Partnership, plan: Plan, row: Round, asked: Asked | None = None) -> dict[str, Any]:
    """Return what the page of a round needs, or one line of it: then `each` is that line."""
    lines = queries.asked_in(current_user, row, asked)
    context = {
        "partnership": partnership, "plan": plan, "round": row, "lines": lines, "tab": "rounds",
        "mine": queries.mine_in(current_user, row), "may_keep": may_keep(partnership, plan),
        "is_open": row.closed_at is None, "answered": sum(each.at is not None for each in lines),
        "silent": sum(each.at is None and each.is_open for each in lines),
    }  # fmt: skip
    return context | ({"each": lines[0]} if asked and lines else {})
