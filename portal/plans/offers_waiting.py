"""Actions that other partnerships offer wait for an answer of who keeps a partnership's plan."""

from portal.core import waiting
from portal.core.permissions import GRANTS, Permission
from portal.core.text import plural
from portal.core.viewer import Viewer
from portal.core.waiting import Waiting, thing
from portal.plans.queries import shares


@waiting.offer
def offered(viewer: Viewer) -> list[Waiting]:
    """Return, for each partnership whose plan the viewer keeps, how many actions are offered to it."""
    kept = {part.partnership_id for part in viewer.parts if Permission.KEEP_ACTIONS in GRANTS[part.role]}
    return [
        thing(
            None,
            f"Answer whether you take {plural(row.offered, 'action')} into the plan",
            f"/partnerships/{row.slug}/plans/{row.plan_id}/put-in",
            f"{row.name}. Another partnership offers to share {'it' if row.offered == 1 else 'them'}.",
            "Answer",
        )
        for row in (shares.waiting_offers(sorted(kept)) if kept else ())
    ]
