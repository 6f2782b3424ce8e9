"""What meetings show on the pages of partnerships and groups: the next ones, and the latest minutes."""

from portal.core.panels import Panel, offer
from portal.core.permissions import Permission
from portal.core.viewer import Viewer
from portal.meetings import lists, record
from portal.partnerships.models import Group, Partnership


@offer("partnership", 30)
def next_and_latest(viewer: Viewer, partnership: Partnership) -> Panel:
    """Show the next meeting and what the latest published minutes decided. Visitors see open meetings only."""
    coming = lists.coming(viewer, [partnership.id], limit=2)
    latest = lists.lately_published(viewer, [partnership.id], limit=1)
    decided = record.decided_at(viewer, latest[0].id) if latest else []
    context = {"coming": coming, "latest": latest[0] if latest else None, "decided": decided, "slug": partnership.slug}
    words = "See the next meeting" if viewer.is_authenticated else "Come to the next meeting"
    button = (words, f"/partnerships/{partnership.slug}/meetings/{coming[0].id}/") if coming else None
    return Panel("meetings/_front_door.html", context, button)


@offer("group", 30)
def meetings_of_group(viewer: Viewer, group: Group) -> Panel:
    """Show the group's next meetings and the last ones."""
    rows = lists.of_group(viewer, group.id)
    sees_backlog = viewer.can(Permission.READ_AS_PARTNER, group.partnership_id)
    return Panel("meetings/_of_group.html", {"rows": rows, "group": group, "sees_backlog": sees_backlog})
