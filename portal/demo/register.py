"""Who came to the sample's meetings: present, in their place, with apologies, missing, late; and who else was there."""

import random
from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from portal.demo.book import Book, is_on
from portal.demo.meetings import Held, chance
from portal.directory.models import Organisation, Person
from portal.meetings import rules
from portal.meetings.models import FILLED, Attendance, Capacity, Guest, Presence, State
from portal.memberships.models import Held as How
from portal.memberships.models import Holder, Seat, Standing, Substitution

Marks = dict[int, list[Presence]]


class Register:
    """The roll of one partnership's meetings, kept from the oldest on: nobody by chance misses three in a row."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.people: dict[int, Person] = {person.id: person for person in book.people.values()}
        self.organisations: dict[int, Organisation] = {row.id: row for row in book.organisations.values()}
        self.slugs: dict[int, str] = {row.id: row.slug for row in book.organisations.values()}
        self.earlier: Marks = defaultdict(list)

    def take(self, held: Held) -> list[Attendance]:
        """Return the attendance at a meeting that took place, quorate unless its file says otherwise."""
        seats = self.seats_at(held)
        roll = [self._marked(held, seat) for seat in seats]
        self._settle(held, roll)
        for row in roll:
            self.earlier[row.seat_id].append(row.presence)
        return roll

    def seats_at(self, held: Held) -> list[Seat]:
        """Return the seats of the group that an organisation held on the day of the meeting."""
        day = held.meeting.day
        return [
            seat
            for seat in self.book.seats.get((held.slug, held.row["group"]), [])
            if seat.organisation_id and is_on(seat, day)
        ]

    def row_for(self, held: Held, seat: Seat) -> Attendance:
        """Return a seat's row with the names of that day, not marked yet."""
        holder = _filled_by(seat, Standing.REPRESENTATIVE, held.meeting.day)
        person = self.people[holder.person_id] if holder else None
        return Attendance(
            meeting_id=held.meeting.id,
            seat_id=seat.id,
            seat=seat,
            organisation_id=seat.organisation_id,
            organisation_name=self.organisations[seat.organisation_id or 0].name,
            person_id=person.id if person else None,
            person_name=person.name if person else "",
            presence=Presence.EXPECTED,
            substitute_name="",
            came_late=False,
            left_early=False,
            counts=seat.counts,
        )

    def _marked(self, held: Held, seat: Seat) -> Attendance:
        row = self.row_for(held, seat)
        fallen = chance(held, "seat", seat.position)
        row.presence = self._presence(held, seat, fallen)
        if row.presence is Presence.SUBSTITUTE:
            stand_in = _filled_by(seat, Standing.SUBSTITUTE, held.meeting.day)
            person = self.people[stand_in.person_id] if stand_in else None
            row.substitute_id, row.substitute_name = (person.id, person.name) if person else (None, "")
        if row.presence in FILLED:
            row.came_late, row.left_early = fallen.random() < 0.05, fallen.random() < 0.06
        return row

    def _presence(self, held: Held, seat: Seat, fallen: random.Random) -> Presence:
        weighed = {Presence.PRESENT: 79, Presence.SUBSTITUTE: 9, Presence.APOLOGIES: 9, Presence.ABSENT: 3}
        drawn = fallen.choices(list(weighed), list(weighed.values()))[0]
        if said := self._said(held, seat):
            return said
        recent = self.earlier[seat.id][-2:]
        if len(recent) == 2 and not any(presence in FILLED for presence in recent):
            return Presence.PRESENT
        if drawn is Presence.SUBSTITUTE and not _filled_by(seat, Standing.SUBSTITUTE, held.meeting.day):
            return Presence.APOLOGIES
        return drawn

    def _said(self, held: Held, seat: Seat) -> Presence | None:
        """Return how the file says a seat was filled; who leads an item was there to lead it."""
        name = self.slugs[seat.organisation_id or 0]
        for presence in (Presence.ABSENT, Presence.APOLOGIES, Presence.PRESENT):
            if name in held.said.get(presence.value, []) and seat.held is not How.EX_OFFICIO:
                return presence
        return Presence.PRESENT if name in held.leading else None

    def _settle(self, held: Held, roll: Sequence[Attendance]) -> None:
        """Bring the roll to the quorum, or just below it where the meeting is said to have been inquorate."""
        wants = not held.said.get("inquorate")
        source, target = (Presence.APOLOGIES, Presence.PRESENT) if wants else (Presence.PRESENT, Presence.APOLOGIES)
        leading = {self.book.organisations[name].id for name in held.leading}
        movable = [row for row in roll if row.counts and row.presence is source and row.organisation_id not in leading]
        for row in chance(held, "quorum").sample(movable, len(movable)):
            if rules.quorum(held.meeting, roll).is_met is wants:
                return
            row.presence = target
            row.came_late = row.left_early = False


def stand_ins(register: Register, held: Held) -> list[Attendance | Substitution]:
    """Return who is expected to stand in at a meeting to come, with what lets them read its papers."""
    found: list[Attendance | Substitution] = []
    for seat in register.seats_at(held):
        name = held.said.get("stand_ins", {}).get(register.slugs[seat.organisation_id or 0])
        if name is None:
            continue
        row, person = register.row_for(held, seat), register.book.people[name]
        row.presence, row.substitute_id, row.substitute_name = Presence.SUBSTITUTE, person.id, person.name
        held.meeting.minutes_state = State.DRAFT
        day = held.meeting.day
        found += [row, Substitution(meeting_id=held.meeting.id, seat_id=seat.id, person_id=person.id, meets_on=day)]
    return found


def guests(register: Register, held: Held, roll: Sequence[Attendance]) -> list[Guest]:
    """Return who attended without a seat: those the file names, and the minute taker if they have none."""
    found = []
    for line in [*held.row.get("guests", []), *held.said.get("guests", [])]:
        capacity, _, rest = line.partition(": ")
        name, _, organisation = rest.partition(", ")
        found.append(Guest(name=name, organisation=organisation, capacity=Capacity(capacity)))
    taker = register.people.get(held.meeting.taker_id or 0)
    if taker and taker.name not in {row.person_name for row in roll} | {guest.name for guest in found}:
        home = register.organisations.get(taker.organisation_id or 0)
        found.append(Guest(name=taker.name, organisation=home.name if home else "", capacity=Capacity.MINUTE_TAKER))
    for guest in found:
        guest.meeting_id = held.meeting.id
    return found


def _filled_by(seat: Seat, standing: Standing, day: date) -> Holder | None:
    return next((holder for holder in seat.holders if holder.standing is standing and is_on(holder, day)), None)
