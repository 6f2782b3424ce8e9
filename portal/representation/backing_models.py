"""What stands behind a seat: paid workers, as what its representative comes, and what it needs to take part."""

from datetime import date
from enum import StrEnum, auto

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.database import Model, Versioned


class ServesAs(StrEnum):
    """As what somebody represents their organisation."""

    STAFF = auto()
    TRUSTEE = auto()
    VOLUNTEER = auto()

    @property
    def words(self) -> str:
        """What they are, as a page says it."""
        return {
            ServesAs.STAFF: "a paid worker",
            ServesAs.TRUSTEE: "a trustee or committee member",
            ServesAs.VOLUNTEER: "a volunteer",
        }[self]


class Backing(Versioned, Model):
    """What an organisation says beside its seat, for itself and for who keeps the partnership's seats.

    `serves_as` is said of the holder named here alone; of who comes after them nothing is said yet.
    """

    __tablename__ = "seat_backings"

    seat_id: Mapped[int] = mapped_column(ForeignKey("seats.id"), unique=True)
    has_paid_workers: Mapped[bool | None]
    holder_id: Mapped[int | None] = mapped_column(ForeignKey("holders.id"))
    serves_as: Mapped[ServesAs | None]
    support: Mapped[str] = mapped_column(Text, default="")
    said_on: Mapped[date]
    said_by: Mapped[str] = mapped_column(String(200))
