"""The picture of who sits at the table: seats by sector around it, seats by office within."""

import math
from collections.abc import Sequence
from typing import NamedTuple

from portal.directory.models import Sector
from portal.memberships.rules import Balance

CENTRE = 200.0
ROWS = (166.0, 126.0)
"""The distance of the outer and of a second row of seats from the middle of a picture of 400 by 400."""
WIDTH = 39.0
CHAIRS = 96.0
MOST_CHAIRS = 24

FAMILIES = {
    Sector.PUBLIC: ("public", "P"),
    Sector.STATUTORY: ("public", "S"),
    Sector.PRIVATE: ("private", "B"),
    Sector.VOLUNTARY: ("community", "V"),
    Sector.COMMUNITY: ("community", "C"),
    Sector.FAITH: ("other", "F"),
    Sector.EDUCATION: ("other", "E"),
    Sector.PARTNERSHIP: ("other", "A"),
    Sector.UNKNOWN: ("other", "N"),
}
"""The colour and the letter of each sector; letters tell apart what has one colour."""


class Dot(NamedTuple):
    """One seat of the picture."""

    x: float
    y: float
    filled: bool
    css: str = ""
    letter: str = ""


class Ring(NamedTuple):
    """The picture: seats, seats by office, and what its legend says."""

    seats: list[Dot]
    chairs: list[Dot]
    legend: list[tuple[str, str]]
    filled: int
    places: int

    @property
    def sentence(self) -> str:
        """What the picture shows, for who does not see it."""
        said = [words for _css, words in self.legend]
        return f"{self.filled} of {self.places} seats filled: " + "; ".join(said)


def draw(sectors: Sequence[Balance], chairs: Sequence[bool]) -> Ring | None:
    """Return the picture of a group, or None when it has no seats or too many to be told apart.

    `chairs` are the seats held by office, True for each that is filled.
    """
    places = sum(each.places for each in sectors)
    room = [_room(row, len(sectors)) for row in ROWS]
    if not places + len(chairs) or places > sum(room) or len(chairs) > MOST_CHAIRS:
        return None
    outer, inner = _two_rows(sectors, room[0])
    return Ring(
        seats=_around(outer, ROWS[0]) + _around(inner, ROWS[1]),
        chairs=[Dot(*_place(n, len(chairs), CHAIRS), filled) for n, filled in enumerate(chairs)],
        legend=_legend(sectors, chairs),
        filled=sum(each.filled for each in sectors) + sum(chairs),
        places=places + len(chairs),
    )


def _room(distance: float, gaps: int) -> int:
    """Return how many seats fit around at a distance, with a gap of half a seat after each sector."""
    return int(math.tau * distance / WIDTH - gaps / 2)


def _two_rows(sectors: Sequence[Balance], room: int) -> tuple[list[Balance], list[Balance]]:
    """Return the sectors' seats for the outer row and those for which it has no room."""
    outer: list[Balance] = []
    inner: list[Balance] = []
    for each in sectors:
        taken = min(each.places, room - sum(one.places for one in outer))
        first = Balance(each.sector, 0, taken, min(each.filled, taken))
        rest = Balance(each.sector, 0, each.places - taken, each.filled - first.filled)
        outer += [first] if first.places else []
        inner += [rest] if rest.places else []
    return outer, inner


def _around(sectors: Sequence[Balance], distance: float) -> list[Dot]:
    """Return the seats of a row, a gap between sectors, beginning at the top and going round with the clock."""
    gap = 0.5 if len(sectors) > 1 else 0.0
    steps = sum(each.places + gap for each in sectors)
    dots, at = [], (gap + 1) / 2
    for each in sectors:
        css, letter = FAMILIES[each.sector]
        for number in range(each.places):
            dots.append(Dot(*_place(at, steps, distance), number < each.filled, css, letter))
            at += 1
        at += gap
    return dots


def _place(at: float, steps: float, distance: float) -> tuple[float, float]:
    angle = math.tau * at / steps
    return round(CENTRE + distance * math.sin(angle), 1), round(CENTRE - distance * math.cos(angle), 1)


def _legend(sectors: Sequence[Balance], chairs: Sequence[bool]) -> list[tuple[str, str]]:
    pairs = []
    for each in sectors:
        css, letter = FAMILIES[each.sector]
        name = "Sector not said" if each.sector is Sector.UNKNOWN else each.sector.words
        pairs.append((css, f"{name}, {each.filled} of {each.places} ({letter})"))
    if chairs:
        pairs.append(("chair", f"By office, {sum(chairs)} of {len(chairs)}"))
    return pairs
