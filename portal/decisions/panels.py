"""Who was absent when something was decided, and whether they acknowledged it: beside a decision and the minutes."""

from typing import Any

from portal.core import panels
from portal.core.panels import Panel
from portal.core.permissions import Permission
from portal.core.viewer import Viewer
from portal.decisions import queries
from portal.partnerships.models import Partnership


def absence(viewer: Viewer, partnership: Partnership, group_id: int | None, meeting_id: int) -> dict[str, Any]:
    """Return what `_absent.html` needs: the seats that were not filled, and for whom the viewer may acknowledge."""
    return {
        "meeting_id": meeting_id,
        "absent": queries.list_absent(meeting_id),
        "mine": viewer.seats if viewer.can(Permission.ACKNOWLEDGE_DECISIONS, partnership) else frozenset(),
        "may_record": viewer.can_in(Permission.KEEP_SEATS, partnership, group_id),
    }


@panels.offer("minutes", 50)
def absent(viewer: Viewer, meeting: Any) -> Panel | None:
    """Who has still to acknowledge what a meeting decided; for those of the partnership, where somebody was absent."""
    if not viewer.belongs_to(meeting.partnership_id):
        return None
    partnership = queries.place_of(meeting)
    context = absence(viewer, partnership, meeting.group_id, meeting.id)
    return Panel("decisions/_absent.html", {"partnership": partnership, **context}) if context["absent"] else None
