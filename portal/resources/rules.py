"""How a booking goes from being asked for to being returned, who may take it a step further, and what overlaps."""

from datetime import datetime, timedelta
from enum import StrEnum, auto
from typing import NamedTuple

from portal.core.clock import local
from portal.core.filters import day as written_day
from portal.core.filters import daymonth, hour
from portal.core.text import plural
from portal.resources.models import BookingState


class Step(StrEnum):
    """Something one side does with a booking."""

    ACCEPT = auto()
    DECLINE = auto()
    CANCEL = auto()
    HAND_OVER = auto()
    RETURN = auto()


class Side(StrEnum):
    """The organisation that lends, or the one that borrows."""

    LENDER = auto()
    BORROWER = auto()


class Taken(NamedTuple):
    """Where a step leads, what its button says, what is asked beside it, and what is said when it is done."""

    to: BookingState
    button: str
    question: str
    must_say: bool
    done: str


_TAKEN = {
    Step.ACCEPT: Taken(BookingState.ACCEPTED, "Accept", "", False, "accepted"),
    Step.DECLINE: Taken(BookingState.DECLINED, "Decline", "Why can it not be lent?", True, "declined"),
    Step.CANCEL: Taken(BookingState.CANCELLED, "Cancel the booking", "Why is it cancelled?", True, "cancelled"),
    Step.HAND_OVER: Taken(BookingState.HANDED_OVER, "Handed over", "", False, "noted as handed over"),
    Step.RETURN: Taken(BookingState.RETURNED, "Returned", "In what condition did it come back?", False,
                       "noted as returned"),
}  # fmt: skip

TRUTH: dict[tuple[BookingState, Side], tuple[Step, ...]] = {
    (BookingState.ASKED, Side.LENDER): (Step.ACCEPT, Step.DECLINE),
    (BookingState.ASKED, Side.BORROWER): (Step.CANCEL,),
    (BookingState.ACCEPTED, Side.LENDER): (Step.HAND_OVER, Step.CANCEL),
    (BookingState.ACCEPTED, Side.BORROWER): (Step.CANCEL,),
    (BookingState.HANDED_OVER, Side.LENDER): (Step.RETURN,),
}
"""What each side may do next; what stands in no line is over, or waits for the other side."""

HOLDS = (BookingState.ACCEPTED, BookingState.HANDED_OVER)
"""The states in which a booking keeps others from the same time."""

FARTHEST = timedelta(days=730)


def steps_for(state: BookingState, sides: frozenset[Side]) -> list[Step]:
    """Return what may be done next by who is on these sides, the obvious first, nothing twice."""
    return list(dict.fromkeys(step for side in Side if side in sides for step in TRUTH.get((state, side), ())))


def taken(step: Step) -> Taken:
    """Return where a step leads, and its words."""
    return _TAKEN[step]


def overlap(starts: datetime, ends: datetime, other_starts: datetime, other_ends: datetime) -> bool:
    """Whether two times share a moment; what begins when the other ends does not."""
    return starts < other_ends and other_starts < ends


def wrong_time(starts: datetime, ends: datetime, now: datetime, most_hours: int | None) -> str:
    """Return in a sentence why nothing can be booked for this time, or "" when it can."""
    if ends <= starts:
        return "It would end before it begins. Write a later day or time for its end."
    if ends <= now:
        return "That time is over. Choose one to come."
    if starts > now + FARTHEST:
        return "That is more than two years ahead. Choose a nearer day."
    if most_hours and ends - starts > timedelta(hours=most_hours):
        return f"It is lent for {length(most_hours)} at most. Choose a shorter time."
    return ""


def length(hours: int) -> str:
    """Return a number of hours as people say it: "3 hours", "2 days"."""
    return plural(hours // 24, "day") if hours % 24 == 0 else plural(hours, "hour")


def spoken(starts: datetime, ends: datetime) -> str:
    """Return a time as people say it: "Thursday 27 March 2026, 9am to 5pm"; across days both are named."""
    if local(starts).date() == local(ends).date():
        return f"{written_day(starts)}, {hour(starts)} to {hour(ends)}"
    is_same_year = local(starts).year == local(ends).year
    first = f"{local(starts):%A} {daymonth(starts)}" if is_same_year else written_day(starts)
    return f"{first}, {hour(starts)} to {written_day(ends)}, {hour(ends)}"
