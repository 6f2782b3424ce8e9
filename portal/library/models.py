"""What a partnership keeps for all its partners: quality standards, training, funding and good practice."""

from datetime import date, datetime, time
from enum import StrEnum, auto
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from portal.core.audience import Guarded
from portal.core.database import Model, Versioned
from portal.directory.models import Organisation

NEVER = date(9999, 12, 30)
"""Where an opportunity without a deadline stands in a list: behind those with one."""


class Kept(Guarded, Versioned):
    """What every entry of the four lists has. `sort_title` is the title in lower case; `user_id` is who added it.

    A removed entry stays, hidden, so that it can come back.
    """

    __tablename__: str

    title: Mapped[str] = mapped_column(String(200))
    sort_title: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text, default="")
    link: Mapped[str] = mapped_column(String(300), default="")
    added_on: Mapped[date]
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    by: Mapped[str] = mapped_column(String(200), default="")
    removed_at: Mapped[datetime | None]

    @declared_attr.directive
    def __table_args__(cls) -> Any:  # noqa: N805  SQLAlchemy hands in the class
        return (Index(f"ix_{cls.__tablename__}_list", "partnership_id", "sort_title", "id"),)


class Standard(Kept, Model):
    """A quality standard the partnership approved: what it is, since when, and where to read about it."""

    __tablename__ = "quality_standards"

    approved_on: Mapped[date | None]


class Holding(Model):
    """An organisation holds a standard, since a day and perhaps until one. A removed row was a mistake."""

    __tablename__ = "standard_holders"

    standard_id: Mapped[int] = mapped_column(ForeignKey("quality_standards.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    since_on: Mapped[date | None]
    until_on: Mapped[date | None]
    removed_at: Mapped[datetime | None]

    organisation: Mapped[Organisation] = relationship()


class Course(Kept, Model):
    """A training course that was approved and tested. Its provider is an organisation we know, or named in words."""

    __tablename__ = "courses"

    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    provider: Mapped[str] = mapped_column(String(200), default="")
    cost: Mapped[str] = mapped_column(String(120), default="")
    approved_by: Mapped[str] = mapped_column(String(120), default="")
    approved_on: Mapped[date | None]

    organisation: Mapped[Organisation | None] = relationship()


class Session(Versioned, Model):
    """A day on which a course is given, and how many places there are."""

    __tablename__ = "course_sessions"
    __table_args__ = (Index("ix_course_sessions_day", "course_id", "day", "id"),)

    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"))
    day: Mapped[date]
    starts_at: Mapped[time | None]
    ends_at: Mapped[time | None]
    venue: Mapped[str] = mapped_column(String(200), default="")
    places: Mapped[int]
    cancelled_at: Mapped[datetime | None]

    course: Mapped[Course] = relationship()


class Place(Model):
    """A place booked at a session for one person of an organisation. A cancelled one is free again."""

    __tablename__ = "course_places"
    __table_args__ = (Index("ix_course_places_session", "session_id", "cancelled_at"),)

    session_id: Mapped[int] = mapped_column(ForeignKey("course_sessions.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(254), default="")
    needs: Mapped[str] = mapped_column(String(300), default="")
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    by: Mapped[str] = mapped_column(String(200), default="")
    booked_at: Mapped[datetime]
    cancelled_at: Mapped[datetime | None]

    session: Mapped[Session] = relationship()
    organisation: Mapped[Organisation] = relationship()


class Feedback(Model):
    """What somebody who had a place says of the course afterwards: a score from 1 to 5, and words."""

    __tablename__ = "course_feedback"
    __table_args__ = (UniqueConstraint("place_id"),)

    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"), index=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("course_places.id"))
    score: Mapped[int]
    words: Mapped[str] = mapped_column(Text, default="")
    given_on: Mapped[date]

    place: Mapped[Place] = relationship()


class Funding(Kept, Model):
    """A funding opportunity. One without a deadline is open all the time; `closes_sort` puts it behind the others."""

    __tablename__ = "funding_opportunities"

    funder: Mapped[str] = mapped_column(String(200))
    amount: Mapped[str] = mapped_column(String(120), default="")
    deadline: Mapped[date | None]
    closes_sort: Mapped[date] = mapped_column(default=NEVER, index=True)


class Outcome(StrEnum):
    """What came of an application."""

    WAITING = auto()
    GRANTED = auto()
    REFUSED = auto()
    WITHDRAWN = auto()

    @property
    def words(self) -> str:
        """The outcome as a mark says it."""
        return {
            Outcome.WAITING: "Waiting for an answer",
            Outcome.GRANTED: "Granted",
            Outcome.REFUSED: "Refused",
            Outcome.WITHDRAWN: "Withdrawn",
        }[self]


class Application(Versioned, Model):
    """An organisation applied for an opportunity, and what came of it."""

    __tablename__ = "funding_applications"

    funding_id: Mapped[int] = mapped_column(ForeignKey("funding_opportunities.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    applied_on: Mapped[date]
    asked_for: Mapped[str] = mapped_column(String(120), default="")
    outcome: Mapped[Outcome] = mapped_column(default=Outcome.WAITING)
    note: Mapped[str] = mapped_column(String(400), default="")
    removed_at: Mapped[datetime | None]

    organisation: Mapped[Organisation] = relationship()


class Practice(Kept, Model):
    """Something that works well, told by an organisation so that others can do it too. Tags are words with commas."""

    __tablename__ = "good_practices"

    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    tags: Mapped[str] = mapped_column(String(300), default="")

    organisation: Mapped[Organisation | None] = relationship()
