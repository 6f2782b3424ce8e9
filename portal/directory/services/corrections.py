"""Corrections that others suggest: they go to who keeps the entry, and the answer goes back."""

from portal.accounts.models import User
from portal.audit.services import record
from portal.core import clock
from portal.core.database import db
from portal.core.errors import Refusal
from portal.core.viewer import Viewer
from portal.directory.models import Answer, Correction, Organisation
from portal.directory.queries.keepers import who_to_write_to
from portal.directory.rules import field_words
from portal.mail.services import post


def suggest(doer: Viewer, organisation: Organisation, field: str, text: str) -> Correction:
    """Keep what somebody says is wrong in an entry, and write to each who keeps it.

    Where nobody keeps it who can be written to, it waits on the page of the organisation's entries.
    """
    row = Correction(
        organisation_id=organisation.id, field=field, text=text, user_id=doer.user_id, suggested_by=doer.name,
        suggested_at=clock.now(),
    )  # fmt: skip
    db.session.add(row)
    about = f": {field_words(field).lower()}" if field else ""
    record(doer, "suggested", organisation, f"suggested a correction of the entry of {organisation.name}{about}")
    for name, email in who_to_write_to(organisation.id):
        post(
            email, name, "correction_suggested", subject=f"{organisation.name}: is this still right?",
            correction=row, organisation=organisation, about_field=field_words(field),
        )  # fmt: skip
    return row


def accept(doer: Viewer, organisation: Organisation, row: Correction) -> None:
    """Note that the keepers follow a suggestion, and thank for it. Refused when it was answered already."""
    _answer(doer, organisation, row, Answer.ACCEPTED, "")
    record(doer, "accepted", organisation, f"accepted a correction of the entry of {organisation.name}")


def decline(doer: Viewer, organisation: Organisation, row: Correction, reason: str) -> None:
    """Note why the keepers leave the entry as it is, and say so. Refused when it was answered already."""
    _answer(doer, organisation, row, Answer.DECLINED, reason)
    record(doer, "declined", organisation, f"declined a correction of the entry of {organisation.name}")


def _answer(doer: Viewer, organisation: Organisation, row: Correction, answer: Answer, reason: str) -> None:
    if row.answer is not Answer.OPEN:
        raise Refusal(f"{row.answered_by} has answered this already.")
    row.answer, row.reason, row.answered_by, row.answered_at = answer, reason, doer.name, clock.now()
    user = db.session.get(User, row.user_id) if row.user_id else None
    if user is not None and user.disabled_at is None:
        post(
            user.email, user.name, "correction_answered", subject=f"{organisation.name}: your suggestion",
            correction=row, organisation=organisation, about_field=field_words(row.field),
        )  # fmt: skip
