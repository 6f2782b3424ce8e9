"""What resources add to the pages of an organisation and a partnership, and what of them an organisation confirms."""

from portal.core import panels
from portal.core.panels import Panel
from portal.core.viewer import Viewer
from portal.directory import confirming
from portal.directory.models import Organisation
from portal.directory.queries import may_keep
from portal.partnerships.models import Partnership
from portal.resources.models import Resource
from portal.resources.queries import resources as queries

confirming.part(
    "resources", Resource, "resource", address="/resources/{id}/", name=Resource.name,
    where=lambda: Resource.removed_at.is_(None), found_as="resource",
)  # fmt: skip


@panels.offer("organisation", 40)
def lent(viewer: Viewer, organisation: Organisation) -> Panel | None:
    """What the organisation lends; to who keeps its entries also where there is nothing yet, or it has closed."""
    is_kept, is_open = may_keep(viewer, organisation.id), organisation.closed_on is None
    found = queries.resources_of(viewer, organisation) if is_open or is_kept else []
    may_add = is_open and is_kept
    if not found and not may_add:
        return None
    return Panel("resources/_lent.html", {"rows": found, "organisation": organisation, "may_add": may_add})


@panels.offer("partnership", 60)
def lent_here(viewer: Viewer, partnership: Partnership) -> Panel | None:
    """Some of what the members of a partnership lend; nothing where there is none to be seen."""
    found = queries.resources_in(viewer, partnership)
    return Panel("resources/_lent_here.html", {"rows": found, "partnership": partnership}) if found else None
