"""Which training organisations need, said once a year beside their answer to the skills audit."""

from datetime import date, datetime
from enum import StrEnum, auto

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core.database import Model
from portal.directory.models import Organisation
from portal.skills.models.asking import SkillsAudit


class Way(StrEnum):
    """In which way people would like to learn."""

    ANY = auto()
    COURSE = auto()
    ONLINE = auto()
    AT_WORK = auto()

    @property
    def words(self) -> str:
        """The way as a choice says it."""
        return {
            Way.ANY: "Any way",
            Way.COURSE: "A course, together",
            Way.ONLINE: "Online",
            Way.AT_WORK: "At work, from somebody who can do it",
        }[self]


class TrainingNeed(Model):
    """Training that an organisation needs: of what, for how many people, by when, in which way.

    A removed one was taken back. `wanted_id` is the notice that was made of it.
    """

    __tablename__ = "training_needs"
    __table_args__ = (Index("ix_training_needs_list", "audit_id", "organisation_id", "id"),)

    audit_id: Mapped[int] = mapped_column(ForeignKey("skills_audits.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    term_id: Mapped[int | None] = mapped_column(ForeignKey("skill_terms.id"), index=True)
    wanted_id: Mapped[int | None] = mapped_column(ForeignKey("wanted_notices.id"), index=True)
    subject: Mapped[str] = mapped_column(String(120))
    people: Mapped[int] = mapped_column(default=1)
    when_text: Mapped[str] = mapped_column(String(200), default="")
    needed_by: Mapped[date | None]
    way: Mapped[Way] = mapped_column(default=Way.ANY)
    said_on: Mapped[date]
    said_by: Mapped[str] = mapped_column(String(200), default="")
    removed_at: Mapped[datetime | None]

    audit: Mapped[SkillsAudit] = relationship()
    organisation: Mapped[Organisation] = relationship()
