"""What is asked: questions with their wordings, and questionnaires in sections.

A question keeps its key for ever; each change of its words makes a new wording, so that an answer always points to the
very words and choices it was given to, and only equal wordings are compared over the years.
"""

from datetime import datetime
from enum import StrEnum, auto

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core.database import Model, Versioned
from portal.directory.models import Sector


class Measure(StrEnum):
    """How a question is answered. Each but open text also takes "don't know"; every question may be left out."""

    AGREEMENT = auto()
    YES_NO = auto()
    ONE_OF = auto()
    SOME_OF = auto()
    TEXT = auto()

    @property
    def words(self) -> str:
        """The way of answering, as the choice beside it says."""
        return {
            Measure.AGREEMENT: "From strongly disagree to strongly agree",
            Measure.YES_NO: "Yes or no",
            Measure.ONE_OF: "One of several choices",
            Measure.SOME_OF: "Any number of choices",
            Measure.TEXT: "In their own words",
        }[self]


class Purpose(StrEnum):
    """What a questionnaire is for. The first two are ways of a health check, with its follow-up."""

    SHORT_CHECK = auto()
    LONG_CHECK = auto()
    SET_UP = auto()
    PULSE = auto()
    QUICK_VIEW = auto()
    AUDIT = auto()
    CONSULTATION = auto()
    OWN = auto()

    @property
    def words(self) -> str:
        """The purpose as a label says it."""
        return {
            Purpose.SHORT_CHECK: "Health check, short",
            Purpose.LONG_CHECK: "Health check, long",
            Purpose.SET_UP: "Should this partnership exist?",
            Purpose.PULSE: "Chair's quick pulse",
            Purpose.QUICK_VIEW: "Quick view of the sector",
            Purpose.AUDIT: "Audit of skills and resources",
            Purpose.CONSULTATION: "Consultation",
            Purpose.OWN: "Our own questions",
        }[self]

    @property
    def is_check(self) -> bool:
        """Whether it is a health check, which is followed up."""
        return self in {Purpose.SHORT_CHECK, Purpose.LONG_CHECK}


class Question(Model):
    """One thing that is asked, known by its key over the years; without a partnership it is the portal's own."""

    __tablename__ = "questions"
    __table_args__ = (UniqueConstraint("partnership_id", "key"),)

    partnership_id: Mapped[int | None] = mapped_column(ForeignKey("partnerships.id"), index=True)
    key: Mapped[str] = mapped_column(String(60))
    topic: Mapped[str] = mapped_column(String(60), default="")

    wordings: Mapped[list["Wording"]] = relationship(back_populates="question", order_by="Wording.number")


class Wording(Model):
    """The words of a question, and the choices it is answered from; never changed once a survey with it was opened.

    `choices` are the scale of this wording, one a line, from the first (1) to the last; an agreement is always five.
    `asks_help` adds "What would help?" under a rating of 1 or 2.
    """

    __tablename__ = "wordings"
    __table_args__ = (UniqueConstraint("question_id", "number"),)

    question_id: Mapped[int] = mapped_column(ForeignKey("questions.id"))
    number: Mapped[int] = mapped_column(default=1)
    heading: Mapped[str] = mapped_column(String(160))
    hint: Mapped[str] = mapped_column(String(300), default="")
    measure: Mapped[Measure] = mapped_column(default=Measure.AGREEMENT)
    choices: Mapped[str] = mapped_column(Text, default="")
    asks_help: Mapped[bool] = mapped_column(default=False)

    question: Mapped[Question] = relationship(back_populates="wordings", lazy="joined")

    @property
    def labels(self) -> list[str]:
        """The choices in their order; the first is answer 1."""
        return self.choices.splitlines()


class Questionnaire(Versioned, Model):
    """Questions in sections: a template to begin from, or the very form of one survey.

    A template without a partnership is the portal's own. The form of a survey is a copy of its own, which is edited
    while the survey is a draft and stands still from the day it is opened.
    """

    __tablename__ = "questionnaires"

    partnership_id: Mapped[int | None] = mapped_column(ForeignKey("partnerships.id"), index=True)
    key: Mapped[str] = mapped_column(String(60), default="")
    purpose: Mapped[Purpose] = mapped_column(default=Purpose.OWN)
    title: Mapped[str] = mapped_column(String(200))
    introduction: Mapped[str] = mapped_column(Text, default="")
    minutes: Mapped[int] = mapped_column(default=10)
    is_template: Mapped[bool] = mapped_column(default=False)
    removed_at: Mapped[datetime | None]

    sections: Mapped[list["QuestionSection"]] = relationship(
        order_by="QuestionSection.position", cascade="all, delete-orphan"
    )


class QuestionSection(Model):
    """A page of a questionnaire. With a sector, it is asked only of who answers for an organisation of it."""

    __tablename__ = "question_sections"

    questionnaire_id: Mapped[int] = mapped_column(ForeignKey("questionnaires.id"), index=True)
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(120))
    introduction: Mapped[str] = mapped_column(Text, default="")
    sector: Mapped[Sector | None]

    questions: Mapped[list["PlacedQuestion"]] = relationship(
        order_by="PlacedQuestion.position", cascade="all, delete-orphan"
    )


class PlacedQuestion(Model):
    """A wording at its place in a section."""

    __tablename__ = "placed_questions"
    __table_args__ = (UniqueConstraint("section_id", "wording_id"),)

    section_id: Mapped[int] = mapped_column(ForeignKey("question_sections.id"), index=True)
    wording_id: Mapped[int] = mapped_column(ForeignKey("wordings.id"), index=True)
    position: Mapped[int]

    wording: Mapped[Wording] = relationship(lazy="joined")
