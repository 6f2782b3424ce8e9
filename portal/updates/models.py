"""What each partner is doing: dated notes under the partnership's own headings, and who reviews them."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core.audience import Guarded
from portal.core.database import Model, Versioned
from portal.directory.models import Organisation, Person


class Heading(Versioned, Model):
    """A heading the partnership gives its updates. A removed one stays, hidden, for what was written under it."""

    __tablename__ = "update_headings"
    __table_args__ = (UniqueConstraint("partnership_id", "name"),)

    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnerships.id"))
    name: Mapped[str] = mapped_column(String(80))
    position: Mapped[int]
    removed_at: Mapped[datetime | None]


class Update(Guarded, Versioned, Model):
    """A short note by an organisation on what it is doing.

    `user_id` is who wrote it, `by` their name that day. A reviewer marks it reviewed, or asks for a change: `asked` is
    what they would like changed, and empty once the note was changed. A removed one stays, hidden.
    """

    __tablename__ = "updates"
    __table_args__ = (Index("ix_updates_list", "partnership_id", "written_on", "id"),)

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    heading_id: Mapped[int] = mapped_column(ForeignKey("update_headings.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    written_on: Mapped[date]
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    by: Mapped[str] = mapped_column(String(200), default="")
    confirmed_on: Mapped[date | None]
    confirmed_by: Mapped[str] = mapped_column(String(200), default="")
    reviewed_on: Mapped[date | None]
    reviewed_by: Mapped[str] = mapped_column(String(200), default="")
    asked: Mapped[str] = mapped_column(Text, default="")
    asked_on: Mapped[date | None]
    asked_by: Mapped[str] = mapped_column(String(200), default="")
    removed_at: Mapped[datetime | None]

    organisation: Mapped[Organisation] = relationship()
    heading: Mapped[Heading] = relationship()


class Reviewer(Model):
    """A person who reviews a partnership's updates; ended, never deleted."""

    __tablename__ = "update_reviewers"

    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnerships.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    from_on: Mapped[date]
    until_on: Mapped[date | None]

    person: Mapped[Person] = relationship()
