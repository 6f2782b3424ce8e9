"""The session's cookie: its signature is checked once, and not again for each page while the cookie stays the same."""

from copy import deepcopy
from datetime import datetime
from functools import lru_cache
from typing import Any

from flask import Flask, Request, Response
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin
from itsdangerous import BadSignature, URLSafeTimedSerializer

from portal.core import clock

MOST = 2000


class Cookies(SecureCookieSessionInterface):
    """Flask's signed cookie, with what is the same for every request worked out once."""

    def __init__(self, app: Flask) -> None:
        self.serializer_of_app = super().get_signing_serializer(app)
        self.checked = lru_cache(maxsize=MOST)(self._check)

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """Return what signs this app's cookies."""
        return self.serializer_of_app

    def _check(self, value: str) -> tuple[dict[str, Any], datetime]:
        """Return what a cookie holds and when it was signed. Raises `BadSignature`, which is not kept."""
        if self.serializer_of_app is None:
            raise BadSignature("there is no key")
        return self.serializer_of_app.loads(value, return_timestamp=True)

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession:
        """Return the session of the request, empty when there is none, when it is too old or was not signed here."""
        value = request.cookies.get(self.get_cookie_name(app))
        if not value:
            return self.session_class()
        try:
            kept, signed_at = self.checked(value)
        except BadSignature:
            return self.session_class()
        is_fresh = clock.now() - signed_at <= app.permanent_session_lifetime
        return self.session_class(deepcopy(kept) if is_fresh else None)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Send the cookie when it changed. Every answer of the portal varies by cookie as it is (see `htmx`)."""
        if session.modified:
            super().save_session(app, session, response)


def init_app(app: Flask) -> None:
    """Let the app keep its sessions so; its key is settled by now."""
    app.session_interface = Cookies(app)
