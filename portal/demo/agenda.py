"""What comes before the agendas of the sample: prompts, proposals, a backlog, an item carried, interests."""

import tomllib
from datetime import timedelta
from importlib.resources import files

import sqlalchemy as sa

from portal.core.audience import Audience, Why
from portal.core.database import db
from portal.demo.book import Book, keep, moment
from portal.demo.reading import Facts
from portal.meetings import rules
from portal.meetings.agenda_models import Fate, Handling, Interest, Prompt, PromptAnswer, Proposal, RegisterEntry
from portal.meetings.models import AgendaItem, Attendance, ItemKind, Meeting
from portal.meetings.services.indexing import reindex_item


def load(book: Book) -> None:
    """Add what the partnerships there are ask, propose, keep for later and declare."""
    facts = tomllib.loads(files("portal.demo").joinpath("data", "agenda.toml").read_text(encoding="utf-8"))
    for fact in facts["asked"]:
        group = book.groups[fact["in"], fact["group"]]
        group.proposals_close_days = fact["closes"]
        keep(Prompt(group_id=group.id, position=n, text=text) for n, text in enumerate(fact["prompts"], 1))
    keep(_proposal(book, fact) for fact in facts["proposals"])
    keep(_parked(book, fact) for fact in facts["parked"])
    for fact in facts["carried"]:
        _carry(book, fact)
    keep(_entry(book, fact) for fact in facts["register"])
    keep(found for fact in facts["declared"] if (found := _declared(book, fact)))


def _proposal(book: Book, fact: Facts) -> Proposal:
    group, author = book.groups[fact["in"], fact["group"]], book.people.get(fact["by"])
    fate = Fate(fact.get("fate", Fate.WAITING))
    day = book.today - timedelta(days=fact["ago"])
    return Proposal(
        partnership_id=group.partnership_id,
        group_id=group.id,
        title=fact["title"],
        kind=ItemKind(fact["kind"]),
        minutes_long=fact.get("minutes"),
        led_by=fact.get("led", ""),
        is_confidential=False,
        proposed_by=fact["by"],
        user_id=author.user_id if author else None,
        proposed_on=day,
        fate=fate,
        why=fact.get("why", ""),
        settled_at=None if fate is Fate.WAITING else moment(day + timedelta(days=1)),
        answers=[PromptAnswer(question=question, text=text) for question, text in fact["answers"]],
    )


def _parked(book: Book, fact: Facts) -> AgendaItem:
    group = book.groups[fact["in"], fact["group"]]
    return AgendaItem(
        partnership_id=group.partnership_id,
        group_id=group.id,
        title=fact["title"],
        kind=ItemKind(fact["kind"]),
        minutes_long=fact.get("minutes"),
        led_by=fact.get("led", ""),
        background=fact.get("background", ""),
        is_confidential=False,
        audience=Audience.GROUP,
        audience_why=Why.CHOSEN,
    )


def _carry(book: Book, fact: Facts) -> None:
    """Let an item of the last meeting of a group stand on its next agenda as carried forward."""
    group = book.groups[fact["in"], fact["group"]]
    of_group = sa.select(Meeting).where(Meeting.group_id == group.id, Meeting.cancelled_at.is_(None))
    last = db.session.scalars(of_group.where(Meeting.day <= book.today).order_by(Meeting.day.desc()).limit(1)).first()
    coming = db.session.scalars(of_group.where(Meeting.day > book.today).order_by(Meeting.day).limit(1)).first()
    if last is None or coming is None:
        return
    first, then = (
        AgendaItem(
            partnership_id=group.partnership_id, group_id=group.id, meeting_id=meeting.id, title=fact["title"],
            kind=ItemKind(fact["kind"]), minutes_long=fact["minutes"], led_by=fact["led"], position=90,
            is_confidential=False, audience=meeting.audience, audience_why=meeting.audience_why,
        )
        for meeting in (last, coming)
    )  # fmt: skip
    keep([first])
    then.from_item_id, then.is_carried = first.id, True
    keep([then])
    for meeting, item in ((last, first), (coming, then)):
        _number(meeting)
        reindex_item(item, meeting, book.partnerships[fact["in"]].slug)


def _number(meeting: Meeting) -> None:
    asked = sa.select(AgendaItem).filter_by(meeting_id=meeting.id, removed_at=None)
    items = db.session.scalars(asked.order_by(AgendaItem.position, AgendaItem.id)).all()
    for item, number in zip(items, rules.numbers(items), strict=True):
        item.number = number


def _entry(book: Book, fact: Facts) -> RegisterEntry:
    person = book.people[fact["person"]] if "person" in fact else None
    return RegisterEntry(
        partnership_id=book.partnerships[fact["in"]].id,
        organisation_id=book.organisations[fact["of"]].id if "of" in fact else None,
        person_id=person.id if person else None,
        nature=fact["nature"],
        from_on=book.back(fact["months"]),
        until_on=book.back(fact["ended"]) if "ended" in fact else None,
    )


def _declared(book: Book, fact: Facts) -> Interest | None:
    """Return an interest declared at the latest meeting that had such an item, by a seat that was there."""
    place = book.partnerships[fact["in"]]
    found = db.session.execute(
        sa.select(AgendaItem, Meeting, Attendance)
        .join(Meeting, Meeting.id == AgendaItem.meeting_id)
        .join(Attendance, Attendance.meeting_id == Meeting.id)
        .where(
            AgendaItem.partnership_id == place.id,
            AgendaItem.title == fact["item"],
            Attendance.organisation_id == book.organisations[fact["of"]].id,
            Attendance.presence == "present",
        )
        .order_by(Meeting.day.desc(), Attendance.id)
    ).first()
    if found is None:
        return None
    item, meeting, seat = found
    return Interest(
        partnership_id=place.id,
        meeting_id=meeting.id,
        item_id=item.id,
        seat_id=seat.seat_id,
        organisation_name=seat.organisation_name,
        person_name=seat.person_name,
        nature=fact["nature"],
        handling=Handling(fact["handling"]),
        declared_on=meeting.day,
    )
