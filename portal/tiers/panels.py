"""What two tiers add to other pages: issues and questions inside the standing item, reports with a meeting's papers."""

from portal.core import clock, panels
from portal.core.panels import Panel
from portal.core.viewer import Viewer
from portal.meetings.clocks import Clock
from portal.meetings.models import Meeting
from portal.papers.queries.summary import slug_of
from portal.partnerships.models import Partnership
from portal.tiers.queries import reports, tiers, traffic
from portal.tiers.queries.arranged import in_tiers
from portal.tiers.rules import called


def _is_for(viewer: Viewer, partnership_id: int) -> bool:
    """Whether there is something to show: to those who belong, and where the partnership stands in tiers."""
    return viewer.belongs_to(partnership_id) and partnership_id in in_tiers()


@panels.offer("meeting items", 40)
def under_the_standing_item(viewer: Viewer, meeting: Meeting) -> Panel | None:
    """The issues and questions of a meeting, inside the item they stand under, for those of the partnership."""
    places = tiers.standing_at(meeting) if _is_for(viewer, meeting.partnership_id) else []
    if not places:
        return None
    issues, questions = traffic.at_meeting(viewer, meeting)
    at = f"/partnerships/{slug_of(meeting)}/tiers/"
    found: dict[int, str] = {}
    for item_id in dict.fromkeys(place.item_id for place in places):
        here = {place.tier_id for place in places if place.item_id == item_id}
        is_upper = any(place.is_upper for place in places if place.item_id == item_id)
        context = {
            "issues": [row for row in issues if row.tier_id in here],
            "questions": [row for row in questions if is_upper or row.upper_id != meeting.partnership_id],
            "is_upper": is_upper,
            "here": meeting.partnership_id,
            "at": at,
        }
        if context["issues"] or context["questions"]:
            found |= dict(zip([item_id], panels.shown([Panel("tiers/_of_item.html", context)]), strict=True))
    return Panel("", found) if found else None


@panels.offer("meeting", 35)
def reports_of_meeting(viewer: Viewer, meeting: Meeting) -> Panel | None:
    """The reports from below for a meeting of the upper partnership: who sent theirs, in time or late, who owes it."""
    if meeting.cancelled_at or not _is_for(viewer, meeting.partnership_id):
        return None
    rows = reports.of_meeting(meeting)
    if not rows:
        return None
    lines = [(row, Clock("reports", row.due_on, row.sent_on)) for row in rows]
    return Panel("tiers/_of_meeting.html", {"lines": lines, "at": f"/partnerships/{slug_of(meeting)}/tiers/",
                                            "today": clock.today()})  # fmt: skip


@panels.offer("pack", 10)
def reports_in_pack(viewer: Viewer, meeting: Meeting) -> Panel | None:
    """The reports that were sent in for a meeting, whole, for those of the upper partnership."""
    if not _is_for(viewer, meeting.partnership_id):
        return None
    texts = {row.tier_id: row for row in reports.sent_for(meeting)}
    rows = [row for row in reports.of_meeting(meeting) if row.tier_id in texts] if texts else []
    return Panel("tiers/_in_pack.html", {"rows": rows, "texts": texts}) if rows else None


@panels.offer("partnership", 72)
def on_front_door(viewer: Viewer, partnership: Partnership) -> Panel | None:
    """The way to what goes between the tiers, on the page of either partnership, for those who belong to it."""
    found = tiers.tiers_of(partnership.id) if _is_for(viewer, partnership.id) else []
    if not found:
        return None
    return Panel("tiers/_front_door.html", {"tiers": found, "partnership": partnership, "called": called})
