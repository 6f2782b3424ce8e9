"""A survey, who is asked, and what was answered: kept so that nothing joins the last two.

Who has answered stands in `respondents`, as yes or no, without a time. What was answered is sealed until the survey is
closed; then the envelopes are opened together, counted, and destroyed. See docs/decisions on why.
"""

import secrets
from datetime import date, datetime
from enum import StrEnum, auto

from sqlalchemy import ForeignKey, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core.audience import Guarded
from portal.core.database import Model, Versioned
from portal.directory.models import Sector
from portal.questionnaires.models import Questionnaire

THRESHOLD, LOWEST_THRESHOLD = 5, 4
STRENGTH_FROM, DISCUSS_FROM = 4.0, 3.0
OPEN_DAYS = 21


class Stage(StrEnum):
    """How far a survey is. It never goes back."""

    DRAFT = auto()
    OPEN = auto()
    CLOSED = auto()
    COMPLETED = auto()

    @property
    def words(self) -> str:
        """The stage as a mark says it."""
        return {
            Stage.DRAFT: "Draft",
            Stage.OPEN: "Open",
            Stage.CLOSED: "Results",
            Stage.COMPLETED: "Completed",
        }[self]


class Asks(StrEnum):
    """Who is asked."""

    SEATS = auto()
    SEATS_AND_STAFF = auto()
    LINK = auto()
    JOINT = auto()

    @property
    def words(self) -> str:
        """Who is asked, as a choice says it."""
        return {
            Asks.SEATS: "Each seat, one answer an organisation",
            Asks.SEATS_AND_STAFF: "Each seat, and beside them wider staff, shown apart",
            Asks.LINK: "Anybody who has the link",
            Asks.JOINT: "All together: one agreed answer, given in the meeting",
        }[self]


class Privacy(StrEnum):
    """What becomes known of an answer. It is fixed when the survey opens, and an anonymous one can never be named."""

    ANONYMOUS = auto()
    UNNAMED = auto()
    NAMED = auto()

    @property
    def words(self) -> str:
        """What becomes known, as the form and the results say it."""
        return {
            Privacy.ANONYMOUS: "Anonymous: figures are shown only where enough answered",
            Privacy.UNNAMED: "Not anonymous: no names are kept, but so few answer that others may guess",
            Privacy.NAMED: "Named: each answer is shown with the organisation that gave it",
        }[self]


class Series(StrEnum):
    """Whose answers are counted together."""

    SEATS = auto()
    STAFF = auto()


class Survey(Guarded, Versioned, Model):
    """A questionnaire put to somebody for a time. `audience` is who may see its results once it is closed.

    `year` is what a health check is called by. `keeps_sector` says whether answers carry their sector: settled when it
    opens (health-check method, 4). `salt` makes its seals its own, and `room` is the bytes every envelope has; both are
    empty when it is closed. `replies` and `staff_replies` are how many answered, written when it is closed. `link` is
    the hash of the secret address of those who have it. `compares` lets other partnerships that do so as well compare
    bands. `sample_note` says how far the answers stand for those who were not asked.
    """

    __tablename__ = "surveys"

    questionnaire_id: Mapped[int] = mapped_column(ForeignKey("questionnaires.id"), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    year: Mapped[int] = mapped_column(index=True)
    stage: Mapped[Stage] = mapped_column(default=Stage.DRAFT, index=True)
    asks: Mapped[Asks] = mapped_column(default=Asks.SEATS)
    privacy: Mapped[Privacy] = mapped_column(default=Privacy.ANONYMOUS)
    threshold: Mapped[int] = mapped_column(default=THRESHOLD)
    keeps_sector: Mapped[bool] = mapped_column(default=False)
    strength_from: Mapped[float] = mapped_column(default=STRENGTH_FROM)
    discuss_from: Mapped[float] = mapped_column(default=DISCUSS_FROM)
    opened_on: Mapped[date | None]
    closes_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    completed_on: Mapped[date | None]
    reminded_on: Mapped[date | None]
    replies: Mapped[int] = mapped_column(default=0)
    staff_replies: Mapped[int] = mapped_column(default=0)
    papers: Mapped[int] = mapped_column(default=0)
    link: Mapped[str] = mapped_column(String(64), default="", index=True)
    salt: Mapped[bytes] = mapped_column(LargeBinary, default=b"")
    room: Mapped[int] = mapped_column(default=0)
    compares: Mapped[bool] = mapped_column(default=False)
    sample_note: Mapped[str] = mapped_column(Text, default="")
    previous_id: Mapped[int | None] = mapped_column(ForeignKey("surveys.id"))
    removed_at: Mapped[datetime | None]

    questionnaire: Mapped[Questionnaire] = relationship()

    @property
    def shows_from(self) -> int:
        """How many answers a figure needs before it is shown."""
        return self.threshold if self.privacy is Privacy.ANONYMOUS else 1


class Respondent(Model):
    """Somebody who is asked: a seat, or a person of the wider staff; and whether they have answered, no more.

    The sector is that of the seat's organisation on the day the survey opened. `on_paper` says that their sheet came,
    and is entered without saying whose it is.
    """

    __tablename__ = "respondents"
    __table_args__ = (UniqueConstraint("survey_id", "seat_id"), UniqueConstraint("survey_id", "person_id"))

    survey_id: Mapped[int] = mapped_column(ForeignKey("surveys.id"))
    series: Mapped[Series] = mapped_column(default=Series.SEATS)
    seat_id: Mapped[int | None] = mapped_column(ForeignKey("seats.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    sector: Mapped[Sector] = mapped_column(default=Sector.UNKNOWN)
    has_answered: Mapped[bool] = mapped_column(default=False)
    on_paper: Mapped[bool] = mapped_column(default=False)


def _key() -> str:
    return secrets.token_hex(16)


class _Unordered:
    """A table whose rows have a random key and no hidden row number, so that nothing tells in which order they came."""

    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=_key, sort_order=-1)


class Draft(_Unordered, Model):  # type: ignore[misc]  # its key is no number
    """What somebody has answered so far, sealed; destroyed when it is sent. `writer` is the hash of whose it is."""

    __tablename__ = "answer_drafts"

    survey_id: Mapped[int] = mapped_column(ForeignKey("surveys.id"), index=True)
    writer: Mapped[str] = mapped_column(String(64), unique=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class Envelope(_Unordered, Model):  # type: ignore[misc]
    """One reply as it was sent, sealed. It says nothing of who sent it, nor when, and all have the same size."""

    __tablename__ = "answer_envelopes"

    survey_id: Mapped[int] = mapped_column(ForeignKey("surveys.id"), index=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class Tally(Model):
    """How often a choice was made, counted when the survey was closed.

    `choice` counts from 1; 0 is "don't know", -1 is left out. `sector` is empty unless the survey keeps it.
    """

    __tablename__ = "tallies"
    __table_args__ = (UniqueConstraint("survey_id", "wording_id", "series", "sector", "choice"),)

    survey_id: Mapped[int] = mapped_column(ForeignKey("surveys.id"))
    wording_id: Mapped[int] = mapped_column(ForeignKey("wordings.id"), index=True)
    series: Mapped[Series]
    sector: Mapped[str] = mapped_column(String(40), default="")
    choice: Mapped[int]
    count: Mapped[int]


class RemarkKind(StrEnum):
    """What a text answers."""

    OPEN = auto()
    HELP = auto()


class Remark(_Unordered, Model):  # type: ignore[misc]
    """Something written: the answer to an open question, or what would help. Tied to no rating and to no other text.

    `hidden_on` is the day a manager took its words out, which the results say.
    """

    __tablename__ = "remarks"

    survey_id: Mapped[int] = mapped_column(ForeignKey("surveys.id"), index=True)
    wording_id: Mapped[int] = mapped_column(ForeignKey("wordings.id"))
    series: Mapped[Series]
    kind: Mapped[RemarkKind] = mapped_column(default=RemarkKind.OPEN)
    text: Mapped[str] = mapped_column(Text)
    hidden_on: Mapped[date | None]


class NamedAnswer(Model):
    """An answer of a survey that is named, with who gave it; a survey of another kind never has one."""

    __tablename__ = "named_answers"
    __table_args__ = (UniqueConstraint("survey_id", "respondent_id", "wording_id"),)

    survey_id: Mapped[int] = mapped_column(ForeignKey("surveys.id"))
    respondent_id: Mapped[int] = mapped_column(ForeignKey("respondents.id"), index=True)
    wording_id: Mapped[int] = mapped_column(ForeignKey("wordings.id"))
    choices: Mapped[str] = mapped_column(String(200), default="")
    text: Mapped[str] = mapped_column(Text, default="")
