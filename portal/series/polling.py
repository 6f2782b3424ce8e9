"""Asking the seats of a group which day suits them: opening, answering, choosing the day, giving up."""

from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager

from portal.audit import services as audit
from portal.core import clock
from portal.core.audience import Audience, Why
from portal.core.database import db
from portal.core.errors import Refusal
from portal.core.filters import shortday
from portal.core.viewer import Viewer
from portal.directory.models import Person
from portal.mail import services as mail
from portal.meetings.models import Meeting
from portal.meetings.services import calling
from portal.memberships.models import Holder, Seat
from portal.memberships.viewer import is_current
from portal.partnerships.models import Group, Partnership, Rules
from portal.series import queries
from portal.series.models import Poll, PollAnswer, PollDay, Suits
from portal.series.poll_rules import takes_answers

AHEAD = timedelta(days=2)


def open_poll(
    doer: Viewer, partnership: Partnership, group: Group, said: dict[str, Any], days: list[tuple[Any, Any, Any]]
) -> Poll:  # fmt: skip
    """Put days to the seats of a group, and write to their holders; return the poll.

    `said` holds about, kind, venue and closes_on; `days` each a day with its times. Raises `Refusal` for a closed
    group.
    """
    if partnership.closed_on or group.closed_on:
        raise Refusal("This group is closed. Reopen it before you call a meeting.")
    poll = Poll(
        partnership_id=partnership.id, group_id=group.id, group=group, audience=Audience.GROUP, audience_why=Why.CHOSEN,
        about=said["about"], kind=said["kind"], venue=said["venue"] or "", closes_on=said["closes_on"],
        asked_by=doer.name, asked_on=clock.today(),
        days=[PollDay(day=day, starts=starts, ends=ends) for day, starts, ends in days],
    )  # fmt: skip
    db.session.add(poll)
    db.session.flush()
    audit.record(doer, "opened", poll, f"Asked {group.name} which day suits: {poll.about}")
    _write(partnership, poll, "poll_asked", "which day suits your seat?", "asked")
    return poll


def answer(doer: Viewer, poll: Poll, seat: Any, said: dict[int, Suits], by_telephone: bool) -> None:
    """Keep what a seat says of each day; it can be changed until the poll closes. Raises `Refusal` afterwards."""
    if not takes_answers(poll.ended_at, poll.closes_on, clock.today()):
        raise Refusal("This poll is closed. Answers are no longer taken.")
    kept = queries.answers_of(poll)
    for number, suits in said.items():
        row = kept.get((seat.seat_id, number))
        if row is None:
            row = PollAnswer(poll_day_id=number, seat_id=seat.seat_id)
            db.session.add(row)
        row.suits, row.answered_by = suits, doer.name
        row.by_telephone, row.answered_at = by_telephone, clock.now()
    how = " as told by telephone" if by_telephone else ""
    audit.record(doer, "answered", poll, f"Answered for {seat.organisation_name}{how}: {poll.about}")


def choose(doer: Viewer, partnership: Partnership, poll: Poll, day: PollDay, agreed: Rules) -> Meeting:
    """End the poll with one of its days: call the meeting, and write to the holders; return the meeting.

    Raises `Refusal` when the poll has ended already or the day has gone by.
    """
    _must_run(poll)
    if day.day < clock.today():
        raise Refusal("This day has gone by. Choose another one.")
    said = {"day": day.day, "starts": day.starts, "ends": day.ends, "venue": poll.venue, "kind": poll.kind}
    usual = calling.usual_title(poll.kind, poll.group)
    title = poll.about if poll.about != usual else ""
    meeting = calling.call_meeting(doer, partnership, poll.group, agreed, said | {"title": title})
    poll.ended_at, poll.meeting_id = clock.now(), meeting.id
    audit.record(doer, "closed", poll, f"Chose {shortday(day.day)} for {poll.about}")
    _write(partnership, poll, "poll_settled", f"the meeting is on {shortday(day.day)}", "settled", meeting=meeting)
    return meeting


def give_up(doer: Viewer, poll: Poll) -> None:
    """End the poll without a meeting. Raises `Refusal` when it has ended already."""
    _must_run(poll)
    poll.ended_at = clock.now()
    audit.record(doer, "closed", poll, f"Ended the poll without a day: {poll.about}")


def write_reminders() -> int:
    """Write to the holders of seats that have not answered two days before a poll closes; return how many letters."""
    today = clock.today()
    rows = db.session.execute(
        sa.select(Poll, Partnership)
        .join(Partnership, Partnership.id == Poll.partnership_id)
        .join(Poll.group)
        .options(contains_eager(Poll.group))
        .where(Poll.ended_at.is_(None), Poll.closes_on.between(today, today + AHEAD), Poll.asked_on < today)
        .order_by(Poll.id)
    ).all()
    return sum(
        _write(
            partnership, poll, "poll_reminder", f"your answer is missing, by {shortday(poll.closes_on)}", "reminder",
            but={seat for seat, _day in queries.answers_of(poll)},
        )
        for poll, partnership in rows
    )  # fmt: skip


def _write(
    partnership: Partnership, poll: Poll, template: str, subject: str, occasion: str, but: set[int] | None = None,
    **context: Any,
) -> int:  # fmt: skip
    """Write to who holds a seat of the group, each once an occasion; return how many letters."""
    today = clock.today()
    people = db.session.execute(
        sa.select(Person, Holder.seat_id)
        .join(Holder, Holder.person_id == Person.id)
        .join(Seat, Seat.id == Holder.seat_id)
        .where(
            Seat.group_id == poll.group_id, Seat.organisation_id.isnot(None), is_current(Seat, today),
            is_current(Holder, today), Person.left_on.is_(None),
        )
        .order_by(Person.sort_name, Person.id)
    ).all()  # fmt: skip
    letters = [
        mail.post(
            person.email, person.name, template, subject=f"{partnership.short_name or partnership.name}: {subject}",
            about=f"poll {occasion} {poll.id} {person.id}", partnership_id=partnership.id, partnership=partnership,
            poll=poll, **context,
        )
        for person, seat_id in people if seat_id not in (but or ())
    ]  # fmt: skip
    return sum(letter is not None for letter in letters)


def _must_run(poll: Poll) -> None:
    if poll.ended_at:
        raise Refusal("This poll has ended already.")
