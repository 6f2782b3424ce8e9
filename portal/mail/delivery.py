"""Sending letters by SMTP: each in transactions of its own, and never with one open while the network is waited for.

A letter's next try is set before it is sent, and it is marked as sent after the server took it. Whatever happens in
between, none is lost; only a crash in that moment can send one twice, with the same Message-ID.
"""

import smtplib
import ssl
from contextlib import closing, suppress
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from typing import Any, NamedTuple

import sqlalchemy as sa
from flask import current_app

from portal.core import clock
from portal.core.database import db
from portal.core.log import masked
from portal.mail.models import Letter
from portal.mail.queries import due, has_server
from portal.mail.rules import next_try

FAULTS = (OSError, smtplib.SMTPException, MessageError, ValueError, LookupError)


class Sent(NamedTuple):
    """What became of the letters that were due."""

    sent: int
    failed: int
    waiting: int


def send_due(limit: int = 50) -> Sent:
    """Send the letters that are due, oldest first; where there is no mail server they wait in the tray.

    To be called outside of any transaction. A server that cannot be reached ends the round at its first letter, so
    that the others lose no try to it. Safe to run twice at once: a letter is taken by one of them.
    """
    counts = {True: 0, False: 0}
    if has_server():
        with closing(_Server()) as server:
            for number, planned in _read_due(limit):
                if letter := _take(number, planned):
                    counts[_send(server, letter)] += 1
                if server.is_down:
                    break
    return Sent(counts[True], counts[False], _count_waiting())


def compose(letter: Any) -> EmailMessage:
    """Return the letter as e-mail; a head with a line end in it raises `ValueError`, and no letter has two readers."""
    settings = current_app.config
    name, sender = parseaddr(settings["MAIL_FROM"])
    host = sender.rpartition("@")[2]
    message = EmailMessage(policy=SMTP)
    message["From"] = Address(name or settings["PORTAL_NAME"], addr_spec=sender)
    message["To"] = Address(letter.to_name, addr_spec=letter.to_email)
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(letter.written_at)
    message["Message-ID"] = f"<letter-{letter.id}-{letter.written_at:%Y%m%d%H%M%S}@{host}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.body)
    return message


class _Server:
    """The mail server, connected to when the first letter is ready and only once a round."""

    def __init__(self) -> None:
        self.is_down = False
        self._line: smtplib.SMTP | None = None

    def send(self, message: EmailMessage) -> None:
        """Hand one message over; raises one of `FAULTS`. After a fault of the line the next message opens a new one."""
        if self._line is None:
            self.is_down = True
            self._line = _connect()
            self.is_down = False
        try:
            self._line.send_message(message)
        except smtplib.SMTPRecipientsRefused:
            raise
        except FAULTS:
            self._line.close()
            self._line = None
            raise

    def close(self) -> None:
        """End the connection, if there is one."""
        if self._line is not None:
            with suppress(smtplib.SMTPException, OSError):
                self._line.quit()
        self._line = None


def _connect() -> smtplib.SMTP:
    settings = current_app.config
    host, port, wait = settings["MAIL_HOST"], int(settings["MAIL_PORT"]), settings["MAIL_TIMEOUT"]
    if port == smtplib.SMTP_SSL_PORT:
        line: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=wait, context=ssl.create_default_context())
    else:
        line = smtplib.SMTP(host, port, timeout=wait)
    try:
        if settings["MAIL_STARTTLS"] and port != smtplib.SMTP_SSL_PORT:
            line.starttls(context=ssl.create_default_context())
        if settings["MAIL_USER"]:
            line.login(settings["MAIL_USER"], settings["MAIL_PASSWORD"])
    except FAULTS:
        line.close()
        raise
    return line


def _send(server: _Server, letter: Any) -> bool:
    try:
        server.send(compose(letter))
    except FAULTS as fault:
        said = _in_words(fault)
        _note(letter.id, fault=said[:300])
        current_app.logger.warning("letter not sent", extra={"reason": said[:200]})
        return False
    _note(letter.id, sent_at=clock.now(), next_try_at=None, fault="", body=masked(letter.body))
    return True


def _in_words(fault: BaseException) -> str:
    """Return what went wrong as the tray says it, the server's own words among them."""
    if isinstance(fault, smtplib.SMTPRecipientsRefused):
        code, said = next(iter(fault.recipients.values()))
        return f"The mail server refused the address: {code} {_text(said)}"
    if isinstance(fault, smtplib.SMTPResponseException):
        return f"The mail server said: {fault.smtp_code} {_text(fault.smtp_error)}"
    if isinstance(fault, OSError):
        return f"The mail server could not be reached: {fault}"
    return f"The letter could not be written: {fault}"


def _text(said: bytes | str) -> str:
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else said


def _read_due(limit: int) -> list[tuple[int, datetime]]:
    with db.engine.begin() as connection:
        rows = sa.select(Letter.id, Letter.next_try_at).where(due(clock.now()))
        return [(row.id, row.next_try_at) for row in connection.execute(rows.order_by(Letter.id).limit(limit))]


def _take(number: int, planned: datetime) -> Any:
    """Take a letter for one try, if nobody else did, and set when the next one would be; None if it is gone."""
    mine = sa.and_(Letter.id == number, Letter.next_try_at == planned, Letter.sent_at.is_(None))
    with db.engine.begin() as connection:
        tries = connection.scalar(sa.update(Letter).where(mine).values(tries=Letter.tries + 1).returning(Letter.tries))
        if tries is None:
            return None
        again = next_try(tries, clock.now())
        taken = sa.update(Letter).where(Letter.id == number).values(next_try_at=again).returning(*Letter.__table__.c)
        return connection.execute(taken).one()


def _note(number: int, **values: Any) -> None:
    with db.engine.begin() as connection:
        connection.execute(sa.update(Letter).where(Letter.id == number).values(**values))


def _count_waiting() -> int:
    with db.engine.begin() as connection:
        waiting = sa.select(sa.func.count()).where(Letter.sent_at.is_(None), Letter.next_try_at.is_not(None))
        return connection.scalar(waiting) or 0
