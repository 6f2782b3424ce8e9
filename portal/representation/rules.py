"""The rules of attendance over time: what a cell of the picture says, shares, sectors, and who is under a share."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from enum import StrEnum, auto
from typing import NamedTuple

from portal.directory.models import Sector
from portal.meetings.models import Presence
from portal.memberships.rules import term_end


class Mark(StrEnum):
    """What is said of one seat at one meeting."""

    PRESENT = auto()
    SUBSTITUTE = auto()
    APOLOGIES = auto()
    ABSENT = auto()
    UNMARKED = auto()
    VACANT = auto()
    NOT_YET = auto()
    NO_LONGER = auto()

    @property
    def words(self) -> str:
        """The mark as a cell says it."""
        return {
            Mark.PRESENT: "Present",
            Mark.SUBSTITUTE: "Substitute",
            Mark.APOLOGIES: "Apologies",
            Mark.ABSENT: "Absent",
            Mark.UNMARKED: "Not noted",
            Mark.VACANT: "Seat vacant",
            Mark.NOT_YET: "Not a member yet",
            Mark.NO_LONGER: "No longer a member",
        }[self]

    @property
    def sign(self) -> tuple[str, str]:
        """Style and letter of its sign in the picture."""
        return {
            Mark.PRESENT: ("m", "P"),
            Mark.SUBSTITUTE: ("r", "S"),
            Mark.APOLOGIES: ("s", "A"),
            Mark.ABSENT: ("x", "N"),
            Mark.UNMARKED: ("o", "?"),
            Mark.VACANT: ("o", "V"),
            Mark.NOT_YET: ("o", "–"),  # noqa: RUF001  a dash, as in every other picture
            Mark.NO_LONGER: ("o", "–"),  # noqa: RUF001
        }[self]


CAME = (Mark.PRESENT, Mark.SUBSTITUTE)
EXPECTED = (*CAME, Mark.APOLOGIES, Mark.ABSENT)
"""The marks a share is reckoned from: a seat that was vacant, or not there yet, owes nothing."""


class Cell(NamedTuple):
    """One seat at one meeting: the mark, whether who came was late or left early, and who it was."""

    mark: Mark
    came_late: bool = False
    left_early: bool = False
    who: str = ""

    @property
    def words(self) -> str:
        """The cell in words: "Present, came late"."""
        more = [", came late"] * self.came_late + [", left early"] * self.left_early
        return self.mark.words + "".join(more)

    @property
    def sign(self) -> tuple[str, str]:
        """Style and letter of its sign: coming late or leaving early has letters of its own."""
        css, letter = self.mark.sign
        if self.mark is Mark.PRESENT and (self.came_late or self.left_early):
            letter = "L" if self.came_late else "E"
        return css, letter


def mark_of(presence: Presence | None, day: date, from_on: date, until_on: date | None, is_vacant: bool) -> Mark:
    """Return what is said of a seat at a meeting.

    What was noted at the meeting goes before what the seat's own dates say, because it was noted by those who met.
    """
    noted = {
        Presence.PRESENT: Mark.PRESENT,
        Presence.SUBSTITUTE: Mark.SUBSTITUTE,
        Presence.APOLOGIES: Mark.APOLOGIES,
        Presence.ABSENT: Mark.ABSENT,
    }
    if presence in noted:
        return noted[presence]
    if day < from_on:
        return Mark.NOT_YET
    if until_on is not None and day > until_on:
        return Mark.NO_LONGER
    return Mark.VACANT if is_vacant else Mark.UNMARKED


class Share(NamedTuple):
    """How many of how many; a substitute counts for the seat."""

    came: int
    of: int

    @property
    def percent(self) -> int:
        """The share in hundredths, cut off, so that 100 is all and no rounding makes a rule met."""
        return self.came * 100 // self.of if self.of else 0

    @property
    def words(self) -> str:
        """The share as a table says it: "5 of 6 (83 %)"."""
        return f"{self.came} of {self.of} ({self.percent} %)" if self.of else "none expected"


def share(marks: Iterable[Mark]) -> Share:
    """Return how many of the marks that count were filled."""
    counted = [mark for mark in marks if mark in EXPECTED]
    return Share(sum(mark in CAME for mark in counted), len(counted))


def by_sector(rows: Sequence[tuple[Sector, Sequence[Mark]]]) -> list[tuple[Sector, int, Share]]:
    """Return for each sector with a seat how many seats it has and its share, in the sectors' usual order."""
    found = []
    for sector in Sector:
        mine = [marks for each, marks in rows if each is sector]
        if mine:
            found.append((sector, len(mine), share(mark for marks in mine for mark in marks)))
    return found


def is_under(reached: Share, percent: int) -> bool:
    """Whether a share lies below what the partnership calls regular; 0 is no such rule, and nobody expected none.

    Source: Peak Partners, appendix 1.1: who does not attend regularly is no longer eligible; no number is given, so
    the partnership sets one, and people decide what follows.
    """
    return bool(percent and reached.of) and reached.came * 100 < percent * reached.of


def next_term_end(ends_on: date, years: int) -> date | None:
    """Return the last day of the term that follows one, or None where there is no rule on terms.

    The new term begins on the day after, whenever it is given, so that a late renewal makes nobody's time longer.
    """
    return term_end(ends_on + timedelta(days=1), years)
