"""What is noted under an item: notes, and the lines that become decisions and actions as they are typed."""

from collections.abc import Sequence
from typing import NamedTuple

from portal.actions import sentence
from portal.actions import services as actions
from portal.actions.models import Action
from portal.audit import services as audit
from portal.core import clock
from portal.core.audience import Audience, Why
from portal.core.database import db
from portal.core.viewer import Viewer
from portal.decisions import services as decisions
from portal.decisions.models import Decision, How
from portal.meetings import followers, interest_queries, rules
from portal.meetings.models import AgendaItem, Meeting, State
from portal.meetings.queries import RollLine
from portal.meetings.services.agenda import must_be_open


class Kept(NamedTuple):
    """What the lines became."""

    decisions: int
    actions: int
    notes: int


def keep_notes(doer: Viewer, meeting: Meeting, item: AgendaItem, notes: str) -> None:
    """Keep what was said under an item. Raises `Refusal` when the minutes are out."""
    must_be_open(meeting)
    item.notes = notes
    _begin(meeting)
    audit.record(doer, "noted", item, f"Wrote notes under {_named(item)} at {meeting.group.name}")


def keep_key_message(doer: Viewer, meeting: Meeting, item: AgendaItem, message: str) -> None:
    """Keep what should be told on from this item; an empty message takes it back."""
    must_be_open(meeting)
    followers.tell_of_words(item, item.key_message, message)
    item.key_message = message
    _begin(meeting)
    verb = "Picked a key message from" if message else "Took back the key message of"
    audit.record(doer, "noted", item, f"{verb} {_named(item)} at {meeting.group.name}")


def keep_lines(
    doer: Viewer, meeting: Meeting, item: AgendaItem, lines: Sequence[str], names: sentence.Names,
    roll: list[RollLine], kind: str = "",
) -> Kept:  # fmt: skip
    """Turn typed lines into decisions, actions and notes, as they read or as `kind` says; return how many of each.

    A decision keeps the quorum of this moment; without one it is a recommendation. Raises `Refusal` when the minutes
    are out.
    """
    must_be_open(meeting)
    counted = {"decision": 0, "action": 0, "note": 0}
    for text in lines:
        read = sentence.read_line(text, names, clock.today())
        what = kind or read.kind
        counted[what] += 1
        if what == "decision":
            decide(doer, meeting, item, read.text if read.kind == "decision" else text, roll)
        elif what == "action":
            agree(doer, meeting, item, read if read.kind == "action" else sentence.Line("action", text, (), None))
        else:
            item.notes = f"{item.notes}\n{text}".strip()
    if counted["note"]:
        audit.record(doer, "noted", item, f"Wrote notes under {_named(item)} at {meeting.group.name}")
    _begin(meeting)
    return Kept(counted["decision"], counted["action"], counted["note"])


def decide(doer: Viewer, meeting: Meeting, item: AgendaItem, text: str, roll: list[RollLine]) -> Decision:
    """Record a decision under an item, with the quorum as it stands now.

    A seat that withdrew from the item for an interest, or that left, does not fill it; one that came late does.
    """
    gone = interest_queries.withdrawn_from(item) | {line.seat_id for line in roll if line.left_early}
    now = rules.quorum(meeting, roll, gone)
    return decisions.record_decision(
        doer,
        partnership_id=meeting.partnership_id,
        group_id=meeting.group_id,
        text=text,
        how=How.CONSENSUS,
        dissent="",
        decided_on=meeting.day,
        quorum=(now.filled, now.needed, now.of),
        is_recommendation=not now.is_met,
        audience=below(item),
        why=why_below(item),
        meeting_id=meeting.id,
        item_id=item.id,
        topic=item.title,
    )


def agree(doer: Viewer, meeting: Meeting, item: AgendaItem, read: sentence.Line) -> Action:
    """Raise an action under an item; it stands on its leads' pages at once."""
    return actions.raise_action(
        doer,
        partnership_id=meeting.partnership_id,
        group_id=meeting.group_id,
        text=read.text,
        leads=read.leads,
        when=read.when,
        audience=below(item),
        why=why_below(item),
        meeting_id=meeting.id,
        item_id=item.id,
        topic=item.title,
        raised_on=meeting.day,
    )


def note_to_action(
    doer: Viewer, meeting: Meeting, item: AgendaItem, number: int, names: sentence.Names
) -> Action | None:
    """Make an action of one line of the notes, which stays there; return it, or None when there is no such line."""
    must_be_open(meeting)
    lines = note_lines(item)
    if not 0 <= number < len(lines):
        return None
    read = sentence.read_line(lines[number], names, clock.today())
    return agree(
        doer, meeting, item, read if read.kind == "action" else sentence.Line("action", lines[number], (), None)
    )


def note_lines(item: AgendaItem) -> list[str]:
    """Return the lines of an item's notes that say something."""
    return [line.strip(" -*•\t") for line in item.notes.splitlines() if line.strip(" -*•\t")]


def below(item: AgendaItem) -> Audience:
    """Return whom something noted under the item is for until the minutes are published."""
    return Audience.RESTRICTED if item.is_confidential else Audience.GROUP


def why_below(item: AgendaItem) -> Why:
    """Return why."""
    return Why.CONFIDENTIAL if item.is_confidential else Why.DRAFT


def _begin(meeting: Meeting) -> None:
    if meeting.minutes_state is State.NONE:
        meeting.minutes_state = State.DRAFT
    db.session.flush()


def _named(item: AgendaItem) -> str:
    return "a confidential item" if item.is_confidential else f"“{item.title}”"
