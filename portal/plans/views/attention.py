"""The work lists of a plan: what is overdue, due soon, leaderless, dateless, vague, or silent for a quarter."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import clock, gate
from portal.partnerships.models import Partnership
from portal.plans.attention import KINDS, ends_of, mark, times_left
from portal.plans.queries import attention
from portal.plans.queries.plans import get_plan
from portal.plans.views.blueprint import bp


@bp.get("/<int:plan_id>/attention")
@gate.public
def needs(partnership: Partnership, plan_id: int) -> ResponseReturnValue:
    plan = get_plan(current_user, partnership, plan_id)
    found = attention.rows(current_user, plan)
    ends = ends_of(plan.begins_on, plan.ends_on, plan.now_months, plan.soon_months)
    left = times_left(ends, clock.today())
    return render_template(
        "plans/attention.html",
        partnership=partnership,
        plan=plan,
        lists=[(kind, [row for row in found if getattr(row, kind.key)]) for kind in KINDS],
        marks={row.id: mark(row, left) for row in found},
        attention=len(found),
    )
