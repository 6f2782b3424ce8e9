"""A consultation that somebody else runs: its dates, who was asked here, our response, and what came of it."""

from datetime import date, datetime
from enum import StrEnum, auto

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core.audience import Audience, Guarded
from portal.core.database import Model, Versioned
from portal.directory.models import Organisation
from portal.partnerships.models import Group


class Consultation(Guarded, Versioned, Model):
    """A consultation of another body, or early warning of one: without a day on which it opens or closes it is only
    coming, and `expected` says when in the words of whoever heard of it.

    The owner is an organisation of the directory, or a name written down. `notice_days` are those between the day the
    partnership heard of it and the day it closes. `user_id` is who noted it, `by` their name that day. A removed one
    stays, hidden.
    """

    __tablename__ = "consultations"
    __table_args__ = (Index("ix_consultations_list", "partnership_id", "closes_on", "id"),)

    title: Mapped[str] = mapped_column(String(200))
    about: Mapped[str] = mapped_column(Text, default="")
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    owner_name: Mapped[str] = mapped_column(String(200), default="")
    link: Mapped[str] = mapped_column(String(300), default="")
    heard_on: Mapped[date]
    opens_on: Mapped[date | None]
    closes_on: Mapped[date | None]
    expected: Mapped[str] = mapped_column(String(120), default="")
    notice_days: Mapped[int | None]
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    by: Mapped[str] = mapped_column(String(200), default="")
    removed_at: Mapped[datetime | None]

    owner: Mapped[Organisation | None] = relationship()
    response: Mapped["ConsultationResponse"] = relationship(back_populates="consultation")
    outcome: Mapped["ConsultationOutcome"] = relationship(back_populates="consultation")

    @property
    def owner_called(self) -> str:
        """Who runs it: by the directory, or as it was written down."""
        return self.owner.name if self.owner else self.owner_name


class ConsultationResponse(Versioned, Model):
    """What the partnership says to a consultation: who writes it, what was agreed on and where, and when it was sent.

    A draft is for those of the partnership; once sent it is for `shared_with`, never wider than the consultation.
    """

    __tablename__ = "consultation_responses"

    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultations.id"), unique=True)
    writer_organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    writer_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    text: Mapped[str] = mapped_column(Text, default="")
    agreed_meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meetings.id"), index=True)
    agreed_decision_id: Mapped[int | None] = mapped_column(ForeignKey("decisions.id"), index=True)
    sent_on: Mapped[date | None]
    shared_with: Mapped[Audience]

    consultation: Mapped[Consultation] = relationship(back_populates="response")
    writer_organisation: Mapped[Organisation | None] = relationship()


class ConsultationOutcome(Versioned, Model):
    """What came of a consultation: the results, and what its owner did. For `shared_with`, never wider than it."""

    __tablename__ = "consultation_outcomes"

    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultations.id"), unique=True)
    results: Mapped[str] = mapped_column(Text, default="")
    owner_did: Mapped[str] = mapped_column(Text, default="")
    noted_on: Mapped[date | None]
    shared_with: Mapped[Audience]

    consultation: Mapped[Consultation] = relationship(back_populates="outcome")


class AskedHere(Model):
    """An organisation, a group of the partnership or somebody written down was asked, and answered or has not yet."""

    __tablename__ = "consultation_asked"

    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultations.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    group_id: Mapped[int | None] = mapped_column(ForeignKey("groups.id"), index=True)
    name: Mapped[str] = mapped_column(String(200), default="")
    asked_on: Mapped[date]
    answered_on: Mapped[date | None]
    removed_at: Mapped[datetime | None]

    organisation: Mapped[Organisation | None] = relationship()
    group: Mapped[Group | None] = relationship()


class SourceKind(StrEnum):
    """How views were gathered."""

    FOCUS_GROUP = auto()
    EVENT = auto()
    SURVEY = auto()
    INTERVIEWS = auto()
    LETTERS = auto()

    @property
    def words(self) -> str:
        """The kind as a choice and a list say it."""
        return {
            SourceKind.FOCUS_GROUP: "Focus group",
            SourceKind.EVENT: "Event",
            SourceKind.SURVEY: "Survey",
            SourceKind.INTERVIEWS: "Interviews",
            SourceKind.LETTERS: "Letters and e-mails",
        }[self]


class ViewSource(Versioned, Model):
    """Where views came from: a focus group, an event or the like, on which day, with how many people."""

    __tablename__ = "consultation_sources"

    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultations.id"), index=True)
    kind: Mapped[SourceKind]
    title: Mapped[str] = mapped_column(String(200))
    day: Mapped[date | None]
    people: Mapped[int | None]
    found: Mapped[str] = mapped_column(Text, default="")
    removed_at: Mapped[datetime | None]


class OnAgenda(Model):
    """An agenda item under which a consultation is talked about."""

    __tablename__ = "consultation_items"

    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultations.id"), index=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_items.id"), index=True)


class NoticeMeasure(Versioned, Model):
    """How much notice a partnership wants of a consultation, and why; without a row the usual measure holds."""

    __tablename__ = "consultation_measures"

    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnerships.id"), unique=True)
    weeks: Mapped[int]
    reason: Mapped[str] = mapped_column(String(400))
