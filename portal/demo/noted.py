"""What was noted under the sample's items: decisions with the quorum of the day, actions with leads and progress."""

from collections.abc import Sequence
from datetime import date, timedelta

from portal.actions.models import OPEN, Action, Lead, Progress, Status
from portal.actions.rules import SOMEBODY, called, place_in_list
from portal.core.audience import Audience, Why
from portal.core.dates import parse_when
from portal.decisions.models import Decision, How
from portal.demo import reading
from portal.demo.book import Book, dice, is_on, moment
from portal.demo.meetings import Held
from portal.demo.wording import agreed, dated, decided
from portal.meetings import rules
from portal.meetings.models import AgendaItem, Attendance, State
from portal.meetings.services.lines import below, why_below
from portal.memberships.models import Standing

OUT = (State.PUBLISHED, State.CONFIRMED)


def decisions_of(
    held: Held, item: AgendaItem, fact: reading.Facts, roll: Sequence[Attendance], audience: tuple[Audience, Why]
) -> list[Decision]:
    """Return what was decided under an item. Without a quorum it is a recommendation."""
    now = rules.quorum(held.meeting, roll)
    found = []
    for line in fact.get("decided", []):
        read = decided(dated(line, held.meeting.day))
        found.append(
            Decision(
                **_place(item, audience),
                text=read.text,
                how=read.how,
                dissent=read.dissent,
                decided_on=held.meeting.day,
                quorum_present=now.filled,
                quorum_needed=now.needed,
                quorum_of=now.of,
                is_recommendation=not now.is_met and read.how is not How.DEFERRED,
            )
        )
    return found


def actions_of(
    book: Book, held: Held, item: AgendaItem, fact: reading.Facts, audience: tuple[Audience, Why]
) -> list[Action]:
    """Return what was agreed under an item, as far as it is by today."""
    return [_action(book, held, item, line, audience) for line in fact.get("actions", [])]


def _action(book: Book, held: Held, item: AgendaItem, line: str, audience: tuple[Audience, Why]) -> Action:
    read = agreed(line)
    day = held.meeting.day
    when = parse_when(dated(read.when, day), day)
    status = Status(read.status) if read.status else _status(book, held, read.text, when.due_on)
    leads = [_lead(book, held.slug, words) for words in read.leads]
    everybody, named = any(lead.everybody for lead in leads), [lead for lead in leads if not lead.everybody]
    action = Action(
        **_place(item, audience),
        text=dated(read.text, day),
        status=status,
        when_text=when.text,
        when_meaning=when.meaning,
        days_before=when.days_before,
        starts_on=when.starts_on,
        due_on=when.due_on,
        due_sort=place_in_list(status, when.due_on),
        leads_text=called([_name(lead) for lead in named], everybody),
        leads_public=called([SOMEBODY if lead.person else _name(lead) for lead in named], everybody),
        raised_on=day,
        leads=leads,
        progress=[],
    )
    _tell_progress(book, held, action, read.progress)
    return action


def _place(item: AgendaItem, audience: tuple[Audience, Why]) -> dict:
    """Return where a decision or an action stands, and whom it is for."""
    return {
        "partnership_id": item.partnership_id,
        "group_id": item.group_id,
        "meeting_id": item.meeting_id,
        "item_id": item.id,
        "topic": item.title,
        "audience": below(item) if item.is_confidential else audience[0],
        "audience_why": why_below(item) if item.is_confidential else audience[1],
    }


def _lead(book: Book, slug: str, words: str) -> Lead:
    if words == "all":
        return Lead(everybody=True, words="")
    if words.startswith("@"):
        return Lead(person=book.people[words[1:]], everybody=False, words="")
    if words.startswith("#"):
        return Lead(group=book.groups[slug, words[1:]], everybody=False, words="")
    if words.startswith("?"):
        return Lead(everybody=False, words=words[1:].strip())
    return Lead(organisation=book.organisations[words], everybody=False, words="")


def _name(lead: Lead) -> str:
    thing = lead.organisation or lead.person or lead.group
    return thing.name if thing else lead.words


def _status(book: Book, held: Held, text: str, due_on: date | None) -> Status:
    """Return how far an action of no stated status is by today: old ones are done but for a few that were dropped."""
    if held.meeting.minutes_state not in OUT:
        return Status.OUTSTANDING
    age = (book.today - held.meeting.day).days
    fallen = dice("status", held.slug, text).random()
    if age > 200:
        return Status.DROPPED if fallen < 0.07 else Status.DONE
    is_due = due_on is not None and due_on < book.today
    if is_due:
        return Status.DONE if fallen < 0.72 else Status.ONGOING if fallen < 0.86 else Status.OUTSTANDING
    return Status.ONGOING if fallen < 0.4 else Status.OUTSTANDING


def _tell_progress(book: Book, held: Held, action: Action, text: str) -> None:
    """Add the note by which the action got its status: when, by whom, and what they wrote."""
    if action.status is Status.OUTSTANDING:
        return
    day = min(_told_on(held, action), book.today - timedelta(days=1))
    if action.status not in OPEN:
        action.done_on = day if action.status is Status.DONE else None
    action.progress.append(
        Progress(at=moment(day, 11, 30), by=_reporter(book, held, action, day), text=text, status=action.status)
    )


def _told_on(held: Held, action: Action) -> date:
    """Return when an action's progress was told: mostly in the second half of the time it had."""
    begun = held.meeting.day
    span = ((action.due_on or begun + timedelta(days=40)) - begun).days
    return begun + timedelta(days=max(2, round(span * dice("progress", held.slug, action.text).uniform(0.45, 1.05))))


def _reporter(book: Book, held: Held, action: Action, day: date) -> str:
    """Return who told of it: a person who leads it or sits for an organisation that does, else the manager."""
    for lead in action.leads:
        if lead.person:
            return lead.person.name
        if lead.organisation and (name := _sitting_for(book, held.slug, lead.organisation.id, day)):
            return name
    return book.managers[held.slug]


def _sitting_for(book: Book, slug: str, organisation_id: int, day: date) -> str:
    """Return who represented an organisation in a partnership on a day, or no name."""
    sitting = (
        holder.person_id
        for (place, _group), seats in book.seats.items()
        for seat in seats
        if place == slug and seat.organisation_id == organisation_id
        for holder in seat.holders
        if holder.standing is Standing.REPRESENTATIVE and is_on(holder, day)
    )
    number = next(sitting, None)
    return next((person.name for person in book.people.values() if person.id == number), "")
