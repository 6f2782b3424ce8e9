"""A partnership, what it says of itself, its groups, its rules, and its ties to other partnerships."""

from datetime import date, datetime, time
from enum import StrEnum, auto
from typing import Optional

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core.audience import Audience
from portal.core.database import Model, Versioned


class Kind(Versioned, Model):
    """A kind of partnership, as data: partnerships find the terms confusing, so renaming one must be cheap."""

    __tablename__ = "partnership_kinds"

    slug: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(120))


class Partnership(Versioned, Model):
    """A partnership with a page of its own."""

    __tablename__ = "partnerships"

    slug: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    short_name: Mapped[str] = mapped_column(String(60), default="")
    kind_id: Mapped[int] = mapped_column(ForeignKey("partnership_kinds.id"))
    area: Mapped[str] = mapped_column(String(200), default="")
    accent: Mapped[str] = mapped_column(String(20), default="moss")
    nature: Mapped[str] = mapped_column(String(200), default="")
    founded_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    contact: Mapped[str] = mapped_column(String(200), default="")
    actions_audience: Mapped[Audience] = mapped_column(default=Audience.PARTNERSHIP)
    purpose: Mapped[str] = mapped_column(Text, default="")

    kind: Mapped[Kind] = relationship()


class Saying(StrEnum):
    """What a statement of a partnership is."""

    VALUE = auto()
    PRINCIPLE = auto()
    PRIORITY = auto()
    WORKING_STYLE = auto()
    PROGRESS = auto()
    CRITERION = auto()

    @property
    def words(self) -> str:
        """The heading these statements stand under."""
        return {
            Saying.VALUE: "Values",
            Saying.PRINCIPLE: "Principles",
            Saying.PRIORITY: "Priorities",
            Saying.WORKING_STYLE: "How we work together",
            Saying.PROGRESS: "Done since the last plan",
            Saying.CRITERION: "Who can join",
        }[self]


class Statement(Versioned, Model):
    """One value, principle, priority or the like, in its order. A removed one stays, hidden, and can come back."""

    __tablename__ = "statements"

    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnerships.id"), index=True)
    kind: Mapped[Saying]
    position: Mapped[int]
    text: Mapped[str] = mapped_column(String(400))
    removed_at: Mapped[datetime | None]


class Tie(Versioned, Model):
    """A tie between two partnerships that is no parentage: a core group and the partnerships it links.

    `words` stand between the two names as the first one's page says it ("is the core group of"), `words_back` as the
    other's page does ("works with, as its core group,"). A removed tie stays, hidden, so that it can come back.
    """

    __tablename__ = "partnership_ties"
    __table_args__ = (UniqueConstraint("partnership_id", "other_id"),)

    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnerships.id"))
    other_id: Mapped[int] = mapped_column(ForeignKey("partnerships.id"), index=True)
    words: Mapped[str] = mapped_column(String(120))
    words_back: Mapped[str] = mapped_column(String(120))
    removed_at: Mapped[datetime | None]

    partnership: Mapped[Partnership] = relationship(foreign_keys=[partnership_id])
    other: Mapped[Partnership] = relationship(foreign_keys=[other_id])


class Group(Versioned, Model):
    """A group within a partnership: its board or main meeting, a sub group, an executive, a forum.

    A sub group has one task, a time frame, and the decision that opened it: `opening_decision_id`, or the words and
    the day of one that stands in older minutes. `subject` says who belongs in it; `achieved` what it came to.
    """

    __tablename__ = "groups"
    __table_args__ = (UniqueConstraint("partnership_id", "slug"),)

    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnerships.id"), index=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("groups.id"))
    slug: Mapped[str] = mapped_column(String(60))
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(60), default="")
    is_sub_group: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int] = mapped_column(default=0)
    task: Mapped[str] = mapped_column(Text, default="")
    opened_on: Mapped[date | None]
    closes_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    opening_decision_id: Mapped[int | None] = mapped_column(ForeignKey("decisions.id", use_alter=True))
    opening_words: Mapped[str] = mapped_column(String(300), default="")
    opening_on: Mapped[date | None]
    meets_at: Mapped[time | None]
    meets_until: Mapped[time | None]
    rhythm: Mapped[str] = mapped_column(String(120), default="")
    venue: Mapped[str] = mapped_column(String(300), default="")
    proposals_close_days: Mapped[int] = mapped_column(default=0, server_default="0")
    subject: Mapped[str] = mapped_column(String(200), default="", server_default="")
    achieved: Mapped[str] = mapped_column(Text, default="", server_default="")

    partnership: Mapped[Partnership] = relationship()
    parent: Mapped[Optional["Group"]] = relationship(remote_side="Group.id")


class QuorumBase(StrEnum):
    """What a quorum counts."""

    ORGANISATIONS = auto()
    SEATS = auto()

    @property
    def words(self) -> str:
        """The base as a sentence uses it."""
        return {QuorumBase.ORGANISATIONS: "member organisations", QuorumBase.SEATS: "seats"}[self]


class QuorumKind(StrEnum):
    """How a quorum is reckoned."""

    NONE = auto()
    MORE_THAN = auto()
    AT_LEAST = auto()
    NUMBER = auto()

    @property
    def words(self) -> str:
        """The reckoning as a choice says it."""
        return {
            QuorumKind.NONE: "No quorum",
            QuorumKind.MORE_THAN: "More than a share",
            QuorumKind.AT_LEAST: "At least a share",
            QuorumKind.NUMBER: "A fixed number",
        }[self]


class DayCount(StrEnum):
    """Which days a clock counts."""

    CALENDAR = auto()
    WORKING = auto()

    @property
    def words(self) -> str:
        """The days as a sentence uses them."""
        return {DayCount.CALENDAR: "days", DayCount.WORKING: "working days"}[self]


class Rules(Versioned, Model):
    """The rules a partnership agreed: settings with presets, never code. A group's own row goes before the whole's.

    A limit of 0 means that the partnership has no such rule. Shares are in hundredths.
    """

    __tablename__ = "rules"
    __table_args__ = (UniqueConstraint("partnership_id", "group_id"),)

    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnerships.id"), index=True)
    group_id: Mapped[int | None] = mapped_column(ForeignKey("groups.id"), index=True)
    quorum_kind: Mapped[QuorumKind] = mapped_column(default=QuorumKind.MORE_THAN)
    quorum_value: Mapped[int] = mapped_column(default=50)
    quorum_base: Mapped[QuorumBase] = mapped_column(default=QuorumBase.ORGANISATIONS)
    quorum_counts_vacant: Mapped[bool] = mapped_column(default=False)
    missed_limit: Mapped[int] = mapped_column(default=0)
    substitute_resets: Mapped[bool] = mapped_column(default=True)
    regular_percent: Mapped[int] = mapped_column(default=0, server_default="0")
    term_years: Mapped[int] = mapped_column(default=0)
    may_stand_again: Mapped[bool] = mapped_column(default=True)
    max_sub_groups: Mapped[int] = mapped_column(default=0)
    minutes_days: Mapped[int] = mapped_column(default=14)
    minutes_count: Mapped[DayCount] = mapped_column(default=DayCount.CALENDAR)
    papers_days: Mapped[int] = mapped_column(default=10, server_default="10")
    bulletin_days: Mapped[int] = mapped_column(default=14, server_default="14")
    meetings_audience: Mapped[Audience] = mapped_column(default=Audience.PARTNERSHIP)
    minutes_audience: Mapped[Audience] = mapped_column(default=Audience.PARTNERSHIP)
    is_unattributed: Mapped[bool] = mapped_column(default=False)
    taker_from_members: Mapped[bool] = mapped_column(default=False)
    interests_public: Mapped[bool] = mapped_column(default=False, server_default=false())
    silence_is_assent: Mapped[bool] = mapped_column(default=False, server_default=false())
    silence_days: Mapped[int] = mapped_column(default=14, server_default="14")
    silence_notice: Mapped[int] = mapped_column(default=7, server_default="7")
