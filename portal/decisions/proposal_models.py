"""A decision between meetings: what is proposed, which seats were told when and how, and what each of them answered."""

from datetime import date, datetime
from enum import StrEnum, auto

import sqlalchemy as sa
from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core.audience import Guarded
from portal.core.database import Model, Versioned
from portal.memberships.models import Seat
from portal.partnerships.models import Group, QuorumBase, QuorumKind


class Standing(StrEnum):
    """How a proposal stands; every standing but the first is the end of it."""

    OPEN = auto()
    AGREED = auto()
    SILENT = auto()
    STOPPED = auto()
    DISCUSS = auto()
    UNDECIDED = auto()
    WITHDRAWN = auto()

    @property
    def words(self) -> str:
        """The standing as a list says it."""
        return {
            Standing.OPEN: "Open",
            Standing.AGREED: "Agreed",
            Standing.SILENT: "Agreed, silence counted",
            Standing.STOPPED: "Stopped by an objection",
            Standing.DISCUSS: "To be discussed at a meeting",
            Standing.UNDECIDED: "Not decided: too few answers",
            Standing.WITHDRAWN: "Withdrawn",
        }[self]


PASSED = (Standing.AGREED, Standing.SILENT)
TO_A_MEETING = (Standing.STOPPED, Standing.DISCUSS, Standing.UNDECIDED)
"""The ends after which a meeting of the group takes it up."""


class Choice(StrEnum):
    """What a seat answers."""

    AGREE = auto()
    OBJECT = auto()
    DISCUSS = auto()

    @property
    def words(self) -> str:
        """The answer as the page says it."""
        return {Choice.AGREE: "Agrees", Choice.OBJECT: "Objects", Choice.DISCUSS: "Wants to discuss it"}[self]


class Told(StrEnum):
    """How a seat was told of a proposal."""

    LETTER = auto()
    TELEPHONE = auto()

    @property
    def words(self) -> str:
        """The way as the page says it."""
        return {Told.LETTER: "by letter", Told.TELEPHONE: "by telephone"}[self]


class Through(StrEnum):
    """Through whom a seat answered."""

    REPRESENTATIVE = auto()
    SUBSTITUTE = auto()
    TELEPHONE = auto()


class Proposal(Guarded, Versioned, Model):
    """Something put to the seats of a group between its meetings, until a day. That day itself still counts.

    The rules that settle it are copied from the group's when it is opened, so that a later change of them does not
    rewrite it. `round` is how often the seats were told. The figures are those of the moment it was settled.
    """

    __tablename__ = "decision_proposals"
    __table_args__ = (Index("ix_decision_proposals_list", "partnership_id", "closes_on", "id"),)

    text: Mapped[str] = mapped_column(Text)
    background: Mapped[str] = mapped_column(Text, default="")
    proposed_by: Mapped[str] = mapped_column(String(200))
    proposer_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    opened_on: Mapped[date]
    closes_on: Mapped[date]
    round: Mapped[int] = mapped_column(default=1)
    standing: Mapped[Standing] = mapped_column(default=Standing.OPEN, index=True)
    settled_at: Mapped[datetime | None]
    withdrawn_why: Mapped[str] = mapped_column(String(400), default="")
    silence_is_assent: Mapped[bool]
    silence_notice: Mapped[int]
    is_unattributed: Mapped[bool]
    quorum_kind: Mapped[QuorumKind]
    quorum_value: Mapped[int]
    quorum_base: Mapped[QuorumBase]
    quorum_counts_vacant: Mapped[bool]
    quorum_present: Mapped[int] = mapped_column(default=0)
    quorum_needed: Mapped[int] = mapped_column(default=0)
    quorum_of: Mapped[int] = mapped_column(default=0)
    silent: Mapped[int] = mapped_column(default=0)
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decisions.id"))
    item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_items.id"))

    group: Mapped[Group] = relationship(foreign_keys=lambda: Proposal.group_id)
    answers: Mapped[list["Answer"]] = relationship(
        back_populates="proposal", order_by="Answer.organisation_name, Answer.id"
    )


class Answer(Model):
    """A seat that is asked: when and how it was told, what it answered, and whether its silence was counted.

    The organisation's name is kept as it was. A seat that stayed silent acknowledges what was decided, later on.
    """

    __tablename__ = "decision_answers"
    __table_args__ = (UniqueConstraint("proposal_id", "seat_id"),)

    proposal_id: Mapped[int] = mapped_column(ForeignKey("decision_proposals.id"))
    seat_id: Mapped[int] = mapped_column(ForeignKey("seats.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"))
    organisation_name: Mapped[str] = mapped_column(String(200))
    told_at: Mapped[datetime | None]
    told_how: Mapped[Told | None]
    told_by: Mapped[str] = mapped_column(String(200), default="")
    choice: Mapped[Choice | None]
    reason: Mapped[str] = mapped_column(Text, default="")
    through: Mapped[Through | None]
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[str] = mapped_column(String(200), default="")
    is_silent: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    acknowledged_at: Mapped[datetime | None]
    acknowledged_by: Mapped[str] = mapped_column(String(200), default="")

    proposal: Mapped[Proposal] = relationship(back_populates="answers")
    seat: Mapped[Seat] = relationship()
