"""What is answered stays sealed until the survey is closed: nobody reads it from the database, nor from its copies.

A seal is made with the portal's secret key, which stands in its settings and not in the database, and with the salt of
the survey, which is gone when it is closed. All seals of a survey have one size, whatever was written.
"""

import json
import secrets
from collections.abc import Iterator
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import current_app

NONCE = 12
LENGTH = 4


class TooMuch(ValueError):
    """What was written does not fit into the envelopes of the survey; the message says it in a sentence."""


class Unreadable(RuntimeError):
    """A seal was made with another secret key than the portal has now."""


def new_salt() -> bytes:
    """Return the salt of a survey that opens."""
    return secrets.token_bytes(32)


def seal(salt: bytes, room: int, body: Any) -> bytes:
    """Return the body (what JSON can hold) sealed; always `room` bytes and the seal's own 28.

    Raises `TooMuch` when the body needs more than the room.
    """
    words = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
    if len(words) + LENGTH > room:
        raise TooMuch("This is more text than the survey can keep. Please write less.")
    plain = len(words).to_bytes(LENGTH) + words + bytes(room - LENGTH - len(words))
    nonce = secrets.token_bytes(NONCE)
    return nonce + AESGCM(_key(str(current_app.secret_key), salt)).encrypt(nonce, plain, None)


def unseal(salt: bytes, sealed: bytes) -> Any:
    """Return the body of a seal. Raises `Unreadable` when neither the secret key nor an older one opens it."""
    for secret in _secrets():
        try:
            plain = AESGCM(_key(secret, salt)).decrypt(sealed[:NONCE], sealed[NONCE:], None)
        except InvalidTag:
            continue
        return json.loads(plain[LENGTH : LENGTH + int.from_bytes(plain[:LENGTH])])
    raise Unreadable("the seal does not belong to the portal's secret key")


def _secrets() -> Iterator[str]:
    yield str(current_app.secret_key)
    yield from current_app.config.get("SECRET_KEY_FALLBACKS") or ()


def _key(secret: str, salt: bytes) -> bytes:
    return HKDF(hashes.SHA256(), length=32, salt=salt, info=b"answers of a survey").derive(secret.encode())
