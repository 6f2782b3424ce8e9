"""Writing letters into the outbox, in the transaction of what causes them; trying one again; forgetting secrets."""

from datetime import timedelta

import sqlalchemy as sa
from flask import current_app, has_request_context, render_template, request

from portal.core import clock
from portal.core.database import db
from portal.core.errors import Refusal
from portal.core.log import masked
from portal.mail.models import Letter

SECRETS_LAST = timedelta(days=7)


def post(
    to_email: str, to_name: str, template: str, *, subject: str, about: str | None = None,
    partnership_id: int | None = None, **context: object,
) -> Letter | None:  # fmt: skip
    """Write a letter from templates/mail/<template>.txt, to be sent after the request committed.

    `about` names an occasion: a second letter of the same occasion is not written, and None is returned. Nobody
    without an address gets one either. Subjects are one line; the name of the partnership comes first in them.
    The template extends `mail/layout.txt`; it is given `to_name`, `to_email`, `address` (the portal's own), `contact`
    and whatever else is given here.
    """
    if not to_email or (about and db.session.scalar(sa.select(Letter.id).filter_by(about=about))):
        return None
    context |= {"address": _own_address(), "contact": current_app.config["CONTACT"]}
    body = render_template(f"mail/{template}.txt", to_name=to_name, to_email=to_email, **context)
    letter = Letter(
        to_email=one_line(to_email), to_name=one_line(to_name), subject=one_line(subject)[:200],
        body=body.strip() + "\n", about=about, partnership_id=partnership_id, written_at=clock.now(),
        next_try_at=clock.now(),
    )  # fmt: skip
    db.session.add(letter)
    return letter


def one_line(text: str) -> str:
    """Return the text without line ends and other characters that could open a new line in a letter's head."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def try_again(letter: Letter) -> None:
    """Let a letter that failed be tried at once, with all its tries before it.

    Raises `Refusal` when it was sent meanwhile.
    """
    if letter.sent_at:
        raise Refusal("This letter has been sent meanwhile.")
    letter.tries, letter.next_try_at = 0, clock.now()


def forget_secrets() -> None:
    """Strike out the secret addresses of letters that never left, once they have expired."""
    old = sa.select(Letter).where(
        Letter.sent_at.is_(None),
        Letter.written_at < clock.now() - SECRETS_LAST,
        sa.or_(Letter.body.contains("/password/reset/"), Letter.body.contains("/invitations/")),
        Letter.body.not_like("%/***%"),
    )
    for letter in db.session.scalars(old.limit(500)):
        letter.body = masked(letter.body)


def _own_address() -> str:
    """Return the portal's address. Only a demonstration takes it from the request, which anybody can forge."""
    own = current_app.config["ADDRESS"]
    if not own and current_app.config["DEMO"] and has_request_context():
        own = request.host_url
    return own.rstrip("/")
