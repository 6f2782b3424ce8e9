"""The columns of a plan: what they hold, how their choices are worded, and the words of each cell."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from portal.actions.models import OPEN, Status
from portal.plans.models import Field, Stage


class About(NamedTuple):
    """What a column is by itself: its usual heading, what a choice of columns says of it, and where its words are."""

    heading: str
    hint: str
    attribute: str


FIELDS: dict[Field, About] = {
    Field.REF: About("Ref", "A number of your own, such as 1.03", "ref"),
    Field.WHAT: About("What", "What is to be done", "text"),
    Field.STATUS: About("Status", "Outstanding, ongoing, done or dropped", "status"),
    Field.PRIORITY: About("Priority", "High, medium or low", "priority"),
    Field.TIMESCALE: About("Timescale", "Now, soon, later; several can be ticked", "timescale"),
    Field.SCALE: About("Scale", "Small, medium, large; several can be ticked", "scale"),
    Field.HOW: About("How", "The steps, one a line", "how"),
    Field.START: About("Start", "When it begins, as you write it", "start_text"),
    Field.WHEN: About("By when", "As you write it: Apr-Sept 2026, ongoing, by the AGM", "when_text"),
    Field.LEADS: About("Who leads", "Organisations, people, groups, all partners", "leads"),
    Field.ALSO: About("Who else", "Who is also involved", "also"),
    Field.TIME: About("Time", "Time it takes", "time_needed"),
    Field.MONEY: About("Money", "What it costs, and who pays", "money_needed"),
    Field.RESOURCES: About("Resource implications", "What else it needs", "resources"),
    Field.MEASURE_INPUT: About("Input", "What goes in", "measure_input"),
    Field.MEASURE_PROCESS: About("Process", "What is done with it", "measure_process"),
    Field.MEASURE_OUTPUT: About("Output", "What comes out", "measure_output"),
    Field.MEASURE_OUTCOME: About("Outcome", "What changes by it", "measure_outcome"),
    Field.BASELINE: About("Baseline", "Where it stands at the beginning", "baseline"),
    Field.TARGET: About("Target", "Where it is to stand at the end", "target"),
    Field.FIGURE: About("Figure", "Where it stands now", "figure"),
    Field.COMMENTS: About("Comments", "Anything else", "comments"),
    Field.LINKS: About("Goes with", "Other actions of the plan it belongs to", "links"),
    Field.NEEDS_DETAIL: About("Needs further detail", "A mark for what is still to be worked out", "needs_detail"),
    Field.EVIDENCE: About("Evidence", "What shows that it is needed", "evidence"),
    Field.INDICATOR: About("Indicator", "An outside measure it counts towards", "indicator"),
    Field.ADVICE: About("What you can do", "What any partner can do towards it", "advice"),
}

CHOICES: dict[Field, tuple[str, ...]] = {
    Field.STATUS: tuple(status.value for status in Status),
    Field.PRIORITY: ("high", "medium", "low"),
    Field.TIMESCALE: ("now", "soon", "later"),
    Field.SCALE: ("small", "medium", "large"),
}
"""The columns with choices, and what can be chosen; a plan words them as it likes."""

SEVERAL = (Field.TIMESCALE, Field.SCALE)
ONE_LINE = (
    Field.REF, Field.START, Field.WHEN, Field.LEADS, Field.ALSO, Field.BASELINE, Field.TARGET, Field.FIGURE,
)  # fmt: skip
OF_ACTION = (Field.WHAT, Field.STATUS, Field.WHEN, Field.LEADS)
"""What an action has in every plan it stands in; the other columns are a plan's own."""

PLANS_OWN = tuple(field for field in Field if field not in (*OF_ACTION, Field.LINKS))
OWN_ATTRIBUTES = frozenset(FIELDS[field].attribute for field in PLANS_OWN)


def own_words(written: str) -> dict[str, str]:
    """Return the words for choices from "choice = words" lines; lines without a sign are left aside."""
    pairs = (line.partition("=") for line in written.splitlines())
    return {choice.strip().lower(): words.strip() for choice, sign, words in pairs if sign and words.strip()}


def choices(field: Field, wording: str = "") -> list[tuple[str, str]]:
    """Return what can be chosen in a column, each with the words of this plan: ("high", "Must do")."""
    own = own_words(wording)
    return [(key, own.get(key, key.capitalize())) for key in CHOICES.get(field, ())]


def unknown_choices(field: Field, wording: str) -> list[str]:
    """Return the choices that a wording names and the column does not have."""
    return [key for key in own_words(wording) if key not in CHOICES.get(field, ())]


def wordings(columns: Iterable[Any]) -> dict[Field, list[tuple[str, str]]]:
    """Return the choices of every column that has some, worded as the plan's columns have it, or as usual."""
    written: Mapping[Field, str] = {column.field: column.wording for column in columns}
    return {field: choices(field, written.get(field, "")) for field in CHOICES}


def ticked(value: str) -> list[str]:
    """Return the choices that are kept together: "now,later"."""
    return [key for key in value.split(",") if key]


def kept(field: Field, keys: Iterable[str]) -> str:
    """Return choices as an entry keeps them: known ones only, in their order, by commas."""
    chosen = set(keys)
    return ",".join(key for key in CHOICES[field] if key in chosen)


@lru_cache(maxsize=2000)
def worded(field: Field, value: str, wording: str = "") -> str:
    """Return choices in the plan's words: "Now, later"."""
    words = dict(choices(field, wording))
    said = [words.get(key, key) for key in ticked(value)]
    own = own_words(wording)
    return ", ".join(
        part if not number or key in own else part.lower()
        for number, (key, part) in enumerate(zip(ticked(value), said, strict=True))
    )


def cell(field: Field, row: Any, column: Any = None) -> str:
    """Return the words of a cell, for a row of the grid: on the page, on paper, in every file and every picture alike.

    Leads stand as they were written, where they were, and as far as the viewer may read names.
    """
    if field is Field.LEADS:
        return row.leads_written or row.leads
    if field is Field.NEEDS_DETAIL:
        return "yes" if row.needs_detail else ""
    value = getattr(row, FIELDS[field].attribute)
    return worded(field, str(value), column.wording if column is not None else "") if field in CHOICES else value or ""


def is_late(row: Any, today: Any) -> bool:
    """Whether an action should be done by now."""
    return row.status in OPEN and row.due_on is not None and row.due_on < today


def stages_ahead(stage: Stage) -> list[Stage]:
    """Return the stages a plan may go to from where it is."""
    return {
        Stage.DRAFT: [Stage.CURRENT],
        Stage.CURRENT: [Stage.CLOSED, Stage.DRAFT],
        Stage.CLOSED: [Stage.CURRENT],
    }[stage]
