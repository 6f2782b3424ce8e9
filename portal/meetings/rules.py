"""The rules of meetings: the quorum of seats, the clock for the minutes, the steps minutes go through, the numbers."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import NamedTuple, Protocol

from portal.core.audience import Audience
from portal.meetings.models import FILLED, Presence, State
from portal.partnerships.clocks import clock_day
from portal.partnerships.models import DayCount, QuorumBase, QuorumKind
from portal.partnerships.quorum import needed


class Counted(Protocol):
    """A seat as the quorum looks at it."""

    seat_id: int
    organisation_id: int | None
    counts: bool
    presence: Presence


class QuorumRule(Protocol):
    """The fields of a rule that a quorum is reckoned by; a meeting keeps its own copy."""

    quorum_kind: QuorumKind
    quorum_value: int
    quorum_base: QuorumBase
    quorum_counts_vacant: bool


class Quorum(NamedTuple):
    """A quorum as it stands: how many are filled, out of how many, and how many it takes."""

    filled: int
    of: int
    needed: int
    kind: QuorumKind
    value: int
    base: QuorumBase

    @property
    def is_met(self) -> bool:
        """Whether the meeting may decide."""
        return self.filled >= self.needed

    @property
    def words(self) -> str:
        """The reckoning in a sentence: "6 of 8; more than half the members means 5"."""
        if self.kind is QuorumKind.NONE:
            return f"{self.filled} of {self.of} seats filled; this group has no quorum"
        share = "half" if self.value == 50 else f"{self.value} %"
        how = {
            QuorumKind.MORE_THAN: f"more than {share} means {self.needed}",
            QuorumKind.AT_LEAST: f"at least {share} means {self.needed}",
            QuorumKind.NUMBER: f"{self.needed} are needed",
        }[self.kind]
        return f"{self.filled} of {self.of} {self.base.words}; {how}"


def quorum(rule: QuorumRule, seats: Iterable[Counted], gone: Collection[int] = ()) -> Quorum:
    """Return the quorum of the seats by the rule.

    Source: Peak Partners are quorate when more than half the members attend, members being organisations (8 members:
    5). An organisation with two seats counts once; a substitute fills the seat; a seat that does not count (by
    office) is left out; whether a vacant seat is in the base is the group's setting. Seats that are `gone`, because
    they left or withdrew for an interest, do not fill it, and stay in the base.
    """
    counting = [seat for seat in seats if seat.counts]
    taken = [seat for seat in counting if seat.organisation_id is not None]
    vacant = len(counting) - len(taken) if rule.quorum_counts_vacant else 0
    if rule.quorum_base is QuorumBase.ORGANISATIONS:
        of = len({seat.organisation_id for seat in taken}) + vacant
        filled = len({seat.organisation_id for seat in taken if _is_here(seat, gone)})
    else:
        of = len(taken) + vacant
        filled = sum(_is_here(seat, gone) for seat in taken)
    takes = needed(rule.quorum_kind, rule.quorum_value, of)
    return Quorum(filled, of, takes, rule.quorum_kind, rule.quorum_value, rule.quorum_base)


def _is_here(seat: Counted, gone: Collection[int]) -> bool:
    return seat.presence in FILLED and (not gone or seat.seat_id not in gone)


def minutes_due(day: date, days: int, count: DayCount) -> date | None:
    """Return the day the minutes are due: so many days after the meeting, or None where there is no such rule.

    Source: summary minutes within two weeks of the meeting (Wychavon). Working days leave out bank holidays.
    """
    return clock_day(day, days, count)


class Step(NamedTuple):
    """A step the minutes may take: from which states, to which, and what the button says."""

    sources: tuple[State, ...]
    target: State
    button: str


STEPS = {
    "send": Step((State.NONE, State.DRAFT), State.SENT, "Send to the chair"),
    "check": Step((State.SENT,), State.CHECKED, "The chair has checked them"),
    "publish": Step((State.CHECKED,), State.PUBLISHED, "Publish the minutes"),
    "reopen": Step((State.SENT, State.CHECKED), State.DRAFT, "Back to the draft"),
    "withdraw": Step((State.PUBLISHED,), State.DRAFT, "Withdraw to correct"),
}
"""Draft, checked by the chair, published, confirmed at the next meeting (which is not a step of its own meeting)."""

OPEN_STATES = (State.NONE, State.DRAFT, State.SENT, State.CHECKED)


def may_take(step: str, state: State) -> bool:
    """Whether minutes in this state can take the step."""
    return state in STEPS[step].sources


def is_open(state: State) -> bool:
    """Whether notes, lines and attendance may still be changed."""
    return state in OPEN_STATES


class Numbered(Protocol):
    """An agenda item as numbering looks at it."""

    is_confidential: bool
    chosen_audience: Audience | None


def numbers(items: Sequence[Numbered]) -> list[str]:
    """Return the number of each item, in the order given.

    Open items are 1, 2, 3, confidential ones C1, C2, and those for the group alone G1, G2, each in a row of its own:
    everybody sees the same number beside the same item, and no gap tells that something was left out.
    """
    last = {"": 0, "C": 0, "G": 0}
    found = []
    for item in items:
        row = "C" if item.is_confidential else "G" if item.chosen_audience is Audience.GROUP else ""
        last[row] += 1
        found.append(f"{row}{last[row]}")
    return found
