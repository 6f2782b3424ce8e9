"""What a sub group tells its partnership, what others say to that, and who finds it hard to come."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core.audience import Guarded
from portal.core.database import Model, Versioned
from portal.partnerships.models import Group


class Report(Guarded, Versioned, Model):
    """A short report of a group to its partnership. `is_last`: the task is done. A removed one can come back."""

    __tablename__ = "group_reports"

    on: Mapped[date]
    text: Mapped[str] = mapped_column(Text)
    is_last: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    by: Mapped[str] = mapped_column(String(200))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    removed_at: Mapped[datetime | None]

    group: Mapped[Group] = relationship(foreign_keys="Report.group_id")


class Comment(Model):
    """What somebody says to a report, and what the group answers."""

    __tablename__ = "report_comments"

    report_id: Mapped[int] = mapped_column(ForeignKey("group_reports.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    by: Mapped[str] = mapped_column(String(200))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime]
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_by: Mapped[str] = mapped_column(String(200), default="")
    answered_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]

    report: Mapped[Report] = relationship()


class Difficulty(Model):
    """Somebody of a group finds it hard to come; chair and manager see it, and note what was agreed about it."""

    __tablename__ = "attendance_difficulties"

    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnerships.id"), index=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    by: Mapped[str] = mapped_column(String(200))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime]
    note: Mapped[str] = mapped_column(Text, default="")
    noted_by: Mapped[str] = mapped_column(String(200), default="")
    noted_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]

    group: Mapped[Group] = relationship()
