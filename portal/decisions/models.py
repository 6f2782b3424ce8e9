"""A decision, with the quorum of that moment, and who of the absent acknowledged it."""

from datetime import date, datetime
from enum import StrEnum, auto

import sqlalchemy as sa
from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core.audience import Guarded
from portal.core.database import Model, Versioned
from portal.memberships.models import Seat
from portal.partnerships.models import Group


class How(StrEnum):
    """How the outcome was reached."""

    CONSENSUS = auto()
    MAJORITY = auto()
    DEFERRED = auto()

    @property
    def words(self) -> str:
        """The way as the minutes say it."""
        return {How.CONSENSUS: "by consensus", How.MAJORITY: "by majority", How.DEFERRED: "deferred"}[self]


class Decision(Guarded, Versioned, Model):
    """What a group decided. The quorum is kept as it stood when the decision was recorded.

    Taken at a meeting without a quorum it is a recommendation; `is_between`: it was taken between meetings. On
    `review_on` it is looked at again; `ended_on` is the day from which it holds no longer. A removed one stays, hidden,
    so that it can come back.
    """

    __tablename__ = "decisions"
    __table_args__ = (Index("ix_decisions_list", "partnership_id", "decided_on", "id"),)

    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meetings.id"), index=True)
    item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_items.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    topic: Mapped[str] = mapped_column(String(200), default="")
    how: Mapped[How] = mapped_column(default=How.CONSENSUS)
    dissent: Mapped[str] = mapped_column(String(400), default="")
    decided_on: Mapped[date]
    is_recommendation: Mapped[bool] = mapped_column(default=False)
    quorum_present: Mapped[int] = mapped_column(default=0)
    quorum_needed: Mapped[int] = mapped_column(default=0)
    quorum_of: Mapped[int] = mapped_column(default=0)
    is_between: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    review_on: Mapped[date | None] = mapped_column(index=True)
    ended_on: Mapped[date | None]
    removed_at: Mapped[datetime | None]

    group: Mapped[Group | None] = relationship(foreign_keys="Decision.group_id")


class Acknowledgement(Model):
    """A seat that was absent saw what was decided without it."""

    __tablename__ = "acknowledgements"
    __table_args__ = (UniqueConstraint("meeting_id", "seat_id"),)

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"))
    seat_id: Mapped[int] = mapped_column(ForeignKey("seats.id"), index=True)
    by: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]

    seat: Mapped[Seat] = relationship()


class Found(StrEnum):
    """What a review of a decision came to."""

    STANDS = auto()
    CHANGED = auto()
    ENDED = auto()

    @property
    def words(self) -> str:
        """The outcome as the page says it."""
        return {
            Found.STANDS: "It stands",
            Found.CHANGED: "Another decision changes it",
            Found.ENDED: "It holds no longer",
        }[self]


class Review(Model):
    """A decision was looked at again. `later` is the decision that changes it; `was_due_on` is kept for taking back."""

    __tablename__ = "decision_reviews"

    decision_id: Mapped[int] = mapped_column(ForeignKey("decisions.id"), index=True)
    on: Mapped[date]
    found: Mapped[Found]
    note: Mapped[str] = mapped_column(String(1000), default="")
    later_id: Mapped[int | None] = mapped_column(ForeignKey("decisions.id"), index=True)
    was_due_on: Mapped[date | None]
    by: Mapped[str] = mapped_column(String(200))
    removed_at: Mapped[datetime | None]
