"""An organisation that applies to join a partnership: what it says to each criterion, and what came of it."""

from datetime import date, datetime
from enum import StrEnum, auto

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core.database import Model, Versioned
from portal.decisions.models import Decision
from portal.decisions.proposal_models import Proposal
from portal.directory.models import Organisation
from portal.memberships.models import Seat


class Ended(StrEnum):
    """How an application ended."""

    SEATED = auto()
    DECLINED = auto()
    WITHDRAWN = auto()

    @property
    def words(self) -> str:
        """The end as a page says it."""
        return {
            Ended.SEATED: "Has its seat",
            Ended.DECLINED: "Did not lead to a seat",
            Ended.WITHDRAWN: "Taken back by the organisation",
        }[self]


class Application(Versioned, Model):
    """An organisation's wish to join. It is ended, never deleted; its name is kept as it was.

    The partners agree by the proposal that was put to their seats, or by the decision of a meeting.
    """

    __tablename__ = "joining_applications"
    __table_args__ = (Index("ix_joining_applications_list", "partnership_id", "applied_on", "id"),)

    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnerships.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    organisation_name: Mapped[str] = mapped_column(String(200))
    contact_name: Mapped[str] = mapped_column(String(200))
    contact_email: Mapped[str] = mapped_column(String(254), default="")
    about: Mapped[str] = mapped_column(Text, default="")
    applied_on: Mapped[date]
    entered_by: Mapped[str] = mapped_column(String(200))
    proposal_id: Mapped[int | None] = mapped_column(ForeignKey("decision_proposals.id"), index=True)
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decisions.id"))
    seat_id: Mapped[int | None] = mapped_column(ForeignKey("seats.id"))
    ended: Mapped[Ended | None]
    ended_on: Mapped[date | None]
    ended_by: Mapped[str] = mapped_column(String(200), default="")
    ended_why: Mapped[str] = mapped_column(Text, default="")

    organisation: Mapped[Organisation] = relationship()
    proposal: Mapped[Proposal | None] = relationship()
    decision: Mapped[Decision | None] = relationship()
    seat: Mapped[Seat | None] = relationship()
    checks: Mapped[list["Check"]] = relationship(order_by="Check.position", cascade="all, delete-orphan")
    steps: Mapped[list["JoiningStep"]] = relationship(order_by="JoiningStep.id")


class Check(Model):
    """What an applicant says to one criterion, or to the purpose, values and principles; the words as they then were.

    `key` finds the same question again where the answer is changed.
    """

    __tablename__ = "joining_checks"
    __table_args__ = (UniqueConstraint("application_id", "key"),)

    application_id: Mapped[int] = mapped_column(ForeignKey("joining_applications.id"))
    position: Mapped[int]
    key: Mapped[str] = mapped_column(String(40))
    text: Mapped[str] = mapped_column(Text)
    meets: Mapped[bool]
    how: Mapped[str] = mapped_column(Text, default="")


class JoiningStep(Model):
    """One dated step in the history of an application."""

    __tablename__ = "joining_steps"

    application_id: Mapped[int] = mapped_column(ForeignKey("joining_applications.id"), index=True)
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(String(400))
