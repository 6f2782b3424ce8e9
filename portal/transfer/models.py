"""What was brought in from a file: the import, each of its rows, and how the columns of such a file were matched."""

from datetime import datetime
from enum import StrEnum, auto

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.database import Model, Versioned


class Stage(StrEnum):
    """How far an import is."""

    LOOKED_AT = auto()
    DONE = auto()
    UNDONE = auto()

    @property
    def words(self) -> str:
        """The stage as a mark says it."""
        return {Stage.LOOKED_AT: "Not imported yet", Stage.DONE: "Imported", Stage.UNDONE: "Taken back"}[self]


class Outcome(StrEnum):
    """What became of a row."""

    ADDED = auto()
    MERGED = auto()
    SAME = auto()
    SKIPPED = auto()

    @property
    def words(self) -> str:
        """The outcome in a word."""
        return {Outcome.ADDED: "Added", Outcome.MERGED: "Merged", Outcome.SAME: "Nothing new",
                Outcome.SKIPPED: "Left out"}[self]  # fmt: skip


class Import(Versioned, Model):
    """A file that was brought in, or is being looked at. Only who chose the file sees it.

    `columns` says which column is which field, and `choices` what was said of rows that may be there already, both as
    JSON. The `content` of the file is kept for a day and let go of once it is imported.
    """

    __tablename__ = "imports"
    __table_args__ = (Index("ix_imports_list", "user_id", "at", "id"),)

    kind: Mapped[str] = mapped_column(String(30))
    file_name: Mapped[str] = mapped_column(String(200))
    read_as: Mapped[str] = mapped_column(String(200), default="")
    sheet: Mapped[str] = mapped_column(String(200), default="")
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    by: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime] = mapped_column(index=True)
    stage: Mapped[Stage] = mapped_column(default=Stage.LOOKED_AT)
    columns: Mapped[str] = mapped_column(Text, default="{}")
    choices: Mapped[str] = mapped_column(Text, default="{}")
    file_wins: Mapped[bool] = mapped_column(default=False)
    added: Mapped[int] = mapped_column(default=0)
    merged: Mapped[int] = mapped_column(default=0)
    same: Mapped[int] = mapped_column(default=0)
    skipped: Mapped[int] = mapped_column(default=0)
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[str] = mapped_column(String(200), default="")


class ImportFile(Model):
    """The bytes of a file between its choice and its import."""

    __tablename__ = "import_files"

    import_id: Mapped[int] = mapped_column(ForeignKey("imports.id", ondelete="CASCADE"), unique=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class ImportRow(Model):
    """One row of a file and what became of it; `original` is its text as JSON.

    `before` holds as JSON what a merge replaced, and `object_version` the version it left, so that the import can be
    taken back unless somebody changed the same since.
    """

    __tablename__ = "import_rows"
    __table_args__ = (Index("ix_import_rows_list", "import_id", "id"),)

    import_id: Mapped[int] = mapped_column(ForeignKey("imports.id", ondelete="CASCADE"))
    line: Mapped[int]
    original: Mapped[str] = mapped_column(Text)
    outcome: Mapped[Outcome]
    reason: Mapped[str] = mapped_column(Text, default="")
    object_id: Mapped[int | None]
    object_version: Mapped[int | None]
    before: Mapped[str] = mapped_column(Text, default="")


class ColumnMatch(Model):
    """How the columns of a header were matched the last time, by the kind of import and the words of the header."""

    __tablename__ = "column_matches"
    __table_args__ = (UniqueConstraint("kind", "header"),)

    kind: Mapped[str] = mapped_column(String(30))
    header: Mapped[str] = mapped_column(String(64))
    columns: Mapped[str] = mapped_column(Text)
