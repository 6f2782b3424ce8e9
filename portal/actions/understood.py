"""What an action keeps of its time and its leads: the words as they were written, and what they mean."""

from collections.abc import Sequence

from portal.actions import rules
from portal.actions.models import Action, Lead
from portal.actions.names import LeadGuess
from portal.core.database import db
from portal.core.dates import Meaning, When
from portal.directory.models import Organisation, Person
from portal.partnerships.models import Group


def set_when(action: Action, when: When | None, corrected: bool | None = None) -> None:
    """Give an action its time. Whether a person said what it means stays, while the words do, where it is None."""
    when = when or When("", meaning=Meaning.NONE)
    if corrected is None:
        corrected = bool(action.when_corrected) and when.text == action.when_text
    action.when_text = when.text
    action.when_meaning = rules.kind_of(when)
    action.when_corrected = corrected
    action.starts_on, action.due_on, action.days_before = when.starts_on, when.due_on, when.days_before
    action.due_sort = rules.place_in_list(action.status, action.due_on)


def set_leads(action: Action, guesses: Sequence[LeadGuess], written: str) -> None:
    """Give an action its leads, how lists call them, and what was typed for them."""
    action.leads = [
        Lead(
            organisation_id=guess.organisation_id,
            person_id=guess.person_id,
            group_id=guess.group_id,
            everybody=guess.everybody,
            words="" if guess.is_known else guess.words[:200],
        )
        for guess in guesses
    ]
    names = [_name(guess) for guess in guesses if not guess.everybody]
    shown = [_name(guess, is_public=True) for guess in guesses if not guess.everybody]
    everybody = any(guess.everybody for guess in guesses)
    action.leads_text = rules.called(names, everybody)
    action.leads_public = rules.called(shown, everybody)
    action.leads_written = written


def _name(guess: LeadGuess, is_public: bool = False) -> str:
    if guess.organisation_id:
        return db.session.get_one(Organisation, guess.organisation_id).name
    if guess.group_id:
        return db.session.get_one(Group, guess.group_id).name
    if guess.person_id:
        return rules.SOMEBODY if is_public else db.session.get_one(Person, guess.person_id).name
    return guess.words
