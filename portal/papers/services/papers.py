"""Papers: promised, handed in, renewed, moved, taken away and brought back; and who read them."""

from typing import Any

import sqlalchemy as sa

from portal.audit.services import record
from portal.core import clock, index
from portal.core.audience import Audience, Why, widest
from portal.core.database import db
from portal.core.errors import Refusal
from portal.core.viewer import Viewer
from portal.meetings import followers
from portal.meetings.models import AgendaItem, Meeting
from portal.memberships.models import Seat
from portal.papers import rules
from portal.papers.files import File
from portal.papers.models import Edition, Paper, PaperReading
from portal.papers.queries import papers as queries
from portal.partnerships.models import Partnership


def add_paper(
    doer: Viewer | None, meeting: Meeting, item: AgendaItem | None, said: dict[str, Any], file: File | None = None
) -> Paper:
    """Add a paper to an item, or to the meeting as a whole; return it.

    `said` holds title, link, owed_by_id, due_on and narrowed_to. Without a file and a link it is promised. Raises
    `Refusal` for a meeting that was cancelled.
    """
    if meeting.cancelled_at:
        raise Refusal("This meeting was cancelled. Take that back first.")
    paper = Paper(
        partnership_id=meeting.partnership_id, group_id=meeting.group_id, meeting_id=meeting.id, edition=0,
        item_id=item.id if item else None, position=queries.last_position(meeting.id) + 1, title=said["title"],
        narrowed_to=said.get("narrowed_to"), owed_by_id=said.get("owed_by_id"), due_on=said.get("due_on"),
        file_name="", file_weight=0, link="",
    )  # fmt: skip
    db.session.add(paper)
    settle(paper, meeting, item)
    if file or said.get("link"):
        _keep(doer, paper, file, said.get("link") or "")
    record(doer, "added", paper, f"{'Added' if paper.edition else 'Noted the promise of'} {_named(paper)}")
    reindex(paper)
    return paper


def change_paper(doer: Viewer, meeting: Meeting, paper: Paper, item: AgendaItem | None, said: dict[str, Any]) -> None:
    """Change what is said of a paper: its title, its item, who owes it, by when, and for whom it is."""
    paper.title, paper.narrowed_to = said["title"], said["narrowed_to"]
    paper.owed_by_id, paper.due_on = said["owed_by_id"], said["due_on"]
    paper.item_id = item.id if item else None
    settle(paper, meeting, item)
    record(doer, "changed", paper, f"Changed {_named(paper)}")
    reindex(paper)


def renew(doer: Viewer, paper: Paper, file: File | None, link: str | None) -> None:
    """Hand in a paper that was promised, or a new edition of one; the older are kept."""
    is_first = not paper.edition
    _keep(doer, paper, file, link or "")
    record(doer, "renewed", paper, f"{'Handed in' if is_first else 'Renewed'} {_named(paper)}")
    reindex(paper)


def _keep(doer: Viewer | None, paper: Paper, file: File | None, link: str) -> None:
    db.session.flush()
    moment = clock.now()
    paper.edition += 1
    paper.file_name, paper.file_kind = (file.name, file.kind) if file else ("", None)
    paper.file_weight, paper.link = len(file.content) if file else 0, "" if file else link
    paper.arrived_at = paper.arrived_at or moment
    paper.renewed_at = moment
    kept = Edition(
        paper_id=paper.id, number=paper.edition, added_at=moment, by=(doer.name if doer else "") or "The portal",
        file_name=paper.file_name, file_kind=paper.file_kind, file_weight=paper.file_weight, link=paper.link,
        fingerprint=file.fingerprint if file else "", content=file.content if file else None,
    )  # fmt: skip
    db.session.add(kept)
    db.session.flush()


def move_paper(doer: Viewer, meeting: Meeting, paper: Paper, up: bool) -> None:
    """Change places with the neighbour under the same item; at the end of the list nothing happens."""
    beside = [each for each in queries.list_papers(doer, meeting) if each.item_id == paper.item_id]
    here = beside.index(paper)
    there = here - 1 if up else here + 1
    if 0 <= there < len(beside):
        other = beside[there]
        beside[here], beside[there] = other, paper
        for position, each in enumerate(beside, 1):
            each.position = position
    record(doer, "moved", paper, f"Moved {_named(paper)} {'up' if up else 'down'}")


def remove_paper(doer: Viewer, paper: Paper) -> None:
    """Take a paper away; it can be brought back, with all its editions."""
    paper.removed_at = clock.now()
    record(doer, "removed", paper, f"Took away {_named(paper)}")
    reindex(paper)


def restore_paper(doer: Viewer, paper: Paper) -> None:
    """Bring a paper back that was taken away."""
    paper.removed_at = None
    record(doer, "restored", paper, f"Brought back {_named(paper)}")
    reindex(paper)


def note_reading(doer: Viewer, paper: Paper, seat: Seat) -> None:
    """Note that a seat's representative read the paper as it is now. Raises `Refusal` where there is none yet."""
    if not paper.edition:
        raise Refusal("This paper is promised, but not here yet.")
    row = queries.get_reading(paper, seat.id)
    if row is None:
        row = PaperReading(paper_id=paper.id, seat_id=seat.id, edition=0, by="", at=clock.now())
        db.session.add(row)
    if row.edition != paper.edition:
        row.edition, row.by, row.at = paper.edition, doer.name, clock.now()
        record(doer, "read", row, f"Read {_named(paper)}", paper.partnership_id)


def settle(paper: Paper, meeting: Meeting, item: AgendaItem | None) -> None:
    """Give a paper the place and the audience of its item, or of the meeting, or the narrower one that was chosen."""
    paper.meeting_id = item.meeting_id if item else meeting.id
    base, why = (item.audience, item.audience_why) if item else (meeting.audience, meeting.audience_why)
    paper.audience, is_chosen = rules.audience_of(base, paper.narrowed_to)
    paper.audience_why = Why.CHOSEN if is_chosen else why


@followers.of_items
def follow_item(item: AgendaItem) -> None:
    """Bring the papers of an item in line with what the item is now."""
    meeting = db.session.get(Meeting, item.meeting_id) if item.meeting_id else None
    for paper in queries.all_of_item(item.id):
        paper.meeting_id = item.meeting_id
        if meeting:
            settle(paper, meeting, item)
        reindex(paper)


@followers.of_meetings
def follow_meeting(meeting: Meeting) -> None:
    """Bring the papers of a meeting as a whole in line with whom the meeting is for now."""
    for paper in queries.all_of_meeting(meeting.id):
        settle(paper, meeting, None)
        reindex(paper)


def reindex(paper: Paper) -> None:
    """Let the search find a paper by its title and its file's name, for those who may see it, or no more."""
    db.session.flush()
    item = db.session.get(AgendaItem, paper.item_id) if paper.item_id else None
    if paper.removed_at or paper.meeting_id is None or (item and item.removed_at):
        index.drop("paper", [paper.id])
        return
    slug = db.session.scalar(sa.select(Partnership.slug).filter_by(id=paper.partnership_id))
    meeting = db.session.get_one(Meeting, paper.meeting_id)
    is_wider = paper.audience is not meeting.audience and widest(paper.audience, meeting.audience) is paper.audience
    at = f"/partnerships/{slug}/meetings/{paper.meeting_id}/"
    index.put(
        "paper", paper.id, title=paper.title, body=paper.file_name, audience=paper.audience,
        address=f"{at}items/{paper.item_id}/" if is_wider else f"{at}pack#paper-{paper.id}",
        partnership_id=paper.partnership_id, group_id=paper.group_id,
    )  # fmt: skip


def _named(paper: Paper) -> str:
    """Name a paper in the record of changes, which more people read than may see a confidential one."""
    return "a confidential paper" if paper.audience is Audience.RESTRICTED else f"the paper “{paper.title}”"
