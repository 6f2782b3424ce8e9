"""What an attendee would say otherwise in the minutes, and what became of it."""

from datetime import datetime
from enum import StrEnum, auto

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core.database import Model
from portal.meetings.models import AgendaItem


class Outcome(StrEnum):
    """What became of an amendment."""

    OPEN = auto()
    TAKEN_UP = auto()
    DECLINED = auto()

    @property
    def words(self) -> str:
        """The outcome as a mark says it."""
        return {Outcome.OPEN: "Waiting", Outcome.TAKEN_UP: "Taken up", Outcome.DECLINED: "Not taken up"}[self]


class Amendment(Model):
    """A change to the minutes that somebody who was there proposes; names are kept as they were.

    Whoever writes the minutes answers it. It is for the group, and under a confidential item for those who may see it.
    """

    __tablename__ = "amendments"
    __table_args__ = (Index("ix_amendments_meeting", "meeting_id", "id"),)

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"))
    item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_items.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    by: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]
    text: Mapped[str] = mapped_column(Text)
    outcome: Mapped[Outcome] = mapped_column(default=Outcome.OPEN)
    answer: Mapped[str] = mapped_column(String(400), default="")
    answered_by: Mapped[str] = mapped_column(String(200), default="")
    answered_at: Mapped[datetime | None]

    item: Mapped[AgendaItem | None] = relationship()

    @property
    def stands_under(self) -> AgendaItem | None:
        """The item it stands under, while that is on this meeting's agenda: what was taken off is named no more."""
        is_there = self.item is not None and self.item.removed_at is None and self.item.meeting_id == self.meeting_id
        return self.item if is_there else None
