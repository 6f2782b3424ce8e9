"""What organisations offer: the list of terms, skills under a sharing protocol, and places for volunteers."""

from datetime import date, datetime
from enum import StrEnum, auto

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core.audience import Offered
from portal.core.database import Model, Versioned
from portal.directory.models import Organisation, Person


class Terms(StrEnum):
    """What the one who is helped gives for it."""

    FREE = auto()
    EXCHANGE = auto()
    CHARGED = auto()

    @property
    def words(self) -> str:
        """The terms as a mark says them."""
        return {Terms.FREE: "Free", Terms.EXCHANGE: "In exchange", Terms.CHARGED: "Charged"}[self]


class Level(StrEnum):
    """How well the skill is mastered, as those say who offer it."""

    BASIC = auto()
    GOOD = auto()
    EXPERT = auto()

    @property
    def words(self) -> str:
        """The level as a choice says it."""
        return {Level.BASIC: "Basic: enough to get others started", Level.GOOD: "Good: done it often",
                Level.EXPERT: "Expert: teaches it or is paid for it"}[self]  # fmt: skip

    @property
    def short(self) -> str:
        """The level in one word."""
        return self.value.capitalize()


class Form(StrEnum):
    """A form that help may take. No value stands within another, so that a column can hold several."""

    ADVICE = auto()
    WORK = auto()
    MENTORING = auto()
    SECONDMENT = auto()
    SHADOWING = auto()
    CONSULTANCY = auto()
    VOLUNTEERING = auto()

    @property
    def words(self) -> str:
        """The form as people name it."""
        return "Does the work" if self is Form.WORK else self.value.capitalize()


class Capacity(StrEnum):
    """Whether those who offer a skill have time for others."""

    NOW = auto()
    LATER = auto()
    NONE = auto()

    @property
    def words(self) -> str:
        """The capacity as a choice says it."""
        return {Capacity.NOW: "Has time now", Capacity.LATER: "From a later day", Capacity.NONE: "No time now"}[self]


class SkillTerm(Versioned, Model):
    """A skill as it is called. `key` is the name without case and accents.

    One that was merged is a synonym of `merged_into`, which may itself have been merged; a free term is one that
    somebody typed and no curator has looked at.
    """

    __tablename__ = "skill_terms"
    __table_args__ = (Index("ix_skill_terms_list", "category", "name", "id"),)

    name: Mapped[str] = mapped_column(String(120))
    key: Mapped[str] = mapped_column(String(120), unique=True)
    category: Mapped[str] = mapped_column(String(80), default="")
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("skill_terms.id"), index=True)
    is_curated: Mapped[bool] = mapped_column(default=False)


class Skill(Offered, Versioned, Model):
    """One skill that an organisation offers, or one of its people.

    `term_id` is the term as it is called now, `said_term_id` the one it was filed under at first: a merge moves the
    former, and can be taken back. A person is named to others only from `listed_agreed_on`. `forms` holds values of
    `Form` with blanks between.
    """

    __tablename__ = "skills"
    __table_args__ = (
        Index("ix_skills_list", "removed_at", "sort_title", "id"),
        Index("ix_skills_organisation", "organisation_id", "removed_at", "sort_title", "id"),
        Index("ix_skills_term", "term_id", "removed_at", "organisation_id"),
        Index("ix_skills_stale", "removed_at", "confirmed_on", "id"),
    )

    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    listed_agreed_on: Mapped[date | None]
    term_id: Mapped[int | None] = mapped_column(ForeignKey("skill_terms.id"))
    said_term_id: Mapped[int | None] = mapped_column(ForeignKey("skill_terms.id"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    sort_title: Mapped[str] = mapped_column(String(200))
    level: Mapped[Level | None]
    description: Mapped[str] = mapped_column(Text, default="")
    area: Mapped[str] = mapped_column(String(120), default="")
    forms: Mapped[str] = mapped_column(String(120), default="")
    terms: Mapped[Terms] = mapped_column(default=Terms.FREE)
    rate: Mapped[str] = mapped_column(String(200), default="")
    conditions: Mapped[str] = mapped_column(String(400), default="")
    competition: Mapped[str] = mapped_column(String(400), default="")
    capacity: Mapped[Capacity] = mapped_column(default=Capacity.NOW)
    free_from: Mapped[date | None]
    capacity_note: Mapped[str] = mapped_column(String(200), default="")
    confirmed_on: Mapped[date | None]
    confirmed_by: Mapped[str] = mapped_column(String(200), default="")
    removed_at: Mapped[datetime | None]

    organisation: Mapped[Organisation] = relationship(foreign_keys="Skill.organisation_id")
    person: Mapped[Person | None] = relationship()
    term: Mapped[SkillTerm | None] = relationship(foreign_keys=[term_id])


class SharingProtocol(Model):
    """How a partnership agreed to share skills, from a day on; the one before stays as history."""

    __tablename__ = "sharing_protocols"
    __table_args__ = (Index("ix_sharing_protocols_list", "partnership_id", "agreed_on", "id"),)

    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnerships.id"))
    agreed_on: Mapped[date]
    text: Mapped[str] = mapped_column(Text)
    default_terms: Mapped[Terms] = mapped_column(default=Terms.FREE)
    written_by: Mapped[str] = mapped_column(String(200), default="")
    removed_at: Mapped[datetime | None]


class VolunteerPlaces(Offered, Versioned, Model):
    """How many volunteers an organisation could take now, and for what."""

    __tablename__ = "volunteer_places"
    __table_args__ = (UniqueConstraint("organisation_id"),)

    places: Mapped[int] = mapped_column(default=0)
    text: Mapped[str] = mapped_column(Text, default="")
    area: Mapped[str] = mapped_column(String(120), default="")
    confirmed_on: Mapped[date | None]
    confirmed_by: Mapped[str] = mapped_column(String(200), default="")
