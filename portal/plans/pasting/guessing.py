"""How a table is taken to begin with: which tables count, where the headings are, what each column is."""

from collections.abc import Mapping, Sequence

from portal.core.sheets import folded
from portal.plans.pasting.choices import Choices
from portal.plans.pasting.headings import find_heads, headings, is_known, match
from portal.plans.pasting.rows import Layout
from portal.plans.pasting.table import Heading, Row


def guess(rows: Sequence[Row], own: Mapping[str, str], choices: Choices) -> Layout:
    """Return how the rows are taken when nobody has said anything; `own` are the plan's headings with their fields."""
    main, heads = _main(rows, own, choices)
    tables = {row.table for row in rows}
    named = _names(rows, heads)
    taken = {main}
    for table in tables - {main}:
        places = [place for place, row in enumerate(rows) if row.table == table]
        of = find_heads([rows[place] for place in places], own, choices)
        if (of and _names(rows, [places[each] for each in of]) == named) or (not of and _goes_on(rows, places, main)):
            taken.add(table)
    return with_columns(rows, Layout([], heads, frozenset(taken)), own, choices)


def with_columns(rows: Sequence[Row], layout: Layout, own: Mapping[str, str], choices: Choices) -> Layout:
    """Return the layout with what its columns are, by their headings and by what stands in them."""
    named = named_columns(rows, layout)
    body = [
        row for place, row in enumerate(rows)
        if row.table in layout.tables and place > max(layout.heads, default=-1) and len(row.filled) > 1
    ]  # fmt: skip
    cells = [[row.cell(column) for row in body if row.cell(column)] for column in range(len(named))]
    return Layout(match(named, cells, own, choices), layout.heads, layout.tables, layout.said)


def named_columns(rows: Sequence[Row], layout: Layout) -> list[Heading]:
    """Return the heading of each column of the tables that count."""
    width = max((len(row.cells) for row in rows if row.table in layout.tables), default=0)
    return headings(rows, layout.heads, width)


def _main(rows: Sequence[Row], own: Mapping[str, str], choices: Choices) -> tuple[int, tuple[int, ...]]:
    """Return the table with the plan in it, and the places of its headings: where most is known, and most stands."""
    best: tuple[tuple[int, int], int, tuple[int, ...]] = ((-1, -1), 0, ())
    for table in sorted({row.table for row in rows}):
        places = [place for place, row in enumerate(rows) if row.table == table]
        heads = find_heads([rows[place] for place in places], own, choices)
        found = tuple(places[each] for each in heads)
        known = sum(is_known(cell, own, choices) for place in found for cell in rows[place].cells)
        best = max(best, ((known, len(places)), table, found), key=lambda each: each[0])
    return best[1], best[2]


def _names(rows: Sequence[Row], heads: Sequence[int]) -> list[list[str]]:
    return [[folded(cell) for cell in rows[place].cells] for place in heads]


def _goes_on(rows: Sequence[Row], places: Sequence[int], main: int) -> bool:
    """Whether a table without headings goes on from the main one: as wide, and after it."""
    width = max(len(row.cells) for row in rows if row.table == main)
    return 1 < width == max(len(rows[place].cells) for place in places) and rows[places[0]].table > main
