"""Proposals for an agenda: made, taken onto it, kept for later, declined; and what a group asks of them."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from portal.accounts.models import User
from portal.audit import services as audit
from portal.core import clock
from portal.core.database import db
from portal.core.errors import Refusal
from portal.core.viewer import Viewer
from portal.mail import services as mail
from portal.meetings.agenda_models import Fate, Prompt, PromptAnswer, Proposal
from portal.meetings.models import AgendaItem, Meeting
from portal.meetings.services import agenda
from portal.meetings.services.indexing import reindex_item
from portal.partnerships.models import Group, Partnership


def propose(
    doer: Viewer, partnership: Partnership, group: Group, said: dict[str, Any], answers: Sequence[tuple[str, str]]
) -> Proposal:
    """Propose an item for the group's agenda, with (question, answer) for each prompt; return the proposal.

    Raises `Refusal` for a group or a partnership that is closed.
    """
    if partnership.closed_on or group.closed_on:
        raise Refusal("This group is closed: it meets no more.")
    row = Proposal(
        partnership_id=partnership.id, group=group, proposed_by=doer.name, user_id=doer.user_id,
        proposed_on=clock.today(), fate=Fate.WAITING,
        answers=[PromptAnswer(question=question, text=text) for question, text in answers], **said,
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    audit.record(doer, "proposed", row, f"Proposed {_named(row)} to {group.name}", partnership.id)
    return row


def take(doer: Viewer, partnership: Partnership, meeting: Meeting, proposal: Proposal) -> AgendaItem:
    """Take a proposal onto the meeting's agenda; return the item. The answers become its background.

    Raises `Refusal` when the minutes are out, or the proposal stands on an agenda already.
    """
    agenda.must_be_open(meeting)
    if proposal.fate is Fate.TAKEN:
        raise Refusal("This proposal stands on an agenda already.")
    _must_stand(proposal)
    item = agenda.new_item(meeting, proposal.title, proposal.kind)
    for name in ("minutes_long", "led_by", "is_confidential", "reviews_action_id", "background"):
        setattr(item, name, getattr(proposal, name))
    agenda.settle_audience(item, meeting, partnership)
    agenda.renumber(meeting)
    reindex_item(item, meeting, partnership.slug)
    _settle(proposal, Fate.TAKEN, item_id=item.id)
    audit.record(doer, "taken", proposal, f"Took {_named(proposal)} onto the agenda of {meeting.group.name}")
    _tell(partnership, proposal)
    return item


def keep(doer: Viewer, partnership: Partnership, proposal: Proposal) -> None:
    """Keep a proposal for a later meeting: it waits in the group's backlog."""
    _must_wait(proposal)
    _settle(proposal, Fate.KEPT)
    audit.record(doer, "kept", proposal, f"Kept {_named(proposal)} for a later meeting of {proposal.group.name}")
    _tell(partnership, proposal)


def decline(doer: Viewer, partnership: Partnership, proposal: Proposal, why: str) -> None:
    """Decline a proposal, with the reason that its proposer reads."""
    if proposal.fate is Fate.TAKEN:
        raise Refusal("This proposal stands on an agenda. Take the item off there first.")
    _must_stand(proposal)
    _settle(proposal, Fate.DECLINED, why=why)
    audit.record(doer, "declined", proposal, f"Declined {_named(proposal)} for {proposal.group.name}")
    _tell(partnership, proposal)


def withdraw(doer: Viewer, proposal: Proposal) -> None:
    """Take one's own proposal back, as long as nothing came of it; it stays to be read, and can be sent again.

    Raises `Refusal` for one that stands on an agenda, or was declined.
    """
    if proposal.fate is Fate.TAKEN:
        raise Refusal("This proposal stands on an agenda. Ask whoever writes the agenda to take it off.")
    if proposal.fate is Fate.WITHDRAWN:
        return
    if proposal.fate is Fate.DECLINED:
        raise Refusal("This proposal was declined: there is nothing to withdraw.")
    _settle(proposal, Fate.WITHDRAWN)
    audit.record(doer, "withdrew", proposal, f"Withdrew {_named(proposal)} to {proposal.group.name}")


def send_again(doer: Viewer, proposal: Proposal) -> None:
    """Let one's own proposal, taken back before, wait again. Raises `Refusal` for any other, and a closed group."""
    if proposal.fate is not Fate.WITHDRAWN:
        raise Refusal(f"This proposal was not withdrawn: {proposal.fate.words.lower()}.")
    if proposal.group.closed_on:
        raise Refusal("This group is closed: it meets no more.")
    _settle(proposal, Fate.WAITING)
    proposal.settled_at = None
    audit.record(doer, "proposed", proposal, f"Proposed {_named(proposal)} to {proposal.group.name} again")


def add_prompt(doer: Viewer, group: Group, text: str) -> Prompt:
    """Ask something of every proposal made from now on; return the prompt."""
    last = db.session.scalar(sa.select(sa.func.max(Prompt.position)).filter_by(group_id=group.id)) or 0
    row = Prompt(group_id=group.id, position=last + 1, text=text)
    db.session.add(row)
    audit.record(doer, "added", row, f"Proposals to {group.name} are asked: “{text}”", group.partnership_id)
    return row


def end_prompt(doer: Viewer, group: Group, row: Prompt) -> None:
    """Ask it no more; what was answered stays."""
    row.ended_on = clock.today()
    sentence = f"Proposals to {group.name} are no longer asked: “{row.text}”"
    audit.record(doer, "ended", row, sentence, group.partnership_id)


def set_closing(doer: Viewer, group: Group, days: int) -> None:
    """Let proposals close so many days before each meeting of the group; 0 lets them come until the day itself."""
    group.proposals_close_days = days
    sentence = f"Proposals to {group.name} close {days} days before a meeting" if days else (
        f"Proposals to {group.name} may come until the meeting"
    )  # fmt: skip
    audit.record(doer, "changed", group, sentence, group.partnership_id)


def _must_wait(proposal: Proposal) -> None:
    if proposal.fate is not Fate.WAITING:
        raise Refusal(f"This proposal waits no more: {proposal.fate.words.lower()}.")


def _must_stand(proposal: Proposal) -> None:
    if proposal.fate is Fate.WITHDRAWN:
        raise Refusal(f"{proposal.proposed_by} has withdrawn this proposal.")


def _settle(proposal: Proposal, fate: Fate, item_id: int | None = None, why: str = "") -> None:
    proposal.fate, proposal.item_id, proposal.why, proposal.settled_at = fate, item_id, why, clock.now()
    db.session.flush()


def _tell(partnership: Partnership, proposal: Proposal) -> None:
    """Write to the proposer what became of the proposal; nothing of a confidential one stands in the letter."""
    user = db.session.get(User, proposal.user_id) if proposal.user_id else None
    if user is not None and user.disabled_at is None:
        mail.post(
            user.email, user.name, "proposal_settled",
            subject=f"{partnership.short_name or partnership.name}: your proposal for the agenda",
            partnership_id=partnership.id, partnership=partnership, proposal=proposal,
        )  # fmt: skip


def _named(proposal: Proposal) -> str:
    """Name a proposal in the record of changes, which more people read than may see a confidential one."""
    return "a confidential item" if proposal.is_confidential else f"“{proposal.title}”"
