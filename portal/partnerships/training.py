"""What training there is in a partnership: told by the feature that keeps courses, asked for by any other."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from portal.core.viewer import Viewer
from portal.partnerships.models import Partnership


class Training(NamedTuple):
    """A course that can be read about, its free places at sessions to come, and the day of the next of them."""

    title: str
    address: str
    free: int
    next_on: date | None


Tell = Callable[[Viewer, Partnership], Sequence[Training]]
_told_by: list[Tell] = []


def told_by(function: Tell) -> Tell:
    """Let a function tell of the training it knows."""
    _told_by.append(function)
    return function


def on_offer(viewer: Viewer, partnership: Partnership) -> list[Training]:
    """Return the training of a partnership, as far as the viewer may see it, by title."""
    found = [each for tell in _told_by for each in tell(viewer, partnership)]
    return sorted(found, key=lambda each: each.title.casefold())
