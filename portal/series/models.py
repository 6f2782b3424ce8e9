"""A series of meetings called by one rhythm, and a poll among the seats for a day."""

from datetime import date, datetime, time
from enum import StrEnum, auto

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core.audience import Guarded
from portal.core.database import Model, Versioned
from portal.meetings.models import Kind, Meeting
from portal.memberships.models import Seat
from portal.partnerships.models import Group


class Every(StrEnum):
    """By what a rhythm counts."""

    WEEKS = auto()
    WEEKDAY = auto()
    QUARTER = auto()
    DAY = auto()

    @property
    def words(self) -> str:
        """The way of counting as the form says it."""
        return {
            Every.WEEKS: "So many weeks, on a weekday",
            Every.WEEKDAY: "A weekday of the month, such as the third Thursday",
            Every.QUARTER: "A weekday of the quarter, such as the third Thursday of each quarter",
            Every.DAY: "The same day of the month, such as the 15th",
        }[self]


class Series(Guarded, Versioned, Model):
    """A rhythm by which meetings of a group were called, and what they have in common.

    `step` is the number of weeks or months from one to the next; `nth` 1 to 5, or -1 for the last one.
    """

    __tablename__ = "series"

    every: Mapped[Every]
    step: Mapped[int]
    weekday: Mapped[int]
    nth: Mapped[int]
    day_of_month: Mapped[int]
    skips_august: Mapped[bool]
    from_on: Mapped[date]
    until_on: Mapped[date]
    starts: Mapped[time | None]
    ends: Mapped[time | None]
    venue: Mapped[str] = mapped_column(String(300), default="")
    kind: Mapped[Kind]

    group: Mapped[Group] = relationship()


class Called(Model):
    """A meeting that was called by a series."""

    __tablename__ = "series_meetings"

    series_id: Mapped[int] = mapped_column(ForeignKey("series.id"), index=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"), unique=True)

    meeting: Mapped[Meeting] = relationship()


class Suits(StrEnum):
    """Whether a day suits a seat."""

    YES = auto()
    IF_NEED_BE = auto()
    NO = auto()

    @property
    def words(self) -> str:
        """The answer as the table says it."""
        return {Suits.YES: "Yes", Suits.IF_NEED_BE: "If need be", Suits.NO: "No"}[self]


class Poll(Guarded, Versioned, Model):
    """A question to the seats of a group: which of these days suits you? The day it closes on still counts."""

    __tablename__ = "polls"

    about: Mapped[str] = mapped_column(String(200))
    kind: Mapped[Kind]
    venue: Mapped[str] = mapped_column(String(300), default="")
    asked_by: Mapped[str] = mapped_column(String(200))
    asked_on: Mapped[date]
    closes_on: Mapped[date] = mapped_column(index=True)
    ended_at: Mapped[datetime | None]
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meetings.id"))

    group: Mapped[Group] = relationship()
    days: Mapped[list["PollDay"]] = relationship(back_populates="poll", order_by="PollDay.day, PollDay.starts")


class PollDay(Model):
    """One of the days a poll proposes."""

    __tablename__ = "poll_days"

    poll_id: Mapped[int] = mapped_column(ForeignKey("polls.id"), index=True)
    day: Mapped[date]
    starts: Mapped[time | None]
    ends: Mapped[time | None]

    poll: Mapped[Poll] = relationship(back_populates="days")


class PollAnswer(Model):
    """What a seat says of one of the days. Who said it is kept as it was."""

    __tablename__ = "poll_answers"
    __table_args__ = (UniqueConstraint("poll_day_id", "seat_id"),)

    poll_day_id: Mapped[int] = mapped_column(ForeignKey("poll_days.id"))
    seat_id: Mapped[int] = mapped_column(ForeignKey("seats.id"), index=True)
    suits: Mapped[Suits]
    answered_by: Mapped[str] = mapped_column(String(200))
    by_telephone: Mapped[bool]
    answered_at: Mapped[datetime]

    seat: Mapped[Seat] = relationship()
