"""One line of JSON for each request, with its number; secret parts of addresses are masked."""

import json
import logging
import re
import sys
import time
from contextlib import suppress
from typing import Any

from flask import Flask, Response, g, request
from flask_login import current_user

from portal.core import clock

MOMENT = "%Y-%m-%dT%H:%M:%S%z"
in_json = json.JSONEncoder(ensure_ascii=False).encode
SECRET_PARTS = re.compile(r"(/(?:invitations|password/reset|answer(?=/[^/?\s]{20}))/)[^/?\s]+")
UNTOLD = {"static", "healthz"}


def leave_out(*endpoints: str) -> None:
    """Write no line for requests to these: who answers a survey, and when, is nobody's to read."""
    UNTOLD.update(endpoints)


class OneLine(logging.Formatter):
    """Writes a record as one JSON object."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record with what was added to it."""
        said: dict[str, Any] = {
            "at": self.formatTime(record, MOMENT),
            "level": record.levelname.lower(),
            "message": record.getMessage(),
        }
        said |= {key: record.__dict__[key] for key in ADDED if key in record.__dict__}
        if record.exc_info:
            said["trace"] = self.formatException(record.exc_info)
        return in_json(said)


ADDED = ("request", "method", "path", "status", "milliseconds", "user", "reason")


def masked(path: str) -> str:
    """Return the path without the secret an address may carry."""
    return SECRET_PARTS.sub(r"\1***", path)


def init_app(app: Flask) -> None:
    """Log each request but those for static files, to standard error.

    The line of a request is written without the detour by a record of it: there is one for every page.
    """
    if app.testing:
        return
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(OneLine())
    app.logger.handlers = [handler]
    app.logger.propagate = False
    app.logger.setLevel(app.config.get("LOG_LEVEL", "INFO"))

    @app.before_request
    def start() -> None:
        g.started = time.perf_counter()

    @app.after_request
    def note(response: Response) -> Response:
        if request.endpoint not in UNTOLD and app.logger.isEnabledFor(logging.INFO):
            now = time.perf_counter()
            said = {
                "at": f"{clock.now():{MOMENT}}",
                "level": "info",
                "message": "answered",
                "request": g.get("request_number", ""),
                "method": request.method,
                "path": masked(request.path),
                "status": response.status_code,
                "milliseconds": round((now - g.get("started", now)) * 1000, 1),
                "user": current_user.user_id,
            }
            with suppress(OSError, ValueError), handler.lock:  # type: ignore[union-attr]
                handler.stream.write(in_json(said) + "\n")
                handler.flush()
        return response
