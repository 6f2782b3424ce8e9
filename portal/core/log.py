"""One line of JSON for each request, with its number; secret parts of addresses are masked."""

import json
import logging
import re
import sys
import time
from typing import Any

from flask import Flask, Response, g, request
from flask_login import current_user

SECRET_PARTS = re.compile(r"(/(?:invitations|password/reset)/)[^/?\s]+")


class OneLine(logging.Formatter):
    """Writes a record as one JSON object."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record with what was added to it."""
        said: dict[str, Any] = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname.lower(),
            "message": record.getMessage(),
        }
        said |= {key: record.__dict__[key] for key in ADDED if key in record.__dict__}
        if record.exc_info:
            said["trace"] = self.formatException(record.exc_info)
        return json.dumps(said, ensure_ascii=False)


ADDED = ("request", "method", "path", "status", "milliseconds", "user", "reason")


def masked(path: str) -> str:
    """Return the path without the secret an address may carry."""
    return SECRET_PARTS.sub(r"\1***", path)


def init_app(app: Flask) -> None:
    """Log each request but those for static files, to standard error."""
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
        if request.endpoint not in {"static", "healthz"}:
            app.logger.info(
                "answered",
                extra={
                    "request": g.get("request_number", ""),
                    "method": request.method,
                    "path": masked(request.path),
                    "status": response.status_code,
                    "milliseconds": round((time.perf_counter() - g.get("started", time.perf_counter())) * 1000, 1),
                    "user": current_user.user_id,
                },
            )
        return response
