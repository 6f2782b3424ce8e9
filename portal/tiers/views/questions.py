"""Questions that a lower partnership sends up, and the answer that comes down."""

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import gate
from portal.core.permissions import Permission
from portal.partnerships.models import Partnership
from portal.tiers.forms import QuestionAnswerForm, QuestionForm
from portal.tiers.queries import single, tiers, traces, traffic
from portal.tiers.services import traffic as services
from portal.tiers.views import parts
from portal.tiers.views.blueprint import bp


@bp.route("/questions/new", methods=["GET", "POST"])
@gate.allow(Permission.WRITE_MINUTES)
def ask(partnership: Partnership) -> ResponseReturnValue:
    above = parts.above_or_404(partnership)
    form = QuestionForm()
    form.offer(above)
    items, _none = tiers.sources(current_user, above[0].lower_group_id, with_decisions=False)
    form.offer_sources(items, [], none="None: it stands by itself")
    if form.validate_on_submit():
        tier = next(tier for tier in above if tier.id == form.tier_id.data)
        row = services.ask(current_user, tier, form.title.data, form.text.data, form.chosen_source)
        flash(f"The question is on its way. It stands on the next agenda of {tier.upper.name}.", "good")
        return redirect(f"{parts.at(partnership)}questions/{row.id}/", 303)
    page = render_template("tiers/ask.html", partnership=partnership, at=parts.at(partnership), form=form, above=above)
    return page, 422 if form.errors else 200


@bp.get("/questions/<int:number>/")
@gate.allow(Permission.READ_AS_PARTNER)
def question(partnership: Partnership, number: int) -> ResponseReturnValue:
    row = traffic.get_question(current_user, partnership.id, number)
    return render_template(
        "tiers/question.html", partnership=partnership, at=parts.at(partnership), question=row,
        is_upper=row.upper_id == partnership.id, is_asker=row.lower_id == partnership.id,
        source=traces.source_of(current_user, row.asked_item_id),
        came_from=traces.source_of(current_user, row.item_id),
        stood=traces.stood_on(current_user, [(row.upper_standing_id, row.asked_on, row.answered_on)]),
        may_write=parts.may_write(tiers.tiers_of(partnership.id, with_open=False), partnership),
    )  # fmt: skip


@bp.route("/questions/<int:number>/answer", methods=["GET", "POST"])
@gate.allow(Permission.WRITE_MINUTES)
def answer_question(partnership: Partnership, number: int) -> ResponseReturnValue:
    shown = traffic.get_question(current_user, partnership.id, number)
    row, tier = single.get_question(partnership.id, number, "upper")
    gate.demand(Permission.WRITE_MINUTES, partnership, tier.upper_group_id)
    form = QuestionAnswerForm(obj=row, source=f"item-{row.item_id}" if row.item_id else "")
    items, _none = tiers.sources(current_user, tier.upper_group_id, with_decisions=False)
    form.offer_sources(items, [], none="None of them")
    if request.method == "GET" and row.answered_on is None:
        form.is_for_all.data = True
    status = 200
    if form.validate_on_submit():
        if not form.is_stale(row):
            others = [
                each for each in tiers.tiers_of(partnership.id, with_open=False)
                if each.upper_id == partnership.id and each.id != tier.id
            ]  # fmt: skip
            services.answer_question(
                current_user, tier, others, row, form.answer.data, form.is_for_all.data, form.chosen_source
            )
            flash("The answer is recorded and goes down.", "good")
            return redirect(f"{parts.at(partnership)}questions/{number}/", 303)
        status = 409
    page = render_template(
        "tiers/answer.html", partnership=partnership, at=parts.at(partnership), form=form, heading=shown.title,
        text=shown.text, trail=("Questions", "questions/"), action=f"{parts.at(partnership)}questions/{number}/",
    )  # fmt: skip
    return page, 422 if form.errors else status


@bp.post("/questions/<int:number>/<any(withdraw, restore):act>")
@gate.allow(Permission.WRITE_MINUTES)
def withdraw_question(partnership: Partnership, number: int, act: str) -> ResponseReturnValue:
    row, tier = single.get_question(partnership.id, number, "lower", removed=act == "restore")
    gate.demand(Permission.WRITE_MINUTES, partnership, tier.lower_group_id)
    services.set_removed(current_user, row, partnership.id, act == "withdraw")
    if act == "restore":
        flash("The question is sent up again.", "good")
        return redirect(f"{parts.at(partnership)}questions/{number}/", 303)
    flash("The question is taken back.", f"undo:{parts.at(partnership)}questions/{number}/restore")
    return redirect(parts.at(partnership), 303)
