"""A portal furnished once for all who ask; every question finds it as it was at first."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from werkzeug.test import TestResponse

from portal.app import create_app
from portal.core.database import db
from tests.access import beginnings, world
from tests.conftest import demo_settings


class House:
    """The furnished portal: `ask` it as anybody, `restore` it after a change."""

    def __init__(self, app: Flask, kept: Path, used: Path, world: SimpleNamespace) -> None:
        self.app, self.kept, self.used, self.world = app, kept, used, world
        signer = SecureCookieSessionInterface().get_signing_serializer(app)
        name = app.config["SESSION_COOKIE_NAME"]
        self.cookies = {
            who: f"{name}={signer.dumps({'_user_id': token, '_fresh': True})}" for who, token in world.tokens.items()
        }
        self._reader: sqlite3.Connection | None = None

    def ask(
        self, who: str, address: str, method: str = "GET", data: dict | None = None, **headers: str
    ) -> TestResponse:
        """Ask as somebody; "visitor" is nobody."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if who in self.cookies:
            sent["Cookie"] = self.cookies[who]
        client = self.app.test_client(use_cookies=False)
        return client.open(address, method=method, data=data, headers=sent)

    def restore(self) -> None:
        """Bring the portal back to how it was at first."""
        self.close()
        with self.app.app_context():
            db.session.remove()
            db.engine.dispose()
        for old in self.used.parent.glob(f"{self.used.name}*"):
            old.unlink()
        shutil.copy(self.kept, self.used)

    def rows(self, asked: str, *values: object) -> list[tuple]:
        """What the database holds, read past the portal."""
        self._reader = self._reader or sqlite3.connect(self.used)
        return self._reader.execute(asked, values).fetchall()

    def close(self) -> None:
        """Let go of the database."""
        if self._reader:
            self._reader.close()
            self._reader = None

    def rewrite(self, told: str, *values: object) -> None:
        """Change what the database holds, past the portal: for days that have to pass."""
        with closing(sqlite3.connect(self.used)) as connection, connection:
            connection.execute(told, values)

    def changes(self) -> int:
        """How many changes were ever recorded."""
        return self.rows("SELECT count(*) FROM audit_events")[0][0]


@contextmanager
def furnished(room: Path, furnish: Callable[[], SimpleNamespace]) -> Iterator[House]:
    """A portal in a folder of its own, with what `furnish` puts into it."""
    used = room / "demo.sqlite3"
    app = create_app(demo_settings(room, DEMO=False, WTF_CSRF_ENABLED=False))
    with app.app_context():
        db.create_all()
        world = furnish()
        db.session.remove()
        db.engine.dispose()
    kept = room / "kept.sqlite3"
    shutil.copy(used, kept)
    made = House(app, kept, used, world)
    yield made
    made.close()
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(scope="session")
def house(tmp_path_factory) -> Iterator[House]:
    """The portal with two partnerships and a twin of everything."""
    with furnished(tmp_path_factory.mktemp("access"), world.furnish) as made:
        yield made


@pytest.fixture(scope="session")
def workshop(tmp_path_factory) -> Iterator[House]:
    """The portal with two partnerships that have not met yet."""
    with furnished(tmp_path_factory.mktemp("leaks"), beginnings.furnish) as made:
        yield made


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave the whole of routes by roles to the full run: each alone is quick, all of them are not."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.slow)
