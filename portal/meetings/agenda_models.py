"""What comes before an agenda, and interests: proposals, a group's own prompts, declarations and their register."""

from datetime import date, datetime
from enum import StrEnum, auto

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core.database import Model, Versioned
from portal.meetings.models import ItemKind
from portal.partnerships.models import Group


class Prompt(Model):
    """A question that a group puts to whoever proposes an item. One that ended is asked no more; its answers stay."""

    __tablename__ = "proposal_prompts"

    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"), index=True)
    position: Mapped[int]
    text: Mapped[str] = mapped_column(String(300))
    ended_on: Mapped[date | None]


class Fate(StrEnum):
    """What became of a proposal."""

    WAITING = auto()
    TAKEN = auto()
    KEPT = auto()
    DECLINED = auto()
    WITHDRAWN = auto()

    @property
    def words(self) -> str:
        """What became of it, as its proposer reads it."""
        return {
            Fate.WAITING: "Waiting",
            Fate.TAKEN: "On an agenda",
            Fate.KEPT: "Kept for later",
            Fate.DECLINED: "Declined",
            Fate.WITHDRAWN: "Withdrawn",
        }[self]


class Proposal(Versioned, Model):
    """An item proposed for a group's agenda. It is for its proposer and for who writes the group's agendas."""

    __tablename__ = "proposals"
    __table_args__ = (Index("ix_proposals_group", "group_id", "fate", "id"),)

    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnerships.id"), index=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"))
    title: Mapped[str] = mapped_column(String(200))
    kind: Mapped[ItemKind]
    minutes_long: Mapped[int | None]
    led_by: Mapped[str] = mapped_column(String(200), default="")
    is_confidential: Mapped[bool] = mapped_column(default=False)
    reviews_action_id: Mapped[int | None] = mapped_column(ForeignKey("actions.id"))
    proposed_by: Mapped[str] = mapped_column(String(200))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    proposed_on: Mapped[date]
    fate: Mapped[Fate] = mapped_column(default=Fate.WAITING)
    why: Mapped[str] = mapped_column(String(300), default="")
    item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_items.id"))
    settled_at: Mapped[datetime | None]

    group: Mapped[Group] = relationship()
    answers: Mapped[list["PromptAnswer"]] = relationship(order_by="PromptAnswer.id", cascade="all, delete-orphan")

    @property
    def background(self) -> str:
        """The answers as an agenda shows them: each question, and below it what was said."""
        return "\n\n".join(f"{answer.question}\n{answer.text}" for answer in self.answers if answer.text)


class PromptAnswer(Model):
    """What a proposer answered; the question is kept as it was asked."""

    __tablename__ = "proposal_answers"

    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id"), index=True)
    question: Mapped[str] = mapped_column(String(300))
    text: Mapped[str] = mapped_column(Text, default="")


class Handling(StrEnum):
    """How a declared interest was handled."""

    OPEN = auto()
    STAYED = auto()
    SPOKE = auto()
    WITHDREW = auto()

    @property
    def words(self) -> str:
        """How it was handled, as the minutes say it after "declared an interest"."""
        return {
            Handling.OPEN: "not settled yet",
            Handling.STAYED: "stayed",
            Handling.SPOKE: "spoke and did not decide",
            Handling.WITHDREW: "withdrew",
        }[self]


class Interest(Versioned, Model):
    """An interest declared against an agenda item, by a seat or by a guest, with the names as they were."""

    __tablename__ = "interests"
    __table_args__ = (Index("ix_interests_list", "partnership_id", "declared_on", "id"),)

    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnerships.id"))
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"), index=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_items.id"), index=True)
    seat_id: Mapped[int | None] = mapped_column(ForeignKey("seats.id"), index=True)
    guest_id: Mapped[int | None] = mapped_column(ForeignKey("guests.id", ondelete="SET NULL"))
    organisation_name: Mapped[str] = mapped_column(String(200), default="")
    person_name: Mapped[str] = mapped_column(String(200), default="")
    nature: Mapped[str] = mapped_column(String(400))
    handling: Mapped[Handling] = mapped_column(default=Handling.OPEN)
    declared_on: Mapped[date]
    removed_at: Mapped[datetime | None]


class RegisterEntry(Versioned, Model):
    """A standing interest on a partnership's register: an organisation's, or a person's, from a day until a day."""

    __tablename__ = "interest_entries"
    __table_args__ = (Index("ix_interest_entries_list", "partnership_id", "from_on", "id"),)

    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnerships.id"))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    nature: Mapped[str] = mapped_column(String(400))
    from_on: Mapped[date]
    until_on: Mapped[date | None]
