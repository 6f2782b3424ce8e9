"""What every kind of import is made of."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, ClassVar

import sqlalchemy as sa

from portal.core.database import db
from portal.core.viewer import Viewer
from portal.transfer.models import Outcome
from portal.transfer.rules import Field


class LeftOut(Exception):  # noqa: N818  it is what becomes of a row, not a fault
    """A row that cannot be imported; the message says why, as it goes on behind "Left out:"."""


@dataclass
class Row:
    """One row on its way: what stands in the file, what it means, and what becomes of it.

    `number` is that of the thing it is merged with, or of the row of this file (as -line) it repeats. A row is
    `doubtful` when somebody should look whether it really is the same; its `key` is what such are told apart by.
    """

    line: int
    original: list[str]
    values: dict[str, Any] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    outcome: Outcome = Outcome.ADDED
    reason: str = ""
    number: int | None = None
    name: str = ""
    is_doubtful: bool = False
    version: int | None = None
    before: dict[str, Any] = field(default_factory=dict)
    key: Any = None

    @property
    def words(self) -> str:
        """What became of the row and why, in one sentence."""
        parts = [part.rstrip(".") for part in (self.reason, *self.remarks) if part]
        sentence = "; ".join(parts)
        return f"{sentence[0].upper()}{sentence[1:]}." if sentence else ""


@dataclass(frozen=True)
class Found:
    """Something that is there already and is, or may be, what a row says."""

    number: int
    name: str
    why: str
    is_sure: bool = True
    is_kept: bool = True


class Known(ABC):
    """What is there already, for one run of an import, and what the rows before added to it."""

    def __init__(self, viewer: Viewer) -> None:
        self.viewer = viewer

    def look_up(self, rows: Sequence[Row]) -> None:
        """Load what the next rows need, in a few statements for all of them."""
        return

    def settle(self, row: Row) -> None:
        """Work out what the values mean here: names become numbers. Raises LeftOut."""
        return

    @abstractmethod
    def find(self, row: Row) -> Found | None:
        """Return what is there already and is the same."""

    @abstractmethod
    def remember(self, row: Row) -> None:
        """Keep in mind a row that will be added."""


class Kind(ABC):
    """One kind of thing that can be imported."""

    key: ClassVar[str]
    noun: ClassVar[str]
    more: ClassVar[str]
    lede: ClassVar[str]
    model: ClassVar[Any]
    fields: ClassVar[tuple[Field, ...]]
    reads_cards: ClassVar[bool] = False
    """Whether contact cards are of this kind."""

    @cached_property
    def known_words(self) -> frozenset[str]:
        """Every name that a column may have."""
        return frozenset().union(*(each.known for each in self.fields))

    def for_one_run(self) -> "Kind":
        """Return the kind for one import, in which it may keep what it read."""
        return self

    @abstractmethod
    def may_import(self, viewer: Viewer) -> bool:
        """Whether the viewer may import things of this kind at all."""

    @abstractmethod
    def known(self, viewer: Viewer) -> Known:
        """Return what is there already."""

    @abstractmethod
    def columns(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return a new row of the table."""

    def prepare(self, rows: Sequence[dict[str, Any]]) -> None:
        """Give new rows what only all together can have, such as an address of their own."""
        return

    def found_by(self, columns: dict[str, Any]) -> Any:
        """Return a new row as `reindex` reads it."""
        return self.model(**columns)

    @abstractmethod
    def reindex(self, rows: Iterable[Any]) -> None:
        """Renew what is found of the rows."""

    def here(self, numbers: Sequence[int]) -> dict[int, Any]:
        """Return things that are there, by their numbers."""
        asked = sa.select(self.model).where(self.model.id.in_(numbers))
        return {row.id: row for row in db.session.scalars(asked)}
