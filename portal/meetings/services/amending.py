"""Proposing amendments to minutes, answering them, and handing the taking of minutes over."""

from portal.audit import services as audit
from portal.core import clock
from portal.core.database import db
from portal.core.errors import Refusal
from portal.core.filters import shortday
from portal.core.viewer import Viewer
from portal.directory.models import Person
from portal.mail import services as mail
from portal.meetings.amendment_models import Amendment, Outcome
from portal.meetings.models import AgendaItem, Meeting, State
from portal.meetings.rules import is_open
from portal.partnerships.models import Partnership


def must_be_amendable(meeting: Meeting) -> None:
    """Raise `Refusal` where there is nothing to amend: before the meeting, and once its minutes are confirmed."""
    if meeting.minutes_state is State.CONFIRMED:
        raise Refusal("These minutes are confirmed and can no longer be changed. Raise it at the next meeting.")
    if meeting.day > clock.today() or meeting.cancelled_at:
        raise Refusal("There are no minutes of this meeting to amend.")


def propose_amendment(doer: Viewer, meeting: Meeting, item: AgendaItem | None, text: str) -> Amendment:
    """Return the new amendment; `item` is the one it stands under, or None for the minutes as a whole.

    Raises `Refusal` before the meeting and once its minutes are confirmed.
    """
    must_be_amendable(meeting)
    row = Amendment(meeting_id=meeting.id, item=item, person_id=doer.person_id, by=doer.name, at=clock.now(), text=text)
    db.session.add(row)
    db.session.flush()
    audit.record(doer, "proposed", row, f"Proposed an amendment to {_minutes_of(meeting)}", meeting.partnership_id)
    return row


def answer_amendment(doer: Viewer, meeting: Meeting, row: Amendment, outcome: Outcome, answer: str) -> None:
    """Say what became of an amendment. Raises `Refusal` once the minutes are confirmed.

    One is taken up in minutes that can be written: published ones are withdrawn first, or what the reader has in hand
    and what was agreed would differ.
    """
    must_be_amendable(meeting)
    if outcome is Outcome.TAKEN_UP and not is_open(meeting.minutes_state):
        raise Refusal("The minutes are published. Withdraw them to correct them, change the words, and answer then.")
    row.outcome, row.answer = outcome, answer
    row.answered_by, row.answered_at = (doer.name, clock.now()) if outcome is not Outcome.OPEN else ("", None)
    words = {Outcome.TAKEN_UP: "Took up", Outcome.DECLINED: "Did not take up", Outcome.OPEN: "Opened again"}[outcome]
    audit.record(doer, "answered", row, f"{words} an amendment to {_minutes_of(meeting)}", meeting.partnership_id)


def hand_over(doer: Viewer, partnership: Partnership, meeting: Meeting, successor: Person | None, note: str) -> None:
    """Let somebody else take the minutes of a meeting, or nobody yet, and write to them; `note` goes into the letter.

    Raises `Refusal` once the minutes are out. Source: managers cannot lead, take part and minute; the minute taker
    comes from the membership (Wychavon).
    """
    if not is_open(meeting.minutes_state) or meeting.cancelled_at:
        raise Refusal("The minutes of this meeting are published: nobody has to take them any more.")
    meeting.taker = successor
    named = successor.name if successor else "nobody yet"
    audit.record(doer, "handed over", meeting, f"{_minutes_of(meeting, 'The minutes of')} are taken by {named}")
    if successor and successor.id != doer.person_id:
        mail.post(
            successor.email, successor.name, "minutes_handed_over",
            subject=f"{partnership.short_name or partnership.name}: you take the minutes of {shortday(meeting.day)}",
            partnership_id=partnership.id, partnership=partnership, meeting=meeting, note=note, by=doer.name,
        )  # fmt: skip


def _minutes_of(meeting: Meeting, words: str = "the minutes of") -> str:
    return f"{words} {meeting.group.name} of {shortday(meeting.day)}"
