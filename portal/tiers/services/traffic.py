"""Issues that go down, questions that go up, and their answers. Nothing confidential goes either way."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from portal.audit.services import record
from portal.core import clock
from portal.core.audience import Audience
from portal.core.database import db
from portal.core.errors import Refusal
from portal.core.viewer import Viewer
from portal.decisions.models import Decision
from portal.meetings.models import AgendaItem
from portal.partnerships.models import Partnership
from portal.tiers.models import Issue, IssueAnswer, Question, Tier
from portal.tiers.rules import CONFIDENTIAL
from portal.tiers.services import letters


class Source(NamedTuple):
    """Where something comes from: an item or a decision of one's own, the meeting and its day."""

    item_id: int | None = None
    decision_id: int | None = None
    meeting_id: int | None = None
    day: date | None = None


NOWHERE = Source()


def must_not_be_confidential(source: Source) -> None:
    """Raise `Refusal` for what comes from a confidential item."""
    item = db.session.get(AgendaItem, source.item_id) if source.item_id else None
    decision = db.session.get(Decision, source.decision_id) if source.decision_id else None
    if (item and item.is_confidential) or (decision and decision.audience is Audience.RESTRICTED):
        raise Refusal(CONFIDENTIAL)


def put_issue(
    doer: Viewer, upper: Partnership, tiers: Sequence[Tier], title: str, text: str, source: Source = NOWHERE
) -> Issue:
    """Put an issue to lower partnerships, and tell them; return it. It stands on their agendas until they answer.

    Raises `Refusal` for one that comes from a confidential item.
    """
    must_not_be_confidential(source)
    row = Issue(
        upper_id=upper.id, title=title, text=text, item_id=source.item_id, decision_id=source.decision_id,
        sent_on=clock.today(), sent_by=doer.name,
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    db.session.add_all(IssueAnswer(issue_id=row.id, tier_id=tier.id) for tier in tiers)
    for tier in tiers:
        record(doer, "sent", row, f"{upper.name} put an issue to {tier.lower.name}", tier.lower_id)
    record(doer, "sent", row, f"Put an issue to {len(tiers)} of the partnerships below", upper.id)
    letters.tell_of_issue(row, tiers)
    return row


def answer_issue(doer: Viewer, tier: Tier, issue: Issue, row: IssueAnswer, text: str, source: Source) -> None:
    """Record what a lower partnership answers to an issue, with the meeting it came from; the upper one is told.

    Raises `Refusal` where what was asked, or the answer, comes from a confidential item. Recorded again, it is changed.
    """
    must_not_be_confidential(Source(issue.item_id, issue.decision_id))
    must_not_be_confidential(source)
    is_first = row.answered_on is None
    row.answer, row.answered_by = text, doer.name
    row.meeting_id, row.item_id = source.meeting_id, source.item_id
    row.answered_on = row.answered_on or clock.today()
    for number in (tier.lower_id, tier.upper_id):
        record(doer, "answered", row, f"{tier.lower.name} answered an issue", number)
    if is_first:
        letters.tell_of_answer(issue, tier)


def set_removed(doer: Viewer, row: Issue | Question, partnership_id: int, is_removed: bool) -> None:
    """Take an issue or a question back, or send it again; it leaves the agendas and comes back to them."""
    row.removed_at = clock.now() if is_removed else None
    what = "an issue" if isinstance(row, Issue) else "a question"
    sentence = f"Took back {what}" if is_removed else f"Sent {what} again that was taken back"
    record(doer, "removed" if is_removed else "restored", row, sentence, partnership_id)


def ask(doer: Viewer, tier: Tier, title: str, text: str, source: Source = NOWHERE) -> Question:
    """Send a question up, and tell the upper partnership; return it. It stands on its agenda until it is answered.

    Raises `Refusal` for one that comes from a confidential item.
    """
    must_not_be_confidential(source)
    row = Question(
        tier_id=tier.id, title=title, text=text, asked_item_id=source.item_id, asked_on=clock.today(),
        asked_by=doer.name,
    )  # fmt: skip
    db.session.add(row)
    for number in (tier.lower_id, tier.upper_id):
        record(doer, "asked", row, f"{tier.lower.name} sent up a question", number)
    letters.tell_of_question(row, tier)
    return row


def answer_question(
    doer: Viewer, asker: Tier, others: Sequence[Tier], row: Question, text: str, is_for_all: bool, source: Source
) -> None:
    """Answer a question, to the asker or to all: `others` are the other tiers of the upper partnership.

    Raises `Refusal` where what was asked, or the answer, comes from a confidential item. Answered again, it is changed.
    """
    must_not_be_confidential(Source(row.asked_item_id))
    must_not_be_confidential(source)
    is_first = row.answered_on is None
    row.answer, row.answered_by, row.is_for_all = text, doer.name, is_for_all
    row.meeting_id, row.item_id = source.meeting_id, source.item_id
    row.answered_on = row.answered_on or clock.today()
    for number in (asker.lower_id, asker.upper_id):
        record(doer, "answered", row, f"{asker.upper.name} answered a question of {asker.lower.name}", number)
    if is_first:
        letters.tell_what_was_answered(row, asker, [asker, *others] if is_for_all else [asker])
