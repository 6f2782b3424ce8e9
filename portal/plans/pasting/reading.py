"""The plan that a table holds: its sections with their objectives, its actions, and what became of every row."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from portal.core.sheets import folded
from portal.plans.models import Field
from portal.plans.pasting import banners, cells
from portal.plans.pasting.choices import Choices
from portal.plans.pasting.marks import ticked
from portal.plans.pasting.rows import Kind, Layout, Taken, take
from portal.plans.pasting.synonyms import OBJECTIVE, SECTION
from portal.plans.pasting.table import Heading, Row


@dataclass
class ReadObjective:
    """An objective of a section; the actions below a heading within a section belong to it."""

    text: str
    place: int


@dataclass
class ReadSection:
    """A section of the plan, and the place of the row it comes from."""

    code: str
    title: str
    place: int
    about: dict[str, str] = field(default_factory=dict)
    objectives: list[ReadObjective] = field(default_factory=list)


@dataclass
class ReadAction:
    """An action: its fields as they are kept, the rows it comes from, and what is to be said of it."""

    places: list[int]
    values: dict[Field, str | bool] = field(default_factory=dict)
    section: ReadSection | None = None
    objective: ReadObjective | None = None
    remarks: list[str] = field(default_factory=list)

    def text(self, wanted: Field) -> str:
        """Return the words of a field, "" where it is empty."""
        return str(self.values.get(wanted, ""))


@dataclass
class ReadPlan:
    """A table as it is understood: `taken` says of every row what it is, `unused` of columns what is not taken."""

    taken: list[Taken]
    sections: list[ReadSection] = field(default_factory=list)
    actions: list[ReadAction] = field(default_factory=list)
    unused: dict[str, int] = field(default_factory=dict)

    @property
    def left_out(self) -> list[tuple[int, str]]:
        """The rows that are left out, by their places, each with the reason."""
        return [(place, each.why) for place, each in enumerate(self.taken) if each.kind is Kind.OUT]

    @property
    def objectives(self) -> int:
        """How many objectives there are."""
        return sum(len(section.objectives) for section in self.sections)


def read(
    rows: Sequence[Row], layout: Layout, named: Sequence[Heading], choices: Choices, is_workbook: bool = False
) -> ReadPlan:
    """Return what the rows say. Nothing raises; what cannot be read stays as it is written, with a remark."""
    reader = _Reader(rows, layout, named, choices, is_workbook)
    reader.read()
    return reader.plan


class _Reader:
    """Puts the plan together, row by row."""

    def __init__(
        self, rows: Sequence[Row], layout: Layout, named: Sequence[Heading], choices: Choices, is_workbook: bool
    ):
        self.rows, self.layout, self.named, self.choices = rows, layout, named, choices
        self.is_workbook = is_workbook
        self.plan = ReadPlan(take(rows, layout))
        self.section: ReadSection | None = None
        self.objective: ReadObjective | None = None

    def read(self) -> None:
        """Read all rows."""
        steps = {Kind.SECTION: self._section, Kind.ABOUT: self._about, Kind.OBJECTIVE: self._objective,
                 Kind.HEADING: self._heading, Kind.ACTION: self._begin, Kind.MORE: self._go_on}  # fmt: skip
        for place, taken in enumerate(self.plan.taken):
            if step := steps.get(taken.kind):
                step(place, self.rows[place])
        for action in self.plan.actions:
            self._fill(action)
        self._note_refs()

    def _section(self, place: int, row: Row) -> None:
        text = self._words(row)
        found = banners.banner(text)
        self._open(found, place)

    def _open(self, found: banners.Banner, place: int) -> None:
        """Go on in a section of this code and title, or begin it."""
        known = next(
            (each for each in self.plan.sections if _key(each.code, each.title) == _key(found.code, found.title)), None
        )
        self.section = known or ReadSection(found.code[:20], found.title, place)
        if not known:
            self.plan.sections.append(self.section)
        for name, words in found.about.items():
            self._say(name, words)
        self.section.objectives += [ReadObjective(words, place) for words in found.objectives]
        self.objective = None

    def _about(self, place: int, row: Row) -> None:
        name, words = banners.about(self._words(row, "\n"))
        self._need_section(place)
        self._say(name or "aim", words if name else self._words(row))

    def _objective(self, place: int, row: Row) -> None:
        text = self._words(row, "\n")
        listed = banners.objectives(text)
        section = self._need_section(place)
        lines = listed if listed is not None else banners.listed_lines(text)
        section.objectives += [ReadObjective(line, place) for line in lines]

    def _heading(self, place: int, row: Row) -> None:
        section, text = self._need_section(place), self._words(row)
        self.objective = next((each for each in section.objectives if each.text == text), None)
        if not self.objective:
            self.objective = ReadObjective(text, place)
            section.objectives.append(self.objective)

    def _begin(self, place: int, row: Row) -> None:
        area = row.cell(self.layout.place(SECTION))
        if area and (not self.section or not _is_named(self.section, area)):
            self._open(banners.banner(area), place)
        goal = row.cell(self.layout.place(OBJECTIVE))
        if goal:
            self._heading(place, Row(row.line, [goal]))
        self.plan.actions.append(ReadAction([place], section=self.section, objective=self.objective))

    def _go_on(self, place: int, _row: Row) -> None:
        self.plan.actions[-1].places.append(place)

    def _need_section(self, place: int) -> ReadSection:
        if not self.section:
            self._open(banners.Banner("", "Without a heading", {}, []), place)
        assert self.section is not None  # noqa: S101  opened on the line above
        return self.section

    def _say(self, name: str, words: str) -> None:
        assert self.section is not None  # noqa: S101  it was opened before
        self.section.about[name] = "\n".join(filter(None, (self.section.about.get(name), words)))

    def _words(self, row: Row, between: str = " ") -> str:
        return between.join(row.cell(column) for column in row.filled if column not in row.down or len(row.filled) == 1)

    def _fill(self, action: ReadAction) -> None:
        """Read the cells of an action."""
        kept: list[str] = []
        for key, named, text in self._cells(action):
            if not key:
                name = named or "a column without a heading"
                self.plan.unused[name] = self.plan.unused.get(name, 0) + 1
            elif key not in (SECTION, OBJECTIVE):
                kept += self._put(action, key, named, text)
            else:
                kept.append(f"{named or key}: {text}")
        if not action.text(Field.WHAT):
            self._lend_words(action)
        if kept:
            words = [action.text(Field.COMMENTS), *kept]
            action.values[Field.COMMENTS] = "\n".join(filter(None, words))

    def _cells(self, action: ReadAction) -> Iterator[tuple[str, str, str]]:
        """Yield what each filled column of the action is, its heading, and the words in it over all its rows."""
        rows = [self.rows[place] for place in action.places]
        for column in range(max(len(row.cells) for row in rows)):
            key = self.layout.columns[column] if column < len(self.layout.columns) else ""
            named = self.named[column].words if column < len(self.named) else ""
            first = key in (SECTION, OBJECTIVE) and column == self.layout.place(key)  # heeded when the action began
            parts = [row.cell(column) for at, row in enumerate(rows) if at >= first and not (at and column in row.down)]
            if any(parts):
                yield key, named, cells.joined(parts, key)

    def _put(self, action: ReadAction, key: str, named: str, text: str) -> list[str]:
        """Put the words of a cell into the action; return what of them is to stand in the comments as well."""
        wanted, _, choice = key.partition(":")
        of = Field(wanted)
        if choice:
            said = ticked(text)
            if said:
                self._choose(action, of, [choice])
            elif said is None:
                action.remarks.append(f"“{text}” below {named} is no tick: it is kept in the comments")
                return [f"{named}: {text}"]
            return []
        if of in self.choices:
            keys, remarks = cells.several(of, text, self.choices)
            self._choose(action, of, keys)
            action.remarks += remarks
            return [f"{named or of.value.capitalize()}: {text}"] if remarks else []
        if of is Field.NEEDS_DETAIL:
            action.values[of], remarks = cells.detail(text)
            action.remarks += remarks
            return [f"{named}: {text}"] if remarks else []
        return self._put_words(action, of, named, text)

    def _put_words(self, action: ReadAction, of: Field, named: str, text: str) -> list[str]:
        remarks: list[str] = []
        if of in cells.DATED:
            text, remarks = cells.dated(text, self.is_workbook)
        elif of is Field.REF:
            text, remarks = cells.numbered(text, self.is_workbook)
        elif of in cells.LONGEST and of not in cells.OF_NAMES:
            text = " ".join(text.split())
        before = action.text(of)
        whole = (before + (" " if of in cells.LONGEST else "\n") if before else "") + text
        short, too_long = cells.fitted(of, whole)
        action.values[of] = short
        action.remarks += remarks + too_long
        return [f"{named or of.value}: {text}"] if too_long else []

    def _choose(self, action: ReadAction, of: Field, keys: Sequence[str]) -> None:
        chosen = {*action.text(of).split(","), *keys}
        ordered = [each.key for each in self.choices.get(of, ()) if each.key in chosen]
        if of in cells.SINGLE and len(ordered) > 1:
            action.remarks.append(f"Several are ticked for {of.value}: the first of them is taken")
            ordered = ordered[:1]
        if ordered:
            action.values[of] = ",".join(ordered)

    def _lend_words(self, action: ReadAction) -> None:
        """Call an action without words of its own, which somebody said is one, by the first words of its row."""
        row = self.rows[action.places[0]]
        action.values[Field.WHAT] = row.cell(row.filled[0]) if row.filled else "?"
        action.remarks.append("There are no words for it in the column of actions")

    def _note_refs(self) -> None:
        for ref in cells.twice([action.text(Field.REF) for action in self.plan.actions]):
            for action in self.plan.actions:
                if action.text(Field.REF) == ref:
                    action.remarks.append(f"The ref {ref} stands there more than once")


def _key(code: str, title: str) -> tuple[str, str]:
    return folded(code), folded(title)


def _is_named(section: ReadSection, words: str) -> bool:
    found = banners.banner(words)
    return _key(found.code, found.title) == _key(section.code, section.title)
