"""Putting something to the seats between meetings: opening, telling, answering, extending, withdrawing."""

from datetime import date
from typing import Any

from portal.audit.services import record
from portal.core import clock, index
from portal.core.audience import Audience, Why
from portal.core.database import db
from portal.core.errors import Refusal
from portal.core.filters import shortday
from portal.core.text import plural, shortened
from portal.core.viewer import Viewer
from portal.decisions import proposal_letters as letters
from portal.decisions import proposal_queries as queries
from portal.decisions import silence
from portal.decisions.proposal_models import Answer, Choice, Proposal, Standing, Through, Told
from portal.memberships.queries.seats import seats_on
from portal.partnerships.models import Group, Partnership, Rules

COPIED = (
    "silence_is_assent", "silence_notice", "is_unattributed", "quorum_kind", "quorum_value", "quorum_base",
    "quorum_counts_vacant",
)  # fmt: skip


def open_proposal(
    doer: Viewer, partnership: Partnership, group: Group, agreed: Rules, said: dict[str, Any]
) -> Proposal:  # fmt: skip
    """Return the new proposal, of which every held seat that counts is told by letter.

    `said` holds text, background, closes_on and is_confidential. Raises `Refusal` where no seat could be asked.
    """
    hidden = said["is_confidential"]
    proposal = Proposal(
        partnership_id=partnership.id, group_id=group.id, group=group, text=said["text"],
        background=said["background"], proposed_by=doer.name, proposer_id=doer.user_id, opened_on=clock.today(),
        closes_on=said["closes_on"], audience=Audience.RESTRICTED if hidden else Audience.GROUP,
        audience_why=Why.CONFIDENTIAL if hidden else Why.CHOSEN, standing=Standing.OPEN, round=1,
        **{name: getattr(agreed, name) for name in COPIED},
    )  # fmt: skip
    db.session.add(proposal)
    _ask_every_seat(proposal)
    if not proposal.answers:
        raise Refusal("This group has no seat that could be asked. Give its seats to organisations first.")
    db.session.flush()
    told = letters.tell(partnership, proposal)
    reindex(proposal, partnership)
    seats = f"{plural(told, 'seat')} of {len(proposal.answers)} told by letter"
    record(
        doer,
        "opened",
        proposal,
        f"Put {named(proposal)} to {group.name}, until {shortday(proposal.closes_on)}: {seats}",
    )
    return proposal


def tell_by_telephone(doer: Viewer, proposal: Proposal, answer: Answer) -> None:
    """Note that a seat was told by telephone, now and by whom. Raises `Refusal` once the proposal has ended."""
    _must_be_open(proposal)
    if answer.told_how is Told.TELEPHONE:
        return
    by_letter = answer.told_at if "sent" in queries.letters_of(proposal)[answer.seat_id] else None
    answer.told_at, answer.told_how, answer.told_by = by_letter or clock.now(), Told.TELEPHONE, doer.name
    record(doer, "told", proposal, f"Told {answer.organisation_name} by telephone of {named(proposal)}")


def give_answer(
    doer: Viewer, proposal: Proposal, answer: Answer, choice: Choice, reason: str, through: Through
) -> None:  # fmt: skip
    """Keep what a seat answers; until the closing day is over it can be changed.

    Raises `Refusal` afterwards, for an objection without a reason, and for a substitute where the representative has
    answered.
    """
    _must_be_open(proposal)
    if choice is Choice.OBJECT and not reason:
        raise Refusal("An objection needs a reason, so that the others can understand it.")
    if not silence.may_replace(answer.through, through):
        raise Refusal(f"{answer.answered_by} has answered for {answer.organisation_name}. Ask them to change it.")
    by_telephone = through is Through.TELEPHONE
    answer.choice, answer.reason, answer.through = choice, reason, through
    answer.answered_at = clock.now()
    answer.answered_by = f"{doer.name}, told by telephone" if by_telephone else doer.name
    if by_telephone and answer.told_at is None:
        answer.told_at, answer.told_how, answer.told_by = clock.now(), Told.TELEPHONE, doer.name
    how = " by telephone" if by_telephone else ""
    record(doer, "answered", proposal, f"Answered{how} for {answer.organisation_name} to {named(proposal)}")


def extend(doer: Viewer, partnership: Partnership, proposal: Proposal, closes_on: date) -> None:
    """Give the seats longer to answer, and tell all of them again, new ones too.

    Raises `Refusal` once its day is over, and for a day that is not later.
    """
    _must_be_open(proposal)
    if closes_on <= proposal.closes_on:
        raise Refusal("The new closing day has to be later than the one there is.")
    proposal.closes_on = closes_on
    proposal.round += 1
    _ask_every_seat(proposal)
    db.session.flush()
    letters.tell(partnership, proposal)
    record(doer, "extended", proposal, f"Extended {named(proposal)} until {shortday(closes_on)}")


def withdraw(doer: Viewer, partnership: Partnership, proposal: Proposal, why: str) -> None:
    """Take a proposal back before it is settled; it stays to be read. Raises `Refusal` once its day is over."""
    _must_be_open(proposal)
    proposal.standing, proposal.settled_at, proposal.withdrawn_why = Standing.WITHDRAWN, clock.now(), why
    record(doer, "withdrew", proposal, f"Withdrew {named(proposal)}")
    reindex(proposal, partnership)
    letters.tell_outcome(partnership, proposal)


def reindex(proposal: Proposal, partnership: Partnership) -> None:
    """Bring the index in line with a proposal."""
    index.put(
        "between",
        proposal.id,
        title=proposal.text,
        body=" ".join(filter(None, (proposal.background, proposal.standing.words))),
        address=f"/partnerships/{partnership.slug}/decisions/between/{proposal.id}/",
        audience=proposal.audience,
        partnership_id=proposal.partnership_id,
        group_id=proposal.group_id,
    )


def _ask_every_seat(proposal: Proposal) -> None:
    known = {answer.seat_id for answer in proposal.answers}
    for row in seats_on(proposal.group_id or 0, clock.today()):
        if row.counts and row.organisation_id is not None and row.seat_id not in known:
            proposal.answers.append(
                Answer(
                    seat_id=row.seat_id, organisation_id=row.organisation_id, organisation_name=row.organisation_name
                )
            )


def _must_be_open(proposal: Proposal) -> None:
    if proposal.standing is not Standing.OPEN:
        raise Refusal(f"This has ended: {proposal.standing.words.lower()}.")
    if silence.is_over(proposal.closes_on, clock.today()):
        raise Refusal(f"The closing day was {shortday(proposal.closes_on)}. Answers are no longer taken.")


def named(proposal: Proposal) -> str:
    """Name a proposal in the record of changes, which more people read than may see a confidential one."""
    if proposal.audience is Audience.RESTRICTED:
        return "a confidential proposal"
    return f"the proposal “{shortened(proposal.text, 120)}”"
