"""The rules of seats: when they hold, how long a term lasts, who may stand again, missed meetings, fair quotas."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from portal.directory.models import Sector
from portal.memberships.models import Held

ELECTED = (Held.ELECTED, Held.SELECTED)
"""The ways of holding a seat that a term of office is for."""

REMINDED_DAYS = 60
"""How long before a term's end its managers are written to."""

PRESENT, SUBSTITUTE, MISSED = "present", "substitute", ("apologies", "absent")


def current(from_on: date, until_on: date | None, day: date) -> bool:
    """Whether something that runs from a day until a day holds on the day asked for; first and last day count."""
    return from_on <= day and (until_on is None or day <= until_on)


def overlap(from_on: date, until_on: date | None, other_from: date, other_until: date | None) -> bool:
    """Whether two times, last days included, have a day in common."""
    return (other_until is None or from_on <= other_until) and (until_on is None or other_from <= until_on)


def term_end(from_on: date, years: int) -> date | None:
    """Return the last day of a term of so many years, or None where there is no such rule.

    It is the day before the same day years later; that of 29 February is 1 March where the year has no such day.
    Source: two years at most for members of Derby's board who are elected or selected.
    """
    if not years:
        return None
    try:
        same_day = from_on.replace(year=from_on.year + years)
    except ValueError:
        same_day = date(from_on.year + years, 3, 1)
    return same_day - timedelta(days=1)


def has_term(held: Held) -> bool:
    """Whether a seat held in this way has a term of office: only what a sector elects or selects for has one."""
    return held in ELECTED


def may_stand(allowed: bool, last_term_ended_on: date | None, years: int, day: date) -> bool:
    """Whether an organisation may begin a term on the day, having held one in the same group until another day.

    Where the group does not allow standing again, a whole term has to pass between the two. Source: terms of some of
    Derby's groups may allow members to stand again; those that do not leave open for how long, so one term it is.
    """
    if allowed or last_term_ended_on is None:
        return True
    waits_until = term_end(last_term_ended_on + timedelta(days=1), years)
    return waits_until is None or day > waits_until


def missed_in_a_row(presences: Sequence[str], substitute_resets: bool) -> int:
    """Return how many meetings a seat missed in a row up to now.

    `presences` are those of the meetings that were held, oldest first. A meeting missed with apologies is missed like
    one without. A substitute fills the seat, so that meeting is not missed; whether it also ends the row is the rule's
    setting. A meeting that was not quorate was held; a cancelled one was not and is left out by who asks, and one not
    marked yet ("expected") does not count either way.
    Source: three meetings missed in a row (Derby); on substitutes its agreement is silent.
    """
    missed = 0
    for presence in reversed(presences):
        if presence == PRESENT or (presence == SUBSTITUTE and substitute_resets):
            break
        missed += presence in MISSED
    return missed


def may_vote(counts: bool, is_vacant: bool, presence: str) -> bool:
    """Whether a seat has a say in a decision: it counts, it is held, and somebody sits there, substitutes included.

    Source: individual members of Derby's forum and seats by courtesy take part without a vote.
    """
    return counts and not is_vacant and presence in (PRESENT, SUBSTITUTE)


class Balance(NamedTuple):
    """A sector in a group: seats kept for it (0: no quota), seats opened, and how many of them are held."""

    sector: Sector
    kept: int
    opened: int
    filled: int

    @property
    def vacant(self) -> int:
        """Places nobody has: opened seats without an organisation, and kept ones that were never opened."""
        return max(self.kept, self.opened) - self.filled

    @property
    def places(self) -> int:
        """All places of the sector."""
        return max(self.kept, self.opened)

    @property
    def is_full(self) -> bool:
        """Whether a quota is used up."""
        return bool(self.kept) and self.opened >= self.kept


def balance(quotas: Mapping[Sector, int], seats: Sequence[tuple[Sector, Held, int, int]]) -> list[Balance]:
    """Return the sectors of a group in their usual order, from its quotas and from its seats.

    Each seat row is (sector, how held, how many opened, how many of them filled). Seats held by office stand outside
    the quotas. Source: Derby's board keeps eight seats each for three sectors; chairs of its groups sit there as well.
    """
    found = []
    for sector in Sector:
        rows = [row for row in seats if row[0] is sector and row[1] is not Held.EX_OFFICIO]
        opened, filled = sum(row[2] for row in rows), sum(row[3] for row in rows)
        if opened or quotas.get(sector):
            found.append(Balance(sector, quotas.get(sector, 0), opened, filled))
    return found
