"""A partnership above and one below it, as both agreed: reports, issues, questions and visits between them."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core.database import Model, Versioned
from portal.partnerships.models import Partnership


class Tier(Versioned, Model):
    """One partnership stands above another, once a manager of each side said so; no agenda is reached into before.

    What goes between them is for those who belong to either side. `upper_standing_id` and `lower_standing_id` are the
    standing items of the two agendas under which it is dealt with.
    """

    __tablename__ = "tiers"
    __table_args__ = (UniqueConstraint("upper_id", "lower_id"),)

    upper_id: Mapped[int] = mapped_column(ForeignKey("partnerships.id"))
    lower_id: Mapped[int] = mapped_column(ForeignKey("partnerships.id"), index=True)
    upper_group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"), index=True)
    lower_group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"), index=True)
    proposed_from_id: Mapped[int] = mapped_column(ForeignKey("partnerships.id"))
    proposed_by: Mapped[str] = mapped_column(String(200))
    agreed_on: Mapped[date | None]
    agreed_by: Mapped[str] = mapped_column(String(200), default="")
    ended_on: Mapped[date | None]
    upper_standing_id: Mapped[int | None] = mapped_column(ForeignKey("standing_items.id"))
    lower_standing_id: Mapped[int | None] = mapped_column(ForeignKey("standing_items.id"))

    upper: Mapped[Partnership] = relationship(foreign_keys=[upper_id])
    lower: Mapped[Partnership] = relationship(foreign_keys=[lower_id])

    def other_side(self, partnership_id: int) -> Partnership:
        """Return the other one of the two."""
        return self.lower if partnership_id == self.upper_id else self.upper


class ReportPrompts(Versioned, Model):
    """What an upper partnership asks in the reports to it, one question a line."""

    __tablename__ = "tier_prompts"

    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnerships.id"), unique=True)
    prompts: Mapped[str] = mapped_column(Text)


class SummaryReport(Versioned, Model):
    """The report of a lower partnership for one meeting of the upper; a draft until it is sent in.

    `due_on` is kept from the day it was sent in, so that a later change of the rules rewrites nothing.
    """

    __tablename__ = "tier_reports"
    __table_args__ = (UniqueConstraint("tier_id", "meeting_id"),)

    tier_id: Mapped[int] = mapped_column(ForeignKey("tiers.id"))
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"), index=True)
    due_on: Mapped[date | None]
    sent_on: Mapped[date | None]
    sent_by: Mapped[str] = mapped_column(String(200), default="")

    parts: Mapped[list["ReportPart"]] = relationship(
        order_by="ReportPart.position", cascade="all, delete-orphan", lazy="selectin"
    )


class ReportPart(Model):
    """One question of a report, as it was asked then, and what was written under it."""

    __tablename__ = "tier_report_parts"

    report_id: Mapped[int] = mapped_column(ForeignKey("tier_reports.id"), index=True)
    position: Mapped[int]
    question: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text, default="")


class Issue(Versioned, Model):
    """Something an upper partnership puts to lower ones: from an item or a decision of its own, or free."""

    __tablename__ = "tier_issues"

    upper_id: Mapped[int] = mapped_column(ForeignKey("partnerships.id"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text, default="")
    item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_items.id"), index=True)
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decisions.id"), index=True)
    sent_on: Mapped[date]
    sent_by: Mapped[str] = mapped_column(String(200))
    removed_at: Mapped[datetime | None]


class IssueAnswer(Versioned, Model):
    """An issue with one of the partnerships it was put to; its answer, with the meeting and the item it came from."""

    __tablename__ = "tier_issue_answers"
    __table_args__ = (UniqueConstraint("issue_id", "tier_id"),)

    issue_id: Mapped[int] = mapped_column(ForeignKey("tier_issues.id"))
    tier_id: Mapped[int] = mapped_column(ForeignKey("tiers.id"), index=True)
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_on: Mapped[date | None]
    answered_by: Mapped[str] = mapped_column(String(200), default="")
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meetings.id"), index=True)
    item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_items.id"), index=True)


class Question(Versioned, Model):
    """Something a lower partnership asks the upper one; the answer goes to the asker alone, or down to all."""

    __tablename__ = "tier_questions"

    tier_id: Mapped[int] = mapped_column(ForeignKey("tiers.id"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text, default="")
    asked_item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_items.id"), index=True)
    asked_on: Mapped[date]
    asked_by: Mapped[str] = mapped_column(String(200))
    answer: Mapped[str] = mapped_column(Text, default="")
    is_for_all: Mapped[bool] = mapped_column(default=False)
    answered_on: Mapped[date | None]
    answered_by: Mapped[str] = mapped_column(String(200), default="")
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meetings.id"), index=True)
    item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_items.id"), index=True)
    removed_at: Mapped[datetime | None]


class ChairVisit(Versioned, Model):
    """The upper partnership's chair, and others with them, come to a lower one: planned for a day, or made on it."""

    __tablename__ = "tier_visits"

    tier_id: Mapped[int] = mapped_column(ForeignKey("tiers.id"), index=True)
    day: Mapped[date]
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meetings.id"), index=True)
    who: Mapped[str] = mapped_column(String(200), default="")
    was_made: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str] = mapped_column(String(400), default="")
    removed_at: Mapped[datetime | None]
