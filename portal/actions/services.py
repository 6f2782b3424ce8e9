"""Raising actions, changing them, saying how they go; each with its entry in the index and the record of changes."""

from collections.abc import Sequence
from datetime import date, timedelta

import sqlalchemy as sa

from portal.actions import lent, rules, understood
from portal.actions.models import Action, Heard, Progress, Rag, Status
from portal.actions.names import LeadGuess
from portal.audit.services import record
from portal.core import clock, index
from portal.core.audience import Audience, Why
from portal.core.database import db
from portal.core.dates import When
from portal.core.text import shortened
from portal.core.viewer import Viewer
from portal.partnerships.models import Partnership


def raise_action(
    doer: Viewer,
    *,
    partnership_id: int,
    group_id: int | None,
    text: str,
    leads: Sequence[LeadGuess],
    when: When | None,
    audience: Audience,
    why: Why,
    raised_on: date,
    meeting_id: int | None = None,
    item_id: int | None = None,
    topic: str = "",
    leads_written: str = "",
) -> Action:
    """Return the new action. Its leads are as `sentence.read_leads` gives them, its time as it was written.

    `leads_written` is what was typed where leads are typed by themselves, as in the cell of a plan.
    """
    action = Action(
        partnership_id=partnership_id, group_id=group_id, text=text, audience=audience, audience_why=why,
        raised_on=raised_on, meeting_id=meeting_id, item_id=item_id, topic=topic,
        status=Status.OUTSTANDING, leads=[], progress=[],
    )  # fmt: skip
    understood.set_when(action, when)
    db.session.add(action)
    understood.set_leads(action, leads, leads_written)
    db.session.flush()
    reindex(action)
    record(doer, "raised", action, f"Raised {_named(action)}{_led(action)}")
    return action


def change_action(
    doer: Viewer,
    action: Action,
    *,
    text: str,
    leads: Sequence[LeadGuess],
    when: When | None,
    status: Status,
    leads_written: str | None = None,
    when_corrected: bool | None = None,
) -> None:
    """Give an action another text, other leads, another time or status. A new lead, time or status is dated.

    What was typed for the leads, and whether a person said what the time means, stay as they are where they are None;
    other words of the time are read anew, and are nobody's correction unless it is said.
    """  # fmt: skip
    before = action.leads_text, action.when_text
    action.text = text
    understood.set_when(action, when, when_corrected)
    if [lead.bare for lead in rules.leads_of(action)] != [lead.bare for lead in leads]:
        understood.set_leads(action, leads, leads_written or "")
    elif leads_written is not None:
        action.leads_written = leads_written
    moved = rules.what_moved(before, (action.leads_text, action.when_text))
    if moved or status is not action.status:
        _note(doer, action, moved, status)
    db.session.flush()
    reindex(action)
    record(doer, "changed", action, f"Changed {_named(action)}{_led(action)}")


def remove_action(doer: Viewer, action: Action) -> None:
    """Take an action off every list; it can come back."""
    action.removed_at = clock.now()
    db.session.flush()
    reindex(action)
    record(doer, "removed", action, f"Removed {_named(action)}")


def restore_action(doer: Viewer, action: Action) -> None:
    """Bring a removed action back."""
    action.removed_at = None
    db.session.flush()
    reindex(action)
    record(doer, "restored", action, f"Brought back {_named(action)}")


def report_progress(
    doer: Viewer, action: Action, text: str, status: Status, rag: Rag | None = None, figure: str = "",
    heard: Heard = Heard.OWN,
) -> Progress:  # fmt: skip
    """Return the dated note of how an action goes; the action takes its status.

    `rag` says how well it goes, `figure` how far a measure is, `heard` how the report reached whoever writes it down.
    """
    note = _note(doer, action, text, status)
    note.rag, note.figure, note.heard = rag, figure, heard
    db.session.flush()
    record(doer, "reported", action, f"Reported on {_named(action)}: {status.words.lower()}")
    return note


def reckon_before(action: Action, meeting_day: date | None) -> bool:
    """Count an action's last day back from its group's next meeting; return whether it is another one now.

    Nothing is done to an action that does not count back from meetings, or of which a person said the days; without a
    next meeting it has no last day.
    """
    if action.days_before is None or action.when_corrected:
        return False
    due_on = meeting_day - timedelta(days=action.days_before) if meeting_day else None
    if due_on == action.due_on:
        return False
    action.due_on = due_on
    action.due_sort = rules.place_in_list(action.status, due_on)
    db.session.flush()
    return True


def regard(item_id: int, audience: Audience, why: Why) -> None:
    """Give every action raised under an agenda item the audience its minutes have now, removed ones too."""
    for action in db.session.scalars(sa.select(Action).filter_by(item_id=item_id)):
        if (action.audience, action.audience_why) != (audience, why):
            action.audience, action.audience_why = audience, why
            db.session.flush()
            reindex(action)


def keep_as_minuted(meeting_id: int) -> None:
    """Keep how a meeting's actions stand now as its published minutes are to say it for good."""
    for action in db.session.scalars(sa.select(Action).filter_by(meeting_id=meeting_id, removed_at=None)):
        action.minuted_text, action.minuted_when_text = action.text, action.when_text
        action.minuted_leads_text, action.minuted_leads_public = action.leads_text, action.leads_public


def minute_afresh(meeting_id: int) -> None:
    """Let the minutes, which were withdrawn, say of the meeting's actions again how they stand."""
    gone = {"minuted_text": "", "minuted_when_text": "", "minuted_leads_text": "", "minuted_leads_public": ""}
    db.session.execute(sa.update(Action).filter_by(meeting_id=meeting_id).values(gone))


def reindex(action: Action) -> None:
    """Bring the index in line with an action. People's names stay out of it: not all who find it may read them."""
    if action.removed_at is not None:
        index.drop("action", [action.id])
        return
    place = db.session.get_one(Partnership, action.partnership_id)
    index.put(
        "action",
        action.id,
        title=action.text,
        body=" ".join(filter(None, (action.topic, action.leads_public, action.when_text, *lent.words_of(action)))),
        address=f"/partnerships/{place.slug}/actions/{action.id}/",
        audience=action.audience,
        partnership_id=action.partnership_id,
        group_id=action.group_id,
    )


def _note(doer: Viewer, action: Action, text: str, status: Status) -> Progress:
    action.done_on = (action.done_on or clock.today()) if status is Status.DONE else None
    action.status = status
    action.due_sort = rules.place_in_list(status, action.due_on)
    note = Progress(at=clock.now(), by=doer.name, text=text, status=status)
    action.progress.insert(0, note)
    return note


def _named(action: Action) -> str:
    """Return the action as the record of changes names it: nothing of a confidential one."""
    return (
        "a confidential action" if action.audience is Audience.RESTRICTED else f"the action “{shortened(action.text)}”"
    )


def _led(action: Action) -> str:
    if action.audience is Audience.RESTRICTED or not action.leads_text:
        return ""
    return f", led by {shortened(action.leads_text, 120)}"
