"""A letter on its way."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.database import Model


class Letter(Model):
    """A letter to one person. It is written with what causes it, and sent later, with retries.

    `about` names what it is about (a reminder of the same clock is not written twice). `next_try_at` is empty once it
    was sent or given up; `fault` is what the mail server said last. The secret of an address in `body` is struck out
    when the letter has gone.
    """

    __tablename__ = "letters"

    to_email: Mapped[str] = mapped_column(String(254), index=True)
    to_name: Mapped[str] = mapped_column(String(200), default="")
    subject: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)
    about: Mapped[str | None] = mapped_column(String(120), unique=True)
    partnership_id: Mapped[int | None] = mapped_column(ForeignKey("partnerships.id"))
    written_at: Mapped[datetime]
    next_try_at: Mapped[datetime | None] = mapped_column(index=True)
    tries: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None]
    fault: Mapped[str] = mapped_column(String(300), default="")
