"""The plan at a glance: one mark for each action, by section and by the time it was meant for."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from portal.actions.models import Status
from portal.core.dates import add_months
from portal.core.text import plural
from portal.plans.attention import TIMES, ends_of
from portal.plans.laid_out import heading_of
from portal.plans.models import Plan

ORDER = (Status.DONE, Status.ONGOING, Status.OUTSTANDING, Status.DROPPED)
_SHADES = {Status.DONE: "v5", Status.ONGOING: "v4", Status.OUTSTANDING: "v3", Status.DROPPED: "v0"}


class Heading(NamedTuple):
    """A column of the picture: the time, and when it is."""

    words: str
    when: str


class Cell(NamedTuple):
    """The marks of a section in one time, each a look, and what they say in words."""

    dots: list[str]
    words: str


class Glance(NamedTuple):
    """The whole picture."""

    headings: list[Heading]
    rows: list[tuple[str, list[Cell]]]


class Bar(NamedTuple):
    """How a section goes: the parts of its bar (look, beginning and width in hundredths), and the same in words."""

    parts: list[tuple[str, float, float]]
    words: str


def at_a_glance(plan: Plan, rows: Iterable[Any]) -> Glance:
    """Return the picture of a plan's rows (see `queries.grid.rows`). A column without any action is left out."""
    placed: dict[int | None, dict[str, list[Any]]] = {}
    for row in rows:
        time, runs_on = time_of(plan, row)
        placed.setdefault(row.section_id, {}).setdefault(time, []).append((row, runs_on))
    headings = _headings(plan)
    used = [key for key in headings if key in TIMES or any(key in times for times in placed.values())]
    names: dict[int | None, str] = {section.id: heading_of(section) for section in plan.sections}
    lines = [
        (names.get(number, "Without a section"), [_cell(placed.get(number, {}).get(key, [])) for key in used])
        for number in [*names, None]
        if number in placed
    ]
    return Glance([headings[key] for key in used], lines)


def time_of(plan: Plan, row: Any) -> tuple[str, bool]:
    """Return when an action was meant for ("now", "soon", "later", "none"), and whether it runs on into a later time.

    What was ticked says so; where nothing was, its first and last day do, as the plan's period is divided.
    """
    ticked = [key for key in TIMES if key in row.timescale.split(",")]
    if ticked:
        return ticked[0], len(ticked) > 1
    ends = ends_of(plan.begins_on, plan.ends_on, plan.now_months, plan.soon_months)
    first = row.starts_on or (plan.begins_on if row.is_open else row.due_on)
    if first is None:
        return "none", False
    begins = _within(ends, first)
    return begins, row.is_open or (row.due_on is not None and _within(ends, row.due_on) != begins)


def bar(statuses: Sequence[Status]) -> Bar:
    """Return the bar of actions with these statuses: done, ongoing, outstanding, dropped, in this order."""
    counts = Counter(statuses)
    parts, begun = [], 0.0
    for status in ORDER:
        if counts[status]:
            width = 100 * counts[status] / len(statuses)
            parts.append((_SHADES[status], round(begun, 1), round(width, 1)))
            begun += width
    return Bar(parts, f"{plural(len(statuses), 'action')}: {_counted(counts, ', ')}" if statuses else "No actions yet")


def in_words(rows: Sequence[Any]) -> str:
    """Return how many actions there are, how they stand, and how many have nobody: for the top of the plan."""
    if not rows:
        return "No actions yet."
    counts = Counter(row.status for row in rows)
    nobody = sum(1 for row in rows if not row.leads)
    said = f"{plural(len(rows), 'action')}: {_counted(counts, ', ')}"
    return f"{said}; {nobody} {'has' if nobody == 1 else 'have'} nobody named." if nobody else f"{said}."


def _counted(counts: Counter[Status], between: str) -> str:
    return between.join(f"{counts[status]} {status.value}" for status in ORDER if counts[status])


def _within(ends: dict[str, date], day: date) -> str:
    return next((key for key in TIMES if day <= ends[key]), TIMES[-1])


def _headings(plan: Plan) -> dict[str, Heading]:
    ends = ends_of(plan.begins_on, plan.ends_on, plan.now_months, plan.soon_months)
    later = add_months(plan.begins_on, plan.soon_months)
    return {
        "now": Heading("Now", f"to {ends['now']:%B %Y}"),
        "soon": Heading("Soon", f"to {ends['soon']:%B %Y}"),
        "later": Heading("Later", f"from {later:%B %Y}"),
        "none": Heading("Other", "no day to go by"),
    }


def _cell(found: Sequence[tuple[Any, bool]]) -> Cell:
    dots = [
        " ".join([row.status.value, *(["nobody"] if not row.leads else []), *(["on"] if runs_on else [])])
        for row, runs_on in found
    ]
    if not found:
        return Cell([], "no actions")
    said = [plural(len(found), "action"), _counted(Counter(row.status for row, _on in found), ", ")]
    nobody = sum(1 for row, _on in found if not row.leads)
    runs = sum(1 for _row, on in found if on)
    said += [f"{nobody} with nobody named"] * bool(nobody) + [f"{runs} running on"] * bool(runs)
    return Cell(dots, ", ".join(said))
