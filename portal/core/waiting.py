"""What waits for a person: each feature offers what of it is theirs to do next, and their home page shows it all."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple

from portal.core.filters import Due, due
from portal.core.viewer import Viewer


class Waiting(NamedTuple):
    """One thing that waits: when it is due, what it is, where it is dealt with, and what the button says."""

    on: date | None
    mark: Due
    words: str
    address: str
    meta: str
    button: str


Offer = Callable[[Viewer], Iterable[Waiting]]
_offers: list[Offer] = []


def offer(function: Offer) -> Offer:
    """Let a function say what of its feature waits for a viewer."""
    _offers.append(function)
    return function


def thing(on: date | None, words: str, address: str, meta: str, button: str, mark: str = "to do") -> Waiting:
    """Return one thing that waits; `mark` is what stands beside it where it has no day."""
    return Waiting(on, due(on) if on else Due(mark, "none"), words, address, meta, button)


def place(group: str, partnership: str) -> str:
    """Return where something is, as the line below it says: a partnership's own group is not named twice."""
    return partnership if group == partnership else f"{partnership}, {group}"


def waiting_for(viewer: Viewer) -> list[Waiting]:
    """Return what waits for the viewer; the late first, what has no date last."""
    found = [each for ask in _offers for each in ask(viewer)]
    return sorted(found, key=lambda each: (each.on or date.max, each.words))
