"""What the figures of a survey say: when they are shown, what they amount to, and how two years compare.

The rules are those of the yearly health check's method (sections 2, 4, 5 and 7); all figures are counts of answers.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum, auto
from functools import cached_property

LEFT_OUT, UNSURE = -1, 0
LOW, HIGH = (1, 2), (4, 5)
DIVIDED_FROM = 2
"""So many at either end make a statement divided; our own rule for small groups."""
UNSURE_FROM = 1 / 3
CAREFUL_UNDER = 2 / 3
MOVED_FROM = 0.5


class Band(StrEnum):
    """What a statement asks of a partnership; a divided one is talked over before anything else."""

    ACT = auto()
    DIVIDED = auto()
    DISCUSS = auto()
    STRENGTH = auto()

    @property
    def words(self) -> str:
        """The band as a mark says it."""
        return {"act": "Act", "divided": "Divided", "discuss": "Discuss", "strength": "Strength"}[self]

    @property
    def must_be_settled(self) -> bool:
        """Whether a review is complete only when an action or a decision not to act answers it."""
        return self in {Band.ACT, Band.DIVIDED}


class Moved(StrEnum):
    """How a statement stands beside the year before."""

    UP = "up"
    DOWN = "down"
    SAME = "about the same"


@dataclass(frozen=True)
class Counts:
    """How often each choice was made: from 1 on, 0 for "don't know", -1 for left out.

    `people` is how many were asked, where each may choose several: ticks are no people.
    """

    by: Mapping[int, int]
    people: int | None = None

    def of(self, choice: int) -> int:
        """How many made a choice."""
        return self.by.get(choice, 0)

    @cached_property
    def rated(self) -> int:
        """How many chose something, "don't know" aside."""
        return sum(number for choice, number in self.by.items() if choice > 0)

    @property
    def unsure(self) -> int:
        """How many said they do not know."""
        return self.of(UNSURE)

    @property
    def answered(self) -> int:
        """How many did not leave it out."""
        return self.rated + self.unsure if self.people is None else max(self.people - self.left_out, 0)

    @property
    def left_out(self) -> int:
        """How many left it out."""
        return self.of(LEFT_OUT)

    @cached_property
    def mean(self) -> float | None:
        """The mean of the ratings to one decimal; who does not know never moves it. None where nobody rated."""
        total = sum(choice * number for choice, number in self.by.items() if choice > 0)
        return int(total / self.rated * 10 + 0.5) / 10 if self.rated else None

    @cached_property
    def median(self) -> float | None:
        """The rating in the middle; None where nobody rated."""
        row = [choice for choice in sorted(self.by) if choice > 0 for _each in range(self.by[choice])]
        middle = len(row) // 2
        return None if not row else float(row[middle]) if len(row) % 2 else (row[middle - 1] + row[middle]) / 2

    @property
    def agree(self) -> int:
        """How many rated it 4 or 5."""
        return sum(self.of(choice) for choice in HIGH)

    @property
    def is_divided(self) -> bool:
        """Whether views differ so much that the mean would hide it."""
        return min(sum(self.of(choice) for choice in LOW), self.agree) >= DIVIDED_FROM

    @property
    def is_unsure(self) -> bool:
        """Whether a third or more do not know."""
        return bool(self.unsure) and self.unsure >= self.answered * UNSURE_FROM


def is_shown(answered: int, shows_from: int) -> bool:
    """Say whether a figure may be shown: never one that fewer gave than the threshold."""
    return answered >= max(shows_from, 1)


def band_of(counts: Counts, strength_from: float, discuss_from: float) -> Band | None:
    """Return the band of an agreement; None where nobody rated it."""
    if counts.mean is None:
        return None
    if counts.is_divided:
        return Band.DIVIDED
    if counts.mean >= strength_from:
        return Band.STRENGTH
    return Band.DISCUSS if counts.mean >= discuss_from else Band.ACT


def moved(now: float, before: float) -> Moved:
    """Return how a mean moved against the year before; a small difference among few people means nothing."""
    difference = round(now - before, 1)
    if abs(difference) < MOVED_FROM:
        return Moved.SAME
    return Moved.UP if difference > 0 else Moved.DOWN


def sectors_shown(answered: Mapping[str, int], threshold: int) -> set[str]:
    """Return the sectors whose figures may be shown beside those of all.

    `answered` names every sector that was asked and replied. Each shown one must reach the threshold, and so must those
    that are not shown, taken together, unless there are none: else what is hidden were the difference (remainder rule).
    """
    total = sum(answered.values())
    shown = sorted((name for name, number in answered.items() if number >= threshold), key=lambda name: answered[name])
    while 0 < len(shown) < len(answered) and total - sum(answered[name] for name in shown) < threshold:
        shown.pop(0)
    return set(shown)


def reads_with_care(replies: int, asked: int) -> bool:
    """Say whether too few answered for the figures to stand for all."""
    return bool(asked) and replies < asked * CAREFUL_UNDER
