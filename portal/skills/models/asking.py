"""What organisations look for: wanted notices, requests and their answers, searches in vain."""

from datetime import date, datetime
from enum import StrEnum, auto

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core.audience import Offered
from portal.core.database import Model, Versioned
from portal.directory.models import Organisation
from portal.skills.models.offering import Skill, SkillTerm


class Wanted(Offered, Versioned, Model):
    """A notice of what an organisation needs and found nobody for. It stands until it is met or withdrawn."""

    __tablename__ = "wanted_notices"
    __table_args__ = (Index("ix_wanted_notices_list", "closed_on", "posted_on", "id"),)

    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    term_id: Mapped[int | None] = mapped_column(ForeignKey("skill_terms.id"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text, default="")
    area: Mapped[str] = mapped_column(String(120), default="")
    when_text: Mapped[str] = mapped_column(String(200), default="")
    needed_by: Mapped[date | None]
    posted_on: Mapped[date]
    closed_on: Mapped[date | None]
    is_met: Mapped[bool] = mapped_column(default=False)

    organisation: Mapped[Organisation] = relationship(foreign_keys="Wanted.organisation_id")
    term: Mapped[SkillTerm | None] = relationship()


class WantedLetters(StrEnum):
    """Which notices somebody is written to about."""

    MATCHES = auto()
    ALL = auto()
    NONE = auto()

    @property
    def words(self) -> str:
        """The choice as a form says it."""
        return {
            WantedLetters.MATCHES: "Only when somebody looks for what we offer",
            WantedLetters.ALL: "All new notices, those we could answer first",
            WantedLetters.NONE: "No letters about what is wanted",
        }[self]


class WantedReader(Model):
    """Somebody's letters about what is wanted: which they want, how far they were told, and when last written to.

    Who never chose gets those of what their organisation offers. `told_up_to` is the number of the newest notice.
    """

    __tablename__ = "wanted_readers"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), unique=True)
    choice: Mapped[WantedLetters] = mapped_column(default=WantedLetters.MATCHES)
    told_up_to: Mapped[int] = mapped_column(default=0)
    written_on: Mapped[date | None]


class RequestState(StrEnum):
    """How far a request for help has come."""

    ASKED = auto()
    OFFERED = auto()
    AGREED = auto()
    DONE = auto()
    THANKED = auto()
    DECLINED = auto()
    WITHDRAWN = auto()

    @property
    def words(self) -> str:
        """The state as a mark says it."""
        return self.value.capitalize()


class HelpRequest(Versioned, Model):
    """A request between two organisations: of a skill, or an offer that answers a wanted notice.

    `organisation_id` asks, `helper_id` is asked; only the two of them see it. `waits_for` is the organisation whose
    turn it is, None when it is over.
    """

    __tablename__ = "help_requests"
    __table_args__ = (Index("ix_help_requests_waiting", "waits_for", "moved_at", "id"),)

    skill_id: Mapped[int | None] = mapped_column(ForeignKey("skills.id"), index=True)
    wanted_id: Mapped[int | None] = mapped_column(ForeignKey("wanted_notices.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    helper_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    helper_person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    when_text: Mapped[str] = mapped_column(String(200), default="")
    needed_by: Mapped[date | None]
    state: Mapped[RequestState] = mapped_column(default=RequestState.ASKED)
    waits_for: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"))
    asked_on: Mapped[date]
    moved_at: Mapped[datetime]
    reminded_on: Mapped[date | None]

    organisation: Mapped[Organisation] = relationship(foreign_keys=[organisation_id])
    helper: Mapped[Organisation] = relationship(foreign_keys=[helper_id])
    skill: Mapped[Skill | None] = relationship()
    wanted: Mapped[Wanted | None] = relationship()
    messages: Mapped[list["HelpMessage"]] = relationship(back_populates="request", order_by="HelpMessage.id")


class HelpMessage(Model):
    """What one side wrote to the other, and the step it took."""

    __tablename__ = "help_messages"

    request_id: Mapped[int] = mapped_column(ForeignKey("help_requests.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    by: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]
    text: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[RequestState]

    request: Mapped[HelpRequest] = relationship(back_populates="messages")
    organisation: Mapped[Organisation | None] = relationship()


class EmptySearch(Model):
    """Words that were looked for in vain on a day, and how often somebody said so; never who."""

    __tablename__ = "empty_searches"
    __table_args__ = (UniqueConstraint("words", "day", "partnership_id"),)

    words: Mapped[str] = mapped_column(String(200))
    day: Mapped[date] = mapped_column(index=True)
    times: Mapped[int] = mapped_column(default=1)
    partnership_id: Mapped[int | None] = mapped_column(ForeignKey("partnerships.id"), index=True)


class SkillsAudit(Model):
    """A round in which every organisation with a seat is asked what it can do."""

    __tablename__ = "skills_audits"

    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnerships.id"), index=True)
    started_on: Mapped[date]
    answer_by: Mapped[date]
    started_by: Mapped[str] = mapped_column(String(200))
    reminded_on: Mapped[date | None]
    closed_on: Mapped[date | None]

    answers: Mapped[list["AuditAnswer"]] = relationship(back_populates="audit", order_by="AuditAnswer.id")


class AuditAnswer(Model):
    """One organisation that was asked in a round, and when it answered."""

    __tablename__ = "skills_audit_answers"
    __table_args__ = (UniqueConstraint("audit_id", "organisation_id"),)

    audit_id: Mapped[int] = mapped_column(ForeignKey("skills_audits.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    answered_on: Mapped[date | None]
    answered_by: Mapped[str] = mapped_column(String(200), default="")

    audit: Mapped[SkillsAudit] = relationship(back_populates="answers")
    organisation: Mapped[Organisation] = relationship()
