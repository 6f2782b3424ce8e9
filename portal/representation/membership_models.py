"""A partnership's membership statement: its editions, and the reviews that let one stand."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core.database import Model
from portal.decisions.models import Decision


class MembershipStatement(Model):
    """One edition of what a partnership says of membership. The highest number holds; the older stay readable.

    `agreed_how` says in words where it was agreed; `decision_id` names the decision where the register has it.
    """

    __tablename__ = "membership_statements"
    __table_args__ = (UniqueConstraint("partnership_id", "number"),)

    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnerships.id"))
    number: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    agreed_on: Mapped[date]
    agreed_how: Mapped[str] = mapped_column(String(200), default="")
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decisions.id"))
    review_on: Mapped[date] = mapped_column(index=True)
    written_at: Mapped[datetime]
    written_by: Mapped[str] = mapped_column(String(200))

    decision: Mapped[Decision | None] = relationship()
    reviews: Mapped[list["MembershipReview"]] = relationship(order_by="MembershipReview.reviewed_on.desc()")


class MembershipReview(Model):
    """A review after which the statement stood as it was, with the day of the next one."""

    __tablename__ = "membership_reviews"

    statement_id: Mapped[int] = mapped_column(ForeignKey("membership_statements.id"), index=True)
    reviewed_on: Mapped[date]
    reviewed_how: Mapped[str] = mapped_column(String(200), default="")
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decisions.id"))
    next_on: Mapped[date]
    noted_by: Mapped[str] = mapped_column(String(200))

    decision: Mapped[Decision | None] = relationship()
