"""A plan laid out as its familiar grid, in words: what the printed page and every file of it have in common."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from portal.plans import rules
from portal.plans.models import Plan, PlanColumn, Section


class Part(NamedTuple):
    """A section of the plan with the lines of its actions, each a cell for every column."""

    section: Section | None
    heading: str
    aim: str
    lines: list[list[str]]


class Grid(NamedTuple):
    """The whole grid: its columns, and its sections with their lines."""

    title: str
    noun: str
    columns: Sequence[PlanColumn]
    parts: list[Part]

    @property
    def headings(self) -> list[str]:
        """What the columns are called."""
        return [column.heading for column in self.columns]

    @property
    def is_empty(self) -> bool:
        """Whether no action stands in it."""
        return not any(part.lines for part in self.parts)

    @property
    def weights(self) -> list[float]:
        """How wide each column is beside the others: by how much stands in it, never less than its heading needs."""
        lines = [line for part in self.parts for line in part.lines]
        return [
            max(5.0, min(24.0, 4 + sum(len(line[n]) for line in lines) / (len(lines) or 1) / 3), _longest(heading))
            for n, heading in enumerate(self.headings)
        ]

    def sheet(self) -> list[list[str]]:
        """Return the grid as lines of one table, the first its headings; the section stands in front of each line."""
        lines = [[part.heading, *line] for part in self.parts for line in part.lines]
        return [[self.noun, *self.headings], *lines]


def lay_out(plan: Plan, rows: Iterable[Any]) -> Grid:
    """Return the rows of a grid (see `queries.grid.rows`, in their order) as the plan's columns say them."""
    sections = {section.id: section for section in plan.sections}
    columns = list(plan.columns)
    parts = []
    for number, found in groupby(rows, key=lambda row: row.section_id):
        section = sections.get(number)
        lines = [[rules.cell(column.field, row, column) for column in columns] for row in found]
        heading, aim = (heading_of(section), section.aim) if section else ("Without a section", "")
        parts.append(Part(section, heading, aim, lines))
    return Grid(plan.title, plan.section_noun, columns, parts)


def heading_of(section: Section) -> str:
    """Return how a section is headed: "1. Partner organisation support"."""
    dot = "." if section.code.isdigit() else ":"
    return f"{section.code}{dot} {section.title}" if section.code else section.title


def _longest(heading: str) -> float:
    """Return how much room the longest word of a heading needs."""
    return 0.8 * max(map(len, heading.split()), default=0)
