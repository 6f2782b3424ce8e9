"""What updates add to the pages of a partnership and an organisation, and to what an organisation confirms."""

from portal.core.panels import Panel, offer
from portal.core.viewer import Viewer
from portal.directory import confirming
from portal.directory.models import Organisation
from portal.partnerships.models import Partnership
from portal.updates import queries
from portal.updates.models import Update

confirming.part(
    "updates", Update, "update", address="/updates/{id}/", name=Update.text, where=lambda: Update.removed_at.is_(None),
    found_as="update",
)  # fmt: skip


@offer("partnership", 56)
def in_partnership(viewer: Viewer, partnership: Partnership) -> Panel | None:
    """What the partners are doing, the newest first; nothing where the viewer may see none."""
    rows = queries.latest_in(viewer, partnership, 4)
    return Panel("updates/_front_door.html", {"rows": rows, "slug": partnership.slug}) if rows else None


@offer("organisation", 60)
def of_organisation(viewer: Viewer, organisation: Organisation) -> Panel | None:
    """What the organisation is doing, in all its partnerships."""
    rows = queries.latest_of(viewer, organisation, 6)
    return Panel("updates/_of_organisation.html", {"rows": rows}) if rows else None
