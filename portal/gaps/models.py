"""The gaps bank: needs that nobody meets yet, and the initiatives profiled against them."""

from datetime import date, datetime
from enum import StrEnum, auto

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core.audience import Guarded
from portal.core.database import Model, Versioned
from portal.directory.models import Organisation


class Status(StrEnum):
    """How far a gap is closed."""

    OPEN = auto()
    BEING_MET = auto()
    MET = auto()
    DROPPED = auto()

    @property
    def words(self) -> str:
        """The status as a mark says it."""
        return self.value.replace("_", " ").capitalize()

    @property
    def mark(self) -> str:
        """The shape of its mark, as actions have them."""
        return {
            Status.OPEN: "outstanding",
            Status.BEING_MET: "ongoing",
            Status.MET: "done",
            Status.DROPPED: "dropped",
        }[self]


class Gap(Guarded, Versioned, Model):
    """A need that is not met: where, how it is known, and who says so. A removed one stays, hidden.

    `user_id` is who proposed it, `by` their name that day.
    """

    __tablename__ = "gaps"
    __table_args__ = (Index("ix_gaps_list", "partnership_id", "raised_on", "id"),)

    need: Mapped[str] = mapped_column(String(300))
    area: Mapped[str] = mapped_column(String(120), default="")
    evidence: Mapped[str] = mapped_column(Text, default="")
    source: Mapped[str] = mapped_column(String(300), default="")
    status: Mapped[Status] = mapped_column(default=Status.OPEN)
    for_think_tank: Mapped[bool] = mapped_column(default=False)
    raised_on: Mapped[date]
    closed_on: Mapped[date | None]
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    by: Mapped[str] = mapped_column(String(200), default="")
    removed_at: Mapped[datetime | None]


class Reach(StrEnum):
    """How far an initiative reaches."""

    LOCAL = auto()
    REGIONAL = auto()
    NATIONAL = auto()

    @property
    def words(self) -> str:
        """The reach as a choice says it."""
        return self.value.capitalize()


class Initiative(Guarded, Versioned, Model):
    """A project, service or programme that may close gaps, run by an organisation of the partnership or by others.

    `run_by` is the body behind it where that is no partner. One without an end goes on.
    """

    __tablename__ = "initiatives"
    __table_args__ = (Index("ix_initiatives_list", "partnership_id", "added_on", "id"),)

    name: Mapped[str] = mapped_column(String(200))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    run_by: Mapped[str] = mapped_column(String(200), default="")
    text: Mapped[str] = mapped_column(Text, default="")
    reach: Mapped[Reach] = mapped_column(default=Reach.LOCAL, server_default=Reach.LOCAL.value)
    link: Mapped[str] = mapped_column(String(300), default="", server_default="")
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    added_on: Mapped[date]
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    by: Mapped[str] = mapped_column(String(200), default="")
    removed_at: Mapped[datetime | None]

    organisation: Mapped[Organisation | None] = relationship()
    profiles: Mapped[list["Profile"]] = relationship(back_populates="initiative", cascade="all, delete-orphan")


class Fit(StrEnum):
    """How well an initiative meets a gap."""

    NOT = auto()
    PARTLY = auto()
    FULLY = auto()

    @property
    def words(self) -> str:
        """The fit as a choice says it."""
        return {Fit.NOT: "Not at all", Fit.PARTLY: "Partly", Fit.FULLY: "Fully"}[self]

    @property
    def sentence(self) -> str:
        """The fit as it is said of an initiative and a gap."""
        return "Does not meet it" if self is Fit.NOT else f"Meets it {self.value}"


class Profile(Model):
    """How well an initiative meets one gap, and what it does towards it. No row means that nobody looked yet."""

    __tablename__ = "initiative_profiles"
    __table_args__ = (UniqueConstraint("initiative_id", "gap_id"),)

    initiative_id: Mapped[int] = mapped_column(ForeignKey("initiatives.id"))
    gap_id: Mapped[int] = mapped_column(ForeignKey("gaps.id"), index=True)
    fit: Mapped[Fit]
    does: Mapped[str] = mapped_column(String(400), default="")

    initiative: Mapped[Initiative] = relationship(back_populates="profiles")
    gap: Mapped[Gap] = relationship()
