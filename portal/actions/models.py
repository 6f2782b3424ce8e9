"""An action, who leads it, and how it goes."""

from datetime import date, datetime
from enum import StrEnum, auto
from typing import NamedTuple

from sqlalchemy import ForeignKey, Index, String, Text, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core.audience import Guarded
from portal.core.database import Model, Versioned
from portal.core.dates import Meaning, When
from portal.directory.models import Organisation, Person
from portal.partnerships.models import Group


class Status(StrEnum):
    """How far an action is."""

    OUTSTANDING = auto()
    ONGOING = auto()
    DONE = auto()
    DROPPED = auto()

    @property
    def words(self) -> str:
        """The status as a mark says it."""
        return self.value.capitalize()


class Rag(StrEnum):
    """How well an action goes; the words say it, the colour only helps."""

    RED = auto()
    AMBER = auto()
    GREEN = auto()

    @property
    def words(self) -> str:
        """What the colour means."""
        return {Rag.RED: "Off track", Rag.AMBER: "Some problems", Rag.GREEN: "On track"}[self]


class Heard(StrEnum):
    """How a report reached the portal: written by who gives it, told to who keeps the actions, or said at a meeting."""

    OWN = auto()
    ADMINISTRATOR = auto()
    MEETING = auto()

    @property
    def words(self) -> str:
        """How the report came, as it stands beside the report."""
        return {
            Heard.OWN: "in their own words",
            Heard.ADMINISTRATOR: "as told by telephone or letter",
            Heard.MEETING: "as said at a meeting",
        }[self]


OPEN = (Status.OUTSTANDING, Status.ONGOING)
SOME_DAY = date(9999, 12, 30)
CLOSED = date.max


class Minuted(NamedTuple):
    """An action as the published minutes hold it, whatever became of it since."""

    id: int
    text: str
    leads_text: str
    leads_public: str
    when_text: str


class Action(Guarded, Versioned, Model):
    """Something to be done. `when_text` and `leads_written` are what was written; the rest is how it was understood.

    `starts_on` and `due_on` are the first and the last day of the time, where it means days; with `when_corrected` a
    person said so. `days_before` counts back from each meeting. `leads_written` is empty where the leads were chosen.

    One action, wherever it was raised: the one of the minutes and the one of a list are the same row. `leads_text`
    keeps how the leads are called, for lists, and `leads_public` the same without names of people; `due_sort` puts
    those without a date behind those with one, and what is closed last. What begins with `minuted_` is how the
    published minutes say it: they stay as they were when an action is changed or removed later.
    """

    __tablename__ = "actions"
    __table_args__ = (Index("ix_actions_list", "partnership_id", "due_sort", "id"),)

    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meetings.id"), index=True)
    item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_items.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    topic: Mapped[str] = mapped_column(String(200), default="")
    status: Mapped[Status] = mapped_column(default=Status.OUTSTANDING)
    when_text: Mapped[str] = mapped_column(String(200), default="")
    when_meaning: Mapped[Meaning] = mapped_column(default=Meaning.NONE, server_default=Meaning.NONE.value)
    when_corrected: Mapped[bool] = mapped_column(default=False, server_default=false())
    days_before: Mapped[int | None]
    starts_on: Mapped[date | None]
    due_on: Mapped[date | None]
    due_sort: Mapped[date] = mapped_column(default=SOME_DAY)
    leads_written: Mapped[str] = mapped_column(String(400), default="", server_default="")
    leads_text: Mapped[str] = mapped_column(String(400), default="")
    leads_public: Mapped[str] = mapped_column(String(400), default="")
    raised_on: Mapped[date]
    done_on: Mapped[date | None]
    removed_at: Mapped[datetime | None]
    minuted_text: Mapped[str] = mapped_column(Text, default="", server_default="")
    minuted_leads_text: Mapped[str] = mapped_column(String(400), default="", server_default="")
    minuted_leads_public: Mapped[str] = mapped_column(String(400), default="", server_default="")
    minuted_when_text: Mapped[str] = mapped_column(String(200), default="", server_default="")

    group: Mapped[Group | None] = relationship()
    leads: Mapped[list["Lead"]] = relationship(
        back_populates="action", order_by="Lead.id", cascade="all, delete-orphan"
    )
    progress: Mapped[list["Progress"]] = relationship(back_populates="action", order_by="Progress.id.desc()")

    @property
    def leads_typed(self) -> str:
        """Who leads, as it was typed; where the leads were chosen, how they are called."""
        return self.leads_written or self.leads_text

    @property
    def when(self) -> When | None:
        """The time as it was written, with what it means here; None where nothing was written or said of it."""
        if not self.when_text and self.due_on is None and self.starts_on is None:
            return None
        return When(
            self.when_text, self.due_on, self.when_meaning is Meaning.OPEN, self.starts_on, self.days_before, "",
            self.when_meaning,
        )  # fmt: skip

    @property
    def as_minuted(self) -> Minuted:
        """The action as its meeting's minutes hold it; as it is now while these are not out."""
        if not self.minuted_text:
            return Minuted(self.id, self.text, self.leads_text, self.leads_public, self.when_text)
        return Minuted(
            self.id, self.minuted_text, self.minuted_leads_text, self.minuted_leads_public, self.minuted_when_text
        )


class Lead(Model):
    """Who leads: an organisation, a person, a group, everybody, or words that name nobody we know.

    Exactly one of the fields is filled; an action with no lead row has nobody yet.
    """

    __tablename__ = "leads"

    action_id: Mapped[int] = mapped_column(ForeignKey("actions.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    group_id: Mapped[int | None] = mapped_column(ForeignKey("groups.id"), index=True)
    everybody: Mapped[bool] = mapped_column(default=False)
    words: Mapped[str] = mapped_column(String(200), default="")

    action: Mapped[Action] = relationship(back_populates="leads")
    organisation: Mapped[Organisation | None] = relationship()
    person: Mapped[Person | None] = relationship()
    group: Mapped[Group | None] = relationship()


class Progress(Model):
    """A dated note on how an action goes, with the status it had then: by a lead, or for one who told it.

    `figure` is how far a measure is, as it was said: "14 of 20 trained".
    """

    __tablename__ = "progress_notes"

    action_id: Mapped[int] = mapped_column(ForeignKey("actions.id"), index=True)
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text, default="")
    status: Mapped[Status]
    rag: Mapped[Rag | None]
    figure: Mapped[str] = mapped_column(String(100), default="", server_default="")
    heard: Mapped[Heard] = mapped_column(default=Heard.OWN, server_default=Heard.OWN.value)

    action: Mapped[Action] = relationship(back_populates="progress")
