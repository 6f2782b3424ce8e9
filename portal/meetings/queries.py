"""Reading meetings. What a viewer may not see is not there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from flask import abort
from sqlalchemy.orm import contains_eager, joinedload

from portal.core import clock
from portal.core.audience import visible_to
from portal.core.database import db
from portal.core.viewer import Viewer
from portal.directory.models import Person, Showing
from portal.meetings.models import AgendaItem, Attendance, Guest, Meeting, Presence, StandingItem, State
from portal.memberships.models import Visit
from portal.memberships.queries import seats
from portal.partnerships.models import Group, Partnership


@dataclass
class RollLine:
    """A seat on the roll of a meeting: as expected, or as it was marked."""

    seat_id: int
    organisation_id: int | None
    organisation_name: str
    person_id: int | None
    person_name: str
    named_substitute_id: int | None = None
    named_substitute: str = ""
    capacity: str = ""
    counts: bool = True
    presence: Presence = Presence.EXPECTED
    substitute_name: str = ""
    came_late: bool = False
    left_early: bool = False
    name_shown: Showing | None = None

    @property
    def is_vacant(self) -> bool:
        """Whether nobody can come from this seat."""
        return self.organisation_id is None

    @property
    def who(self) -> str:
        """Who sits there, as the register says it."""
        if self.presence is Presence.SUBSTITUTE:
            name = self.substitute_name or "A substitute"
            return f"{name} for {self.person_name}" if self.person_name else name
        if self.presence is Presence.APOLOGIES:
            return f"Apologies from {self.person_name}" if self.person_name else "Apologies"
        return self.person_name or "Nobody named yet"

    def who_for(self, is_insider: bool, is_partner: bool) -> str:
        """Return who sits there as far as it may be told; "" where nobody may be named.

        A partnership's own are told all. Partners elsewhere, and the public, are told the names of those who agreed to
        it; a substitute whose name was only typed agreed to nothing, and is named to partners alone.
        """
        if is_insider:
            return self.who
        agreed = {Showing.PUBLIC, Showing.PARTNERS} if is_partner else {Showing.PUBLIC}
        name = self.person_name if self.name_shown in agreed else ""
        if self.presence is not Presence.SUBSTITUTE:
            return name
        if not (is_partner and self.substitute_name):
            return ""
        return f"{self.substitute_name} for {name}" if name else self.substitute_name


def get_meeting(viewer: Viewer, partnership: Partnership, meeting_id: int) -> Meeting:
    """Return the meeting with its group and minute taker, or answer 404."""
    asked = (
        sa.select(Meeting)
        .join(Meeting.group)
        .where(Meeting.id == meeting_id, Meeting.partnership_id == partnership.id, visible_to(viewer, Meeting))
        .options(contains_eager(Meeting.group), joinedload(Meeting.taker))
    )
    return db.one_or_404(asked)


def list_items(viewer: Viewer, meeting: Meeting) -> Sequence[AgendaItem]:
    """Return the items of the agenda that the viewer may see, in their order."""
    return db.session.scalars(
        sa.select(AgendaItem)
        .where(AgendaItem.meeting_id == meeting.id, AgendaItem.removed_at.is_(None), visible_to(viewer, AgendaItem))
        .order_by(AgendaItem.position, AgendaItem.id)
    ).all()


def every_item(meeting_id: int) -> Sequence[AgendaItem]:
    """Return all items of a meeting, whoever asks: for numbering and publishing, never for a page."""
    return db.session.scalars(
        sa.select(AgendaItem)
        .where(AgendaItem.meeting_id == meeting_id, AgendaItem.removed_at.is_(None))
        .order_by(AgendaItem.position, AgendaItem.id)
    ).all()


def get_item(viewer: Viewer, meeting: Meeting, item_id: int, removed: bool = False) -> AgendaItem:
    """Return one item of the meeting's agenda, or answer 404; a removed one only when asked for."""
    asked = sa.select(AgendaItem).where(
        AgendaItem.id == item_id, AgendaItem.meeting_id == meeting.id, visible_to(viewer, AgendaItem)
    )
    return db.one_or_404(asked if removed else asked.where(AgendaItem.removed_at.is_(None)))


def get_parked(viewer: Viewer, meeting: Meeting, item_id: int) -> AgendaItem:
    """Return a parked item of the meeting's group, or answer 404."""
    return db.one_or_404(
        sa.select(AgendaItem).where(
            AgendaItem.id == item_id,
            AgendaItem.group_id == meeting.group_id,
            AgendaItem.meeting_id.is_(None),
            visible_to(viewer, AgendaItem),
        )
    )


def roll(meeting: Meeting) -> list[RollLine]:
    """Return every seat of the group on the meeting's day, with what was marked for it.

    A seat that was marked keeps the names it was marked with, whatever became of it since.
    """
    marked = {row.Attendance.seat_id: row for row in db.session.execute(
        sa.select(Attendance, Person.name_shown)
        .outerjoin(Person, Person.id == Attendance.person_id)
        .where(Attendance.meeting_id == meeting.id)
    )}  # fmt: skip
    lines = [
        RollLine(
            seat.seat_id, seat.organisation_id, seat.organisation_name or "Vacant seat", seat.person_id,
            seat.person_name or "", seat.substitute_id, seat.substitute_name or "", seat.capacity, seat.counts,
        )
        for seat in seats.seats_on(meeting.group.id, meeting.day)
    ]  # fmt: skip
    known = {line.seat_id for line in lines}
    lines += [RollLine(number, None, "", None, "") for number in marked if number not in known]
    for line in lines:
        if found := marked.get(line.seat_id):
            mark(line, found.Attendance, found.name_shown)
    return lines


def mark(line: RollLine, kept: Attendance, shown: Showing | None) -> None:
    """Put on a line of the roll what was marked for its seat, with names as they were; `shown` is who may be told."""
    line.organisation_id, line.organisation_name = kept.organisation_id, kept.organisation_name
    line.person_id, line.person_name = kept.person_id, kept.person_name
    line.presence, line.counts = kept.presence, kept.counts
    line.substitute_name = kept.substitute_name
    line.came_late, line.left_early = kept.came_late, kept.left_early
    line.name_shown = shown


def attendances(meeting_id: int) -> dict[int, Attendance]:
    """Return what is marked at a meeting, by seat."""
    rows = db.session.scalars(sa.select(Attendance).filter_by(meeting_id=meeting_id))
    return {row.seat_id: row for row in rows}


def list_guests(meeting_id: int) -> Sequence[Guest]:
    """Return who attended without a seat."""
    return db.session.scalars(sa.select(Guest).filter_by(meeting_id=meeting_id).order_by(Guest.id)).all()


def is_invited(meeting_id: int, person_id: int) -> bool:
    """Whether the meeting's agenda is open to an invited person already."""
    asked = sa.select(Visit.id).filter_by(meeting_id=meeting_id, person_id=person_id)
    return db.session.scalar(asked) is not None


def get_guest(meeting: Meeting, guest_id: int) -> Guest:
    """Return one guest of the meeting, or answer 404."""
    return db.one_or_404(sa.select(Guest).filter_by(id=guest_id, meeting_id=meeting.id))


def standing_items(group_id: int) -> Sequence[StandingItem]:
    """Return what stands on every agenda of the group."""
    return db.session.scalars(
        sa.select(StandingItem)
        .filter_by(group_id=group_id, ended_on=None)
        .order_by(StandingItem.position, StandingItem.id)
    ).all()


def get_standing(group_id: int, number: int) -> StandingItem:
    """Return one standing item of the group, or answer 404."""
    return db.one_or_404(sa.select(StandingItem).filter_by(id=number, group_id=group_id))


def get_group(partnership: Partnership, slug: str | None) -> Group:
    """Return the group of the partnership that is named, or its first one, or answer 404."""
    asked = sa.select(Group).where(Group.partnership_id == partnership.id, Group.closed_on.is_(None))
    if slug:
        return db.one_or_404(asked.where(Group.slug == slug))
    return db.first_or_404(asked.order_by(Group.parent_id.isnot(None), Group.position, Group.id))


def list_groups(partnership: Partnership) -> Sequence[Group]:
    """Return the open groups of the partnership, those at the top first."""
    return db.session.scalars(
        sa.select(Group)
        .where(Group.partnership_id == partnership.id, Group.closed_on.is_(None))
        .order_by(Group.parent_id.isnot(None), Group.position, Group.id)
    ).all()


def to_confirm(viewer: Viewer, meeting: Meeting) -> Sequence[Meeting]:
    """Return earlier meetings of the group whose published minutes this meeting can confirm."""
    return db.session.scalars(
        sa.select(Meeting)
        .where(
            Meeting.group_id == meeting.group_id,
            Meeting.day < meeting.day,
            Meeting.minutes_state == State.PUBLISHED,
            visible_to(viewer, Meeting),
        )
        .order_by(Meeting.day, Meeting.id)
    ).all()


def next_of_group(group_id: int, day: date) -> Meeting | None:
    """Return the group's next meeting after a day, whoever asks: for moving parked things on, never for a page."""
    return db.session.scalar(
        sa.select(Meeting)
        .where(Meeting.group_id == group_id, Meeting.day > day, Meeting.cancelled_at.is_(None))
        .order_by(Meeting.day, Meeting.id)
        .limit(1)
    )


def is_past(meeting: Meeting) -> bool:
    """Whether the day of the meeting has come."""
    return meeting.day <= clock.today()


def must_be_seen(allowed: bool) -> None:
    """Answer 404 for what the viewer may not see, as for what does not exist."""
    if not allowed:
        abort(404)
