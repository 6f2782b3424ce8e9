"""A portal with a few addresses of its own, at which the promises of the core are tried."""

import time
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from flask import Blueprint, Flask, abort, redirect, request
from flask.testing import FlaskClient

from portal.app import create_app
from portal.core import gate, htmx
from portal.core.database import db, release, writing
from portal.core.errors import Refusal
from portal.partnerships.models import Kind
from tests import databases

trials = Blueprint("trials", __name__, url_prefix="/trials")
_made: list[Flask] = []


def kinds() -> list[str]:
    """The names of the kinds of partnership that were kept: the table these trials write to."""
    db.session.rollback()
    return list(db.session.scalars(sa.select(Kind.name).order_by(Kind.id)))


def _keep(name: str) -> None:
    db.session.add(Kind(slug=f"kind-{time.perf_counter_ns()}", name=name))
    db.session.flush()


@trials.get("/write")
@gate.public
def write_in_a_get():
    """Write something although the address was only read."""
    _keep("Written by a GET")
    return "read"


@trials.post("/keep")
@gate.public
def keep():
    """Keep the text, and answer as the form asks."""
    asked = request.form.get("answer", "")
    if asked == "slowly":
        release()
    _keep(request.form["text"])
    if asked == "refuse":
        raise Refusal("The agreement does not allow it.")
    if asked == "break":
        raise ZeroDivisionError
    if asked.isdecimal():
        return "<p>Put this right.</p>", int(asked)
    return htmx.changed("errors/_typed.html", back_to="/trials/kept", typed=[])


@trials.post("/count")
@gate.public
def count():
    """Read a number, take a moment, and write the next one."""
    row = db.session.scalars(sa.select(Kind)).one()
    number = int(row.name)
    time.sleep(0.002)
    row.name = str(number + 1)
    return redirect("/trials/kept", 303)


@trials.post("/overtaken")
@gate.public
def overtaken():
    """Save over a row that another changed between reading and writing."""
    row = db.session.scalars(sa.select(Kind)).one()
    db.session.execute(sa.update(Kind).values(version=Kind.version + 1).execution_options(synchronize_session=False))
    row.name = request.form["text"]
    if request.form["noticed"] == "at once":
        db.session.flush()
    return "kept"


@trials.route("/fail/<int:status>", methods=["GET", "POST"])
@gate.public
def fail(status: int):
    """Answer with a status."""
    abort(status)


@pytest.fixture
def trial(settings, room) -> Iterator[Flask]:
    """The portal with these addresses and empty tables."""
    if not _made:
        used = {"SQLALCHEMY_DATABASE_URI": f"sqlite:///{room}/trial.sqlite3", "PROPAGATE_EXCEPTIONS": False}
        _made.append(create_app(settings | used))
        _made[0].register_blueprint(trials)
        _made[0].test_client_class = FlaskClient
    with _made[0].app_context():
        databases.empty(room)
        yield _made[0]
        db.session.rollback()
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def one_kind(trial) -> None:
    """One kind, called 0."""
    with writing():
        db.session.add(Kind(slug="kind", name="0"))
