"""A meeting of one group: its agenda, who came, and its minutes."""

from datetime import date, datetime, time
from enum import StrEnum, auto

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core.audience import Audience, Guarded, Why
from portal.core.database import Model, Versioned
from portal.directory.models import Person
from portal.meetings.coming import Manner
from portal.memberships.models import Seat
from portal.partnerships.models import Group, QuorumBase, QuorumKind


class Kind(StrEnum):
    """What kind of meeting it is."""

    MAIN = auto()
    SUB_GROUP = auto()
    AWAY_DAY = auto()
    ANNUAL = auto()
    NETWORKING = auto()
    JOINT = auto()

    @property
    def words(self) -> str:
        """The kind as a page names it."""
        return {
            Kind.MAIN: "Partnership meeting",
            Kind.SUB_GROUP: "Sub group meeting",
            Kind.AWAY_DAY: "Away day",
            Kind.ANNUAL: "Annual meeting",
            Kind.NETWORKING: "Networking",
            Kind.JOINT: "Joint meeting or event",
        }[self]


class State(StrEnum):
    """Where a meeting's minutes stand."""

    NONE = auto()
    DRAFT = auto()
    SENT = auto()
    CHECKED = auto()
    PUBLISHED = auto()
    CONFIRMED = auto()

    @property
    def words(self) -> str:
        """The state as a list says it."""
        return {
            State.NONE: "Not begun",
            State.DRAFT: "Draft",
            State.SENT: "With the chair",
            State.CHECKED: "Checked by the chair",
            State.PUBLISHED: "Published",
            State.CONFIRMED: "Confirmed",
        }[self]


class Meeting(Guarded, Versioned, Model):
    """A meeting of a group. `audience` is for its call and agenda, `minutes_audience` for what was said and decided.

    The quorum's rule is copied from the group's when the meeting is called, so that a later change of the rules does
    not rewrite past meetings. `minutes_due_on` is worked out from the group's clock in the same way.
    """

    opens_to_invited = True
    __tablename__ = "meetings"
    __table_args__ = (Index("ix_meetings_list", "partnership_id", "day", "id"),)

    kind: Mapped[Kind] = mapped_column(default=Kind.MAIN)
    title: Mapped[str] = mapped_column(String(200))
    day: Mapped[date] = mapped_column(index=True)
    starts: Mapped[time | None]
    ends: Mapped[time | None]
    venue: Mapped[str] = mapped_column(String(300), default="")
    manner: Mapped[Manner] = mapped_column(default=Manner.PLACE, server_default="place")
    lunch: Mapped[str] = mapped_column(String(200), default="", server_default="")
    access_notes: Mapped[str] = mapped_column(String(400), default="", server_default="")
    online_link: Mapped[str] = mapped_column(String(500), default="", server_default="")
    cancelled_at: Mapped[datetime | None]
    cancelled_why: Mapped[str] = mapped_column(String(200), default="")
    quorum_kind: Mapped[QuorumKind]
    quorum_value: Mapped[int]
    quorum_base: Mapped[QuorumBase]
    quorum_counts_vacant: Mapped[bool]
    is_unattributed: Mapped[bool] = mapped_column(default=False)
    taker_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    minutes_state: Mapped[State] = mapped_column(default=State.NONE)
    minutes_due_on: Mapped[date | None] = mapped_column(index=True)
    minutes_audience: Mapped[Audience] = mapped_column(default=Audience.GROUP)
    minutes_why: Mapped[Why] = mapped_column(default=Why.DRAFT)
    sent_at: Mapped[datetime | None]
    checked_at: Mapped[datetime | None]
    checked_by: Mapped[str] = mapped_column(String(200), default="")
    published_at: Mapped[datetime | None]
    confirmed_at: Mapped[datetime | None]
    confirmed_meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meetings.id"))

    group: Mapped[Group] = relationship()
    taker: Mapped[Person | None] = relationship()


class ItemKind(StrEnum):
    """What an agenda item is for."""

    INFORMATION = auto()
    SUPPORT = auto()
    PROBLEM = auto()
    DECISION = auto()
    REVIEW = auto()

    @property
    def words(self) -> str:
        """The purpose as the agenda says it."""
        return {
            ItemKind.INFORMATION: "Information",
            ItemKind.SUPPORT: "Support",
            ItemKind.PROBLEM: "Problem to solve",
            ItemKind.DECISION: "Decision",
            ItemKind.REVIEW: "Review of an objective",
        }[self]


class StandingItem(Model):
    """An item that stands on every agenda of a group."""

    __tablename__ = "standing_items"

    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"), index=True)
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    kind: Mapped[ItemKind]
    ended_on: Mapped[date | None]


class AgendaItem(Guarded, Versioned, Model):
    """One item of an agenda, with the notes taken under it. Without a meeting it is parked for a later one.

    `number` is what stands beside it: 1, 2, 3 for all to see, C1, C2 for confidential ones, so that no gap tells
    the public that something was left out; G1, G2 for those that are for the group alone. `from_item_id` is the item of
    an earlier meeting that it was carried forward from, or is a copy of.
    """

    opens_to_invited = True
    __tablename__ = "agenda_items"
    __table_args__ = (Index("ix_agenda_items_meeting", "meeting_id", "position"),)

    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meetings.id"))
    standing_item_id: Mapped[int | None] = mapped_column(ForeignKey("standing_items.id"))
    position: Mapped[int] = mapped_column(default=0)
    number: Mapped[str] = mapped_column(String(6), default="")
    title: Mapped[str] = mapped_column(String(200))
    kind: Mapped[ItemKind] = mapped_column(default=ItemKind.INFORMATION)
    minutes_long: Mapped[int | None]
    led_by: Mapped[str] = mapped_column(String(200), default="")
    is_confidential: Mapped[bool] = mapped_column(default=False)
    background: Mapped[str] = mapped_column(Text, default="", server_default="")
    chosen_audience: Mapped[Audience | None]
    reviews_action_id: Mapped[int | None] = mapped_column(ForeignKey("actions.id", use_alter=True), index=True)
    from_item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_items.id"), index=True)
    is_carried: Mapped[bool] = mapped_column(default=False, server_default=false())
    notes: Mapped[str] = mapped_column(Text, default="")
    key_message: Mapped[str] = mapped_column(String(400), default="")
    removed_at: Mapped[datetime | None]


class Presence(StrEnum):
    """How a seat was filled at a meeting."""

    EXPECTED = auto()
    PRESENT = auto()
    SUBSTITUTE = auto()
    APOLOGIES = auto()
    ABSENT = auto()

    @property
    def words(self) -> str:
        """The presence as the register says it."""
        return {
            Presence.EXPECTED: "Not here yet",
            Presence.PRESENT: "Present",
            Presence.SUBSTITUTE: "Substitute",
            Presence.APOLOGIES: "Apologies",
            Presence.ABSENT: "Absent",
        }[self]


FILLED = (Presence.PRESENT, Presence.SUBSTITUTE)


class Attendance(Versioned, Model):
    """One seat at one meeting. Names are kept as they were; `person` is who is expected, or who sat there."""

    __tablename__ = "attendances"
    __table_args__ = (UniqueConstraint("meeting_id", "seat_id"),)

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"))
    seat_id: Mapped[int] = mapped_column(ForeignKey("seats.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"))
    organisation_name: Mapped[str] = mapped_column(String(200))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    person_name: Mapped[str] = mapped_column(String(200), default="")
    presence: Mapped[Presence] = mapped_column(default=Presence.EXPECTED)
    substitute_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    substitute_name: Mapped[str] = mapped_column(String(200), default="")
    came_late: Mapped[bool] = mapped_column(default=False)
    left_early: Mapped[bool] = mapped_column(default=False)
    counts: Mapped[bool] = mapped_column(default=True)

    seat: Mapped[Seat] = relationship()


class Capacity(StrEnum):
    """In what capacity somebody without a seat attended."""

    OBSERVER = auto()
    ADVISER = auto()
    MINUTE_TAKER = auto()
    IN_ATTENDANCE = auto()

    @property
    def words(self) -> str:
        """The capacity as the register says it."""
        return self.value.replace("_", " ").capitalize()


class Guest(Model):
    """Somebody who attended without a seat, or is invited to and expected."""

    __tablename__ = "guests"

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    organisation: Mapped[str] = mapped_column(String(200), default="")
    capacity: Mapped[Capacity] = mapped_column(default=Capacity.OBSERVER)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    is_expected: Mapped[bool] = mapped_column(default=False, server_default=false())
