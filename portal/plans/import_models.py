"""What was brought into a plan from a table in one go, so that the whole of it can be taken out again."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.database import Model


class PlanImport(Model):
    """A table that was put into a plan, or waits to be: `rows` are its cells as they were read.

    `reading` is how its columns are understood, as the person left it. `put_in_at` is empty while it is looked
    through; `undone_at` says when the whole was taken out again.
    """

    __tablename__ = "plan_imports"

    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"), index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    at: Mapped[datetime]
    source: Mapped[str] = mapped_column(String(200))
    rows: Mapped[list] = mapped_column(JSON)
    reading: Mapped[dict] = mapped_column(JSON)
    put_in_at: Mapped[datetime | None]
    undone_at: Mapped[datetime | None]
