"""Who wants no letters of a partnership's bulletins."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.database import Model


class BulletinRefusal(Model):
    """A person wants no more letters of the bulletins of a partnership. On the portal they still read them."""

    __tablename__ = "bulletin_refusals"
    __table_args__ = (UniqueConstraint("partnership_id", "person_id"),)

    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnerships.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    at: Mapped[datetime]
