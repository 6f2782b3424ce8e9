"""What each row of a table is: headings, an action, the rest of one, a section, what it says of itself, or nothing."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum, auto
from statistics import median
from typing import NamedTuple

from portal.core.sheets import folded
from portal.plans.models import Field
from portal.plans.pasting import banners
from portal.plans.pasting.synonyms import SECTION
from portal.plans.pasting.table import Row

LONG_TITLE = 60
_GOES_ON = re.compile(r"[a-z(,;&+–-]")  # noqa: RUF001
_UNFINISHED = re.compile(r"(?:[,;:&(/-]|\b(?:and|or|of|the|to|for|with|in|a|by))$", re.IGNORECASE)


class Kind(StrEnum):
    """What a row can be."""

    HEADINGS = auto()
    ACTION = auto()
    MORE = auto()
    SECTION = auto()
    ABOUT = auto()
    OBJECTIVE = auto()
    HEADING = auto()
    OUT = auto()

    @property
    def words(self) -> str:
        """The kind as the preview says it."""
        return WORDS[self]


WORDS = {
    Kind.HEADINGS: "Headings",
    Kind.ACTION: "An action",
    Kind.MORE: "More of the row above",
    Kind.SECTION: "A section",
    Kind.ABOUT: "The section’s aim",  # noqa: RUF001  a typed apostrophe
    Kind.OBJECTIVE: "An objective",
    Kind.HEADING: "A heading within the section",
    Kind.OUT: "Left out",
}


class Taken(NamedTuple):
    """How a row is taken, and why where that needs a word; `is_doubtful` where it may well be something else."""

    kind: Kind
    why: str = ""
    is_doubtful: bool = False


@dataclass
class Layout:
    """How a table is understood: what each column is, where its headings are, which tables count.

    `said` is what somebody said of single rows, by their place.
    """

    columns: list[str]
    heads: tuple[int, ...] = ()
    tables: frozenset[int] = frozenset({0})
    said: Mapping[int, Kind] = field(default_factory=dict)

    def place(self, wanted: str) -> int:
        """Return the first column that is this field, or -1."""
        return self.columns.index(wanted) if wanted in self.columns else -1


def take(rows: Sequence[Row], layout: Layout) -> list[Taken]:
    """Return how each row is taken; every row is taken as something."""
    reader = _Reader(rows, layout)
    taken = [reader.take(place) for place in range(len(rows))]
    return _without_notes_below(rows, taken, layout)


class _Reader:
    """Goes through the rows from the first to the last."""

    def __init__(self, rows: Sequence[Row], layout: Layout) -> None:
        self.rows, self.layout = rows, layout
        self.ref, self.what = layout.place(Field.REF), layout.place(Field.WHAT)
        self.width = max((len(row.cells) for row in rows), default=0)
        self.heads = [_names(rows[place]) for place in layout.heads]
        usual = [row for row in rows if row.cell(self.what) and len(row.filled) > 1 and _names(row) not in self.heads]
        self.usual = median([len(row.filled) for row in usual]) if usual else 0
        with_ref = sum(bool(row.cell(self.ref)) for row in usual) if self.ref >= 0 else 0
        self.has_refs = with_ref * 2 > len(usual)
        self.is_open = self.is_in_section = self.is_coded = self.is_fresh = False
        self.last = ""

    def take(self, place: int) -> Taken:
        """Return how a row is taken, and remember what it means for the next."""
        row, said = self.rows[place], self.layout.said.get(place)
        found = Taken(said, "as you said") if said else self._guess(place, row)
        if found.kind is Kind.MORE and not self.is_open:
            found = Taken(Kind.OUT, "there is no action above it that it could belong to")
        if found.kind is Kind.ACTION:
            self.is_open, self.is_fresh, self.last = True, False, row.cell(self.what)
        elif found.kind in (Kind.SECTION, Kind.ABOUT, Kind.OBJECTIVE, Kind.HEADING):
            self.is_open, self.last = False, ""
            self.is_in_section, self.is_fresh = True, True
            if found.kind is Kind.SECTION:
                self.is_coded = banners.is_coded(_only(row)) or self._is_code_row(place, row)
        return found

    def _guess(self, place: int, row: Row) -> Taken:
        layout = self.layout
        if row.table not in layout.tables:
            return Taken(Kind.OUT, "its table is left out")
        if place in layout.heads:
            return Taken(Kind.HEADINGS)
        if _names(row) in self.heads:
            return Taken(Kind.HEADINGS, "repeats the headings")
        if row.is_above or (layout.heads and place < layout.heads[0] and row.table == self.rows[layout.heads[0]].table):
            return self._above(row)
        fresh = [column for column in row.filled if column not in row.down]
        if not fresh:
            return Taken(Kind.OUT, "it only holds cells that are merged with those above")
        if labelled := self._labelled(row, fresh):
            return labelled
        if len(fresh) == 1:
            return self._alone(place, row, fresh[0])
        return self._several(place, row, fresh)

    def _above(self, row: Row) -> Taken:
        """Take what stands above the headings: a section where it begins as one does, otherwise the document's own."""
        text = _only(row)
        if text and (labelled := self._labelled(row, row.filled)):
            return labelled
        if text and banners.is_coded(text):
            return Taken(Kind.SECTION)
        return Taken(Kind.OUT, "it stands above the headings")

    def _labelled(self, row: Row, fresh: Sequence[int]) -> Taken | None:
        """Take what says of itself that it is an aim or objectives, in one cell, or in two beside each other."""
        if len(fresh) > 2 or (len(fresh) == 2 and row.cell(self.ref) and self.ref not in fresh):
            return None
        text = label = row.cell(fresh[0])
        if len(fresh) == 2:
            text = f"{label}\n{row.cell(fresh[1])}"
            if not (banners.about(label) in _BARE or banners.objectives(label) == []):
                return None
        if banners.objectives(text) is not None:
            return Taken(Kind.OBJECTIVE)
        return Taken(Kind.ABOUT) if banners.about(text)[0] else None

    def _alone(self, place: int, row: Row, column: int) -> Taken:
        """Take a row with one cell in it."""
        text, is_wide = row.cell(column), row.span(column) > 1 and row.span(column) * 2 >= self.width
        key = self.layout.columns[column] if column < len(self.layout.columns) else ""
        if is_wide or key == SECTION:
            return self._heading(text, is_sure=True)
        if self.is_open and self._goes_on(text):
            return Taken(Kind.MORE)
        if column not in (self.ref, self.what, 0):
            return Taken(Kind.MORE)
        if banners.is_coded(text) and (self.what != column or not self.has_refs):
            return self._heading(text, is_sure=True)
        if self.usual < 3 and column == self.what and not self.has_refs:
            return Taken(Kind.ACTION)
        if self.has_refs and self.is_open and len(text) > LONG_TITLE:
            return Taken(Kind.MORE, is_doubtful=True)
        return self._heading(text, is_sure=False)

    def _heading(self, text: str, is_sure: bool) -> Taken:
        """Take words alone as a section; below one with a code as a heading within it, or as its aim if long."""
        is_within = self.is_in_section and (self.is_coded or self.layout.place(SECTION) >= 0)
        if not is_within or banners.is_coded(text):
            return Taken(Kind.SECTION, is_doubtful=not is_sure)
        if self.is_fresh and (len(text) > LONG_TITLE or text.endswith(".")):
            return Taken(Kind.ABOUT, is_doubtful=True)
        return Taken(Kind.HEADING, is_doubtful=not is_sure)

    def _several(self, place: int, row: Row, fresh: Sequence[int]) -> Taken:
        text = row.cell(self.what) if self.what in fresh else ""
        ref = row.cell(self.ref) if self.ref in fresh else ""
        if self._is_code_row(place, row):
            return Taken(Kind.SECTION)
        if self.ref in row.down and self.is_open:
            return Taken(Kind.MORE)
        if not text:
            return (
                Taken(Kind.OUT, "there are no words for an action in it")
                if ref or not self.is_open
                else Taken(Kind.MORE)
            )
        if ref or not self.is_open:
            return Taken(Kind.ACTION)
        if self._goes_on(text) and len(fresh) <= max(self.usual, 2):
            return Taken(Kind.MORE)
        if self.has_refs:
            tells = {Field.STATUS, Field.PRIORITY, Field.WHEN, Field.LEADS, Field.TIMESCALE, Field.SCALE}
            has_own = any(self._field(column) in tells for column in fresh)
            return Taken(Kind.ACTION, "it has no ref", True) if has_own else Taken(Kind.MORE, is_doubtful=True)
        return Taken(Kind.ACTION)

    def _is_code_row(self, place: int, row: Row) -> bool:
        """Whether a row holds a code and a title, and the refs below it begin with that code: "T1", "Policy"."""
        ref = row.cell(self.ref).rstrip(".:) ") if self.ref >= 0 else ""
        if not ref or self.what < 0 or set(row.filled) - {self.ref, self.what} or not row.cell(self.what):
            return False
        below = next((each.cell(self.ref) for each in self.rows[place + 1 :] if each.cell(self.ref)), "")
        return below.startswith(ref) and re.match(r"[.\-/ ]\S", below[len(ref) :]) is not None

    def _goes_on(self, text: str) -> bool:
        """Whether words go on from those of the action above."""
        return bool(_GOES_ON.match(text)) or bool(self.last and _UNFINISHED.search(self.last))

    def _field(self, column: int) -> str:
        return self.layout.columns[column].partition(":")[0] if column < len(self.layout.columns) else ""


_BARE = [(name, "") for name in ("aim", "evidence", "indicator", "advice", "tier")]


def _names(row: Row) -> list[str]:
    """Return the cells of a row as headings are compared."""
    return [folded(cell) for cell in row.cells]


def _only(row: Row) -> str:
    """Return the one text of a row; "" where it has none or several."""
    return row.cell(row.filled[0]) if len(row.filled) == 1 else ""


def _without_notes_below(rows: Sequence[Row], taken: list[Taken], layout: Layout) -> list[Taken]:
    """Leave out what looks like sections below the last action: the key to the letters, a source, a total."""
    last = max((place for place, each in enumerate(taken) if each.kind is Kind.ACTION), default=-1)
    found = list(taken)
    for place, each in enumerate(taken):
        is_heading = each.kind in (Kind.SECTION, Kind.HEADING) and place not in layout.said
        is_below = place > last >= 0 and not banners.is_coded(_only(rows[place]))
        if is_heading and (is_below or banners.is_note(_only(rows[place]))):
            found[place] = Taken(Kind.OUT, "it is a note to the table", True)
    return found
