"""Making accounts, changing passwords, ending sign-ins, and closing accounts."""

import secrets
from contextlib import suppress
from datetime import timedelta

import sqlalchemy as sa
from flask import current_app

from portal.accounts import passwords, sign_in, throttle
from portal.accounts.models import FailedTry, SignIn, Ticket, TicketKind, User
from portal.accounts.proof import prove
from portal.accounts.queries import find_user, get_user, is_last_administrator, normal, ticket_for
from portal.audit import services as audit
from portal.core import clock
from portal.core.database import db, release
from portal.core.errors import Refusal
from portal.core.viewer import Viewer
from portal.mail import services as mail

HOUR = 3600


def create_user(email: str, name: str) -> User:
    """Make an account that has no password yet and so cannot be signed in with.

    Raises `Refusal` when there is one for the address already.
    """
    if find_user(email):
        raise Refusal("There is an account for this e-mail address already.")
    user = User(email=normal(email), name=name, created_at=clock.now())
    db.session.add(user)
    audit.record(None, "made", user, f"Made an account for {name}")
    return user


def note_sign_in(user: User) -> None:
    """Record that somebody signed in."""
    audit.record(_viewer(user), "signed in", user, "Signed in")


def note_sign_out(doer: Viewer) -> None:
    """Record that somebody signed out of this browser."""
    audit.record(doer, "signed out", get_user(doer.user_id or 0), "Signed out")


def keep_password(user: User, kept: str, but: int | None = None) -> None:
    """Give the account the password of this hash; every ticket and every sign-in ends, but for the one named."""
    user.password_hash = kept
    db.session.execute(
        sa.update(Ticket).where(Ticket.user_id == user.id, Ticket.used_at.is_(None)).values(used_at=clock.now())
    )
    sign_in.end_all(user.id, but)
    db.session.flush()


def set_password(user: User, password: str) -> None:
    """Give the account a password that `forms.NewPasswordForm` let pass.

    It is slow on purpose. Where much waits for the database's lock, call `passwords.hashed` before the first
    statement and `keep_password` after it.
    """
    keep_password(user, passwords.hashed(password))
    audit.record(_viewer(user), "chose", user, "Chose a password")


def change_password(doer: Viewer, current: str, new: str, came_from: str | None) -> None:
    """Change one's own password; the account is signed out everywhere else, and a letter says so.

    Raises `proof.WrongPassword` for the current one, and `throttle.TooOften`.
    """
    release()
    kept = passwords.hashed(new)
    user = prove(doer.email, current, came_from)
    keep_password(user, kept, but=doer.sign_in_id)
    audit.record(doer, "changed", user, "Changed their password")
    mail.post(user.email, user.name, "password_changed", subject="Your password was changed")


def ask_for_reset(email: str, came_from: str | None) -> None:
    """Send a letter to choose a new password, if there is an account; nobody learns whether there is.

    Raises `throttle.TooOften` for the place the wish comes from. For the account nothing is said: whoever asks again
    and again has letters already.
    """
    settings = current_app.config
    throttle.note({throttle.place(came_from): settings["SIGN_IN_TRIES_OF_AN_ADDRESS"]})
    with suppress(throttle.TooOften):
        throttle.note({throttle.letters(email): settings["RESET_LETTERS"]}, window=HOUR)
        user = find_user(email)
        if user and not user.disabled_at:
            hours = settings["RESET_HOURS"]
            token = _ticket(user, hours)
            subject = f"Choose a new password for the {settings['PORTAL_NAME']}"
            mail.post(user.email, user.name, "password_reset", subject=subject, token=token, hours=hours)


def reset_password(token: str, new: str) -> User | None:
    """Give the ticket's account a new password, once; None when the ticket cannot be used (any more).

    Every sign-in of the account ends, wrong tries are forgotten, and a letter says so.
    """
    release()
    kept = passwords.hashed(new)
    ticket = ticket_for(sign_in.hashed(token))
    used = sa.update(Ticket).where(Ticket.id == (ticket.id if ticket else 0), Ticket.used_at.is_(None))
    if ticket is None or not db.session.execute(used.values(used_at=clock.now())).rowcount:  # type: ignore[attr-defined]
        return None
    user = ticket.user
    keep_password(user, kept)
    db.session.execute(sa.delete(FailedTry).where(FailedTry.key == throttle.account(user.email)))
    audit.record(_viewer(user), "chose", user, "Chose a new password by letter")
    mail.post(user.email, user.name, "password_changed", subject="Your password was changed")
    return user


def end_sign_in(doer: Viewer, sign_in_id: int) -> bool:
    """Sign one's own account out of one other browser; False when it is not one of one's own."""
    mine = sa.delete(SignIn).where(SignIn.id == sign_in_id, SignIn.user_id == doer.user_id)
    if not db.session.execute(mine).rowcount:  # type: ignore[attr-defined]
        return False
    audit.record(doer, "signed out", get_user(doer.user_id or 0), "Signed out of another browser")
    return True


def end_other_sign_ins(doer: Viewer) -> int:
    """Sign one's own account out everywhere else; return how many sign-ins ended."""
    ended = sign_in.end_all(doer.user_id or 0, but=doer.sign_in_id)
    audit.record(doer, "signed out", get_user(doer.user_id or 0), "Signed out everywhere else")
    return ended


def disable(doer: Viewer, user: User) -> None:
    """Close an account and end its sign-ins at once; seats and history stay.

    Raises `Refusal` for one's own account and for the last one that administers the site.
    """
    if user.id == doer.user_id:
        raise Refusal("You cannot disable your own account. Ask another site administrator.")
    if is_last_administrator(user):
        raise Refusal("This is the last site administrator. Make another one first.")
    user.disabled_at = clock.now()
    sign_in.end_all(user.id)
    audit.record(doer, "disabled", user, f"Disabled the account of {user.name}")


def enable(doer: Viewer, user: User) -> None:
    """Open a disabled account again, with the password it had."""
    user.disabled_at = None
    audit.record(doer, "enabled", user, f"Enabled the account of {user.name}")


def new_admin(email: str, name: str) -> tuple[User, str]:
    """Make a site administrator (or make one of the account there is); return them with a path, good for a day, at
    which they choose a password.
    """
    user = find_user(email) or create_user(email, name)
    user.is_site_administrator, user.disabled_at = True, None
    audit.record(None, "made", user, f"Made {user.name} a site administrator")
    return user, f"/password/reset/{_ticket(user, hours=24)}"


def tidy() -> None:
    """Delete what has run out: sign-ins at once, tries after a day, tickets after a week."""
    moment = clock.now()
    db.session.execute(sa.delete(SignIn).where(SignIn.expires_at < moment))
    db.session.execute(sa.delete(FailedTry).where(FailedTry.at < moment - timedelta(days=1)))
    db.session.execute(sa.delete(Ticket).where(Ticket.expires_at < moment - timedelta(days=7)))


def _ticket(user: User, hours: int) -> str:
    db.session.flush()
    token, moment = secrets.token_urlsafe(32), clock.now()
    db.session.add(
        Ticket(
            user_id=user.id, kind=TicketKind.PASSWORD, token_hash=sign_in.hashed(token), created_at=moment,
            expires_at=moment + timedelta(hours=hours),
        )
    )  # fmt: skip
    return token


def _viewer(user: User) -> Viewer:
    return Viewer(user_id=user.id, name=user.name, email=user.email)
