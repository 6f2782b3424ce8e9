"""Asking every lead how it goes, what they answered, and the plan as it stood at the end of a round or a year."""

from datetime import date, datetime
from enum import StrEnum, auto

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.actions.models import Progress
from portal.core.audience import Guarded
from portal.core.database import Model, Versioned
from portal.plans.models import Objective, PlanEntry


class Round(Versioned, Model):
    """A monitoring round of a plan: each lead is asked once, by `closes_on`; closing it freezes a snapshot."""

    __tablename__ = "plan_rounds"

    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    begun_on: Mapped[date]
    closes_on: Mapped[date]
    closed_at: Mapped[datetime | None]
    snapshot_id: Mapped[int | None] = mapped_column(ForeignKey("plan_snapshots.id"))

    asked: Mapped[list["Asked"]] = relationship(back_populates="round", order_by="Asked.id", cascade="all")


class Asked(Model):
    """One action asked about in a round, and who is asked: an organisation, a person, a group, or as `words` say.

    One answer is enough for an action with several leads: `progress_id` is the note that answers it, whoever wrote it
    down. `told_at` is when a letter went to whoever leads it; without one, somebody rings them up.
    """

    __tablename__ = "plan_asked"
    __table_args__ = (UniqueConstraint("round_id", "entry_id"),)

    round_id: Mapped[int] = mapped_column(ForeignKey("plan_rounds.id"))
    entry_id: Mapped[int] = mapped_column(ForeignKey("plan_entries.id"), index=True)
    told_at: Mapped[datetime | None]
    told: Mapped[str] = mapped_column(String(400), default="")
    progress_id: Mapped[int | None] = mapped_column(ForeignKey("progress_notes.id"), index=True)

    round: Mapped[Round] = relationship(back_populates="asked")
    entry: Mapped[PlanEntry] = relationship()
    progress: Mapped[Progress | None] = relationship()


class ObjectiveReview(Model):
    """An objective that came, or comes, onto an agenda to be looked at again."""

    __tablename__ = "objective_reviews"
    __table_args__ = (UniqueConstraint("objective_id", "item_id"),)

    objective_id: Mapped[int] = mapped_column(ForeignKey("plan_objectives.id"))
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_items.id"), index=True)
    due_on: Mapped[date]

    objective: Mapped[Objective] = relationship()


class Occasion(StrEnum):
    """Why a plan was kept as it stood."""

    ROUND = auto()
    REVIEW = auto()
    CHOSEN = auto()

    @property
    def words(self) -> str:
        """The occasion as a list says it."""
        return {
            Occasion.ROUND: "End of a round",
            Occasion.REVIEW: "Annual review",
            Occasion.CHOSEN: "Kept by hand",
        }[self]


class Snapshot(Guarded, Model):
    """A plan frozen as it stood: `body` is as `frozen.body_of` makes it. Nothing changes it any more.

    It holds every action; who reads it is shown those they may see today, and names of people as they may read them.
    """

    __tablename__ = "plan_snapshots"

    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"), index=True)
    at: Mapped[datetime]
    title: Mapped[str] = mapped_column(String(200))
    occasion: Mapped[Occasion]
    by: Mapped[str] = mapped_column(String(200))
    body: Mapped[dict] = mapped_column(JSON)


class AnnualReport(Guarded, Versioned, Model):
    """The annual report on a plan: successes and failures in the partnership's words, beside the figures.

    Its figures are those of `snapshot_id`. Until `published_at` it is read by those who keep the plan.
    """

    __tablename__ = "plan_reports"
    __table_args__ = (UniqueConstraint("plan_id", "title"),)

    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"), index=True)
    snapshot_id: Mapped[int] = mapped_column(ForeignKey("plan_snapshots.id"))
    title: Mapped[str] = mapped_column(String(200))
    successes: Mapped[str] = mapped_column(Text, default="")
    failures: Mapped[str] = mapped_column(Text, default="")
    lessons: Mapped[str] = mapped_column(Text, default="")
    published_at: Mapped[datetime | None]
