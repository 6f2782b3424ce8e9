"""A plan, its sections with their objectives, the columns it has, and the actions that stand in it."""

from datetime import date, datetime
from enum import StrEnum, auto

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.actions.models import Action
from portal.core.audience import Audience, Guarded
from portal.core.database import Model, Versioned
from portal.directory.models import Organisation


class Stage(StrEnum):
    """How far a plan is: written, worked by, or over."""

    DRAFT = auto()
    CURRENT = auto()
    CLOSED = auto()

    @property
    def words(self) -> str:
        """The stage as a mark says it."""
        return {Stage.DRAFT: "Draft", Stage.CURRENT: "Current", Stage.CLOSED: "Closed"}[self]


class Field(StrEnum):
    """What a column of a plan can hold; a plan chooses which it has, in which order, and what it calls them."""

    REF = auto()
    WHAT = auto()
    STATUS = auto()
    PRIORITY = auto()
    TIMESCALE = auto()
    SCALE = auto()
    HOW = auto()
    START = auto()
    WHEN = auto()
    LEADS = auto()
    ALSO = auto()
    TIME = auto()
    MONEY = auto()
    RESOURCES = auto()
    MEASURE_INPUT = auto()
    MEASURE_PROCESS = auto()
    MEASURE_OUTPUT = auto()
    MEASURE_OUTCOME = auto()
    BASELINE = auto()
    TARGET = auto()
    FIGURE = auto()
    COMMENTS = auto()
    LINKS = auto()
    NEEDS_DETAIL = auto()
    EVIDENCE = auto()
    INDICATOR = auto()
    ADVICE = auto()


class Plan(Guarded, Versioned, Model):
    """An action plan with its period. The plan it follows on from is `previous_id`.

    `opens_to` is who it is for once it is no draft; `audience` is who may see it now.
    `now_months` and `soon_months` are how many months after the beginning "now" and "soon" end (6 and 12 as Peak
    Partners have it); `year_starts` is the month that quarter 1 of this plan begins with, 1 or 4.
    """

    __tablename__ = "plans"
    __table_args__ = (Index("ix_plans_list", "partnership_id", "begins_on", "id"),)

    title: Mapped[str] = mapped_column(String(200))
    introduction: Mapped[str] = mapped_column(Text, default="")
    section_noun: Mapped[str] = mapped_column(String(40), default="Area of work")
    stage: Mapped[Stage] = mapped_column(default=Stage.DRAFT)
    opens_to: Mapped[Audience] = mapped_column(default=Audience.PARTNERSHIP)
    begins_on: Mapped[date]
    ends_on: Mapped[date]
    now_months: Mapped[int] = mapped_column(default=6)
    soon_months: Mapped[int] = mapped_column(default=12)
    year_starts: Mapped[int] = mapped_column(default=1)
    previous_id: Mapped[int | None] = mapped_column(ForeignKey("plans.id"))
    removed_at: Mapped[datetime | None]

    columns: Mapped[list["PlanColumn"]] = relationship(order_by="PlanColumn.position", cascade="all, delete-orphan")
    sections: Mapped[list["Section"]] = relationship(
        order_by="Section.position", primaryjoin="and_(Section.plan_id == Plan.id, Section.removed_at.is_(None))"
    )
    steps: Mapped[list["Step"]] = relationship(order_by="Step.day, Step.id", cascade="all, delete-orphan")


class PlanColumn(Model):
    """A column a plan has. `wording` is the partnership's own words for the choices: one "choice = words" a line."""

    __tablename__ = "plan_columns"
    __table_args__ = (UniqueConstraint("plan_id", "field"),)

    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"), index=True)
    field: Mapped[Field]
    heading: Mapped[str] = mapped_column(String(80))
    position: Mapped[int]
    wording: Mapped[str] = mapped_column(Text, default="")


class Step(Model):
    """A day on a plan's way: discussed, approved, begun, reviewed (the approval path of a plan)."""

    __tablename__ = "plan_steps"

    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"), index=True)
    day: Mapped[date]
    words: Mapped[str] = mapped_column(String(200))


class Section(Versioned, Model):
    """An area of work or target of a plan, with its aim. `caretaker_id` is the organisation that minds it.

    A section is looked after so that it is "not lost" (Peak Partners); `evidence`, `indicator` and `advice` ("what you
    can do") belong to a whole target in Derby's plan.
    """

    __tablename__ = "plan_sections"

    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"), index=True)
    position: Mapped[int]
    code: Mapped[str] = mapped_column(String(20), default="")
    title: Mapped[str] = mapped_column(String(300))
    aim: Mapped[str] = mapped_column(Text, default="")
    tier: Mapped[str] = mapped_column(String(80), default="")
    evidence: Mapped[str] = mapped_column(Text, default="")
    indicator: Mapped[str] = mapped_column(Text, default="")
    advice: Mapped[str] = mapped_column(Text, default="")
    caretaker_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    removed_at: Mapped[datetime | None]

    caretaker: Mapped[Organisation | None] = relationship()
    objectives: Mapped[list["Objective"]] = relationship(
        order_by="Objective.position",
        primaryjoin="and_(Objective.section_id == Section.id, Objective.removed_at.is_(None))",
    )


class Objective(Versioned, Model):
    """What a section is to reach. On `review_on` it is due on an agenda; `review_months` later again (0: only once)."""

    __tablename__ = "plan_objectives"

    section_id: Mapped[int] = mapped_column(ForeignKey("plan_sections.id"), index=True)
    position: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    review_on: Mapped[date | None] = mapped_column(index=True)
    review_months: Mapped[int] = mapped_column(default=0)
    removed_at: Mapped[datetime | None]


class PlanEntry(Guarded, Versioned, Model):
    """An action as it stands in a plan, with what the plan's columns say of it beyond the action itself.

    The action is the same one that was raised at a meeting or stands in another plan: its text, leads, time, status
    and progress are its own. `partnership_id` and `audience` are the plan's; the action may be another partnership's
    that shares it. `timescale` and `scale` hold every choice that was ticked, by commas: "now,later". What was rolled
    forward keeps the timescale it had.
    """

    __tablename__ = "plan_entries"
    __table_args__ = (
        UniqueConstraint("plan_id", "action_id"),
        Index("ix_plan_entries_grid", "plan_id", "position", "id"),
    )

    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"))
    action_id: Mapped[int] = mapped_column(ForeignKey("actions.id"), index=True)
    section_id: Mapped[int | None] = mapped_column(ForeignKey("plan_sections.id"), index=True)
    objective_id: Mapped[int | None] = mapped_column(ForeignKey("plan_objectives.id"), index=True)
    import_id: Mapped[int | None] = mapped_column(ForeignKey("plan_imports.id"), index=True)
    position: Mapped[int]
    ref: Mapped[str] = mapped_column(String(40), default="")
    how: Mapped[str] = mapped_column(Text, default="")
    priority: Mapped[str] = mapped_column(String(40), default="")
    timescale: Mapped[str] = mapped_column(String(80), default="")
    rolled_from: Mapped[str] = mapped_column(String(80), default="")
    rolled_at: Mapped[datetime | None]
    scale: Mapped[str] = mapped_column(String(80), default="")
    start_text: Mapped[str] = mapped_column(String(200), default="")
    also: Mapped[str] = mapped_column(String(400), default="")
    time_needed: Mapped[str] = mapped_column(Text, default="")
    money_needed: Mapped[str] = mapped_column(Text, default="")
    resources: Mapped[str] = mapped_column(Text, default="")
    measure_input: Mapped[str] = mapped_column(Text, default="")
    measure_process: Mapped[str] = mapped_column(Text, default="")
    measure_output: Mapped[str] = mapped_column(Text, default="")
    measure_outcome: Mapped[str] = mapped_column(Text, default="")
    baseline: Mapped[str] = mapped_column(String(200), default="")
    target: Mapped[str] = mapped_column(String(200), default="")
    figure: Mapped[str] = mapped_column(String(200), default="")
    comments: Mapped[str] = mapped_column(Text, default="")
    needs_detail: Mapped[bool] = mapped_column(default=False, server_default=false())
    evidence: Mapped[str] = mapped_column(Text, default="")
    indicator: Mapped[str] = mapped_column(Text, default="")
    advice: Mapped[str] = mapped_column(Text, default="")
    removed_at: Mapped[datetime | None]

    action: Mapped[Action] = relationship()
    section: Mapped[Section | None] = relationship()


class Link(Model):
    """Two actions of a plan that belong together; the lower number stands first."""

    __tablename__ = "plan_links"
    __table_args__ = (UniqueConstraint("entry_id", "other_id"),)

    entry_id: Mapped[int] = mapped_column(ForeignKey("plan_entries.id"))
    other_id: Mapped[int] = mapped_column(ForeignKey("plan_entries.id"), index=True)


class Share(Versioned, Model):
    """An action that its partnership offers to another one, so that it can stand in a plan there too.

    `answered_at` and `is_taken` say what the other partnership answered; `ended_at` that the offer was taken back:
    then the action leaves the other's plan. A confidential action is never shared.
    """

    __tablename__ = "action_shares"
    __table_args__ = (UniqueConstraint("action_id", "partnership_id"),)

    action_id: Mapped[int] = mapped_column(ForeignKey("actions.id"))
    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnerships.id"), index=True)
    words: Mapped[str] = mapped_column(String(300), default="")
    by: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    is_taken: Mapped[bool] = mapped_column(default=False)
    ended_at: Mapped[datetime | None]

    action: Mapped[Action] = relationship()
