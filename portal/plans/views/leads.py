"""A plan by who leads: what each has taken on, and how it goes."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.core import gate
from portal.partnerships.models import Partnership
from portal.plans import glance
from portal.plans.queries import attention
from portal.plans.queries.leads import by_lead
from portal.plans.queries.plans import get_plan
from portal.plans.views.blueprint import bp


@bp.get("/<int:plan_id>/leads")
@gate.public
def leads(partnership: Partnership, plan_id: int) -> ResponseReturnValue:
    plan = get_plan(current_user, partnership, plan_id)
    found = by_lead(current_user, plan)
    return render_template(
        "plans/leads.html",
        partnership=partnership,
        plan=plan,
        found=[(each, glance.bar([row.status for row in each.rows])) for each in found],
        attention=attention.count(current_user, plan),
    )
