"""The pack goes round: a letter to everybody who sits at the table, each with what they may see."""

from collections.abc import Sequence
from typing import Any

from portal.audit.services import record
from portal.core import clock
from portal.core.database import db
from portal.core.errors import Refusal
from portal.core.filters import shortday
from portal.core.viewer import Viewer
from portal.mail import services as mail
from portal.meetings import queries as meetings
from portal.meetings.coming import may_join
from portal.meetings.models import Meeting
from portal.papers import rules
from portal.papers.models import Circulation, Paper
from portal.papers.queries import papers as queries
from portal.papers.readers import readers_of
from portal.papers.services.clocks import clocks_for
from portal.partnerships.models import Partnership


def circulate(doer: Viewer, partnership: Partnership, meeting: Meeting, words: str = "") -> Circulation:
    """Send the pack round: to who fills a seat of the group, its substitutes, who stands in, and who is invited.

    A letter names only what its reader may see, and says what is new since the last time. Raises `Refusal` once the
    meeting is over, or where it was cancelled.
    """
    if meeting.cancelled_at:
        raise Refusal("This meeting was cancelled. Take that back first.")
    if meeting.day < clock.today():
        raise Refusal("This meeting is over. Its papers stay where they are and need not go round.")
    last = queries.last_circulation(meeting.id)
    number = last.number + 1 if last else 1
    written = 0
    for person, reader in readers_of(partnership.id, meeting.group_id, meeting.id):
        letter = mail.post(
            person.email, person.name, "pack", about=f"pack {meeting.id} {number} {person.id}",
            subject=f"{partnership.short_name or partnership.name}: papers for {shortday(meeting.day)}",
            partnership_id=partnership.id, partnership=partnership, meeting=meeting, words=words,
            last=last, may_join=may_join(reader, meeting), **_what_they_see(reader, meeting, last),
            is_guest=meeting.id in reader.visits and meeting.group_id not in reader.groups,
        )  # fmt: skip
        written += letter is not None
    row = Circulation(meeting_id=meeting.id, number=number, at=clock.now(), by=doer.name, letters=written)
    db.session.add(row)
    kept = clocks_for(meeting)
    kept.circulated_at = kept.circulated_at or row.at
    sentence = f"Sent the papers of {meeting.group.name} of {shortday(meeting.day)} round"
    record(doer, "circulated", row, sentence, meeting.partnership_id)
    return row


def _what_they_see(reader: Viewer, meeting: Meeting, last: Circulation | None) -> dict[str, Any]:
    """Return the items and papers of a meeting as one reader may see them, with the marks of the papers."""
    items = meetings.list_items(reader, meeting)
    papers = queries.list_papers(reader, meeting)
    return {
        "items": items,
        "papers": papers,
        "marks": rules.lettered(papers, {item.id: item.number for item in items}),
        "fresh": fresh_since(papers, last),
    }


def fresh_since(papers: Sequence[Paper], last: Circulation | None) -> dict[int, str]:
    """Return what came after the pack went round last, by the paper's number: "added" or "renewed"."""
    if last is None:
        return {}
    late = [paper for paper in papers if paper.renewed_at and paper.renewed_at > last.at]
    return {paper.id: "added" if paper.arrived_at and paper.arrived_at > last.at else "renewed" for paper in late}
