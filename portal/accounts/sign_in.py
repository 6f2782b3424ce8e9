"""Sessions kept on the server: the cookie holds a token, the table its hash, and ending the row ends the session."""

import hashlib
import secrets
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

import sqlalchemy as sa
from flask import Flask, Response, current_app, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, login_user

from portal.accounts.models import SignIn, User
from portal.accounts.rules import browser_in_words
from portal.core import clock
from portal.core.database import db
from portal.core.htmx import wants_fragment
from portal.core.viewer import VISITOR, Viewer

SEEN_EVERY = timedelta(minutes=15)


def hashed(token: str) -> str:
    """Return what is kept of a secret token."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def begin(user: User, keep: bool = False) -> SignIn:
    """Sign the user in on this browser: a new session, whatever the browser held before.

    `keep` lasts for the days of the settings, whether it is used or not; otherwise it lasts for their hours, and idle
    hours end it sooner. A sign-in that this browser still held is ended.
    """
    if left_open := session.get("_user_id"):
        db.session.execute(sa.delete(SignIn).where(SignIn.token_hash == hashed(left_open)))
    token = secrets.token_urlsafe(32)
    settings = current_app.config
    lasts = timedelta(days=settings["SIGN_IN_KEEP_DAYS"]) if keep else timedelta(hours=settings["SIGN_IN_HOURS"])
    browser = browser_in_words(request.headers.get("User-Agent", ""))
    moment = clock.now()
    row = SignIn(
        user_id=user.id, token_hash=hashed(token), browser=browser, is_kept=keep, created_at=moment,
        seen_at=moment, expires_at=moment + lasts,
    )  # fmt: skip
    db.session.add(row)
    session.clear()
    session.permanent = keep
    login_user(Viewer(user_id=user.id, name=user.name, email=user.email, token=token))
    return row


def end(viewer: Viewer) -> None:
    """Sign this browser out."""
    db.session.execute(sa.delete(SignIn).where(SignIn.id == viewer.sign_in_id))
    session.clear()


def end_all(user_id: int, but: int | None = None) -> int:
    """Sign the account out everywhere, but for the sign-in named; return how many ended."""
    gone = db.session.execute(sa.delete(SignIn).where(SignIn.user_id == user_id, SignIn.id != (but or 0)))
    return gone.rowcount  # type: ignore[attr-defined]


def init_app(app: Flask, load_viewer: Callable[[str], Viewer | None]) -> None:
    """Let Flask-Login find the viewer of each request; `load_viewer` turns a token's hash into one."""
    manager = LoginManager()
    manager.init_app(app)
    manager.session_protection = None
    manager.anonymous_user = lambda: VISITOR
    app.permanent_session_lifetime = timedelta(days=app.config["SIGN_IN_KEEP_DAYS"])

    @manager.user_loader
    def load(token: str) -> Viewer | None:
        return load_viewer(hashed(token))

    @manager.unauthorized_handler
    def ask_to_sign_in() -> ResponseReturnValue:
        if wants_fragment():
            came_from = request.headers.get("HX-Current-URL", "").split("//", 1)[-1].partition("/")[2]
            return Response(status=204, headers={"HX-Redirect": url_for("accounts.login", next="/" + came_from)})
        back = request.full_path.rstrip("?") if request.method == "GET" else None
        return redirect(url_for("accounts.login", next=back), code=303)

    @app.teardown_request
    def note_use(_error: BaseException | None) -> None:
        """Note that the sign-in is in use, at most every quarter of an hour and in a transaction of its own."""
        viewer = g.get("_login_user")
        if viewer is None or viewer.seen_at is None or viewer.seen_at > clock.now() - SEEN_EVERY:
            return
        with suppress(sa.exc.OperationalError), db.engine.begin() as connection:
            connection.execute(sa.update(SignIn).where(SignIn.id == viewer.sign_in_id).values(seen_at=clock.now()))
