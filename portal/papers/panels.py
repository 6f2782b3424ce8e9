"""What papers add to a meeting's page: the papers inside each item, and below the agenda what goes before and after."""

from portal.core import clock, panels
from portal.core.audience import may_see
from portal.core.panels import Panel
from portal.core.permissions import Permission
from portal.core.viewer import Viewer
from portal.meetings.models import Meeting
from portal.papers import files, rules
from portal.papers.models import Paper
from portal.papers.queries import papers, summary
from portal.papers.queries.telling import PUBLISHED


@panels.offer("meeting items", 30)
def papers_of_items(viewer: Viewer, meeting: Meeting) -> Panel | None:
    """The papers of each item, as links; all asked for in one statement."""
    found: dict[int, list[Paper]] = {}
    for paper in papers.list_papers(viewer, meeting):
        if paper.item_id is not None:
            found.setdefault(paper.item_id, []).append(paper)
    at = f"/partnerships/{summary.slug_of(meeting)}/meetings/{meeting.id}/papers/"
    made = panels.shown(
        Panel("papers/_of_item.html", {"papers": rows, "at": at, "size": files.size_words, "stands": _stand(rows)})
        for rows in found.values()
    )
    return Panel("", dict(zip(found, made, strict=True))) if found else None


def _stand(rows: list[Paper]) -> dict[int, rules.Stands]:
    today = clock.today()
    return {row.id: rules.stands(row.edition, row.due_on, today) for row in rows}


@panels.offer("meeting", 30)
def before_and_after(viewer: Viewer, meeting: Meeting) -> Panel | None:
    """The pack, and for those of the partnership the clocks, the bulletin and reporting back."""
    found = summary.of_meeting(viewer, meeting)
    is_insider = viewer.belongs_to(meeting.partnership_id)
    has_bulletin = bool(found.bulletin and found.bulletin.sent_at and may_see(viewer, found.bulletin))
    may_write = viewer.can_in(Permission.WRITE_MINUTES, meeting.partnership_id, meeting.group_id)
    if meeting.cancelled_at or not (is_insider or has_bulletin or found.papers):
        return None
    context = {
        "meeting": meeting,
        "slug": found.slug,
        "count": found.papers,
        "missing": found.missing,
        "clock": found.clock,
        "is_insider": is_insider,
        "may_write": may_write,
        "may_call": viewer.can_in(Permission.CALL_MEETINGS, meeting.partnership_id, meeting.group_id),
        "has_bulletin": has_bulletin,
        "has_come": meeting.day <= clock.today(),
        "can_report": is_insider
        and meeting.minutes_state in PUBLISHED
        and may_see(viewer, meeting, meeting.minutes_audience),
    }
    return Panel("papers/_of_meeting.html", context)
