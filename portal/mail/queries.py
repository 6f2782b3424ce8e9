"""Reading letters: those that are due, and those in the tray."""

from datetime import datetime

import sqlalchemy as sa
from flask import current_app

from portal.core.database import db
from portal.core.tables import Column, Filter, Table
from portal.mail.models import Letter

STATES = [("sent", "Sent"), ("waiting", "Waiting"), ("failed", "Failed")]


def has_server() -> bool:
    """Whether letters leave this portal: a mail server is set, and this is no demonstration."""
    return bool(current_app.config["MAIL_HOST"]) and not current_app.config["DEMO"]


def get_letter(letter_id: int) -> Letter | None:
    """Return the letter with this number, or None."""
    return db.session.get(Letter, letter_id)


def due(moment: datetime) -> sa.ColumnElement[bool]:
    """Return the condition that a letter should be tried now."""
    return sa.and_(Letter.sent_at.is_(None), Letter.next_try_at.is_not(None), Letter.next_try_at <= moment)


def state() -> sa.ColumnElement[str]:
    """Return how a letter stands, in one word: sent, waiting or failed."""
    return sa.case(
        (Letter.sent_at.is_not(None), "sent"), (Letter.next_try_at.is_(None), "failed"), else_="waiting"
    )  # fmt: skip


def tray_table() -> Table:
    """Return all letters, newest first."""
    stands = state()
    return Table(
        rows=sa.select(
            Letter.id, Letter.written_at, Letter.to_email, Letter.to_name, Letter.subject, Letter.sent_at,
            Letter.next_try_at, Letter.fault, stands.label("state"),
        ),
        id=Letter.id,
        noun="letter",
        columns=[
            Column("written_at", "Written", Letter.id),
            Column("to_name", "To", sa.func.lower(Letter.to_name)),
            Column("to_email", "E-mail address", in_page=False),
            Column("subject", "Subject", Letter.subject),
            Column("state", "State"),
            Column("fault", "Fault", in_page=False),
        ],
        sort="-written_at",
        filters=[Filter("state", "State", STATES, lambda chosen: stands == chosen)],
        search=lambda words: Letter.subject.icontains(words, autoescape=True)
        | Letter.to_email.icontains(words, autoescape=True)
        | Letter.to_name.icontains(words, autoescape=True),
    )  # fmt: skip
