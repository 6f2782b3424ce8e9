"""A form that is sent twice (a double click, a retry after a time-out) does its work once."""

from contextlib import suppress
from datetime import datetime

import sqlalchemy as sa
from flask import Flask, Response, g, redirect, request
from sqlalchemy.orm import Mapped, mapped_column

from portal.core import clock
from portal.core.database import Model, db
from portal.core.htmx import wants_fragment


class Submission(Model):
    """A form that did its work, and where it led."""

    __tablename__ = "submissions"

    token: Mapped[str] = mapped_column(sa.String(40), unique=True)
    at: Mapped[datetime] = mapped_column(index=True)
    led_to: Mapped[str] = mapped_column(sa.String(500), default="")


def init_app(app: Flask) -> None:
    """Note each form's token with its work; the second one is led to where the first one went."""

    @app.before_request
    def already_done() -> Response | None:
        token = request.form.get("once", "") if request.method == "POST" else ""
        if not token or len(token) > 40 or not token.isprintable():
            return None
        kept = sa.insert(Submission).values(token=token, at=clock.now(), led_to="")
        try:
            with db.session.begin_nested():
                db.session.execute(kept)
        except sa.exc.IntegrityError:
            led_to = db.session.scalar(sa.select(Submission.led_to).filter_by(token=token)) or request.path
            return Response(status=204, headers={"HX-Refresh": "true"}) if wants_fragment() else redirect(led_to, 303)  # type: ignore[return-value]
        g.once = token
        return None

    @app.after_request
    def remember(response: Response) -> Response:
        token = g.pop("once", None)
        if token and response.status_code < 400:
            led_to = response.headers.get("Location") or response.headers.get("HX-Redirect") or "/"
            kept = sa.update(Submission).filter_by(token=token).values(led_to=led_to[:500])
            if not db.session.execute(kept).rowcount:  # type: ignore[attr-defined]
                _note_again(token, led_to[:500])
        return response


def _note_again(token: str, led_to: str) -> None:
    """Note a form whose view let its lock go meanwhile (for slow work), and the note of the form with it."""
    with suppress(sa.exc.IntegrityError), db.session.begin_nested():
        db.session.execute(sa.insert(Submission).values(token=token, at=clock.now(), led_to=led_to))
