"""Reading papers: those of a meeting, one of them with its editions, and who read it."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, undefer

from portal.core.audience import visible_to
from portal.core.database import db, reader
from portal.core.prepared import asked_often
from portal.core.viewer import Viewer
from portal.directory.models import Person
from portal.meetings.models import AgendaItem, Meeting
from portal.papers.models import Circulation, Edition, Paper, PaperReading
from portal.partnerships.models import Group, Partnership


def seen(viewer: Viewer) -> sa.ColumnElement[bool]:
    """The condition that a paper may be seen: by its own audience, and by that of its item as it is now."""
    on_agenda = sa.and_(
        AgendaItem.removed_at.is_(None), AgendaItem.meeting_id == Paper.meeting_id, visible_to(viewer, AgendaItem)
    )
    as_its_item = sa.and_(Paper.narrowed_to.is_(None), Paper.item_id.isnot(None))
    return sa.and_(sa.or_(visible_to(viewer, Paper), as_its_item), sa.or_(Paper.item_id.is_(None), on_agenda))


def list_papers(viewer: Viewer, meeting: Meeting) -> Sequence[Paper]:
    """Return the papers of a meeting that the viewer may see, in the order of the agenda, with who owes each."""
    return db.session.scalars(
        sa.select(Paper)
        .outerjoin(AgendaItem, AgendaItem.id == Paper.item_id)
        .where(Paper.meeting_id == meeting.id, Paper.removed_at.is_(None), seen(viewer))
        .options(joinedload(Paper.owed_by))
        .order_by(sa.func.coalesce(AgendaItem.position, 0), Paper.item_id, Paper.position, Paper.id)
    ).all()


def get_paper(viewer: Viewer, meeting: Meeting, paper_id: int, removed: bool = False) -> Paper:
    """Return one paper of the meeting, or answer 404; with `removed`, one that was taken away."""
    asked = (
        sa.select(Paper)
        .outerjoin(AgendaItem, AgendaItem.id == Paper.item_id)
        .where(Paper.id == paper_id, Paper.meeting_id == meeting.id, seen(viewer))
        .options(joinedload(Paper.owed_by))
    )
    return db.one_or_404(asked.where(Paper.removed_at.isnot(None) if removed else Paper.removed_at.is_(None)))


def paper_at(viewer: Viewer, partnership: Partnership, meeting_id: int, paper_id: int) -> Paper:
    """Return one paper by its address, or answer 404. Its item may be open to more people than its meeting is."""
    asked = (
        sa.select(Paper)
        .outerjoin(AgendaItem, AgendaItem.id == Paper.item_id)
        .where(
            Paper.id == paper_id, Paper.meeting_id == meeting_id, Paper.partnership_id == partnership.id,
            Paper.removed_at.is_(None), seen(viewer),
        )
    )  # fmt: skip
    return db.one_or_404(asked)


def all_of_item(item_id: int) -> Sequence[Paper]:
    """Return all papers of an item, whoever asks and removed ones too: to keep them in step, never for a page."""
    return db.session.scalars(sa.select(Paper).filter_by(item_id=item_id)).all()


def all_of_meeting(meeting_id: int) -> Sequence[Paper]:
    """Return all papers of a meeting as a whole, whoever asks: to keep them in step, never for a page."""
    return db.session.scalars(sa.select(Paper).filter_by(meeting_id=meeting_id, item_id=None)).all()


def last_position(meeting_id: int) -> int:
    """Return the place of the last paper of a meeting."""
    return db.session.scalar(sa.select(sa.func.max(Paper.position)).filter_by(meeting_id=meeting_id)) or 0


def get_edition(paper: Paper, number: int) -> Edition:
    """Return one edition of a paper with its content, or answer 404."""
    asked = sa.select(Edition).filter_by(paper_id=paper.id, number=number).options(undefer(Edition.content))
    return db.one_or_404(asked)


def list_editions(paper: Paper) -> Sequence[Edition]:
    """Return all editions of a paper without their content, the latest first."""
    return db.session.scalars(sa.select(Edition).filter_by(paper_id=paper.id).order_by(Edition.number.desc())).all()


def contents(papers: Sequence[Paper]) -> dict[int, bytes]:
    """Return the latest content of each of the papers, by the paper's number."""
    wanted = [paper.id for paper in papers]
    asked = (
        sa.select(Edition.paper_id, Edition.content)
        .join(Paper, sa.and_(Paper.id == Edition.paper_id, Paper.edition == Edition.number))
        .where(Paper.id.in_(wanted), Edition.content.isnot(None))
    )
    return {row.paper_id: row.content for row in reader().execute(asked)} if wanted else {}


def readings(meeting: Meeting) -> dict[int, dict[int, Any]]:
    """Return what was noted of reading a meeting's papers: for each paper its seats, with edition, by and at."""
    rows = reader().execute(
        sa.select(PaperReading.paper_id, PaperReading.seat_id, PaperReading.edition, PaperReading.by, PaperReading.at)
        .join(Paper, Paper.id == PaperReading.paper_id)
        .where(Paper.meeting_id == meeting.id)
    )
    found: dict[int, dict[int, Any]] = defaultdict(dict)
    for row in rows:
        found[row.paper_id][row.seat_id] = row
    return found


def get_reading(paper: Paper, seat_id: int) -> PaperReading | None:
    """Return the note that a seat read a paper, if there is one."""
    return db.session.scalar(sa.select(PaperReading).filter_by(paper_id=paper.id, seat_id=seat_id))


def last_circulation(meeting_id: int) -> Circulation | None:
    """Return the last time the pack went round."""
    return db.session.scalar(
        sa.select(Circulation).filter_by(meeting_id=meeting_id).order_by(Circulation.id.desc()).limit(1)
    )


def owed(person_id: int | None, viewer: Viewer) -> Sequence[Any]:
    """Return the papers a person promised and that are not there yet, as far as the viewer may see them: one statement.

    Each row: id, title, due_on, meeting_id, day, slug, partnership and group.
    """
    return _promised(viewer) if person_id is not None and person_id == viewer.person_id else []


@asked_often
def _promised(viewer: Viewer) -> sa.Select:
    return (
        sa.select(
            Paper.id, Paper.title, Paper.due_on, Paper.meeting_id, Meeting.day, Partnership.slug,
            Partnership.name.label("partnership"), Group.name.label("group"),
        )
        .join(Meeting, Meeting.id == Paper.meeting_id)
        .join(Partnership, Partnership.id == Paper.partnership_id)
        .join(Group, Group.id == Meeting.group_id)
        .outerjoin(AgendaItem, AgendaItem.id == Paper.item_id)
        .where(
            Paper.owed_by_id == viewer.person_id, Paper.edition == 0, Paper.removed_at.is_(None),
            Meeting.cancelled_at.is_(None), visible_to(viewer, Meeting), seen(viewer),
        )
        .order_by(Paper.due_on, Paper.id)
    )  # fmt: skip


def promised() -> Sequence[Any]:
    """Return all papers that are promised and not there, whoever asks, with meeting, partnership and who owes it.

    It is for the clock's letters, which ask for each reader again what may be seen.
    """
    return db.session.execute(
        sa.select(Paper, Meeting, Partnership, Person)
        .join(Meeting, Meeting.id == Paper.meeting_id)
        .join(Partnership, Partnership.id == Paper.partnership_id)
        .join(Person, Person.id == Paper.owed_by_id)
        .where(
            Paper.edition == 0, Paper.removed_at.is_(None), Paper.due_on.isnot(None), Meeting.cancelled_at.is_(None),
            Person.left_on.is_(None),
        )
        .order_by(Paper.id)
    ).all()  # fmt: skip
