"""Papers, clocks, bulletins and reports of the sample: every meeting has clocks, the last ones have papers."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import sqlalchemy as sa

from portal.core import index
from portal.core.audience import Audience, Why
from portal.core.database import db
from portal.core.filters import shortday
from portal.demo.book import Book, dice, keep, moment
from portal.demo.days import working_day
from portal.demo.small_files import pdf
from portal.directory.models import Person
from portal.meetings.models import AgendaItem, ItemKind, Kind, Meeting
from portal.memberships.models import Holder, Seat, Standing
from portal.papers import files
from portal.papers.models import (
    Bulletin,
    Circulation,
    Edition,
    MeetingClock,
    NewsStory,
    Paper,
    PaperReading,
    ReportBack,
    Told,
)
from portal.papers.queries.telling import PUBLISHED
from portal.papers.services.bulletins import compose, usual_audience
from portal.papers.services.finding import reindex as reindex_bulletin
from portal.papers.services.papers import reindex
from portal.partnerships.clocks import clock_day

ASKED = {
    ItemKind.DECISION: "The meeting is asked to decide: there are two ways to go on, and they differ in cost and in who"
    " does the work.",
    ItemKind.INFORMATION: "This is for information. Nothing is to be decided; questions are welcome before.",
    ItemKind.SUPPORT: "We ask partners for support: an hour of somebody's time, a room, or a good word.",
    ItemKind.PROBLEM: "We are stuck and would like to think together: what was tried, what came of it, what is left.",
    ItemKind.REVIEW: "This objective is up for review: what was planned, how far we are, and what stands in the way.",
}
TELLING = ("parish councils; residents", "press; residents", "own staff", "member organisations; own staff")
HOW = ("Questions about the dates were passed on.", "", "Two colleagues will help.", "")


@dataclass
class Place:
    """What is known of one partnership's people while its papers are loaded."""

    slug: str
    seats: dict[int | None, list[tuple[int, date, Person]]] = field(default_factory=dict)


def load(book: Book) -> None:
    """Add clocks to all meetings, papers to the last three and the next of each partnership, and what followed them."""
    for slug, place in book.partnerships.items():
        meetings = db.session.scalars(
            sa.select(Meeting)
            .where(
                Meeting.partnership_id == place.id, Meeting.cancelled_at.is_(None), Meeting.kind != Kind.NETWORKING,
                Meeting.minutes_due_on.isnot(None),
            )
            .order_by(Meeting.day, Meeting.id)
        ).all()  # fmt: skip
        groups = {group.id: name for (of, name), group in book.groups.items() if of == slug}
        clocks = {meeting.id: _clock(book, slug, groups[meeting.group_id or 0], meeting) for meeting in meetings}
        keep(clocks.values())
        past = [meeting for meeting in meetings if meeting.day < book.today]
        coming = [meeting for meeting in meetings if meeting.day >= book.today]
        known = Place(slug, _seats(place.id))
        for number, meeting in enumerate([*past[-3:], *coming[:1]]):
            _papers(book, known, meeting, clocks[meeting.id], number)
        for meeting in past[-3:]:
            _bulletin(book, known, meeting, clocks[meeting.id])
        for meeting in [each for each in past if each.minutes_state in PUBLISHED][-3:]:
            _reports(book, known, meeting)


def _seats(partnership_id: int) -> dict[int | None, list[tuple[int, date, Person]]]:
    rows = db.session.execute(
        sa.select(Seat.group_id, Seat.id, Holder.from_on, Person)
        .join(Holder, Holder.seat_id == Seat.id)
        .join(Person, Person.id == Holder.person_id)
        .where(
            Seat.partnership_id == partnership_id, Seat.until_on.is_(None), Holder.until_on.is_(None),
            Holder.standing == Standing.REPRESENTATIVE,
        )
        .order_by(Seat.id)
    )  # fmt: skip
    found: dict[int | None, list[tuple[int, date, Person]]] = {}
    for group_id, seat_id, since, person in rows:
        found.setdefault(group_id, []).append((seat_id, since, person))
    return found


def _clock(book: Book, slug: str, group: str, meeting: Meeting) -> MeetingClock:
    """Return the clocks of a meeting: mostly kept, now and then a few days late, the last ones still running."""
    agreed = book.rules_of(slug, group)
    papers = clock_day(meeting.day, -agreed.papers_days, agreed.minutes_count)
    bulletin = clock_day(meeting.day, agreed.bulletin_days, agreed.minutes_count)
    return MeetingClock(
        meeting_id=meeting.id,
        settled_for=meeting.day,
        papers_due_on=papers,
        circulated_at=_done(book, papers, meeting.day - timedelta(days=1), slug, "papers", meeting.day),
        bulletin_due_on=bulletin,
        bulletin_sent_at=_done(book, bulletin, book.today, slug, "bulletin", meeting.day),
    )


def _done(book: Book, due: date | None, last: date, *about: object) -> datetime | None:
    if due is None:
        return None
    fallen = dice(*about)
    late = fallen.randrange(1, 5) if fallen.random() < 0.16 else -fallen.randrange(0, 3)
    day = min(working_day(due + timedelta(days=late)), last)
    return moment(day, 10, 20) if day < book.today else None


def _papers(book: Book, place: Place, meeting: Meeting, clock: MeetingClock, number: int) -> None:
    """Add papers to the items of a meeting; of the next meeting one is promised and late, and one still to come."""
    items = db.session.scalars(
        sa.select(AgendaItem)
        .where(
            AgendaItem.meeting_id == meeting.id, AgendaItem.removed_at.is_(None), AgendaItem.standing_item_id.is_(None)
        )
        .order_by(AgendaItem.position)
    ).all()
    chosen = items[:3] or db.session.scalars(sa.select(AgendaItem).filter_by(meeting_id=meeting.id).limit(2)).all()
    seats = place.seats.get(meeting.group_id, [])
    is_coming = meeting.day >= book.today
    due = clock.papers_due_on
    last = clock.circulated_at.date() if clock.circulated_at else book.today - timedelta(days=1)
    arrived = moment(min(due or meeting.day, last) - timedelta(days=2), 15, 5)
    rows = []
    for at, item in enumerate(chosen):
        owed_by = seats[(number + at) % len(seats)][2] if seats else None
        is_late = number == 2 and at == len(chosen) - 1 and clock.circulated_at is not None
        when = (clock.circulated_at + timedelta(days=1, hours=3)) if is_late and clock.circulated_at else arrived
        rows.append(_paper(meeting, item, at, owed_by, due))
        if not (is_coming and at):
            _hand_in(rows[-1], item, owed_by, when, at)
    if is_coming and rows and not rows[-1].edition:
        rows[-1].due_on = book.today - timedelta(days=1)
    with index.gathering():
        for row in rows:
            reindex(row)
    if clock.circulated_at:
        keep(
            [
                Circulation(
                    meeting_id=meeting.id, number=1, at=clock.circulated_at, by=book.managers[place.slug],
                    letters=len(seats),
                )
            ]
        )  # fmt: skip
    keep(_readings(book, meeting, [row for row in rows if row.edition], seats))


def _paper(meeting: Meeting, item: AgendaItem, position: int, owed_by: Person | None, due: date | None) -> Paper:
    row = Paper(
        partnership_id=meeting.partnership_id, group_id=meeting.group_id, meeting_id=meeting.id, item_id=item.id,
        position=position + 1, title=f"Background: {item.title.rstrip('?')}", audience=item.audience,
        audience_why=item.audience_why, owed_by_id=owed_by.id if owed_by else None, due_on=due, edition=0,
    )  # fmt: skip
    keep([row])
    return row


def _hand_in(row: Paper, item: AgendaItem, by: Person | None, when: datetime, place: int) -> None:
    """Give a paper its file: a page as PDF, a text, or a table, in turn."""
    words = ASKED[item.kind]
    name = by.name if by else "The administrator"
    if place % 3 == 0:
        content, kind = pdf(row.title, [words, f"Prepared by {name}."]), "pdf"
    elif place % 3 == 1:
        content, kind = f"{row.title}\n\n{words}\n\nPrepared by {name}.\n".encode(), "txt"
    else:
        fallen = dice("table", row.title)
        lines = [
            f"{what},{fallen.randrange(2, 40) * 10},{fallen.randrange(1, 20) * 10}"
            for what in ("Room", "Print", "Travel")
        ]
        content, kind = ("What,Planned,Spent\n" + "\n".join(lines) + "\n").encode(), "csv"
    file = files.read(f"{row.title}.{kind}".replace("Background: ", ""), content, 10)
    row.edition, row.arrived_at, row.renewed_at = 1, when, when
    row.file_name, row.file_kind, row.file_weight = file.name, file.kind, len(content)
    keep(
        [
            Edition(
                paper_id=row.id, number=1, added_at=when, by=name, file_name=file.name, file_kind=file.kind,
                file_weight=len(content), fingerprint=file.fingerprint, content=content,
            )
        ]
    )  # fmt: skip


def _readings(
    book: Book, meeting: Meeting, papers: Sequence[Paper], seats: list[tuple[int, date, Person]]
) -> list[PaperReading]:
    found = []
    for paper in papers:
        for seat_id, since, person in seats:
            fallen = dice("read", paper.title, person.name)
            at = (paper.arrived_at or book.now) + timedelta(days=fallen.randrange(1, 5), hours=fallen.randrange(1, 8))
            if since <= meeting.day and fallen.random() < 0.55 and at < book.now:
                found.append(PaperReading(paper_id=paper.id, seat_id=seat_id, edition=1, by=person.name, at=at))
    return found


def _bulletin(book: Book, place: Place, meeting: Meeting, clock: MeetingClock) -> None:
    """Note a story or two spotted at a meeting, and write its bulletin where that went out."""
    told = db.session.scalars(
        sa.select(AgendaItem)
        .where(AgendaItem.meeting_id == meeting.id, AgendaItem.key_message != "", AgendaItem.is_confidential.is_(False))
        .order_by(AgendaItem.position)
    ).all()
    seats = place.seats.get(meeting.group_id, [])
    keep(
        NewsStory(
            partnership_id=meeting.partnership_id, group_id=meeting.group_id, meeting_id=meeting.id, item_id=item.id,
            title=item.title.rstrip("?"), text=item.key_message, readers=dice("story", item.id).choice(TELLING),
            written_by=seats[number % len(seats)][2].name if seats else "",
            due_on=meeting.day + timedelta(days=10), audience=Audience.GROUP, audience_why=Why.CHOSEN,
        )
        for number, item in enumerate(told[:2])
    )  # fmt: skip
    if clock.bulletin_sent_at is None:
        return
    audience = usual_audience(meeting)
    text = compose(meeting, audience)
    if not text:
        text = "## Key messages\n\n- The meeting took place as planned; its minutes say what was agreed."
    bulletin = Bulletin(
        partnership_id=meeting.partnership_id, group_id=meeting.group_id, meeting_id=meeting.id,
        title=f"Bulletin of {meeting.group.name}, {shortday(meeting.day)}", text=text, audience=audience,
        audience_why=Why.CHOSEN, sent_at=clock.bulletin_sent_at, sent_by=book.managers[place.slug],
        letters=len(seats),
    )  # fmt: skip
    keep([bulletin])
    reindex_bulletin(bulletin)


def _reports(book: Book, place: Place, meeting: Meeting) -> None:
    """Tick for about half of the seats that they told their own organisation."""
    out = meeting.published_at or book.now
    rows = []
    for seat_id, since, person in place.seats.get(meeting.group_id, []):
        fallen = dice("told", meeting.title, meeting.id, person.name)
        day = working_day(out.date() + timedelta(days=fallen.randrange(1, 9)))
        if since <= meeting.day and fallen.random() < 0.55 and out.date() <= day < book.today:
            rows.append(
                ReportBack(
                    meeting_id=meeting.id, seat_id=seat_id, told_on=day, how=fallen.choice(list(Told)),
                    note=fallen.choice(HOW), by=person.name, at=moment(day, 17, 30),
                )
            )  # fmt: skip
    keep(rows)
