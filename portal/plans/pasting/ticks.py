"""Narrow columns to be ticked, one for each choice: "N S L" beside "S M L", told apart by their order."""

from collections.abc import Iterable, Sequence

from portal.core.sheets import folded
from portal.plans.models import Field
from portal.plans.pasting.choices import TICK_FIELDS, Choices, letters_of
from portal.plans.pasting.marks import ticked
from portal.plans.pasting.synonyms import CALLED
from portal.plans.pasting.table import Heading


def find_ticks(named: Sequence[Heading], cells: Sequence[Sequence[str]], choices: Choices) -> dict[int, str]:
    """Return the columns to be ticked, told apart by their order where two have the same heading.

    In "N S L S M L" the first "L" follows now and soon and is later; the second follows small and medium: large.
    """
    ways: list[tuple[int, list[tuple[Field, int]]]] = []
    for column, heading in enumerate(named):
        if found := _may_be(heading, cells[column], choices):
            ways.append((column, found))
    found_ways: dict[int, str] = {}
    for run in _runs(ways):
        for (column, _), (field, place) in zip(run, _best([each for _, each in run], choices), strict=True):
            found_ways[column] = f"{field.value}:{choices[field][place].key}"
    return found_ways


def _may_be(heading: Heading, cells: Sequence[str], choices: Choices) -> list[tuple[Field, int]]:
    """Return which choices a column may be; none where what stands in it are no ticks."""
    filled = [cell for cell in cells if cell]
    if sum(ticked(cell) is not None for cell in filled) * 2 < len(filled):
        return []
    name, over = folded(heading.own), set(CALLED.get(folded(heading.above), ()))
    found = [
        (field, place)
        for field in TICK_FIELDS
        for place, choice in enumerate(choices.get(field, ()))
        if name and (name in choice.called or name in letters_of(field, choice))
    ]
    return [each for each in found if each[0] in over] or found


def _runs(ways: list[tuple[int, list]]) -> Iterable[list[tuple[int, list]]]:
    """Yield the columns that stand beside each other together."""
    run: list[tuple[int, list]] = []
    for each in ways:
        if run and each[0] != run[-1][0] + 1:
            yield run
            run = []
        run.append(each)
    if run:
        yield run


def _best(ways: Sequence[list[tuple[Field, int]]], choices: Choices) -> list[tuple[Field, int]]:
    """Return the reading of a run of columns that goes through whole sets of choices in their order."""
    paths: dict[tuple[Field, int], tuple[int, list[tuple[Field, int]]]] = {}
    for column, each in enumerate(ways):
        coming = {}
        for state in each:
            if not column:
                coming[state] = (2 if state[1] == 0 else 0, [state])
                continue
            points, path = max(
                ((points + _step(last, state, choices), path) for last, (points, path) in paths.items()),
                key=lambda found: found[0],
            )
            coming[state] = (points, [*path, state])
        paths = coming
    ended = ((points + (2 if _is_last(path[-1], choices) else 0), path) for points, path in paths.values())
    return max(ended, key=lambda found: found[0])[1]


def _step(last: tuple[Field, int], state: tuple[Field, int], choices: Choices) -> int:
    if last[0] == state[0]:
        return 4 if state[1] == last[1] + 1 else 2 if state[1] > last[1] else -20
    return (2 if _is_last(last, choices) else 0) + (2 if state[1] == 0 else 0)


def _is_last(state: tuple[Field, int], choices: Choices) -> bool:
    return state[1] == len(choices[state[0]]) - 1
