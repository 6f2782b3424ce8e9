"""Letters by the clock: to who promised a paper, to who sends the pack round, to who owes the bulletin; each once."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from portal.core import clock
from portal.core.audience import may_see
from portal.core.database import db
from portal.core.permissions import Role
from portal.directory.models import Person
from portal.mail import services as mail
from portal.memberships import recipients
from portal.papers.queries import clocks, papers
from portal.papers.readers import readers_of
from portal.papers.rules import REMINDED_DAYS


def write_paper_reminders() -> int:
    """Write to who promised a paper: some days before it is due, and once when it is late; return how many.

    The title of a paper is told only to those who may see it.
    """
    today = clock.today()
    written = 0
    for paper, meeting, partnership, person in papers.promised():
        last = today + timedelta(days=REMINDED_DAYS)
        if meeting.day < today or not today - timedelta(days=14) <= paper.due_on <= last:
            continue
        is_late = paper.due_on < today
        readers = readers_of(partnership.id, None, meeting.id)
        reader = next((viewer for who, viewer in readers if who.id == person.id), None)
        letter = mail.post(
            person.email, person.name, "paper_due",
            about=f"paper {'late' if is_late else 'due'} {paper.id} {paper.due_on}",
            subject=f"{partnership.short_name or partnership.name}: a paper {'is late' if is_late else 'falls due'}",
            partnership_id=partnership.id, partnership=partnership, meeting=meeting, paper=paper, is_late=is_late,
            is_named=bool(reader and may_see(reader, paper)),
        )  # fmt: skip
        written += letter is not None
    return written


def write_clock_reminders() -> int:
    """Write to who owes the pack or the bulletin: before it is due, and once when it is late; return how many.

    Who is named is asked, else the managers.
    """
    today = clock.today()
    return sum(
        _remind(row, what, due_on, person_id)
        for row in clocks.owing(today)
        for what, due_on, done_at, person_id in (
            ("papers", row.papers_due_on, row.circulated_at, row.papers_by_id),
            ("bulletin", row.bulletin_due_on, row.bulletin_sent_at, row.bulletin_by_id),
        )
        if due_on and not done_at and _is_near(row, what, due_on)
    )


def _is_near(row: Any, what: str, due_on: Any) -> bool:
    today = clock.today()
    is_open = row.day >= today if what == "papers" else row.day <= today
    return is_open and today - timedelta(days=14) <= due_on <= today + timedelta(days=4)


def _remind(row: Any, what: str, due_on: Any, person_id: int | None) -> int:
    is_late = due_on < clock.today()
    named = db.session.get(Person, person_id) if person_id else None
    owing: Sequence[Person] = (
        [named] if named and not named.left_on else recipients.people_with(Role.MANAGER, row.partnership_id, None)
    )
    subject = {"papers": "papers to send round", "bulletin": "the bulletin"}[what]
    written = 0
    for person in owing:
        letter = mail.post(
            person.email, person.name, "clock_due", partnership_id=row.partnership_id,
            about=f"{what} {'late' if is_late else 'due'} {row.id} {person.id} {due_on}",
            subject=f"{row.short_name or row.partnership}: {subject} {'late' if is_late else 'due soon'}",
            row=row, what=what, due_on=due_on, is_late=is_late,
        )  # fmt: skip
        written += letter is not None
    return written
