"""The rule of decisions between meetings: whose silence counts as a yes, and what comes of all answers together."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple, Protocol

from portal.core.text import plural
from portal.decisions.proposal_models import Choice, Standing, Through
from portal.partnerships.models import QuorumBase, QuorumKind
from portal.partnerships.quorum import needed


class Agreed(Protocol):
    """What a proposal keeps of its group's rules."""

    silence_is_assent: bool
    silence_notice: int
    quorum_kind: QuorumKind
    quorum_value: int
    quorum_base: QuorumBase
    quorum_counts_vacant: bool


class Voice(NamedTuple):
    """A counting seat as the outcome looks at it: what it answered, since when it knew, whether it still is a seat.

    One without an organisation is vacant.
    """

    seat_id: int
    organisation_id: int | None
    choice: Choice | None = None
    told_on: date | None = None
    is_in_force: bool = True


class Outcome(NamedTuple):
    """What came of a proposal, the figures of that moment, and the seats whose silence was counted."""

    standing: Standing
    present: int
    needed: int
    of: int
    silent: frozenset[int]


def was_told_in_time(told_on: date | None, closes_on: date, notice: int) -> bool:
    """Whether a seat had so many days between being told and the closing day; one that was never told had none."""
    return told_on is not None and told_on + timedelta(days=notice) <= closes_on


def is_assent(rule: Agreed, voice: Voice, closes_on: date) -> bool:
    """Whether a seat's silence counts as a yes.

    Source: Peak Partners, appendix 1.2: between meetings no response is read as assent. How long before silence counts
    its agreement leaves open, so that is the group's setting; who was told too late, or not at all, cannot be silent.
    """
    return (
        rule.silence_is_assent
        and voice.choice is None
        and voice.is_in_force
        and voice.organisation_id is not None
        and was_told_in_time(voice.told_on, closes_on, rule.silence_notice)
    )


def outcome(rule: Agreed, voices: Iterable[Voice], closes_on: date) -> Outcome:
    """Return what comes of the answers by the end of the closing day.

    An objection stops it, and a wish to discuss it takes it to a meeting, also where the seat that said so has ended
    since: it had the right to say it. Then nobody's silence is a yes. A yes counts only from seats still in force, an
    organisation with two seats once. Without a quorum of those who agree nothing is decided, and where the group has
    none, one at least agrees.
    """
    seats = list(voices)
    held = [seat for seat in seats if seat.is_in_force and seat.organisation_id is not None]
    choices = {seat.choice for seat in seats}
    stopped = bool(choices & {Choice.OBJECT, Choice.DISCUSS})
    silent = set() if stopped else {seat.seat_id for seat in held if is_assent(rule, seat, closes_on)}
    agreeing = [seat for seat in held if seat.choice is Choice.AGREE or seat.seat_id in silent]
    present, of = (_counted(rule.quorum_base, seats_) for seats_ in (agreeing, held))
    if rule.quorum_counts_vacant:
        of += sum(seat.is_in_force and seat.organisation_id is None for seat in seats)
    takes = needed(rule.quorum_kind, rule.quorum_value, of)
    if Choice.OBJECT in choices:
        standing = Standing.STOPPED
    elif Choice.DISCUSS in choices:
        standing = Standing.DISCUSS
    elif present < max(takes, 1):
        standing = Standing.UNDECIDED
    else:
        standing = Standing.SILENT if silent else Standing.AGREED
    return Outcome(standing, present, takes, of, frozenset(silent) if standing is Standing.SILENT else frozenset())


def is_settled_early(rule: Agreed, voices: Iterable[Voice], closes_on: date) -> bool:
    """Whether nothing more can come of waiting: every seat that is held has agreed, and they are enough.

    Nobody's silence is counted before the closing day. A seat that ended may have said no: that stands, so it waits.
    """
    seats = list(voices)
    held = [seat for seat in seats if seat.is_in_force and seat.organisation_id is not None]
    if not held or any(seat.choice is not Choice.AGREE for seat in held):
        return False
    return outcome(rule, seats, closes_on).standing is Standing.AGREED


def was_early(standing: Standing, settled_on: date | None, closes_on: date) -> bool:
    """Whether a proposal was settled before its closing day was over, which only the agreement of all seats does."""
    return standing is Standing.AGREED and settled_on is not None and settled_on <= closes_on


def _counted(base: QuorumBase, seats: Sequence[Voice]) -> int:
    return len({seat.organisation_id for seat in seats}) if base is QuorumBase.ORGANISATIONS else len(seats)


def may_replace(given: Through | None, now: Through) -> bool:
    """Whether an answer given through one may be replaced through another.

    A substitute answers where the representative has not; all else replaces what was there before.
    """
    return not (now is Through.SUBSTITUTE and given is Through.REPRESENTATIVE)


def is_over(closes_on: date, today: date) -> bool:
    """Whether the closing day has passed; on the day itself answers are still taken."""
    return closes_on < today


def rule_in_words(rule: Agreed) -> str:
    """Return what silence means for a proposal, as its page and its letters say it."""
    if not rule.silence_is_assent:
        return "Silence counts neither way: only those who answer are counted."
    notice = f" at least {plural(rule.silence_notice, 'day')} before the closing day" if rule.silence_notice else ""
    return f"No answer counts as a yes from everybody who was told{notice}."


def figures(present: int, takes: int, of: int, silent: int) -> str:
    """Return the quorum of answers: "6 of 8 agreed, 2 of them by silence, 5 needed"."""
    by_silence = f", {silent} of them by silence" if silent else ""
    return f"{present} of {of} agreed{by_silence}" + (f", {takes} needed" if takes else ", no quorum needed")
