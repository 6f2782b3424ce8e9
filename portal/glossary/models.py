"""One explained term."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.database import Model, Versioned


class Explained(Versioned, Model):
    """A term or an abbreviation, and what it means. Everybody may read it.

    `sort_term` is the term in lower case. A removed one stays, hidden, so that it can come back.
    """

    __tablename__ = "glossary_terms"
    __table_args__ = (Index("ix_glossary_terms_list", "partnership_id", "sort_term", "id"),)

    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnerships.id"))
    term: Mapped[str] = mapped_column(String(80))
    sort_term: Mapped[str] = mapped_column(String(80))
    meaning: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text, default="")
    removed_at: Mapped[datetime | None]
