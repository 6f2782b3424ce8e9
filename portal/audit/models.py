"""One line of the record of changes."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.database import Model


class Event(Model):
    """Somebody did something. The sentence names no confidential text: `RESTRICTED` things are told by their kind."""

    __tablename__ = "audit_events"
    __table_args__ = (
        Index("ix_audit_events_place", "partnership_id", "id"),
        Index("ix_audit_events_thing", "thing", "thing_id"),
    )

    at: Mapped[datetime]
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    who: Mapped[str] = mapped_column(String(200))
    partnership_id: Mapped[int | None] = mapped_column(ForeignKey("partnerships.id"))
    verb: Mapped[str] = mapped_column(String(40))
    thing: Mapped[str] = mapped_column(String(40))
    thing_id: Mapped[int | None]
    sentence: Mapped[str] = mapped_column(String(400))
