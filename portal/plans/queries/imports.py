"""Reading imports of a plan: the list of them, one of them, and what the one that is looked at would put in."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import sqlalchemy as sa

from portal.accounts.models import User
from portal.actions.names import Names, read_leads
from portal.actions.queries import names_in
from portal.actions.rules import meaning
from portal.core.database import db, reader
from portal.core.sheets import folded
from portal.core.text import listed, plural, plural_of
from portal.plans import rules
from portal.plans.import_models import PlanImport
from portal.plans.models import Field, Plan
from portal.plans.pasting import cells, guessing, reading
from portal.plans.pasting.choices import Choices, choices_of
from portal.plans.pasting.reading import ReadAction, ReadPlan
from portal.plans.pasting.rows import Kind, Layout, Taken
from portal.plans.pasting.synonyms import OBJECTIVE, SECTION
from portal.plans.pasting.table import Heading, Row, rows_of
from portal.plans.times import read_time

SHOWN_REST = (
    Field.STATUS, Field.PRIORITY, Field.TIMESCALE, Field.SCALE, Field.START, Field.ALSO, Field.HOW, Field.TIME,
    Field.MONEY, Field.RESOURCES, Field.MEASURE_INPUT, Field.MEASURE_PROCESS, Field.MEASURE_OUTPUT,
    Field.MEASURE_OUTCOME, Field.BASELINE, Field.TARGET, Field.FIGURE, Field.LINKS, Field.NEEDS_DETAIL, Field.EVIDENCE,
    Field.INDICATOR, Field.ADVICE, Field.COMMENTS,
)  # fmt: skip
MOST_SHOWN = 400
"""So many rows are shown one by one; of more only those that are no plain action, or have a remark."""


@dataclass
class Shown:
    """A row as the preview shows it: what it is, and if it is an action what was read of it."""

    place: int
    row: Row
    taken: Taken
    action: ReadAction | None = None
    leads: str = ""
    time: str = ""
    rest: list[tuple[str, str]] = field(default_factory=list)

    @property
    def words(self) -> str:
        """The words of a row that is no action."""
        return " | ".join(" ".join(self.row.cell(column).split()) for column in self.row.filled)

    @property
    def said(self) -> str:
        """What is to be looked at in the row, in one sentence; "" where it is plain."""
        remarks = list(self.action.remarks) if self.action else []
        if self.taken.is_doubtful:
            remarks.insert(0, self.taken.why or f"it is taken as: {self.taken.kind.words.lower()}")
        return "; ".join(remarks)

    @property
    def is_plain(self) -> bool:
        """Whether there is nothing to be looked at."""
        return self.action is not None and not self.said


@dataclass
class Understood:
    """A table as it is understood now: nothing of it is in the plan yet."""

    plan: Plan
    rows: list[Row]
    layout: Layout
    named: list[Heading]
    choices: Choices
    is_workbook: bool

    @cached_property
    def read(self) -> ReadPlan:
        """What the rows say."""
        return reading.read(self.rows, self.layout, self.named, self.choices, self.is_workbook)

    @cached_property
    def names(self) -> Names:
        """Everybody the partnership may mean by a lead."""
        return names_in(self.plan.partnership_id)

    @property
    def sentence(self) -> str:
        """What the table holds: "47 actions, 5 areas of work, 20 objectives; 2 rows are left out"."""
        read, out = self.read, len(self.read.left_out)
        parts = [plural(len(read.actions), "action")]
        parts += [count_sections(self.plan, len(read.sections))] * bool(read.sections)
        parts += [plural(read.objectives, "objective")] * bool(read.objectives)
        left = "no row is left out" if not out else f"{plural(out, 'row')} {'is' if out == 1 else 'are'} left out"
        return f"{listed(parts)}; {left}"

    @property
    def unused(self) -> str:
        """The columns that are not taken, with how many cells of each are filled."""
        return cells.counted(self.read.unused)

    def shown(self) -> list[Shown]:
        """Return the rows for the preview, in their order."""
        first = {action.places[0]: action for action in self.read.actions}
        found = [
            Shown(place, row, taken, first.get(place) if taken.kind is Kind.ACTION else None)
            for place, (row, taken) in enumerate(zip(self.rows, self.read.taken, strict=True))
        ]
        if len(found) > MOST_SHOWN:
            found = [each for each in found if not each.is_plain][:MOST_SHOWN]
        for each in found:
            if each.action:
                self._say(each, each.action)
        return found

    def _say(self, shown: Shown, action: ReadAction) -> None:
        written = self.written(action, Field.LEADS)
        who = [guess.said for guess in read_leads(written, self.names)]
        shown.leads = listed(who) or ("nobody yet" if written else "")
        when = read_time(self.plan, action.text(Field.WHEN), action.text(Field.START), self.plan.begins_on)
        shown.time = meaning(when) if when and when.text else ""
        own = {column.field: column for column in self.plan.columns}
        for each in SHOWN_REST:
            if words := action.text(each):
                heading = own[each].heading if each in own else rules.FIELDS[each].heading
                wording = own[each].wording if each in own else ""
                told = rules.worded(each, words, wording) if each in rules.CHOICES else words
                shown.rest.append((heading, "yes" if told == "True" else told))

    def written(self, action: ReadAction, of: Field) -> str:
        """Return the names of an action as one line."""
        text = action.text(of)
        return cells.in_one_line(text, self.names) if "\n" in text else text


def count_sections(plan: Plan, number: int) -> str:
    """Return how many sections there are, as the plan calls them: "5 areas of work"."""
    first, of, rest = plan.section_noun.lower().partition(" of ")
    noun = "section" if " " in first else first
    return plural(number, noun + of + rest, plural_of(noun) + of + rest)


def own_headings(plan: Plan) -> dict[str, str]:
    """Return the plan's own headings, and the usual ones, as they are compared, with their fields."""
    usual = {folded(about.heading): field.value for field, about in rules.FIELDS.items()}
    return usual | {folded(column.heading): column.field for column in plan.columns if folded(column.heading)}


def choices_for(plan: Plan) -> Choices:
    """Return the choices of the plan's columns, by every name they have."""
    return choices_of(rules.wordings(plan.columns))


def understood(plan: Plan, row: PlanImport) -> Understood:
    """Return how the table of an import is understood, as somebody left it."""
    rows, said = rows_of(row.rows), row.reading
    kinds = {int(place): Kind(kind) for place, kind in said.get("said", {}).items()}
    layout = Layout(said["columns"], tuple(said["heads"]), frozenset(said["tables"]), kinds)
    is_workbook = said["what"].startswith("Excel")
    return Understood(plan, rows, layout, guessing.named_columns(rows, layout), choices_for(plan), is_workbook)


def offered(plan: Plan) -> list[tuple[str, str]]:
    """Return what a column of a table can be: the plan's own columns first, then what it could have as well."""
    own = {column.field: column.heading for column in plan.columns}
    named = {each: own.get(each, rules.FIELDS[each].heading) for each in Field}
    pairs = [(each.value, own[each]) for each in own] + [(SECTION, plan.section_noun), (OBJECTIVE, "Objective")]
    pairs += [(each.value, f"{named[each]} (a new column)") for each in Field if each not in own]
    for each, words in rules.wordings(plan.columns).items():
        pairs += [(f"{each.value}:{key}", f"{named[each]}: {said} (ticks)") for key, said in words]
    return pairs


def get_import(plan: Plan, number: int) -> PlanImport:
    """Return an import of the plan, or answer 404."""
    return db.one_or_404(sa.select(PlanImport).where(PlanImport.id == number, PlanImport.plan_id == plan.id))


def imports_of(plan: Plan) -> Sequence[Any]:
    """Return the imports of a plan, newest first: id, at, source, by, put_in_at, undone_at. One statement."""
    asked = (
        sa.select(
            PlanImport.id, PlanImport.at, PlanImport.source, PlanImport.put_in_at, PlanImport.undone_at,
            User.name.label("by"),
        )
        .join(User, User.id == PlanImport.user_id)
        .where(PlanImport.plan_id == plan.id)
        .order_by(PlanImport.id.desc())
    )  # fmt: skip
    return reader().execute(asked.limit(100)).all()
