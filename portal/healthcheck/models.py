"""What follows a health check: what the records showed, what was agreed, the workshop, and what the public may read."""

from datetime import date

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.database import Model, Versioned


class Evidence(Model):
    """What the portal's own records showed on a topic, in the year up to the day a health check was closed.

    It is kept in words on that day and never changed, so that the results stay true. `address` is where it comes from.
    """

    __tablename__ = "check_evidence"
    __table_args__ = (UniqueConstraint("survey_id", "topic"),)

    survey_id: Mapped[int] = mapped_column(ForeignKey("surveys.id"))
    topic: Mapped[str] = mapped_column(String(60))
    text: Mapped[str] = mapped_column(Text)
    address: Mapped[str] = mapped_column(String(300), default="")


class FollowUp(Versioned, Model):
    """What was agreed on a statement of a health check: an action, or not to act and why.

    With an action there is no reason; without one there is a reason, the day it was agreed and who wrote it down, and
    the decision of the register that says so, where there is one.
    """

    __tablename__ = "check_follow_ups"
    __table_args__ = (UniqueConstraint("survey_id", "wording_id"),)

    survey_id: Mapped[int] = mapped_column(ForeignKey("surveys.id"))
    wording_id: Mapped[int] = mapped_column(ForeignKey("wordings.id"), index=True)
    action_id: Mapped[int | None] = mapped_column(ForeignKey("actions.id"), index=True)
    reason: Mapped[str] = mapped_column(Text, default="")
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decisions.id"), index=True)
    agreed_on: Mapped[date]
    by: Mapped[str] = mapped_column(String(200))


class Workshop(Model):
    """The item of an agenda at which the results of a health check are talked over."""

    __tablename__ = "check_workshops"
    __table_args__ = (UniqueConstraint("survey_id", "item_id"),)

    survey_id: Mapped[int] = mapped_column(ForeignKey("surveys.id"))
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_items.id"), index=True)


class PublicSummary(Versioned, Model):
    """The summary of a health check is for everybody, by a decision; from `withdrawn_on` it is so no longer."""

    __tablename__ = "check_summaries"

    survey_id: Mapped[int] = mapped_column(ForeignKey("surveys.id"), unique=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("decisions.id"), index=True)
    published_on: Mapped[date]
    by: Mapped[str] = mapped_column(String(200))
    withdrawn_on: Mapped[date | None]
