"""What every page that changes a plan asks first: whether the viewer keeps it."""

from flask_login import current_user

from portal.core import gate
from portal.core.permissions import Permission
from portal.partnerships.models import Partnership
from portal.plans.models import Plan
from portal.plans.queries.plans import get_plan


def may_keep(partnership: Partnership, plan: Plan) -> bool:
    """Whether the viewer keeps the plan."""
    return current_user.can_in(Permission.KEEP_ACTIONS, partnership, plan.group_id)


def kept(partnership: Partnership, plan_id: int, removed: bool = False) -> Plan:
    """Return a plan the viewer keeps, or answer 404 or 403; a removed one only when asked for."""
    plan = get_plan(current_user, partnership, plan_id, removed)
    gate.demand(Permission.KEEP_ACTIONS, partnership, plan.group_id)
    return plan
