"""Reporting back: a representative ticks what they told their own organisation, or has the pack sent to themselves."""

from datetime import date
from typing import Any

from portal.audit.services import record
from portal.core import clock
from portal.core.database import db
from portal.core.errors import Refusal
from portal.core.filters import shortday
from portal.core.viewer import Viewer
from portal.mail import services as mail
from portal.mail.models import Letter
from portal.meetings.models import Meeting
from portal.papers.models import ReportBack, Told
from portal.papers.queries import telling as queries
from portal.papers.queries.telling import PUBLISHED
from portal.partnerships.models import Partnership


def note_report(doer: Viewer, meeting: Meeting, seat: Any, told_on: date, how: Told, note: str) -> ReportBack:
    """Note that a seat told its organisation what the meeting decided; return it. Noted again, it is changed.

    `seat` is a row of `queries.seats_that_report`. Raises `Refusal` before the minutes are out.
    """
    if meeting.minutes_state not in PUBLISHED:
        raise Refusal("The minutes are not published yet. What they say can be told on when they are.")
    row = queries.get_report(meeting, seat.seat_id)
    if row is None:
        row = ReportBack(meeting_id=meeting.id, seat_id=seat.seat_id, told_on=told_on, by="", at=clock.now())
        db.session.add(row)
    row.told_on, row.how, row.note = told_on, how, note
    row.by, row.at = doer.name, clock.now()
    sentence = f"{seat.organisation} reported back on {meeting.group.name} of {shortday(meeting.day)}"
    record(doer, "reported", row, sentence, meeting.partnership_id)
    return row


def take_back(doer: Viewer, meeting: Meeting, seat: Any) -> None:
    """Take back that a seat reported back, where it was ticked by mistake."""
    row = queries.get_report(meeting, seat.seat_id)
    if row is None:
        raise Refusal("Nothing was noted for this seat.")
    sentence = f"Took back that {seat.organisation} reported back on {meeting.group.name} of {shortday(meeting.day)}"
    record(doer, "removed", row, sentence, meeting.partnership_id)
    db.session.delete(row)
    db.session.flush()


def send_to_self(doer: Viewer, partnership: Partnership, meeting: Meeting, pack: dict[str, Any]) -> Letter | None:
    """Send the doer the ready pack, as a letter they can send on."""
    letter = mail.post(
        doer.email, doer.name, "report_back", partnership_id=partnership.id,
        subject=f"{partnership.short_name or partnership.name}: to tell on from {shortday(meeting.day)}",
        partnership=partnership, meeting=meeting, **pack,
    )  # fmt: skip
    record(doer, "sent", meeting, f"Had the pack for reporting back on {shortday(meeting.day)} sent to themselves")
    return letter
