"""How a partnership is built: its groups as a tree, worked out from their rows."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from portal.core.audience import Audience


class GroupLine(NamedTuple):
    """A group as lists and pictures need it. `audience` is for whom its meetings are, by the rules that hold for it."""

    id: int
    parent_id: int | None
    slug: str
    name: str
    kind: str
    is_sub_group: bool
    closes_on: date | None
    closed_on: date | None
    audience: Audience
    has_own_rules: bool


@dataclass
class Node:
    """A group in the picture, with the groups below it."""

    words: str
    address: str
    note: str = ""
    children: list["Node"] = field(default_factory=list)


class Built(NamedTuple):
    """The picture: the trees that stand in it, and the groups that stand free beside them."""

    trees: list[Node]
    beside: list[Node]


def built(groups: Iterable[GroupLine], base: str, today: date) -> Built:
    """Return the picture of the open groups, in the order given; `base` is the address before a group's own name.

    What was below a closed group hangs from the nearest open one above it. The first group and every other one with
    groups below it are trees; the rest stand free.
    """
    lines = {line.id: line for line in groups}
    shown = [line for line in lines.values() if not line.closed_on]
    nodes = {line.id: Node(line.name, f"{base}{line.slug}/", note(line, today)) for line in shown}
    tops: list[Node] = []
    for number, node in nodes.items():
        above = _open_above(lines, number)
        (nodes[above].children if above is not None else tops).append(node)
    trees = [node for node in tops if node.children] or tops[:1]
    return Built(trees, [node for node in tops if node not in trees])


def note(line: GroupLine, today: date) -> str:
    """Return what stands under a group's name: its kind, and that a sub group's time is up."""
    words = line.kind or ("Sub group" if line.is_sub_group else "")
    words = words[:1].upper() + words[1:]
    return f"{words}, time frame ended".lstrip(", ") if is_past_time_frame(line, today) else words


def is_past_time_frame(group: GroupLine, today: date) -> bool:
    """Whether an open sub group outlived its time frame, so that it should be dissolved or given a new one.

    Source: Peak Partners, appendix 1.2: a sub group has a time frame and is dissolved on completion of its task.
    """
    return bool(group.is_sub_group and not group.closed_on and group.closes_on and group.closes_on < today)


def below(groups: Iterable[GroupLine], number: int) -> set[int]:
    """Return the numbers of all groups below one, closed ones too: none of them may become its parent."""
    lines = list(groups)
    found: set[int] = set()
    fresh = {number}
    while fresh:
        fresh = {line.id for line in lines if line.parent_id in fresh} - found
        found |= fresh
    return found


def all_public(groups: Iterable[GroupLine]) -> bool:
    """Whether the meetings of every open group are open to the public."""
    open_ones = [line for line in groups if not line.closed_on]
    return bool(open_ones) and all(line.audience is Audience.PUBLIC for line in open_ones)


def _open_above(lines: dict[int, GroupLine], number: int) -> int | None:
    seen = {number}
    above = lines[number].parent_id
    while above in lines and above not in seen:
        if not lines[above].closed_on:
            return above
        seen.add(above)
        above = lines[above].parent_id
    return None
