"""The rules of a poll for a day: who can come on each, whether that makes a quorum, and which day is best."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from portal.meetings.models import Presence
from portal.meetings.rules import Counted, Quorum, QuorumRule, quorum
from portal.series.models import Suits


@dataclass
class Asked:
    """A seat, as the quorum of one proposed day looks at it."""

    seat_id: int
    organisation_id: int | None
    counts: bool
    presence: Presence


class Tally(NamedTuple):
    """What the answers to one day come to."""

    yes: int
    if_need_be: int
    no: int
    open: int
    quorum: Quorum

    @property
    def words(self) -> str:
        """The tally as the table says it: "5 can come, 2 of them if need be; quorate"."""
        can = self.yes + self.if_need_be
        need = f", {self.if_need_be} of them if need be" if self.if_need_be else ""
        return f"{can} can come{need}; {'quorate' if self.quorum.is_met else 'not quorate yet'}"


def tally(rule: QuorumRule, seats: Sequence[Any], answers: Mapping[int, Suits]) -> Tally:
    """Return what the seats' answers to one day come to. Who comes if need be comes: the quorum counts them."""
    held = [seat for seat in seats if seat.organisation_id is not None]
    said = [answers.get(seat.seat_id) for seat in held]
    asked: list[Counted] = [
        Asked(
            seat.seat_id, seat.organisation_id, seat.counts,
            Presence.PRESENT if answers.get(seat.seat_id) in (Suits.YES, Suits.IF_NEED_BE) else Presence.EXPECTED,
        )
        for seat in seats
    ]  # fmt: skip
    return Tally(
        said.count(Suits.YES), said.count(Suits.IF_NEED_BE), said.count(Suits.NO), said.count(None), quorum(rule, asked)
    )


def best(tallies: Mapping[int, Tally]) -> set[int]:
    """Return the days on which most can come, and among these most gladly; none before anybody answered."""
    if not any(t.yes + t.if_need_be for t in tallies.values()):
        return set()
    most = max((t.quorum.is_met, t.yes + t.if_need_be, t.yes) for t in tallies.values())
    return {
        number for number, t in tallies.items() if (t.quorum.is_met, t.yes + t.if_need_be, t.yes) == most
    }  # fmt: skip


def takes_answers(ended: object, closes_on: date, today: date) -> bool:
    """Whether the seats may still answer: the closing day itself counts."""
    return not ended and today <= closes_on
