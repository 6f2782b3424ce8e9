"""Measuring pages in one process: CPU time in turns with the bare page, statements, and bytes on the wire."""

import gzip
import logging
import os
import re
import statistics
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import brotli
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from benchmarks.bare import create_bare
from portal.core.database import db

TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
REQUESTS = 5
BATCHES = 3

Request = Callable[[], bytes]


@dataclass
class Timed:
    """What one page cost: microseconds of CPU a request, round by round, and the same over the bare page's."""

    micros: list[float] = field(default_factory=list)
    ratios: list[float] = field(default_factory=list)

    @property
    def middle(self) -> float:
        """The median of the rounds in microseconds."""
        return statistics.median(self.micros)

    @property
    def ratio(self) -> float:
        """The median of the rounds in bare pages."""
        return statistics.median(self.ratios)

    @property
    def spread(self) -> tuple[float, float]:
        """The tenth and the ninetieth of a hundred rounds, in bare pages."""
        ordered = sorted(self.ratios)
        return ordered[len(ordered) // 10], ordered[-1 - len(ordered) // 10]


def quiet(app: Flask) -> None:
    """Let the portal write its log as it does when served, but to nowhere."""
    nowhere = open(os.devnull, "w")  # noqa: SIM115  kept open as long as the app
    for handler in app.logger.handlers:
        if isinstance(handler, logging.StreamHandler):
            handler.setStream(nowhere)


def signed_in(app: Flask, email: str, password: str) -> FlaskClient:
    """Return a browser that signed in by the form, as a person does."""
    client = app.test_client()
    token = TOKEN.search(client.get("/login").text)
    if token is None:
        raise SystemExit("the sign-in page has no token")
    answer = client.post("/login", data={"email": email, "password": password, "csrf_token": token[1]})
    if answer.status_code != 303:
        raise SystemExit(f"sign-in was answered with {answer.status_code}")
    return client


def request(app: Flask, client: FlaskClient, address: str, headers: Mapping[str, str] | None = None) -> Request:
    """Return a function that asks the app for the page as a server would, without a network, and returns its body."""
    client.get(address, headers=headers)  # what a first visit leaves in the cookie is there at the second
    answer = client.get(address, headers=headers)
    if answer.status_code != 200:
        raise SystemExit(f"{address} was answered with {answer.status_code}")
    asked = answer.request.environ
    kept = {
        key: value
        for key, value in asked.items()
        if isinstance(value, str | bool | tuple | int) or key.startswith("wsgi.")
    }

    def ask() -> bytes:
        parts = app.wsgi_app(dict(kept), lambda *_: None)  # type: ignore[arg-type,return-value]
        body = b"".join(parts)
        if hasattr(parts, "close"):
            parts.close()
        return body

    return ask


def bare() -> Request:
    """Return the request of the bare page."""
    app = create_bare()
    return request(app, app.test_client(), "/")


def in_turns(pages: Mapping[str, Request], rounds: int) -> dict[str, Timed]:
    """Time the pages in turns, the bare page (added as "b") in each round, so that all meet the same machine."""
    all_pages = {"b": bare(), **pages}
    for ask in all_pages.values():
        for _warm in range(5):
            ask()
    timed = {name: Timed() for name in all_pages}
    for _round in range(rounds):
        spent = {name: cpu(ask) for name, ask in all_pages.items()}
        for name, micros in spent.items():
            timed[name].micros.append(micros)
            timed[name].ratios.append(micros / spent["b"])
    return timed


def cpu(ask: Request) -> float:
    """Return the CPU time of a request, from the quickest of a few batches: the others met a neighbour's work."""
    return min(_batch(ask) for _one in range(BATCHES))


def _batch(ask: Request) -> float:
    began = time.process_time()
    for _time in range(REQUESTS):
        ask()
    return (time.process_time() - began) * 1e6 / REQUESTS


@contextmanager
def statements(app: Flask) -> Iterator[list[tuple[str, Any]]]:
    """Collect the statements sent meanwhile, with what they were given; BEGIN and its like are left out."""
    seen: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, given: Any, *_rest: Any) -> None:
        if not statement.startswith("BEGIN"):
            seen.append((statement, given))

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)


def sizes(body: bytes) -> tuple[int, int, int]:
    """Return the bytes of a body as it is, with gzip 6, and with brotli 5 as the portal sends it."""
    return len(body), len(gzip.compress(body, 6, mtime=0)), len(brotli.compress(body, quality=5))
