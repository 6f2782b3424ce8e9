"""What the pages of this feature share: the meeting, what the viewer may do, and the pack as they may see it."""

from typing import Any

from flask_login import current_user

from portal.core import clock, gate
from portal.core.permissions import Permission
from portal.meetings import queries as meetings
from portal.meetings.models import AgendaItem, Meeting
from portal.papers import files, rules
from portal.papers.queries import clocks
from portal.papers.queries import papers as queries
from portal.papers.readers import people_of
from portal.papers.services.circulating import fresh_since
from portal.partnerships.models import Partnership

INLINE = 20_000
"""So many letters of a text stand in the pack itself."""


def load(partnership: Partnership, meeting_id: int, permission: Permission | None = None) -> Meeting:
    """Return the meeting; 404 when the viewer may not see it, 403 when they lack the permission in its group."""
    meeting = meetings.get_meeting(current_user, partnership, meeting_id)
    if permission is not None:
        gate.demand(permission, partnership, meeting.group_id)
    return meeting


def at(partnership: Partnership, meeting: Meeting) -> str:
    """Return the address of the meeting's page."""
    return f"/partnerships/{partnership.slug}/meetings/{meeting.id}/"


def frame(partnership: Partnership, meeting: Meeting) -> dict[str, Any]:
    """Return what every page of a meeting's papers needs."""

    def may(permission: Permission) -> bool:
        return current_user.can_in(permission, partnership, meeting.group_id)

    return {
        "partnership": partnership,
        "meeting": meeting,
        "at": at(partnership, meeting),
        "may_write": may(Permission.WRITE_MINUTES),
        "may_call": may(Permission.CALL_MEETINGS),
        "may_publish": may(Permission.PUBLISH_MINUTES),
        "is_insider": current_user.belongs_to(partnership),
    }


def my_seats(partnership: Partnership, meeting: Meeting) -> list[int]:
    """Return the viewer's seats in the group that meets."""
    if not current_user.seats or not current_user.can(Permission.ACKNOWLEDGE_DECISIONS, partnership):
        return []
    return [seat.seat_id for seat in meetings.roll(meeting) if seat.seat_id in current_user.seats]


def pack(partnership: Partnership, meeting: Meeting) -> dict[str, Any]:
    """Return the agenda with its papers, their marks and where each stands, and which the viewer's seats read."""
    items = meetings.list_items(current_user, meeting)
    papers = queries.list_papers(current_user, meeting)
    today = clock.today()
    last = queries.last_circulation(meeting.id)
    mine = my_seats(partnership, meeting)
    read = queries.readings(meeting) if papers and mine else {}
    return frame(partnership, meeting) | {
        "items": items,
        "papers": papers,
        "marks": rules.lettered(papers, {item.id: item.number for item in items}),
        "stands": {paper.id: rules.stands(paper.edition, paper.due_on, today) for paper in papers},
        "fresh": fresh_since(papers, last),
        "last": last,
        "size": files.size_words,
        "mine": mine,
        "read": {
            paper.id
            for paper in papers
            if mine and all((note := read[paper.id].get(seat)) and note.edition == paper.edition for seat in mine)
        },
    }


def texts(papers: list[Any]) -> list[tuple[Any, str]]:
    """Return the papers that are short texts, with what they say, to stand in the pack itself."""
    short = [
        paper for paper in papers
        if paper.file_kind in (files.FileKind.TXT, files.FileKind.CSV) and paper.file_weight <= INLINE
    ]  # fmt: skip
    found = queries.contents(short)
    return [(paper, files.text_of(found[paper.id]) or "") for paper in short if paper.id in found]


def items_and_people(meeting: Meeting) -> tuple[list[AgendaItem], list[tuple[int, str]]]:
    """Return the items a paper may be for, and the people who may bring it."""
    return list(meetings.list_items(current_user, meeting)), people_of(meeting.partnership_id, meeting.group_id)


def chosen(items: list[AgendaItem], number: int | None) -> AgendaItem | None:
    """Return the item that was chosen."""
    return next((item for item in items if item.id == number), None)


def papers_due(meeting: Meeting) -> Any:
    """Return the day by which papers are due, where there is one."""
    kept = clocks.get_clock(meeting.id)
    return kept.papers_due_on if kept else None
