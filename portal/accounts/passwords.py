"""Keeping passwords: Argon2id with the settings' cost, and the same work for accounts that do not exist."""

import base64
import secrets
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError
from argon2.profiles import CHEAPEST
from flask import current_app

# So much of what is typed is looked at; the rule for new passwords is far below.
TOO_LONG = 1000


def hashed(password: str) -> str:
    """Return what is kept of a password. It takes a while on purpose: hold no lock meanwhile."""
    return _hasher().hash(_same(password))


def is_right(kept: str, password: str) -> bool:
    """Whether the password is the one that was kept; where nothing was kept it takes as long to say no."""
    try:
        return _hasher().verify(kept or _nobody(), _same(password)) and bool(kept)
    except (Argon2Error, InvalidHashError):
        return False


def is_outdated(kept: str) -> bool:
    """Whether the password was kept at another cost than that of today's settings."""
    return _hasher().check_needs_rehash(kept)


def _hasher() -> PasswordHasher:
    settings = current_app.config
    if settings["ARGON2_FAST"]:
        return PasswordHasher.from_parameters(CHEAPEST)
    return PasswordHasher(
        time_cost=settings["ARGON2_TIME"], memory_cost=settings["ARGON2_MEMORY"],
        parallelism=settings["ARGON2_PARALLELISM"],
    )  # fmt: skip


def _same(password: str) -> str:
    """Return the password as every keyboard gives it: one machine types é as one letter, another as two."""
    return unicodedata.normalize("NFKC", password[:TOO_LONG])


def _nobody() -> str:
    """Return a hash that no password has, of the cost of a real one."""
    it = _hasher()
    salt, end = (base64.b64encode(secrets.token_bytes(n)).decode().rstrip("=") for n in (it.salt_len, it.hash_len))
    return f"$argon2id$v=19$m={it.memory_cost},t={it.time_cost},p={it.parallelism}${salt}${end}"
