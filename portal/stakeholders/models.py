"""The stakeholders of a partnership, by seven kinds."""

from datetime import date, datetime
from enum import StrEnum, auto

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core.audience import Guarded
from portal.core.database import Model, Versioned
from portal.directory.models import Organisation


class StakeholderKind(StrEnum):
    """The seven kinds of those with an interest in a partnership's work, as the Compact for Devon tells them apart."""

    COMMUNITY = auto()
    STATUTORY = auto()
    PROVIDER = auto()
    EXPERT = auto()
    ADVISORY = auto()
    FUNDER = auto()
    AFFECTED = auto()

    @property
    def words(self) -> str:
        """The kind as a heading says it."""
        return {
            StakeholderKind.COMMUNITY: "Voluntary and community groups",
            StakeholderKind.STATUTORY: "Public bodies",
            StakeholderKind.PROVIDER: "Other providers, businesses among them",
            StakeholderKind.EXPERT: "Experts in the subject",
            StakeholderKind.ADVISORY: "Advisers",
            StakeholderKind.FUNDER: "Funders, present and possible",
            StakeholderKind.AFFECTED: "Those who will feel the results",
        }[self]


class Stakeholder(Guarded, Versioned, Model):
    """Somebody with an interest in the partnership's work: an organisation of the directory, or a name written down.

    `lead_id` is the organisation with a seat that keeps them involved; `user_id` is who added them. A removed one
    stays, hidden, so that it can come back.
    """

    __tablename__ = "stakeholders"
    __table_args__ = (Index("ix_stakeholders_list", "partnership_id", "kind", "id"),)

    kind: Mapped[StakeholderKind]
    listed_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    name: Mapped[str] = mapped_column(String(200), default="")
    interest: Mapped[str] = mapped_column(String(400), default="")
    involved: Mapped[str] = mapped_column(String(400), default="")
    lead_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    heard_on: Mapped[date | None]
    heard_how: Mapped[str] = mapped_column(String(200), default="")
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    removed_at: Mapped[datetime | None]

    listed: Mapped[Organisation | None] = relationship(foreign_keys=[listed_id])
    lead: Mapped[Organisation | None] = relationship(foreign_keys=[lead_id])

    @property
    def called(self) -> str:
        """What they are called: by the directory, or as it was written down."""
        return self.listed.name if self.listed else self.name
