"""The actions of the sample's plans: who leads them, by when, and how they are going by today."""

from collections.abc import Iterator
from datetime import timedelta

import sqlalchemy as sa

from portal.actions.models import Action, Lead, Progress, Rag, Status
from portal.actions.names import Names, read_leads
from portal.actions.rules import SOMEBODY, called, place_in_list
from portal.core.audience import Why
from portal.core.database import db
from portal.core.dates import Meaning, When
from portal.demo.book import Book, dice, moment
from portal.demo.planned import text_of
from portal.demo.reading import Facts
from portal.plans.models import Plan
from portal.plans.times import read_time


def action_of(book: Book, plan: Plan, facts: Facts, said: Facts, names: Names) -> Action:
    """Return an action as it stands today. Its leads and its time are read from the words, as if they were pasted."""
    action = _raised(plan, said["raised"]) if "raised" in said else None
    if action is None:
        action = Action(
            partnership_id=plan.partnership_id, group_id=None, audience=plan.audience, audience_why=Why.PLAN,
            raised_on=plan.begins_on, topic=plan.title, progress=[],
        )  # fmt: skip
    when = read_time(plan, said.get("when", ""), "", plan.begins_on) or When("", meaning=Meaning.NONE)
    action.text = text_of(said)
    action.when_text, action.due_on, action.starts_on = when.text, when.due_on, when.starts_on
    action.when_meaning, action.days_before = when.meaning, when.days_before
    _set_leads(action, said.get("leads", ""), names)
    _set_status(book, action, facts, said)
    action.due_sort = place_in_list(action.status, action.due_on)
    return action


def _raised(plan: Plan, words: str) -> Action | None:
    """Return the action that was raised at a meeting; its minutes keep saying it as they did."""
    asked = sa.select(Action).where(Action.partnership_id == plan.partnership_id, Action.text == words).limit(1)
    action = db.session.scalar(asked)
    if action is not None and not action.minuted_text:
        action.minuted_text, action.minuted_when_text = action.text, action.when_text
        action.minuted_leads_text, action.minuted_leads_public = action.leads_text, action.leads_public
    return action


def _set_leads(action: Action, written: str, names: Names) -> None:
    guesses = read_leads(written, names)
    everybody = any(guess.everybody for guess in guesses)
    named = [guess for guess in guesses if not guess.everybody]
    action.leads_written = written
    action.leads = [
        Lead(
            organisation_id=guess.organisation_id, person_id=guess.person_id, group_id=guess.group_id,
            everybody=guess.everybody, words="" if guess.is_known else guess.words,
        )
        for guess in guesses
    ]  # fmt: skip
    action.leads_text = called([guess.name or guess.words for guess in named], everybody)
    action.leads_public = called([SOMEBODY if g.person_id else g.name or g.words for g in named], everybody)


def _set_status(book: Book, action: Action, facts: Facts, said: Facts) -> None:
    """Give an action its status and the notes on it, as far as its time has come."""
    status = Status(said["status"]) if "status" in said else Status.OUTSTANDING
    has_begun = (action.starts_on or facts["begins_on"]) <= book.today - timedelta(days=14)
    if facts.get("status_by_time"):
        status = _by_time(book, action) if has_begun else Status.OUTSTANDING
    action.status = status
    for note in action.progress:  # of the meeting that raised it
        note.status = status
    if has_begun:
        action.progress.extend(_notes(book, action, facts, said))
    if status is Status.DONE:
        action.done_on = action.due_on


def _by_time(book: Book, action: Action) -> Status:
    is_over = action.due_on is not None and action.due_on <= book.today - timedelta(days=14)
    return Status.DONE if is_over and dice("plan", action.text).random() < 0.8 else Status.ONGOING


def _notes(book: Book, action: Action, facts: Facts, said: Facts) -> Iterator[Progress]:
    begun = max(facts["begins_on"], action.starts_on or facts["begins_on"])
    until = min(book.today, action.due_on or book.today)
    for note in said.get("progress", []):
        day = begun + (until - begun) * note["at"] / 100
        yield Progress(
            at=moment(day, 11, 30), by=note.get("by") or facts["by"], text=note["text"], status=action.status,
            rag=Rag(note["rag"]), figure=note.get("figure", ""),
        )  # fmt: skip
