"""What is said when something cannot be done: a page or a fragment for every status, and never a lost text."""

import secrets
from typing import Any

import sqlalchemy as sa
from flask import Flask, Response, current_app, g, render_template, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from portal.core import clock
from portal.core.database import db
from portal.core.htmx import wants_fragment


class Refusal(Exception):  # noqa: N818  it is what a person is told, not a fault
    """A rule of the partnership, or of good order, stands against what was asked; the message says which."""


UNSPOKEN = {"csrf_token", "once", "version", "password", "new_password", "again", "current_password"}
OVERTAKEN = "Somebody else changed this at the same moment. Open the page again and make your change once more."
PAGES = {400, 403, 404, 405, 409, 413, 429, 500, 503}


def typed() -> list[tuple[str, str]]:
    """Return what the person had typed into the form, label and text, without secrets."""
    if request.method != "POST":
        return []
    try:
        fields = request.form.items(multi=True)
        return [(name.replace("_", " ").capitalize(), text) for name, text in fields if name not in UNSPOKEN and text]
    except HTTPException:
        return []


def answer(status: int, **context: Any) -> Response:
    """Return the page for a status; to HTMX a message that the page shows above its content."""
    context = {"message": "", "typed": typed(), "number": g.get("request_number", ""), "at": clock.now()} | context
    if wants_fragment():
        body = render_template("errors/_message.html", status=status, **context)
        return Response(body, status, {"HX-Retarget": "#messages", "HX-Reswap": "innerHTML"})
    page = status if status in PAGES else 400
    return Response(render_template(f"errors/{page}.html", status=status, **context), status)


def unsaved(error: Exception) -> Response:
    """Answer 503 when the database cannot write: nothing was changed, and what was typed is shown to be copied."""
    current_app.logger.error("database unavailable: %s", type(error).__name__, extra={"reason": str(error)[:200]})
    try:
        db.session.rollback()
    except sa.exc.SQLAlchemyError:
        current_app.logger.warning("rollback failed too")
    return answer(503)


def init_app(app: Flask) -> None:
    """Number each request and give every kind of failure its page."""

    @app.before_request
    def number() -> None:
        g.request_number = secrets.token_hex(4).upper()

    @app.errorhandler(Refusal)
    def refused(error: Refusal) -> Response:
        return answer(409, message=str(error))

    @app.errorhandler(StaleDataError)
    def overtaken(_error: StaleDataError) -> Response:
        db.session.rollback()
        return answer(409, message=OVERTAKEN)

    @app.errorhandler(CSRFError)
    def form_expired(error: CSRFError) -> Response:
        return answer(400, message=error.description or "")

    @app.errorhandler(sa.exc.OperationalError)
    @app.errorhandler(sa.exc.InternalError)
    def database_down(error: Exception) -> Response:
        return unsaved(error)

    @app.errorhandler(HTTPException)
    def other(error: HTTPException) -> Response:
        return spoken(error)


def spoken(error: HTTPException) -> Response:
    """Return the page for any other failure, whatever caused it."""
    if error.response is not None:
        return error.response  # type: ignore[return-value]
    original = getattr(error, "original_exception", None)
    if isinstance(original, sa.exc.OperationalError | sa.exc.InternalError):
        return unsaved(original)
    if original is not None:
        db.session.rollback()
    response = answer(error.code or 500)
    if error.code == 405 and getattr(error, "valid_methods", None):
        response.headers["Allow"] = ", ".join(error.valid_methods)  # type: ignore[attr-defined]
    return response
