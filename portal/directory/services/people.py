"""Keeping the entries of people, and what they agreed to have shown."""

from datetime import date
from typing import Any

from portal.audit.services import record
from portal.core import clock
from portal.core.database import db
from portal.core.errors import Refusal
from portal.core.filters import shortday
from portal.core.viewer import Viewer
from portal.directory.models import Consent, Person, Showing
from portal.directory.rules import consent_words
from portal.directory.services.entries import PERSON, reindex, write


def add_person(doer: Viewer | None, **entry: Any) -> Person:
    """Add a person, given as the fields of their entry (see PERSON; `name` is needed), and return them.

    The name is shown to partners and the contact details to nobody until the person says otherwise.
    """
    row = Person(name_shown=Showing.PARTNERS, contact_shown=Showing.NOBODY)
    write(row, PERSON, entry)
    db.session.add(row)
    record(doer, "added", row, f"added {row.name}")
    reindex(row)
    return row


def edit_person(doer: Viewer | None, row: Person, **entry: Any) -> None:
    """Change fields of a person's entry."""
    write(row, PERSON, entry)
    record(doer, "changed", row, f"changed the entry of {row.name}")
    reindex(row)


def give_consent(
    doer: Viewer | None, row: Person, name_shown: Showing, contact_shown: Showing, told: str = ""
) -> Consent:
    """Keep what the person agreed to, and show it so from now on.

    `told` says how they said it, where somebody else (`doer`) writes it down for them. Raises Refusal when the
    contact details would be shown more widely than the name.
    """
    order = list(Showing)
    if order.index(contact_shown) < order.index(name_shown):
        raise Refusal("Contact details cannot be shown to more people than the name they belong to.")
    words = consent_words(row.name, name_shown, contact_shown, told)
    return _consent(doer, row, name_shown, contact_shown, words, "recorded what may be shown of")


def withdraw_consent(doer: Viewer | None, row: Person) -> Consent:
    """Take back all that was agreed: from now on nothing is shown but to those who keep the entry."""
    words = "I take back my consent: neither my name nor my contact details are shown."
    return _consent(doer, row, Showing.NOBODY, Showing.NOBODY, words, "took back the consent of")


def end_person(doer: Viewer | None, row: Person, left_on: date) -> None:
    """Note that a person left. What they did stays in the records. Refused when it is noted already."""
    if row.left_on is not None:
        raise Refusal(f"That {row.name} left is noted already.")
    row.left_on = left_on
    record(doer, "ended", row, f"noted that {row.name} left on {shortday(left_on)}")
    reindex(row)


def bring_back_person(doer: Viewer | None, row: Person) -> None:
    """Take back that a person left. Refused when they did not."""
    if row.left_on is None:
        raise Refusal(f"{row.name} has not left.")
    row.left_on = None
    record(doer, "brought back", row, f"noted that {row.name} is back")
    reindex(row)


def _consent(
    doer: Viewer | None, row: Person, name_shown: Showing, contact_shown: Showing, words: str, done: str
) -> Consent:
    row.name_shown, row.contact_shown = name_shown, contact_shown
    by = (doer.name if doer else "") or "The portal"
    kept = Consent(
        person_id=row.id, name_shown=name_shown, contact_shown=contact_shown, wording=words[:400], at=clock.now(),
        recorded_by=by,
    )  # fmt: skip
    db.session.add(kept)
    record(doer, "consent", row, f"{done} {row.name}")
    reindex(row)
    return kept
