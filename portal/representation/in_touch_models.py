"""People without an organisation who keep in touch with a partnership: no seat, no vote, in no count."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.database import Model


class IndividualMember(Model):
    """Somebody on a partnership's list: by themselves once they confirmed their address, or added by who keeps it.

    Whoever leaves is deleted; nothing about them is kept.
    """

    __tablename__ = "individual_members"
    __table_args__ = (UniqueConstraint("partnership_id", "email"),)

    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnerships.id"))
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(254))
    asked_at: Mapped[datetime]
    entered_by: Mapped[str] = mapped_column(String(200), default="")
    confirmed_at: Mapped[datetime | None]
