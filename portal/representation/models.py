"""What is kept about seats over time: cases of missed meetings, notes, who could follow, and hand-overs."""

from datetime import date, datetime
from enum import StrEnum, auto

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core.database import Model, Versioned
from portal.decisions.models import Decision
from portal.directory.models import Organisation, Person
from portal.memberships.models import Seat
from portal.partnerships.models import Group


class Outcome(StrEnum):
    """How a case of missed meetings ended."""

    STAYS = auto()
    ANOTHER = auto()
    ENDED = auto()
    WITHDRAWN = auto()

    @property
    def words(self) -> str:
        """The outcome as a page says it."""
        return {
            Outcome.STAYS: "The seat stays as it is",
            Outcome.ANOTHER: "Another representative was named",
            Outcome.ENDED: "The seat ended",
            Outcome.WITHDRAWN: "Nothing was to be settled",
        }[self]


class MissedCase(Versioned, Model):
    """A seat that missed so many meetings in a row, taken up by a person: what was written, answered and decided."""

    __tablename__ = "missed_cases"

    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnerships.id"), index=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"))
    seat_id: Mapped[int] = mapped_column(ForeignKey("seats.id"), index=True)
    organisation_name: Mapped[str] = mapped_column(String(200))
    times: Mapped[int]
    opened_on: Mapped[date]
    opened_by: Mapped[str] = mapped_column(String(200))
    closed_on: Mapped[date | None]
    closed_by: Mapped[str] = mapped_column(String(200), default="")
    outcome: Mapped[Outcome | None]

    group: Mapped[Group] = relationship()
    seat: Mapped[Seat] = relationship()
    steps: Mapped[list["CaseStep"]] = relationship(back_populates="case", order_by="CaseStep.id")

    def has(self, step: "Step") -> bool:
        """Whether a step of the kind was taken."""
        return any(each.step is step for each in self.steps)

    @property
    def stage(self) -> int:
        """How far it is: 0 to be noticed, 1 to be answered, 2 to be decided, 3 to be closed, 4 closed."""
        if self.closed_on:
            return 4
        return 3 if self.has(Step.DECIDED) else 2 if self.has(Step.ANSWERED) else 1 if self.has(Step.NOTICE) else 0


class Step(StrEnum):
    """One step of a case."""

    OPENED = auto()
    NOTICE = auto()
    ANSWERED = auto()
    DECIDED = auto()
    NOTE = auto()
    CLOSED = auto()

    @property
    def words(self) -> str:
        """The step as the history says it."""
        return {
            Step.OPENED: "Taken up",
            Step.NOTICE: "Notice given",
            Step.ANSWERED: "The organisation answered",
            Step.DECIDED: "Decided at a meeting",
            Step.NOTE: "Note",
            Step.CLOSED: "Closed",
        }[self]


class Answer(StrEnum):
    """What the organisation said."""

    ANOTHER = auto()
    STAYS = auto()
    GIVES_UP = auto()

    @property
    def words(self) -> str:
        """The answer as a choice says it."""
        return {
            Answer.ANOTHER: "It names another representative",
            Answer.STAYS: "Its representative stays",
            Answer.GIVES_UP: "It gives up its seat",
        }[self]


class CaseStep(Model):
    """A dated step of a case, with who noted it; a notice keeps its letter, a decision names the one it is."""

    __tablename__ = "missed_case_steps"

    case_id: Mapped[int] = mapped_column(ForeignKey("missed_cases.id"), index=True)
    step: Mapped[Step]
    on: Mapped[date] = mapped_column("happened_on")
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text, default="")
    letter: Mapped[str] = mapped_column(Text, default="")
    sent_to: Mapped[str] = mapped_column(String(400), default="")
    answer: Mapped[Answer | None]
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decisions.id"))

    case: Mapped[MissedCase] = relationship(back_populates="steps")
    decision: Mapped[Decision | None] = relationship()


class AttendanceNote(Model):
    """A dated note beside a seat in the view on regular attendance. Nothing follows from it by itself."""

    __tablename__ = "attendance_notes"

    seat_id: Mapped[int] = mapped_column(ForeignKey("seats.id"), index=True)
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)


class Willing(Versioned, Model):
    """A person of an organisation who could take on a role in a partnership, kept by who sits for the organisation."""

    __tablename__ = "willing_people"

    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnerships.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    areas: Mapped[str] = mapped_column(String(300))
    kept_on: Mapped[date]
    kept_by: Mapped[str] = mapped_column(String(200))
    removed_at: Mapped[datetime | None]

    organisation: Mapped[Organisation] = relationship()
    person: Mapped[Person] = relationship()


class HandOver(Model):
    """The parts and open work of a person, or of an organisation, handed to another in one step.

    Names are kept as they were; `parts` says what was handed over, one a line.
    """

    __tablename__ = "hand_overs"

    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnerships.id"), index=True)
    from_person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    to_person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    from_organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"))
    to_organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"))
    from_name: Mapped[str] = mapped_column(String(200))
    to_name: Mapped[str] = mapped_column(String(200))
    on: Mapped[date] = mapped_column("handed_on")
    by: Mapped[str] = mapped_column(String(200))
    note: Mapped[str] = mapped_column(Text, default="")
    parts: Mapped[str] = mapped_column(Text, default="")
