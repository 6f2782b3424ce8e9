"""What organisations lend each other, who has it when, and what they buy together."""

from datetime import date, datetime
from enum import StrEnum, auto

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core.audience import Offered
from portal.core.database import Model, Versioned
from portal.directory.models import Organisation, Person

PUBLIC = text("audience = 'public'")


class ResourceKind(StrEnum):
    """What sort of thing a resource is."""

    ROOM = auto()
    EQUIPMENT = auto()
    VEHICLE = auto()
    PUBLICATION = auto()
    TRAINING = auto()
    TOGETHER = auto()
    SERVICE = auto()
    OTHER = auto()

    @property
    def words(self) -> str:
        """The kind as people name it."""
        return {
            ResourceKind.ROOM: "Room",
            ResourceKind.EQUIPMENT: "Equipment",
            ResourceKind.VEHICLE: "Vehicle",
            ResourceKind.PUBLICATION: "Publication",
            ResourceKind.TRAINING: "Training material",
            ResourceKind.TOGETHER: "Bought together",
            ResourceKind.SERVICE: "Service",
            ResourceKind.OTHER: "Other",
        }[self]


class LendingTerms(StrEnum):
    """What an organisation asks in return for lending something."""

    FREE = auto()
    EXCHANGE = auto()
    CHARGED = auto()

    @property
    def words(self) -> str:
        """The terms as people name them."""
        return {
            LendingTerms.FREE: "Free",
            LendingTerms.EXCHANGE: "In exchange",
            LendingTerms.CHARGED: "Charged",
        }[self]


class BookingState(StrEnum):
    """How far a request to borrow is."""

    ASKED = auto()
    ACCEPTED = auto()
    DECLINED = auto()
    CANCELLED = auto()
    HANDED_OVER = auto()
    RETURNED = auto()

    @property
    def words(self) -> str:
        """The state as a mark says it."""
        return {
            BookingState.ASKED: "Asked for",
            BookingState.ACCEPTED: "Accepted",
            BookingState.DECLINED: "Declined",
            BookingState.CANCELLED: "Cancelled",
            BookingState.HANDED_OVER: "Handed over",
            BookingState.RETURNED: "Returned",
        }[self]


class Resource(Offered, Versioned, Model):
    """A room, a thing or a service that an organisation lends. `sort_name` is the name in lower case, for lists.

    `capacity` counts people in a room or a vehicle, and pieces of anything else. `most_hours` is the longest loan.
    `picture` is the fingerprint of its photograph, empty where there is none; `picture_words` say what it shows.
    """

    __tablename__ = "resources"
    __table_args__ = (
        Index("ix_resources_list", "removed_at", "sort_name", "id"),
        Index("ix_resources_kept", "organisation_id", "removed_at", "sort_name", "id"),
        Index("ix_resources_kind", "removed_at", "kind", "sort_name", "id"),
        Index("ix_resources_terms", "removed_at", "terms", "sort_name", "id"),
        Index("ix_resources_places", "removed_at", "area", "sort_name", "id"),
        Index("ix_resources_by_kind", "removed_at", "kind", "id"),
        Index("ix_resources_by_terms", "removed_at", "terms", "id"),
        Index("ix_resources_by_place", "removed_at", "area", "id"),
        Index("ix_resources_public", "removed_at", "sort_name", "id", sqlite_where=PUBLIC, postgresql_where=PUBLIC),
        Index("ix_resources_stale", "removed_at", "confirmed_on", "id"),
    )

    name: Mapped[str] = mapped_column(String(200))
    sort_name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[ResourceKind] = mapped_column(default=ResourceKind.OTHER)
    description: Mapped[str] = mapped_column(Text, default="")
    place: Mapped[str] = mapped_column(String(300), default="")
    area: Mapped[str] = mapped_column(String(120), default="", index=True)
    postcode: Mapped[str] = mapped_column(String(12), default="")
    capacity: Mapped[int | None]
    terms: Mapped[LendingTerms] = mapped_column(default=LendingTerms.FREE)
    charge: Mapped[str] = mapped_column(String(200), default="")
    conditions: Mapped[str] = mapped_column(Text, default="")
    access_notes: Mapped[str] = mapped_column(Text, default="")
    opening: Mapped[str] = mapped_column(String(300), default="")
    is_bookable: Mapped[bool] = mapped_column(default=True)
    most_hours: Mapped[int | None]
    picture: Mapped[str] = mapped_column(String(64), default="")
    picture_words: Mapped[str] = mapped_column(String(200), default="")
    picture_width: Mapped[int] = mapped_column(default=0)
    picture_height: Mapped[int] = mapped_column(default=0)
    confirmed_on: Mapped[date | None]
    confirmed_by: Mapped[str] = mapped_column(String(200), default="")
    removed_at: Mapped[datetime | None]

    organisation: Mapped[Organisation] = relationship()


class Photograph(Model):
    """The photograph of a resource; its `fingerprint` is part of its address, so it never changes.

    `small` is the one for lists: None until it is made (photographs kept by the first release were kept as they were
    sent), and empty where it cannot be.
    """

    __tablename__ = "photographs"
    __table_args__ = (UniqueConstraint("resource_id", "fingerprint"),)

    resource_id: Mapped[int] = mapped_column(ForeignKey("resources.id"))
    fingerprint: Mapped[str] = mapped_column(String(64))
    content_type: Mapped[str] = mapped_column(String(20))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    small: Mapped[bytes | None] = mapped_column(LargeBinary)


class Booking(Versioned, Model):
    """A request to have a resource for a time, and what came of it. Who asks is a person for an organisation.

    `reason` says why it was declined or cancelled; `condition` in what condition it came back.
    """

    __tablename__ = "bookings"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        Index("ix_bookings_times", "resource_id", "state", "starts_at", "ends_at"),
        Index("ix_bookings_asked", "organisation_id", "state", "starts_at"),
    )

    resource_id: Mapped[int] = mapped_column(ForeignKey("resources.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    purpose: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[BookingState] = mapped_column(default=BookingState.ASKED)
    reason: Mapped[str] = mapped_column(Text, default="")
    condition: Mapped[str] = mapped_column(Text, default="")
    asked_at: Mapped[datetime]

    resource: Mapped[Resource] = relationship()
    organisation: Mapped[Organisation] = relationship()
    person: Mapped[Person] = relationship()
    messages: Mapped[list["BookingMessage"]] = relationship(back_populates="booking", order_by="BookingMessage.id")


class BookingMessage(Model):
    """What one side wrote to the other about a booking."""

    __tablename__ = "booking_messages"

    booking_id: Mapped[int] = mapped_column(ForeignKey("bookings.id"), index=True)
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)

    booking: Mapped[Booking] = relationship(back_populates="messages")


class JointBuy(Offered, Versioned, Model):
    """Something that organisations buy together, or could; the organisation of the row is the one that leads."""

    __tablename__ = "joint_buys"
    __table_args__ = (Index("ix_joint_buys_list", "removed_at", "sort_item", "id"),)

    item: Mapped[str] = mapped_column(String(200))
    sort_item: Mapped[str] = mapped_column(String(200))
    notes: Mapped[str] = mapped_column(Text, default="")
    removed_at: Mapped[datetime | None]

    organisation: Mapped[Organisation] = relationship()
    buyers: Mapped[list["JointBuyer"]] = relationship(back_populates="joint_buy", order_by="JointBuyer.id")


class JointBuyer(Versioned, Model):
    """An organisation that buys the item now, or would like to: what it pays roughly and when that is renewed."""

    __tablename__ = "joint_buyers"
    __table_args__ = (UniqueConstraint("joint_buy_id", "organisation_id"),)

    joint_buy_id: Mapped[int] = mapped_column(ForeignKey("joint_buys.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    buys_now: Mapped[bool] = mapped_column(default=True)
    pays: Mapped[str] = mapped_column(String(200), default="")
    renewal_month: Mapped[int | None]
    note: Mapped[str] = mapped_column(String(400), default="")
    removed_at: Mapped[datetime | None]

    joint_buy: Mapped[JointBuy] = relationship(back_populates="buyers")
    organisation: Mapped[Organisation] = relationship()
