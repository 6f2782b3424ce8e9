"""What of papers, packs, bulletins and reporting back waits for a viewer."""

from collections.abc import Iterator
from datetime import timedelta

from portal.core import clock, waiting
from portal.core.filters import daymonth, shortday
from portal.core.permissions import Permission
from portal.core.viewer import Viewer
from portal.core.waiting import Waiting, place, thing
from portal.papers import rules
from portal.papers.queries import clocks, papers, telling


@waiting.offer
def waiting_for(viewer: Viewer) -> list[Waiting]:
    """Return the papers the viewer promised, the clocks they owe, and the meetings to report back on."""
    if not viewer.is_authenticated:
        return []
    return [*_papers(viewer), *_clocks(viewer), *_reports(viewer)]


def _papers(viewer: Viewer) -> Iterator[Waiting]:
    for row in papers.owed(viewer.person_id, viewer):
        at = f"/partnerships/{row.slug}/meetings/{row.meeting_id}/papers/{row.id}/renew"
        meta = f"{place(row.group, row.partnership)}, for the meeting of {daymonth(row.day)}."
        yield thing(row.due_on, f"Your paper: {row.title}", at, meta, "Hand it in")


def _clocks(viewer: Viewer) -> Iterator[Waiting]:
    today = clock.today()
    for row in clocks.running(viewer):
        at = f"/partnerships/{row.slug}/meetings/{row.id}/"
        manages = viewer.can_in(Permission.MANAGE_PARTNERSHIP, row.partnership_id, row.group_id)
        for what, due_on, done_at, named, words, page, button in (
            ("papers", row.papers_due_on, row.circulated_at, row.papers_by_id, "Send the papers round for", "pack",
             "Open the pack"),
            ("bulletin", row.bulletin_due_on, row.bulletin_sent_at, row.bulletin_by_id, "Send the bulletin of",
             "bulletin", "Open the bulletin"),
        ):  # fmt: skip
            is_open = row.day >= today if what == "papers" else row.day <= today
            is_near = bool(due_on) and due_on <= today + timedelta(days=14)
            is_mine = named == viewer.person_id if named else manages and not viewer.is_site_administrator
            if is_open and is_near and is_mine and not done_at:
                meta = f"{place(row.group, row.partnership)}. Due on {shortday(due_on)}."
                yield thing(due_on, f"{words} {daymonth(row.day)}", at + page, meta, button)


def _reports(viewer: Viewer) -> Iterator[Waiting]:
    today = clock.today()
    for row in telling.to_report(viewer):
        if rules.is_to_report(clock.local(row.published_at).date(), today):
            at = f"/partnerships/{row.slug}/meetings/{row.meeting_id}/report-back"
            what = "What was decided and what your organisation is to do is ready to send on."
            meta = f"{place(row.group, row.partnership)}. {what}"
            yield thing(None, f"Tell your organisation of {daymonth(row.day)}", at, meta, "Report back")
