"""What plans add to the page of an action: the plans it stands in, and a way into others."""

from portal.actions.models import Action
from portal.core import panels
from portal.core.panels import Panel
from portal.core.permissions import Permission
from portal.core.viewer import Viewer
from portal.plans.forms.sections import IntoPlanForm
from portal.plans.models import Plan
from portal.plans.queries import entries, plans


@panels.offer("action", 30)
def in_plans(viewer: Viewer, action: Action) -> Panel | None:
    """The plans an action stands in, and for who keeps it a way into another; nothing where there is neither."""
    keeps = viewer.can_in(Permission.KEEP_ACTIONS, action.partnership_id, action.group_id)
    found = entries.stands_in(viewer, action)
    others = [plan for plan in entries.plans_for(viewer, action) if _keeps(viewer, plan)] if keeps else []
    if not found and not others:
        return None
    place = plans.slug_of(action.partnership_id)
    form = IntoPlanForm(others, formdata=None) if others else None
    return Panel(
        "plans/_of_action.html", {"rows": found, "form": form, "action": action, "slug": place, "keeps": keeps}
    )


def _keeps(viewer: Viewer, plan: Plan) -> bool:
    return viewer.can_in(Permission.KEEP_ACTIONS, plan.partnership_id, plan.group_id)
