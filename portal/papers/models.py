"""Papers with their editions, who read them, a meeting's clocks, its bulletin and news, and who reported back."""

from datetime import date, datetime
from enum import StrEnum, auto

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core.audience import Audience, Guarded
from portal.core.database import Model, Versioned
from portal.directory.models import Person


class FileKind(StrEnum):
    """What kind of file a paper is, by what is in it."""

    PDF = auto()
    DOCX = auto()
    XLSX = auto()
    PPTX = auto()
    ODT = auto()
    ODS = auto()
    ODP = auto()
    TXT = auto()
    CSV = auto()
    PNG = auto()
    JPG = auto()

    @property
    def words(self) -> str:
        """The kind as it stands beside the paper's name."""
        return self.value.upper()


class Paper(Guarded, Versioned, Model):
    """A paper for an item of an agenda, or for the meeting as a whole: promised, or there as a file or a link.

    `narrowed_to` is an audience somebody chose to be narrower than the item's; `audience` is the one that holds.
    `edition` counts the files and links it has had (0: only promised); the other fields tell the latest of them.
    """

    __tablename__ = "papers"
    __table_args__ = (Index("ix_papers_meeting", "meeting_id", "position", "id"),)

    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meetings.id"))
    item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_items.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    title: Mapped[str] = mapped_column(String(200))
    narrowed_to: Mapped[Audience | None]
    owed_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    due_on: Mapped[date | None]
    edition: Mapped[int] = mapped_column(default=0)
    arrived_at: Mapped[datetime | None]
    renewed_at: Mapped[datetime | None]
    file_name: Mapped[str] = mapped_column(String(120), default="")
    file_kind: Mapped[FileKind | None]
    file_weight: Mapped[int] = mapped_column(default=0)
    link: Mapped[str] = mapped_column(String(500), default="")
    removed_at: Mapped[datetime | None]

    owed_by: Mapped[Person | None] = relationship()


class Edition(Model):
    """A file or a link that a paper has had; the latest is the paper, the older are kept for who writes the minutes."""

    __tablename__ = "paper_editions"
    __table_args__ = (UniqueConstraint("paper_id", "number"),)

    paper_id: Mapped[int] = mapped_column(ForeignKey("papers.id"))
    number: Mapped[int]
    added_at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(200))
    file_name: Mapped[str] = mapped_column(String(120), default="")
    file_kind: Mapped[FileKind | None]
    file_weight: Mapped[int] = mapped_column(default=0)
    fingerprint: Mapped[str] = mapped_column(String(64), default="")
    link: Mapped[str] = mapped_column(String(500), default="")
    content: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)


class PaperReading(Model):
    """A seat's representative read a paper. Nothing is noted of anybody else."""

    __tablename__ = "paper_readings"
    __table_args__ = (UniqueConstraint("paper_id", "seat_id"),)

    paper_id: Mapped[int] = mapped_column(ForeignKey("papers.id"))
    seat_id: Mapped[int] = mapped_column(ForeignKey("seats.id"), index=True)
    edition: Mapped[int]
    by: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]


class MeetingClock(Versioned, Model):
    """When a meeting's papers and bulletin are due, who owes them, and when the papers went round first.

    The days are worked out from the group's rules when the meeting is called, and move with it until the thing is done;
    `settled_for` is the meeting's day they were worked out from.
    """

    __tablename__ = "meeting_clocks"

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"), unique=True)
    settled_for: Mapped[date]
    papers_due_on: Mapped[date | None] = mapped_column(index=True)
    papers_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    circulated_at: Mapped[datetime | None]
    bulletin_due_on: Mapped[date | None] = mapped_column(index=True)
    bulletin_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    bulletin_sent_at: Mapped[datetime | None]

    papers_by: Mapped[Person | None] = relationship(foreign_keys=[papers_by_id])
    bulletin_by: Mapped[Person | None] = relationship(foreign_keys=[bulletin_by_id])


class Circulation(Model):
    """The pack went round once: when, by whom, and how many letters were written."""

    __tablename__ = "circulations"
    __table_args__ = (UniqueConstraint("meeting_id", "number"),)

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"))
    number: Mapped[int]
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(200))
    letters: Mapped[int] = mapped_column(default=0)


class NewsStory(Guarded, Versioned, Model):
    """A story somebody spotted at a meeting: what it is, for whom, who writes it and by when.

    `readers` are its target audiences, separated by semicolons. It is for the group, or as restricted as its item.
    """

    __tablename__ = "news_stories"

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"), index=True)
    item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_items.id"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text, default="")
    readers: Mapped[str] = mapped_column(String(300), default="")
    written_by: Mapped[str] = mapped_column(String(200), default="")
    due_on: Mapped[date | None]
    removed_at: Mapped[datetime | None]


class Bulletin(Guarded, Versioned, Model):
    """What a meeting tells others, at an address of its own once it was sent; before that for those who write it."""

    __tablename__ = "bulletins"
    __table_args__ = (UniqueConstraint("meeting_id"),)

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"))
    title: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text, default="")
    sent_at: Mapped[datetime | None]
    sent_by: Mapped[str] = mapped_column(String(200), default="")
    letters: Mapped[int] = mapped_column(default=0)


class Told(StrEnum):
    """How a representative told their own organisation."""

    MEETING = auto()
    EMAIL = auto()
    REPORT = auto()
    TALK = auto()

    @property
    def words(self) -> str:
        """The way as a choice and a list say it."""
        return {
            Told.MEETING: "at a meeting",
            Told.EMAIL: "by e-mail",
            Told.REPORT: "in a written report",
            Told.TALK: "in conversation",
        }[self]


class ReportBack(Model):
    """A seat told its own organisation what a meeting decided."""

    __tablename__ = "report_backs"
    __table_args__ = (UniqueConstraint("meeting_id", "seat_id"),)

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"))
    seat_id: Mapped[int] = mapped_column(ForeignKey("seats.id"), index=True)
    told_on: Mapped[date]
    how: Mapped[Told] = mapped_column(default=Told.MEETING)
    note: Mapped[str] = mapped_column(String(400), default="")
    by: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]
