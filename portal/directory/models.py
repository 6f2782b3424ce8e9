"""Organisations and people. They belong to no partnership; what is private of them follows consent."""

from datetime import date, datetime
from enum import StrEnum, auto

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core.database import Model, Versioned


class Sector(StrEnum):
    """The sector an organisation belongs to."""

    PUBLIC = auto()
    PRIVATE = auto()
    VOLUNTARY = auto()
    STATUTORY = auto()
    COMMUNITY = auto()
    FAITH = auto()
    EDUCATION = auto()
    PARTNERSHIP = auto()
    UNKNOWN = auto()

    @property
    def words(self) -> str:
        """The sector as people name it."""
        return {
            Sector.PUBLIC: "Public",
            Sector.PRIVATE: "Private",
            Sector.VOLUNTARY: "Voluntary and community",
            Sector.STATUTORY: "Statutory",
            Sector.COMMUNITY: "Community",
            Sector.FAITH: "Faith",
            Sector.EDUCATION: "Education",
            Sector.PARTNERSHIP: "Partnership",
            Sector.UNKNOWN: "Not said",
        }[self]


class Organisation(Versioned, Model):
    """An organisation, once for all partnerships. `sort_name` is the name in lower case, for lists.

    `access` says how disabled people get in and about, `area_served` in words whom it works for and where; `social`
    holds addresses, one a line. One that was entered twice is closed, and `merged_into_id` names the one that stays.
    """

    __tablename__ = "organisations"
    __table_args__ = (Index("ix_organisations_list", "closed_on", "sort_name", "id"),)

    slug: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    sort_name: Mapped[str] = mapped_column(String(200), index=True)
    short_name: Mapped[str] = mapped_column(String(60), default="")
    sector: Mapped[Sector] = mapped_column(default=Sector.UNKNOWN, index=True)
    kind: Mapped[str] = mapped_column(String(80), default="")
    area: Mapped[str] = mapped_column(String(120), default="", index=True)
    description: Mapped[str] = mapped_column(Text, default="")
    address: Mapped[str] = mapped_column(String(300), default="")
    postcode: Mapped[str] = mapped_column(String(12), default="")
    telephone: Mapped[str] = mapped_column(String(40), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    website: Mapped[str] = mapped_column(String(300), default="")
    services: Mapped[str] = mapped_column(Text, default="")
    opening_times: Mapped[str] = mapped_column(String(400), default="")
    languages: Mapped[str] = mapped_column(String(200), default="")
    access: Mapped[str] = mapped_column(Text, default="")
    area_served: Mapped[str] = mapped_column(String(200), default="")
    charity_number: Mapped[str] = mapped_column(String(20), default="")
    company_number: Mapped[str] = mapped_column(String(20), default="")
    social: Mapped[str] = mapped_column(Text, default="")
    confirmed_on: Mapped[date | None] = mapped_column(index=True)
    confirmed_by: Mapped[str] = mapped_column(String(200), default="")
    closed_on: Mapped[date | None]
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)


class Showing(StrEnum):
    """To whom something about a person may be shown. Nobody but those who need it, unless the person agreed."""

    PUBLIC = auto()
    PARTNERS = auto()
    TOGETHER = auto()
    NOBODY = auto()

    @property
    def words(self) -> str:
        """The showing as a choice says it."""
        return {
            Showing.PUBLIC: "everybody",
            Showing.PARTNERS: "all partners on this portal",
            Showing.TOGETHER: "the partnerships I sit in",
            Showing.NOBODY: "nobody",
        }[self]


class Person(Versioned, Model):
    """A person. Somebody who never signs in is one too; an account is added when they do.

    `name_shown` and `contact_shown` say to whom the name, and the e-mail address and telephone, are shown.
    """

    __tablename__ = "people"
    __table_args__ = (Index("ix_people_list", "left_on", "sort_name", "id", "name_shown", "organisation_id"),)

    name: Mapped[str] = mapped_column(String(200))
    sort_name: Mapped[str] = mapped_column(String(200), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    job: Mapped[str] = mapped_column(String(120), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    telephone: Mapped[str] = mapped_column(String(40), default="")
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), unique=True)
    name_shown: Mapped[Showing] = mapped_column(default=Showing.PARTNERS)
    contact_shown: Mapped[Showing] = mapped_column(default=Showing.NOBODY)
    left_on: Mapped[date | None]

    organisation: Mapped[Organisation | None] = relationship()


class Consent(Model):
    """A person agreed, or took it back: what may be shown to whom, in which words, and who recorded it."""

    __tablename__ = "consents"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    name_shown: Mapped[Showing]
    contact_shown: Mapped[Showing]
    wording: Mapped[str] = mapped_column(String(400))
    at: Mapped[datetime]
    recorded_by: Mapped[str] = mapped_column(String(200))


class Keeper(Model):
    """A person asked to keep an organisation's entries true, beside those who sit for it; ended, never deleted."""

    __tablename__ = "keepers"

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    from_on: Mapped[date]
    until_on: Mapped[date | None]


class Answer(StrEnum):
    """What became of a suggested correction."""

    OPEN = auto()
    ACCEPTED = auto()
    DECLINED = auto()

    @property
    def words(self) -> str:
        """The answer as a mark says it."""
        return {Answer.OPEN: "Open", Answer.ACCEPTED: "Accepted", Answer.DECLINED: "Declined"}[self]


class Correction(Model):
    """What somebody else says is wrong in an organisation's entry, and what its keepers answered.

    `field` is the part of the entry it is about, "" where it is about none of them.
    """

    __tablename__ = "corrections"
    __table_args__ = (Index("ix_corrections_open", "organisation_id", "answer", "id"),)

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    field: Mapped[str] = mapped_column(String(40), default="")
    text: Mapped[str] = mapped_column(Text)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    suggested_by: Mapped[str] = mapped_column(String(200))
    suggested_at: Mapped[datetime]
    answer: Mapped[Answer] = mapped_column(default=Answer.OPEN)
    reason: Mapped[str] = mapped_column(String(400), default="")
    answered_by: Mapped[str] = mapped_column(String(200), default="")
    answered_at: Mapped[datetime | None]


class OutsideLink(Versioned, Model):
    """A body or network outside the portal on which an organisation sits: who goes, and what they bring back.

    The person is named only to those who may know the name; `part` says the post or the part they play there.
    """

    __tablename__ = "outside_links"
    __table_args__ = (Index("ix_outside_links_list", "organisation_id", "removed_at", "name", "id"),)

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    name: Mapped[str] = mapped_column(String(200))
    website: Mapped[str] = mapped_column(String(300), default="")
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    part: Mapped[str] = mapped_column(String(200), default="")
    brings_back: Mapped[str] = mapped_column(Text, default="")
    confirmed_on: Mapped[date | None]
    confirmed_by: Mapped[str] = mapped_column(String(200), default="")
    removed_at: Mapped[datetime | None]
