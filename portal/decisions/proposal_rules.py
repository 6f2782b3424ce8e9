"""What a viewer is shown of a proposal and its answers, and what they may do with it."""

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from portal.core import clock
from portal.core.errors import Refusal
from portal.core.filters import shortday
from portal.core.permissions import Permission
from portal.core.text import listed, plural
from portal.core.viewer import Viewer
from portal.decisions import silence
from portal.decisions.proposal_models import PASSED, TO_A_MEETING, Answer, Choice, Proposal, Standing
from portal.memberships.models import Standing as Stands
from portal.partnerships.models import Rules


class Seen(NamedTuple):
    """How a proposal stands for one viewer. `named` are the seats whose answer is shown beside their name."""

    is_open: bool
    is_over: bool
    passed: bool
    early: str
    mine: frozenset[int]
    named: frozenset[int]
    counts: str
    reasons: list[tuple[str, str]]
    untold: int
    figures: str
    rule: str
    may_record: bool
    may_steer: bool
    may_bring: bool


def seen_by(viewer: Viewer, proposal: Proposal, standings: Mapping[int, Stands]) -> Seen:
    """Return what the page of a proposal shows a viewer, who may answer for the seats in `standings`.

    Where the group works unattributed (Peak Partners, appendix 1.3), only chair and manager see which seat said what;
    the others read how many there were, and the reasons without a name.
    """
    steers = viewer.can_in(Permission.CALL_MEETINGS, proposal.partnership_id, proposal.group_id)
    is_over = silence.is_over(proposal.closes_on, clock.today())
    is_open = proposal.standing is Standing.OPEN
    all_named = steers or not proposal.is_unattributed
    named = {answer.seat_id for answer in proposal.answers if all_named or answer.seat_id in standings}
    return Seen(
        is_open=is_open and not is_over,
        is_over=is_open and is_over,
        passed=proposal.standing in PASSED,
        early=ended_early(proposal),
        mine=frozenset(standings),
        named=frozenset(named),
        counts=_counts(proposal),
        reasons=[
            (answer.organisation_name if answer.seat_id in named else "One seat", answer.reason)
            for answer in proposal.answers
            if answer.reason
        ],
        untold=sum(answer.told_at is None for answer in proposal.answers),
        figures=silence.figures(
            proposal.quorum_present, proposal.quorum_needed, proposal.quorum_of, proposal.silent
        ),
        rule=silence.rule_in_words(proposal),
        may_record=viewer.can_in(Permission.KEEP_SEATS, proposal.partnership_id, proposal.group_id),
        may_steer=is_open and not is_over and may_steer(viewer, proposal),
        may_bring=steers and proposal.standing in TO_A_MEETING and proposal.item_id is None,
    )  # fmt: skip


def may_steer(viewer: Viewer, proposal: Proposal) -> bool:
    """Whether the viewer may extend or withdraw it: who proposed it, and the chair and the manager."""
    if viewer.can_in(Permission.CALL_MEETINGS, proposal.partnership_id, proposal.group_id):
        return True
    return viewer.user_id is not None and viewer.user_id == proposal.proposer_id


def ended_early(proposal: Proposal) -> str:
    """Return in words that a proposal was settled before its day was over, and why; else nothing."""
    settled_on = clock.local(proposal.settled_at).date() if proposal.settled_at else None
    if settled_on is None or not silence.was_early(proposal.standing, settled_on, proposal.closes_on):
        return ""
    return f"On {shortday(settled_on)}, without waiting for the last day: every seat had agreed"


def must_be_silent(proposal: Proposal, answer: Answer) -> None:
    """Raise `Refusal` where there is nothing to acknowledge: the seat answered, or nothing was decided."""
    if answer.choice is not None or proposal.standing not in PASSED:
        raise Refusal("There is nothing to acknowledge: the seat answered, or nothing was decided.")


def meaning(rule: Rules) -> str:
    """Return what a group's rules say about what is put to its seats."""
    return f"{plural(rule.silence_days, 'day')} to answer. {silence.rule_in_words(rule)}"


def _counts(proposal: Proposal) -> str:
    """Return how many answered what, in a sentence without names."""
    counted = Counter(answer.choice for answer in proposal.answers)
    verbs = {
        Choice.AGREE: ("agrees", "agree"),
        Choice.OBJECT: ("objects", "object"),
        Choice.DISCUSS: ("wants to discuss it", "want to discuss it"),
        None: ("has not answered", "have not answered"),
    }
    said = [f"{n} {one if n == 1 else more}" for each, (one, more) in verbs.items() if (n := counted[each])]
    return f"Of {plural(len(proposal.answers), 'seat')} {listed(said)}."
