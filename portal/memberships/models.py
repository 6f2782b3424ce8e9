"""Seats: an organisation's place in a group, from a date until a date, and everything that hangs on it."""

from datetime import date, datetime
from enum import StrEnum, auto

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core.database import Model, Versioned
from portal.core.permissions import Role
from portal.directory.models import Organisation, Person, Sector
from portal.partnerships.models import Group, Partnership


class Held(StrEnum):
    """How a seat is held."""

    OF_RIGHT = auto()
    ELECTED = auto()
    SELECTED = auto()
    EX_OFFICIO = auto()
    AGREED = auto()

    @property
    def words(self) -> str:
        """How the seat is held, as a page says it."""
        return {
            Held.OF_RIGHT: "as of right",
            Held.ELECTED: "elected by the sector",
            Held.SELECTED: "selected by the sector",
            Held.EX_OFFICIO: "by office (ex officio)",
            Held.AGREED: "by agreement of the partners",
        }[self]


class Seat(Versioned, Model):
    """An organisation's place in a group, in a capacity. It is ended, never deleted, so that history stays.

    A seat without an organisation is vacant; `sector` says which sector it is kept for. Meetings missed before
    `missed_from_on` were settled, and are counted in no row any more.
    """

    __tablename__ = "seats"
    __table_args__ = (Index("ix_seats_group", "group_id", "until_on"),)

    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnerships.id"), index=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    capacity: Mapped[str] = mapped_column(String(120), default="Member")
    sector: Mapped[Sector] = mapped_column(default=Sector.UNKNOWN)
    held: Mapped[Held] = mapped_column(default=Held.AGREED)
    counts: Mapped[bool] = mapped_column(default=True)
    position: Mapped[int] = mapped_column(default=0)
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    term_ends_on: Mapped[date | None]
    ended_why: Mapped[str] = mapped_column(String(200), default="")
    missed_from_on: Mapped[date | None]

    group: Mapped[Group] = relationship()
    organisation: Mapped[Organisation | None] = relationship()
    holders: Mapped[list["Holder"]] = relationship(back_populates="seat", order_by="Holder.from_on, Holder.id")


class Standing(StrEnum):
    """How a person stands to a seat."""

    REPRESENTATIVE = auto()
    SUBSTITUTE = auto()


class Holder(Model):
    """A person who fills a seat for a time: its representative, or the substitute named for it."""

    __tablename__ = "holders"
    __table_args__ = (Index("ix_holders_person", "person_id", "until_on"),)

    seat_id: Mapped[int] = mapped_column(ForeignKey("seats.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    standing: Mapped[Standing] = mapped_column(default=Standing.REPRESENTATIVE)
    from_on: Mapped[date]
    until_on: Mapped[date | None]

    seat: Mapped[Seat] = relationship(back_populates="holders")
    person: Mapped[Person] = relationship()


class Substitution(Model):
    """A person who stands in at one meeting. What it opens ends with the day of the meeting."""

    __tablename__ = "substitutions"
    __table_args__ = (UniqueConstraint("meeting_id", "seat_id"),)

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"))
    seat_id: Mapped[int] = mapped_column(ForeignKey("seats.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    meets_on: Mapped[date]


class Visit(Model):
    """A person invited to one meeting without a seat. What it opens ends with the day after the meeting."""

    __tablename__ = "visits"
    __table_args__ = (UniqueConstraint("meeting_id", "person_id"),)

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    until_on: Mapped[date]


class OfficeKind(StrEnum):
    """An office a partnership gives to one of its organisations."""

    CHAIR = auto()
    VICE_CHAIR = auto()
    ADMINISTRATOR = auto()
    CARETAKER = auto()
    UNEXPECTED_WORK = auto()

    @property
    def words(self) -> str:
        """The office as people name it."""
        return {
            OfficeKind.CHAIR: "Chair",
            OfficeKind.VICE_CHAIR: "Vice-chair",
            OfficeKind.ADMINISTRATOR: "Administrator",
            OfficeKind.CARETAKER: "Caretaker of an area of work",
            OfficeKind.UNEXPECTED_WORK: "Lead for unexpected work",
        }[self]


class Office(Versioned, Model):
    """An office held by an organisation, usually for a year; the person who fills it may be named."""

    __tablename__ = "offices"

    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnerships.id"), index=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"), index=True)
    kind: Mapped[OfficeKind]
    detail: Mapped[str] = mapped_column(String(120), default="")
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    from_on: Mapped[date]
    until_on: Mapped[date | None]

    group: Mapped[Group] = relationship()
    organisation: Mapped[Organisation | None] = relationship()
    person: Mapped[Person | None] = relationship()


class Quota(Model):
    """How many seats of a group are kept for a sector."""

    __tablename__ = "quotas"
    __table_args__ = (UniqueConstraint("group_id", "sector"),)

    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"))
    sector: Mapped[Sector]
    seats: Mapped[int]


class Appointment(Model):
    """A role given to a person directly, for a partnership or for one of its groups.

    `organisation` is the one the person is wider staff of: the role ends with the organisation's last seat.
    """

    __tablename__ = "appointments"
    __table_args__ = (Index("ix_appointments_person", "person_id", "until_on"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnerships.id"), index=True)
    group_id: Mapped[int | None] = mapped_column(ForeignKey("groups.id"))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"))
    role: Mapped[Role]
    from_on: Mapped[date]
    until_on: Mapped[date | None]

    person: Mapped[Person] = relationship()
    partnership: Mapped[Partnership] = relationship()
    group: Mapped[Group | None] = relationship()
    organisation: Mapped[Organisation | None] = relationship()


_ARTICLES = {Role.MANAGER: "a ", Role.CHAIR: "the ", Role.MINUTE_TAKER: "a ", Role.OBSERVER: "an "}


class Invitation(Model):
    """An invitation to a seat or a role: bound to one address, for one use, until a day; kept as a hash.

    With a seat the role says whether to represent it or to be the substitute named for it. It holds as long as the
    inviter may invite; `person_id` is who it is meant for, where that is known, and in the end who accepted it.
    """

    __tablename__ = "invitations"

    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnerships.id"), index=True)
    group_id: Mapped[int | None] = mapped_column(ForeignKey("groups.id"))
    seat_id: Mapped[int | None] = mapped_column(ForeignKey("seats.id"))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"))
    role: Mapped[Role]
    email: Mapped[str] = mapped_column(String(254))
    name: Mapped[str] = mapped_column(String(200))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    invited_by: Mapped[str] = mapped_column(String(200))
    inviter_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))

    partnership: Mapped[Partnership] = relationship()
    group: Mapped[Group | None] = relationship()
    seat: Mapped[Seat | None] = relationship()
    organisation: Mapped[Organisation | None] = relationship()

    def state(self, moment: datetime) -> str:
        """Return how it stands: "accepted", "withdrawn", "expired" or "open"."""
        if self.accepted_at:
            return "accepted"
        if self.withdrawn_at:
            return "withdrawn"
        return "open" if moment < self.expires_at else "expired"

    @property
    def standing(self) -> Standing:
        """How the person is to stand to the seat, where the invitation is to one."""
        return Standing.REPRESENTATIVE if self.role is Role.REPRESENTATIVE else Standing.SUBSTITUTE

    @property
    def purpose(self) -> str:
        """What the invitation is to, after "to": "represent High Peak CVS in the Board of Peak Partners"."""
        if self.seat:
            verb = "represent" if self.role is Role.REPRESENTATIVE else "be the substitute named for"
            whose = self.seat.organisation.name if self.seat.organisation else "a seat"
            return f"{verb} {whose} in {self.seat.group.name} of {self.partnership.name}"
        where = f"{self.group.name} of {self.partnership.name}" if self.group else self.partnership.name
        of = f", for {self.organisation.name}" if self.organisation else ""
        return f"be {_ARTICLES.get(self.role, '')}{self.role.words} in {where}{of}"
