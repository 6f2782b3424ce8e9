"""How somebody new to a seat is welcomed: the partnership's list of steps, who goes beside them, and what is done."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core.database import Model
from portal.directory.models import Person
from portal.memberships.models import Holder


class InductionStep(Model):
    """One step of a partnership's list for new representatives. A removed one stays where it was ticked."""

    __tablename__ = "induction_steps"

    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnerships.id"), index=True)
    position: Mapped[int]
    text: Mapped[str] = mapped_column(String(200))
    removed_at: Mapped[datetime | None]


class Induction(Model):
    """The welcome of one new holder of a seat, with the buddy who goes beside them."""

    __tablename__ = "inductions"

    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnerships.id"), index=True)
    holder_id: Mapped[int] = mapped_column(ForeignKey("holders.id"), unique=True)
    buddy_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    begun_on: Mapped[date]
    begun_by: Mapped[str] = mapped_column(String(200))

    holder: Mapped[Holder] = relationship()
    buddy: Mapped[Person] = relationship()
    ticks: Mapped[list["InductionTick"]] = relationship(cascade="all, delete-orphan")


class InductionTick(Model):
    """A step that is done, with the day and who ticked it."""

    __tablename__ = "induction_ticks"
    __table_args__ = (UniqueConstraint("induction_id", "step_id"),)

    induction_id: Mapped[int] = mapped_column(ForeignKey("inductions.id"))
    step_id: Mapped[int] = mapped_column(ForeignKey("induction_steps.id"))
    on: Mapped[date] = mapped_column("done_on")
    by: Mapped[str] = mapped_column(String(200))
