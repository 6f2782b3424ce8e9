"""What consultations add to other pages: what closes soon at the front door, and the consultation under its item."""

from portal.consultations.queries import closing
from portal.consultations.queries.placed import on_agendas
from portal.core import panels
from portal.core.panels import Panel
from portal.core.viewer import Viewer
from portal.meetings.models import Meeting
from portal.partnerships.models import Partnership


@panels.offer("partnership", 58)
def closing_soon(viewer: Viewer, partnership: Partnership) -> Panel | None:
    """The open consultations that close first, and early warnings; nothing where the viewer may see none."""
    rows = closing.closing_soon(viewer, partnership, 4)
    return Panel("consultations/_front_door.html", {"rows": rows, "slug": partnership.slug}) if rows else None


@panels.offer("meeting items", 42)
def under_its_item(viewer: Viewer, meeting: Meeting) -> Panel | None:
    """The consultation inside each item that is about one, for those who may see it: one statement for all items."""
    rows = closing.at_meeting(viewer, meeting.id) if meeting.partnership_id in on_agendas() else []
    if not rows:
        return None
    made = panels.shown(Panel("consultations/_of_item.html", {"row": row}) for row in rows)
    return Panel("", dict(zip((row.item_id for row in rows), made, strict=True)))
