"""Letters that meetings cause: the draft to the chair, what was decided without you, and the clock of the minutes."""

from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager

from portal.core import clock
from portal.core.database import db
from portal.core.filters import shortday
from portal.core.permissions import Role
from portal.directory.models import Person
from portal.mail import services as mail
from portal.meetings.models import FILLED, Attendance, Capacity, Meeting
from portal.meetings.rules import OPEN_STATES
from portal.memberships import recipients
from portal.partnerships.models import Partnership

IN_CAPACITY = {
    Capacity.OBSERVER: "to observe it",
    Capacity.ADVISER: "to advise it",
    Capacity.MINUTE_TAKER: "to take its minutes",
    Capacity.IN_ATTENDANCE: "to attend it",
}
"""What somebody without a seat is invited to do."""


def ask_chairs(partnership: Partnership, meeting: Meeting) -> None:
    """Write to the group's chairs that a draft waits for them."""
    for person in recipients.people_with(Role.CHAIR, partnership.id, meeting.group_id):
        mail.post(
            person.email, person.name, "minutes_to_check",
            subject=f"{partnership.short_name or partnership.name}: minutes to check",
            partnership_id=partnership.id, partnership=partnership, meeting=meeting,
        )  # fmt: skip


def invite_guest(meeting: Meeting, person: Person, capacity: Capacity) -> None:
    """Write to somebody invited to one meeting without a seat: when, where, and how to come; nothing of its items."""
    partnership = db.session.get_one(Partnership, meeting.partnership_id)
    mail.post(
        person.email, person.name, "meeting_guest", about=f"invited {meeting.id} {person.id} {meeting.day}",
        subject=f"{partnership.short_name or partnership.name}: you are invited on {shortday(meeting.day)}",
        partnership_id=partnership.id, partnership=partnership, meeting=meeting, may_join=True,
        capacity=IN_CAPACITY[capacity],
    )  # fmt: skip


def tell_absent(partnership: Partnership, meeting: Meeting) -> None:
    """Write to the representatives of the seats nobody filled: what was decided, and that it binds them too."""
    absent = db.session.scalars(
        sa.select(Person)
        .join(Attendance, Attendance.person_id == Person.id)
        .where(Attendance.meeting_id == meeting.id, Attendance.presence.notin_(FILLED), Person.left_on.is_(None))
    )
    for person in absent:
        mail.post(
            person.email, person.name, "decided_without_you",
            subject=f"{partnership.short_name or partnership.name}: what was decided on {shortday(meeting.day)}",
            about=f"absent {meeting.id} {person.id} {meeting.published_at:%Y%m%d%H%M}",
            partnership_id=partnership.id, partnership=partnership, meeting=meeting,
        )  # fmt: skip


def write_minutes_reminders() -> int:
    """Write to who owes the minutes: four days before they are due, and once when they are late; return how many.

    The minute taker is asked where one is named, else the managers. Run from the clock; each letter is written once.
    """
    today = clock.today()
    rows = db.session.execute(
        sa.select(Meeting, Partnership)
        .join(Partnership, Partnership.id == Meeting.partnership_id)
        .join(Meeting.group)
        .options(contains_eager(Meeting.group))
        .where(
            Meeting.minutes_state.in_(OPEN_STATES),
            Meeting.cancelled_at.is_(None),
            Meeting.day <= today,
            Meeting.minutes_due_on.between(today - timedelta(days=14), today + timedelta(days=4)),
        )
        .order_by(Meeting.id)
    ).all()
    written = 0
    for meeting, partnership in rows:
        is_late = bool(meeting.minutes_due_on and meeting.minutes_due_on < today)
        owing = [meeting.taker] if meeting.taker else recipients.people_with(Role.MANAGER, partnership.id, None)
        subject = f"{partnership.short_name or partnership.name}: minutes {'are late' if is_late else 'fall due'}"
        for person in owing:
            letter = mail.post(
                person.email, person.name, "minutes_due", subject=subject,
                about=f"minutes {'late' if is_late else 'due'} {meeting.id} {person.id}",
                partnership_id=partnership.id, partnership=partnership, meeting=meeting, is_late=is_late,
            )  # fmt: skip
            written += letter is not None
    return written
