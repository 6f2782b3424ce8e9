"""Counting tries, so that nobody guesses a password or floods a mailbox; each in a transaction of its own.

A try is noted before the password is looked at and taken back when it was right. So a hundred guesses at once do not
get further than ten, and a try counts although its request is refused and rolled back.
"""

import hashlib
import ipaddress
from datetime import timedelta

import sqlalchemy as sa
from flask import current_app

from portal.accounts.models import FailedTry
from portal.core import clock
from portal.core.database import db, reading, release


class TooOften(Exception):  # noqa: N818  it is what a person is told, not a fault
    """This was tried too often within the window; `seconds` is how long to wait."""

    def __init__(self, seconds: int) -> None:
        super().__init__()
        self.seconds = seconds


def account(email: str) -> str:
    """Return the key of an account, whether there is one for the address or not."""
    return _key("account", email)


def place(address: str | None) -> str:
    """Return the key of where a try comes from: the machine, or with IPv6 its network, which one household shares."""
    try:
        found = ipaddress.ip_address(address or "")
    except ValueError:
        return _key("place", "unknown")
    network = str(found) if found.version == 4 else str(ipaddress.ip_network((found, 64), strict=False))
    return _key("place", network)


def letters(email: str) -> str:
    """Return the key of the letters that were asked for, for an address."""
    return _key("letters", email)


def note(limits: dict[str, int], window: int | None = None) -> None:
    """Note a try under each key, and raise `TooOften` when one of them has reached its limit within the window.

    What is refused is not noted, so that somebody else's guessing cannot keep the owner out for ever. The caller's
    transaction ends: nothing may have been written in it yet.
    """
    seconds = window or current_app.config["SIGN_IN_WINDOW"]
    since = clock.now() - timedelta(seconds=seconds)
    with reading():
        if _is_full(limits, since):
            raise TooOften(seconds)
    with db.engine.begin() as connection:
        rows = [{"key": key, "at": clock.now()} for key in limits]
        connection.execute(sa.insert(FailedTry), rows)
    with reading():
        if _is_full({key: limit + 1 for key, limit in limits.items()}, since):
            raise TooOften(seconds)


def take_back(key: str, others: str) -> None:
    """After the right password: forget every try under the key, and the newest one under the other."""
    release()
    newest = sa.select(sa.func.max(FailedTry.id)).where(FailedTry.key == others).scalar_subquery()
    with db.engine.begin() as connection:
        connection.execute(sa.delete(FailedTry).where(sa.or_(FailedTry.key == key, FailedTry.id == newest)))


def _is_full(limits: dict[str, int], since: object) -> bool:
    counted = sa.select(FailedTry.key, sa.func.count()).where(FailedTry.key.in_(limits), FailedTry.at > since)
    return any(number >= limits[key] for key, number in db.session.execute(counted.group_by(FailedTry.key)))


def _key(kind: str, text: str) -> str:
    return hashlib.sha256(f"{kind}:{text.strip().lower()}".encode("utf-8", "replace")).hexdigest()
