"""What the gaps bank adds to the page of a partnership."""

from portal.core.panels import Panel, offer
from portal.core.viewer import Viewer
from portal.gaps import queries
from portal.gaps.rules import OPEN
from portal.partnerships.models import Partnership


@offer("partnership", 57)
def at_a_glance(viewer: Viewer, partnership: Partnership) -> Panel | None:
    """How many gaps are open, and how many are being met; nothing where the viewer may see none."""
    counts = queries.count_by_status(viewer, partnership)
    shown = {status: counts[status] for status in OPEN if status in counts}
    return Panel("gaps/_at_a_glance.html", {"counts": shown, "slug": partnership.slug}) if shown else None
