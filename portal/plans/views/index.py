"""Plans themselves: the list of a partnership's, one to begin, what one says of itself, its stage and its way."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import gate
from portal.core.audience import Audience, audience_sentence
from portal.core.errors import Refusal
from portal.core.permissions import Permission
from portal.partnerships.models import Partnership
from portal.plans import exports, presets, rules
from portal.plans.forms.columns import columns_form
from portal.plans.forms.plans import PlanForm, StartForm, StepForm
from portal.plans.models import Field, Plan, Stage
from portal.plans.queries import plans as queries
from portal.plans.services import columns as choosing
from portal.plans.services import plans as services
from portal.plans.views.blueprint import bp
from portal.plans.views.keeping import kept


@bp.get("/")
@gate.public
def index(partnership: Partnership) -> ResponseReturnValue:
    return render_template(
        "plans/index.html",
        partnership=partnership,
        rows=queries.list_plans(current_user, partnership),
        period_of=exports.period_of,
        sentence=audience_sentence,
        may_start=current_user.can(Permission.KEEP_ACTIONS, partnership),
    )


@bp.route("/new", methods=["GET", "POST"])
@gate.allow(Permission.KEEP_ACTIONS)
def create(partnership: Partnership) -> ResponseReturnValue:
    groups = queries.groups_to_plan_for(current_user, partnership)
    form = StartForm(groups, current_user.can_in(Permission.KEEP_ACTIONS, partnership, None))
    if form.validate_on_submit():
        chosen = presets.PRESETS[form.preset.data]
        begins_on, ends_on = form.period
        plan = services.start(
            current_user, partnership, title=form.title.data, begins_on=begins_on, ends_on=ends_on,
            columns=chosen.columns, opens_to=Audience(form.opens_to.data), group_id=form.group.data,
            section_noun=chosen.section_noun, year_starts=chosen.year_starts,
        )  # fmt: skip
        flash("The plan is there, as a draft. Its sections come next, or the whole table from Word or Excel.", "good")
        return redirect(_at(partnership, plan, "plans.sections"), code=303)
    page = render_template(
        "plans/new.html", partnership=partnership, form=form, presets=presets.PRESETS.values(),
        hints={preset.key: _hint(preset) for preset in presets.PRESETS.values()},
    )  # fmt: skip
    return page, 422 if form.errors else 200


@bp.route("/<int:plan_id>/settings", methods=["GET", "POST"])
@gate.allow(Permission.KEEP_ACTIONS)
def settings(partnership: Partnership, plan_id: int) -> ResponseReturnValue:
    plan = kept(partnership, plan_id)
    group = queries.group_of(plan)
    form = PlanForm(group, obj=plan)
    if form.validate_on_submit():
        if not form.is_stale(plan):
            services.change(current_user, plan, **form.said())
            flash("The plan is saved.", "good")
            return redirect(_at(partnership, plan), code=303)
        return _settings(partnership, plan, form=form), 409
    return _settings(partnership, plan, form=form), 422 if form.errors else 200


@bp.post("/<int:plan_id>/stage/<any(draft, current, closed):stage>")
@gate.allow(Permission.KEEP_ACTIONS)
def set_stage(partnership: Partnership, plan_id: int, stage: str) -> ResponseReturnValue:
    plan = kept(partnership, plan_id)
    wanted = Stage(stage)
    if wanted not in rules.stages_ahead(plan.stage):
        raise Refusal(f"The plan is {plan.stage.words.lower()}.")
    before = plan.stage
    services.set_stage(current_user, plan, wanted)
    said = {
        Stage.CURRENT: "The plan is current: those it is for can read it.",
        Stage.CLOSED: "The plan is closed. It stays readable.",
        Stage.DRAFT: "The plan is a draft again.",
    }[wanted]
    flash(said, f"undo:{_at(partnership, plan, 'plans.set_stage', stage=before.value)}")
    return redirect(_at(partnership, plan), code=303)


@bp.post("/<int:plan_id>/steps/")
@gate.allow(Permission.KEEP_ACTIONS)
def add_step(partnership: Partnership, plan_id: int) -> ResponseReturnValue:
    plan = kept(partnership, plan_id)
    form = StepForm()
    if not form.validate_on_submit():
        return _settings(partnership, plan, step=form), 422
    services.add_step(current_user, plan, form.when, form.words.data)
    flash("The day is noted.", "good")
    return redirect(_at(partnership, plan, "plans.settings"), code=303)


@bp.post("/<int:plan_id>/steps/<int:step_id>/remove")
@gate.allow(Permission.KEEP_ACTIONS)
def remove_step(partnership: Partnership, plan_id: int, step_id: int) -> ResponseReturnValue:
    plan = kept(partnership, plan_id)
    services.remove_step(current_user, plan, queries.get_step(plan, step_id))
    flash("The day is taken off.", "good")
    return redirect(_at(partnership, plan, "plans.settings"), code=303)


@bp.post("/<int:plan_id>/remove")
@gate.allow(Permission.KEEP_ACTIONS)
def remove(partnership: Partnership, plan_id: int) -> ResponseReturnValue:
    plan = kept(partnership, plan_id)
    services.remove(current_user, plan)
    flash("The plan is removed. Its actions stay on the list.", f"undo:{_at(partnership, plan, 'plans.restore')}")
    return redirect(url_for("plans.index", slug=partnership.slug), code=303)


@bp.post("/<int:plan_id>/restore")
@gate.allow(Permission.KEEP_ACTIONS)
def restore(partnership: Partnership, plan_id: int) -> ResponseReturnValue:
    plan = kept(partnership, plan_id, removed=True)
    services.restore(current_user, plan)
    flash("The plan is back.", "good")
    return redirect(_at(partnership, plan), code=303)


@bp.route("/<int:plan_id>/columns", methods=["GET", "POST"])
@gate.allow(Permission.KEEP_ACTIONS)
def columns(partnership: Partnership, plan_id: int) -> ResponseReturnValue:
    plan = kept(partnership, plan_id)
    form = columns_form(plan)
    status = 200
    if form.validate_on_submit():
        if not form.is_stale(plan):
            choosing.choose(current_user, plan, form.chosen())
            flash("The columns are as you chose them.", "good")
            return redirect(_at(partnership, plan), code=303)
        status = 409
    row = sorted(Field, key=lambda field: form[f"place_{field}"].data or 99)
    page = render_template(
        "plans/columns.html", partnership=partnership, plan=plan, form=form, row=row, about=rules.FIELDS,
        choices=rules.CHOICES,
    )  # fmt: skip
    return page, 422 if form.errors else status


def _settings(partnership: Partnership, plan: Plan, form: PlanForm | None = None, step: StepForm | None = None) -> str:
    group = queries.group_of(plan)
    return render_template(
        "plans/settings.html", partnership=partnership, plan=plan, form=form or PlanForm(group, None, obj=plan),
        step=step or StepForm(formdata=None), stages=rules.stages_ahead(plan.stage),
        audience=audience_sentence(plan.audience, plan.audience_why),
    )  # fmt: skip


def _at(partnership: Partnership, plan: Plan, endpoint: str = "plans.grid", **more: Any) -> str:
    return url_for(endpoint, slug=partnership.slug, plan_id=plan.id, **more)


def _hint(preset: presets.Preset) -> str:
    return f"{preset.sentence} {', '.join(column.heading for column in preset.columns)}."
