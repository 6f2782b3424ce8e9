"""Keeping in touch without an organisation: asking, confirming, being added, leaving; and the letters that follow."""

from datetime import timedelta
from typing import Any

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from portal.audit import services as audit
from portal.core import clock
from portal.core.database import db
from portal.core.errors import Refusal
from portal.core.filters import day
from portal.core.viewer import Viewer
from portal.mail import services as mail
from portal.partnerships.models import Partnership
from portal.representation.in_touch_models import IndividualMember
from portal.representation.queries import in_touch as queries

WAITS = timedelta(days=7)
"""For how long somebody who asked can confirm it; after that their name and address are forgotten."""


def ask(partnership: Partnership, name: str, email: str) -> None:
    """Put somebody on the list who still has to confirm, and send them a letter to do so; who is on it gets none.

    Source: individuals who want to keep in touch join without a vote (Derby).
    """
    row = queries.member_with(partnership.id, email)
    if row and row.confirmed_at:
        return
    if row is None:
        row = _added(partnership, name, email)
    mail.post(
        row.email, row.name, "in_touch_confirm", subject=f"{_short(partnership)}: do you want to keep in touch?",
        partnership_id=partnership.id, partnership=partnership, token=token_of(row),
    )  # fmt: skip


def add(doer: Viewer, partnership: Partnership, name: str, email: str) -> IndividualMember:
    """Add somebody who asked for it, or the doer themselves, at once; tell them, and return the entry.

    Raises `Refusal` where they are on the list.
    """
    row = queries.member_with(partnership.id, email)
    if row and row.confirmed_at:
        raise Refusal(f"{row.name} is on the list already.")
    row = row or _added(partnership, name, email)
    row.name, row.confirmed_at = name, clock.now()
    row.entered_by = "" if _is(doer, row) else doer.name
    sentence = "Added somebody to those who keep in touch" if row.entered_by else "Asked to keep in touch"
    audit.record(doer, "added", row, sentence)
    mail.post(
        row.email, row.name, "in_touch_welcome", subject=f"{_short(partnership)}: keeping in touch",
        partnership_id=partnership.id, partnership=partnership, member=row, token=token_of(row),
    )  # fmt: skip
    return row


def confirm(row: IndividualMember) -> None:
    """Note that somebody confirmed that they want to be on the list; asked twice, once."""
    if row.confirmed_at is None:
        row.confirmed_at = clock.now()
        audit.record(None, "added", row, "Somebody confirmed that they want to keep in touch")


def leave(doer: Viewer | None, row: IndividualMember) -> None:
    """Take somebody off the list. Nothing about them is kept; the record of changes names nobody."""
    audit.record(doer, "left", row, "Somebody who kept in touch is off the list")
    db.session.delete(row)
    db.session.flush()


def token_of(row: IndividualMember) -> str:
    """Return what stands in the addresses by which somebody confirms and leaves: signed, and good for nothing else."""
    return _serializer().dumps([row.id, row.email])


def member_behind(partnership: Partnership, token: str) -> IndividualMember | None:
    """Return whose token it is, or None when they have left, or it was not signed here."""
    try:
        number, email = _serializer().loads(token)
    except (BadSignature, ValueError, TypeError):
        return None
    row = queries.member_with(partnership.id, str(email))
    return row if row and row.id == number else None


def write_letters() -> int:
    """Send public bulletins, and invitations to open meetings, to who keeps in touch; each once. Run from the clock.

    Who never confirmed is forgotten meanwhile. Returns how many letters were written.
    """
    for row in queries.unconfirmed_since(clock.now() - WAITS):
        db.session.delete(row)
    told = [*map(_bulletin, queries.bulletins_to_send()), *map(_invitation, queries.meetings_to_tell(clock.today()))]
    return sum(letter is not None for letter in told)


def _bulletin(row: Any) -> Any:
    return _post(row, f"in touch {row.member_id} bulletin {row.id}", row.title, "in_touch_bulletin")


def _invitation(row: Any) -> Any:
    meeting = row.Meeting
    about, subject = f"in touch {row.member_id} meeting {meeting.id}", f"{meeting.title}, {day(meeting.day)}"
    return _post(row, about, subject, "in_touch_meeting")


def _post(row: Any, about: str, subject: str, template: str) -> Any:
    return mail.post(
        row.email, row.name, template, about=about, subject=f"{_short(row.Partnership)}: {subject}",
        partnership_id=row.Partnership.id, partnership=row.Partnership, row=row,
        token=_serializer().dumps([row.member_id, row.email]),
    )  # fmt: skip


def _added(partnership: Partnership, name: str, email: str) -> IndividualMember:
    row = IndividualMember(
        partnership_id=partnership.id, name=name, email=email.strip().lower(), asked_at=clock.now(), entered_by=""
    )
    db.session.add(row)
    db.session.flush()
    return row


def _is(doer: Viewer, row: IndividualMember) -> bool:
    return bool(doer.email) and doer.email.lower() == row.email


def _short(partnership: Partnership) -> str:
    return partnership.short_name or partnership.name


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="keeping in touch")
