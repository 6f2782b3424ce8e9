"""Settling what was put to the seats: the outcome writes itself after the closing day, or once all have agreed."""

from portal.audit.services import record
from portal.core import clock
from portal.core.audience import Audience, Why
from portal.core.database import db
from portal.core.errors import Refusal
from portal.core.filters import shortday
from portal.core.text import listed, plural, shortened
from portal.core.viewer import Viewer
from portal.decisions import proposal_letters as letters
from portal.decisions import proposal_queries as queries
from portal.decisions import silence
from portal.decisions.models import How
from portal.decisions.proposal_models import PASSED, TO_A_MEETING, Choice, Proposal, Standing
from portal.decisions.proposal_services import named, reindex
from portal.decisions.services import record_decision
from portal.partnerships.models import Partnership
from portal.partnerships.queries import rules_for


def settle(doer: Viewer | None, partnership: Partnership, proposal: Proposal) -> None:
    """Write the outcome once the closing day has passed; asked twice, once.

    What is agreed stands in the register from then on, with the figures of the answers; what was stopped stands there
    as deferred. Raises `Refusal` while answers are still taken.
    """
    if proposal.standing is not Standing.OPEN:
        return
    if not silence.is_over(proposal.closes_on, clock.today()):
        raise Refusal(f"Answers are taken until {shortday(proposal.closes_on)}. The outcome is written after that day.")
    _settle(doer, partnership, proposal, queries.voices(proposal), "")


def settle_early(partnership: Partnership, proposal: Proposal) -> bool:
    """Write the outcome before the closing day where every seat has agreed; return whether that was so."""
    if proposal.standing is not Standing.OPEN or silence.is_over(proposal.closes_on, clock.today()):
        return False
    voices = queries.voices(proposal, clock.today())
    if not silence.is_settled_early(proposal, voices, proposal.closes_on):
        return False
    _settle(None, partnership, proposal, voices, ", before the closing day: every seat had agreed")
    return True


def _settle(
    doer: Viewer | None, partnership: Partnership, proposal: Proposal, voices: list[silence.Voice], why: str
) -> None:
    came = silence.outcome(proposal, voices, proposal.closes_on)
    proposal.standing, proposal.settled_at = came.standing, clock.now()
    proposal.quorum_present, proposal.quorum_needed, proposal.quorum_of = came.present, came.needed, came.of
    proposal.silent = len(came.silent)
    for answer in proposal.answers:
        answer.is_silent = answer.seat_id in came.silent
    _write_decision(doer, proposal)
    record(doer, "settled", proposal, f"Settled {named(proposal)}: {came.standing.words.lower()}{why}")
    reindex(proposal, partnership)
    letters.tell_outcome(partnership, proposal)


def settle_due() -> int:
    """Settle every proposal whose closing day has passed, or to which all agreed; return how many. Run from the clock.

    The last two answers may come in the same moment, so that neither knew of the other: the clock finds that.
    """
    due, agreed = queries.past_their_day(), queries.all_agreed()
    for proposal in due:
        db.session.refresh(proposal)
        settle(None, db.session.get_one(Partnership, proposal.partnership_id), proposal)
    early = [settle_early(db.session.get_one(Partnership, each.partnership_id), each) for each in agreed]
    return len(due) + sum(early)


def put_on_agenda(proposal: Proposal, item_id: int) -> None:
    """Note under which agenda item a meeting takes it up. Raises `Refusal` where that is not for a meeting."""
    if proposal.standing not in TO_A_MEETING:
        raise Refusal("Only what was not agreed between meetings goes to a meeting.")
    proposal.item_id = item_id


def _write_decision(doer: Viewer | None, proposal: Proposal) -> None:
    stopped = proposal.standing in (Standing.STOPPED, Standing.DISCUSS)
    if proposal.standing not in PASSED and not stopped:
        return
    agreed = rules_for(proposal.partnership_id, proposal.group_id)
    hidden = proposal.audience is Audience.RESTRICTED
    decision = record_decision(
        doer, partnership_id=proposal.partnership_id, group_id=proposal.group_id, text=proposal.text,
        how=How.DEFERRED if stopped else How.CONSENSUS, dissent=_dissent(proposal), decided_on=clock.today(),
        quorum=(proposal.quorum_present, proposal.quorum_needed, proposal.quorum_of), is_recommendation=False,
        audience=Audience.RESTRICTED if hidden else agreed.minutes_audience,
        why=Why.CONFIDENTIAL if hidden else Why.MINUTES, topic="Decided between meetings", is_between=True,
    )  # fmt: skip
    proposal.decision_id = decision.id


def _dissent(proposal: Proposal) -> str:
    """Return who stood against it, for insiders; where the group works unattributed, only how many did."""
    against = [answer for answer in proposal.answers if answer.choice in (Choice.OBJECT, Choice.DISCUSS)]
    if not against:
        return ""
    if proposal.is_unattributed:
        return f"{plural(len(against), 'seat')} objected or wanted to discuss it."
    said = [f"{answer.organisation_name} {answer.choice.words.lower()}" for answer in against if answer.choice]
    return shortened(f"{listed(said)}.", 390)
