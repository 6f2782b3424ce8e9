"""What plans add to the pages of a partnership and an organisation, and to the list of one's own actions."""

from collections.abc import Sequence
from typing import Any

from flask import render_template

from portal.core import panels
from portal.core.panels import Panel
from portal.core.viewer import Viewer
from portal.directory.models import Organisation
from portal.partnerships.models import Partnership
from portal.plans.queries import figures
from portal.plans.queries.plans import current_plan


@panels.offer("partnership", 45)
def at_a_glance(viewer: Viewer, partnership: Partnership) -> Panel | None:
    """How the current plan goes; nothing where there is none that the viewer may see."""
    plan = current_plan(viewer, partnership)
    if plan is None:
        return None
    counts = figures.of_plan(viewer, plan)
    return Panel("plans/_dashboard.html", {"partnership": partnership, "plan": plan, "counts": counts})


@panels.offer("organisation", 52)
def gives(viewer: Viewer, organisation: Organisation) -> Panel | None:
    """What an organisation leads and minds in current plans; nothing where the viewer may see none of it."""
    found = figures.of_organisation(viewer, organisation)
    return Panel("plans/_of_organisation.html", {"rows": found}) if found else None


@panels.offer("my actions", 10)
def in_plans(viewer: Viewer, rows: Sequence[Any]) -> Panel | None:
    """The plan in which each of somebody's own actions stands, below it."""
    found = figures.plans_of_actions(viewer, [row.id for row in rows])
    shown: dict[int, str] = {}
    for row in found:
        shown[row.action_id] = shown.get(row.action_id, "") + render_template("plans/_in_plan.html", row=row)
    return Panel("plans/_in_plan.html", shown) if shown else None
