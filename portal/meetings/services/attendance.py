"""Who came: seats marked one tap at a time, substitutes, guests, and the quorum as it stands."""

from datetime import timedelta

import sqlalchemy as sa

from portal.audit import services as audit
from portal.core import clock
from portal.core.database import db
from portal.core.errors import Refusal
from portal.core.viewer import Viewer
from portal.directory.models import Person
from portal.meetings import queries
from portal.meetings.models import FILLED, Attendance, Capacity, Guest, Meeting, Presence, State
from portal.meetings.queries import RollLine
from portal.meetings.services import letters
from portal.meetings.services.agenda import must_be_open
from portal.memberships.models import Substitution, Visit

WORDS = {
    Presence.PRESENT: "Marked {} present",
    Presence.SUBSTITUTE: "Marked a substitute for {}",
    Presence.APOLOGIES: "Took apologies from {}",
    Presence.ABSENT: "Marked {} absent",
    Presence.EXPECTED: "Took back the mark of {}",
}


def line_of(roll: list[RollLine], seat_id: int) -> RollLine:
    """Return the seat's line of the roll. Raises `Refusal` when it is not of this meeting, or vacant."""
    found = next((line for line in roll if line.seat_id == seat_id), None)
    if found is None:
        raise Refusal("This seat does not belong to the group that meets.")
    if found.is_vacant:
        raise Refusal("This seat is vacant: nobody can come from it.")
    return found


def mark(doer: Viewer, meeting: Meeting, line: RollLine, presence: Presence, substitute: str = "") -> None:
    """Mark how a seat is filled; the names are kept as they are today.

    For a substitute without a name the one named for the seat is taken. Taking back a mark leaves the seat expected.
    """
    must_be_open(meeting)
    row = _row(meeting, line, queries.attendances(meeting.id))
    row.presence = presence
    row.substitute_id, row.substitute_name = None, ""
    if presence is Presence.SUBSTITUTE:
        row.substitute_name = substitute or line.named_substitute
        if row.substitute_name == line.named_substitute:
            row.substitute_id = line.named_substitute_id
    if presence not in FILLED:
        row.came_late = row.left_early = False
    _let_in(meeting, row)
    if meeting.minutes_state is State.NONE:
        meeting.minutes_state = State.DRAFT
    audit.record(doer, "marked", row, WORDS[presence].format(line.organisation_name), meeting.partnership_id)


def mark_everyone(doer: Viewer, meeting: Meeting, roll: list[RollLine]) -> int:
    """Mark every seat present that was not marked yet; return how many."""
    must_be_open(meeting)
    waiting = [line for line in roll if line.presence is Presence.EXPECTED and not line.is_vacant]
    kept = queries.attendances(meeting.id)
    for line in waiting:
        _row(meeting, line, kept).presence = Presence.PRESENT
    if meeting.minutes_state is State.NONE:
        meeting.minutes_state = State.DRAFT
    audit.record(doer, "marked", meeting, f"Marked {len(waiting)} seats present at {meeting.group.name}")
    return len(waiting)


def note_time(doer: Viewer, meeting: Meeting, line: RollLine, which: str) -> None:
    """Note, or take back, that a seat came late or left early ("late", "early")."""
    must_be_open(meeting)
    row = _row(meeting, line, queries.attendances(meeting.id))
    if row.presence not in FILLED:
        raise Refusal(f"{line.organisation_name} is not marked as here.")
    if which == "late":
        row.came_late = not row.came_late
    else:
        row.left_early = not row.left_early
    said = {"late": "came late", "early": "left early"}[which]
    audit.record(doer, "marked", row, f"Noted that {line.organisation_name} {said}", meeting.partnership_id)


def freeze(meeting: Meeting, roll: list[RollLine]) -> None:
    """Keep a row for every seat that has an organisation, as the register stands; a seat nobody marked is absent."""
    kept = queries.attendances(meeting.id)
    for line in roll:
        if line.is_vacant:
            continue
        row = _row(meeting, line, kept)
        if row.presence is Presence.EXPECTED:
            row.presence = Presence.ABSENT


def add_guest(
    doer: Viewer, meeting: Meeting, name: str, organisation: str, capacity: Capacity, person: Person | None = None
) -> Guest:
    """Note somebody who attends without a seat; return the note.

    Before the day they are invited and expected; a person given may then read the meeting's agenda, but no
    confidential item, until the day after, and gets a letter that says how to come.
    """
    must_be_open(meeting)
    guest = Guest(
        meeting_id=meeting.id, name=name, organisation=organisation, capacity=capacity,
        person_id=person.id if person else None, is_expected=meeting.day > clock.today(),
    )  # fmt: skip
    db.session.add(guest)
    if person and not queries.is_invited(meeting.id, person.id):
        db.session.add(Visit(meeting_id=meeting.id, person_id=person.id, until_on=meeting.day + timedelta(days=1)))
    if person and guest.is_expected and not meeting.cancelled_at:
        letters.invite_guest(meeting, person, capacity)
    audit.record(doer, "added", guest, f"Noted a guest at {meeting.group.name}", meeting.partnership_id)
    return guest


def remove_guest(doer: Viewer, meeting: Meeting, guest: Guest) -> None:
    """Take back the note of a guest."""
    must_be_open(meeting)
    audit.record(doer, "removed", guest, f"Took back a guest at {meeting.group.name}", meeting.partnership_id)
    if guest.person_id:
        asked = (Visit.meeting_id == meeting.id, Visit.person_id == guest.person_id)
        db.session.execute(sa.delete(Visit).where(*asked))
    db.session.delete(guest)


def greet(doer: Viewer, meeting: Meeting, guest: Guest) -> None:
    """Note that an invited guest came, or take that back."""
    must_be_open(meeting)
    guest.is_expected = not guest.is_expected
    said = "Took back that an invited guest came to" if guest.is_expected else "Noted that an invited guest came to"
    audit.record(doer, "marked", guest, f"{said} {meeting.group.name}", meeting.partnership_id)


def follow(meeting: Meeting) -> None:
    """Let what stands open to substitutes and invited guests of a meeting end with its new day."""
    until = meeting.day + timedelta(days=1)
    db.session.execute(sa.update(Visit).where(Visit.meeting_id == meeting.id).values(until_on=until))
    db.session.execute(
        sa.update(Substitution).where(Substitution.meeting_id == meeting.id).values(meets_on=meeting.day)
    )


def _row(meeting: Meeting, line: RollLine, kept: dict[int, Attendance]) -> Attendance:
    row = kept.get(line.seat_id)
    if row is None:
        row = Attendance(
            meeting_id=meeting.id, seat_id=line.seat_id, organisation_id=line.organisation_id,
            organisation_name=line.organisation_name, person_id=line.person_id, person_name=line.person_name,
            counts=line.counts, presence=Presence.EXPECTED, substitute_name="", came_late=False, left_early=False,
        )  # fmt: skip
        db.session.add(row)
    return row


def _let_in(meeting: Meeting, row: Attendance) -> None:
    """Open the meeting's papers to a substitute we know, until the day is over; close them to any other."""
    seat = (Substitution.meeting_id == meeting.id, Substitution.seat_id == row.seat_id)
    db.session.execute(sa.delete(Substitution).where(*seat))
    if row.substitute_id:
        db.session.add(
            Substitution(meeting_id=meeting.id, seat_id=row.seat_id, person_id=row.substitute_id, meets_on=meeting.day)
        )
