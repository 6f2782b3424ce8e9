"""Pictures kept of a plan: the list, one of them read, and what changed since."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import gate
from portal.core.permissions import Permission
from portal.partnerships.models import Partnership
from portal.plans import comparing
from portal.plans.comparing import Frozen
from portal.plans.forms.rounds import KeepForm
from portal.plans.models import Plan
from portal.plans.queries import plans
from portal.plans.queries import rounds as queries
from portal.plans.round_models import Occasion
from portal.plans.services import snapshots as services
from portal.plans.views.blueprint import bp
from portal.plans.views.keeping import kept, may_keep


@bp.get("/<int:plan_id>/snapshots/")
@gate.public
def snapshots(partnership: Partnership, plan_id: int) -> ResponseReturnValue:
    return _snapshots(partnership, plans.get_plan(current_user, partnership, plan_id))


@bp.post("/<int:plan_id>/snapshots/")
@gate.allow(Permission.KEEP_ACTIONS)
def keep_snapshot(partnership: Partnership, plan_id: int) -> ResponseReturnValue:
    plan = kept(partnership, plan_id)
    form = KeepForm()
    if not form.validate_on_submit():
        return _snapshots(partnership, plan, form), 422
    row = services.freeze(current_user, plan, form.title.data, Occasion.CHOSEN)
    flash("The plan is kept as it stands.", "good")
    to = url_for("plans.snapshot", slug=partnership.slug, plan_id=plan.id, snapshot_id=row.id)
    return redirect(to, code=303)


def _snapshots(partnership: Partnership, plan: Plan, form: KeepForm | None = None) -> str:
    return render_template(
        "plans/snapshots.html", partnership=partnership, plan=plan, tab="rounds", form=form or KeepForm(formdata=None),
        rows=queries.list_snapshots(current_user, plan),
        may_keep=may_keep(partnership, plan),
    )  # fmt: skip


@bp.get("/<int:plan_id>/snapshots/<int:snapshot_id>/")
@gate.public
def snapshot(partnership: Partnership, plan_id: int, snapshot_id: int) -> ResponseReturnValue:
    """Show a plan as it stood; `?since=` names another picture that it is compared with, "now" the plan itself."""
    plan = plans.get_plan(current_user, partnership, plan_id)
    row = queries.get_snapshot(current_user, plan, snapshot_id)
    others = [other for other in queries.list_snapshots(current_user, plan) if other.id != row.id]
    body = row.body
    rows = queries.shown_rows(current_user, plan, body)
    return render_template(
        "plans/snapshot.html",
        partnership=partnership,
        plan=plan,
        snapshot=row,
        by_section=comparing.by_section(rows),
        others=others,
        columns=body["columns"],
        tally=comparing.tally(rows),
        is_insider=current_user.belongs_to(partnership),
        **_compared(plan, row.id, rows, request.args.get("since", "")),
    )


def _compared(plan: Plan, number: int, rows: list[Frozen], since: str) -> dict:
    """Return what changed between this picture and the one that was asked for, from the earlier to the later."""
    if not since or since == str(number):
        return {"since": "", "changes": [], "against": None}
    if since == "now":
        later = queries.shown_rows(current_user, plan, services.body_of(plan))
        return {"since": "now", "changes": comparing.by_kind(comparing.changes(rows, later)), "against": None}
    other = queries.get_snapshot(current_user, plan, int(since) if since.isdigit() else 0)
    theirs = queries.shown_rows(current_user, plan, other.body)
    before, after = (theirs, rows) if other.id < number else (rows, theirs)
    return {"since": since, "changes": comparing.by_kind(comparing.changes(before, after)), "against": other}
