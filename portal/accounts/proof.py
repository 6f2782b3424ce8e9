"""Proving who somebody is by a password, in the same time and words whether there is such an account or not."""

from flask import current_app

from portal.accounts import passwords, throttle
from portal.accounts.models import User
from portal.accounts.queries import find_user, get_user
from portal.core.database import reading


class WrongPassword(Exception):  # noqa: N818  it is what a person is told, not a fault
    """The address and the password do not go together, or there is no such account, or it was disabled."""


def prove(email: str, password: str, came_from: str | None) -> User:
    """Return the account that the address and the password belong to.

    Raises `WrongPassword`, always after the same work, and `throttle.TooOften`. It begins a transaction of its own, so
    nothing may have been written before; what was slow has been done when it returns.
    """
    account, place = throttle.account(email), throttle.place(came_from)
    settings = current_app.config
    throttle.note({account: settings["SIGN_IN_TRIES"], place: settings["SIGN_IN_TRIES_OF_AN_ADDRESS"]})
    with reading():
        found = find_user(email)
        number, kept = (found.id, found.password_hash) if found and not found.disabled_at else (0, "")
    if not passwords.is_right(kept, password):
        current_app.logger.warning("sign-in refused", extra={"reason": "wrong password or unknown address"})
        raise WrongPassword
    renewed = passwords.hashed(password) if passwords.is_outdated(kept) else kept
    throttle.take_back(account, place)
    user = get_user(number)
    if user is None or user.disabled_at or user.password_hash != kept:
        raise WrongPassword
    if renewed != kept:
        user.password_hash = renewed
    return user
