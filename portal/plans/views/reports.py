"""Annual reports on a plan: written, read, published. A published one may be for more people than the plan is."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import gate
from portal.core.audience import Audience, audience_sentence
from portal.core.permissions import Permission
from portal.partnerships.models import Partnership
from portal.plans import comparing
from portal.plans.forms.rounds import PublishForm, ReportForm
from portal.plans.models import Plan
from portal.plans.queries import plans
from portal.plans.queries import rounds as queries
from portal.plans.round_models import AnnualReport
from portal.plans.services import reports as services
from portal.plans.views.blueprint import bp
from portal.plans.views.keeping import kept, may_keep


@bp.get("/<int:plan_id>/reports/")
@gate.public
def reports(partnership: Partnership, plan_id: int) -> ResponseReturnValue:
    plan = plans.get_plan(current_user, partnership, plan_id)
    keeps = may_keep(partnership, plan)
    return render_template(
        "plans/reports.html", partnership=partnership, plan=plan, may_keep=keeps, tab="rounds",
        rows=queries.list_reports(current_user, plan, keeps),
    )  # fmt: skip


@bp.route("/<int:plan_id>/reports/new", methods=["GET", "POST"])
@gate.allow(Permission.KEEP_ACTIONS)
def write_report(partnership: Partnership, plan_id: int) -> ResponseReturnValue:
    plan = kept(partnership, plan_id)
    form = ReportForm()
    if form.validate_on_submit():
        row = services.write(current_user, plan, **form.said())
        flash("The report is kept as a draft.", "good")
        return redirect(_at(partnership, plan, row), code=303)
    page = render_template("plans/write_report.html", partnership=partnership, plan=plan, form=form, report=None)
    return page, 422 if form.errors else 200


@bp.get("/<int:plan_id>/reports/<int:report_id>/")
@gate.public
def report(partnership: Partnership, plan_id: int, report_id: int) -> ResponseReturnValue:
    plan = plans.named(partnership, plan_id)
    keeps = may_keep(partnership, plan)
    row = queries.get_report(current_user, plan, report_id, keeps)
    body = services.figures_of(row).body
    counted = queries.counted(plan, [each["entry"] for each in body["rows"]])
    rows = comparing.rows_of(body, counted)
    return render_template(
        "plans/report.html",
        partnership=partnership,
        plan=plan,
        report=row,
        may_keep=keeps,
        tab="rounds",
        tally=comparing.tally(rows),
        by_section=[(name, comparing.tally(some)) for name, some in comparing.by_section(rows)],
        form=PublishForm(data={"audience": row.audience}),
        audience=audience_sentence(row.audience, row.audience_why),
        sees_plan=plans.may_see_plan(current_user, plan),
    )


@bp.route("/<int:plan_id>/reports/<int:report_id>/edit", methods=["GET", "POST"])
@gate.allow(Permission.KEEP_ACTIONS)
def edit_report(partnership: Partnership, plan_id: int, report_id: int) -> ResponseReturnValue:
    plan = kept(partnership, plan_id)
    row = queries.get_report(current_user, plan, report_id, may_keep=True)
    form = ReportForm(obj=row)
    status = 200
    if form.validate_on_submit():
        if not form.is_stale(row):
            services.change(current_user, row, **form.said())
            flash("The report is saved.", "good")
            return redirect(_at(partnership, plan, row), code=303)
        status = 409
    page = render_template("plans/write_report.html", partnership=partnership, plan=plan, form=form, report=row)
    return page, 422 if form.errors else status


@bp.post("/<int:plan_id>/reports/<int:report_id>/publish")
@gate.allow(Permission.KEEP_ACTIONS)
def publish_report(partnership: Partnership, plan_id: int, report_id: int) -> ResponseReturnValue:
    plan = kept(partnership, plan_id)
    row = queries.get_report(current_user, plan, report_id, may_keep=True)
    form = PublishForm()
    if not form.validate_on_submit():
        flash("Choose who may read the report.", "bad")
    else:
        services.publish(current_user, plan, row, Audience(form.audience.data))
        flash(f"The report is published for {row.audience.words}.", "good")
    return redirect(_at(partnership, plan, row), code=303)


@bp.post("/<int:plan_id>/reports/<int:report_id>/take-back")
@gate.allow(Permission.KEEP_ACTIONS)
def take_report_back(partnership: Partnership, plan_id: int, report_id: int) -> ResponseReturnValue:
    plan = kept(partnership, plan_id)
    row = queries.get_report(current_user, plan, report_id, may_keep=True)
    services.take_back(current_user, plan, row)
    flash("The report is a draft again.", "good")
    return redirect(_at(partnership, plan, row), code=303)


def _at(partnership: Partnership, plan: Plan, row: AnnualReport) -> str:
    return url_for("plans.report", slug=partnership.slug, plan_id=plan.id, report_id=row.id)
