"""Fixtures shared by every test."""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask import Flask, g
from flask.testing import FlaskClient
from hypothesis import settings as hypothesis_settings
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import event, func, select, text

from portal.app import create_app
from portal.audit.models import Event
from portal.core.database import SAFE_METHODS, db, writing
from portal.core.pages import Pages
from portal.mail.models import Letter
from tests import databases, factories
from tests.pages import inspect_page

pytest_plugins = ["tests.postgres"]
hypothesis_settings.register_profile("same", derandomize=True, deadline=None)
hypothesis_settings.register_profile("search", max_examples=2000, deadline=None)
hypothesis_settings.load_profile(os.environ.get("EXAMPLES", "same"))  # each run tries the same; "search" looks for more
LONGEST = (
    "browser/test_every_page",
    "crawl/test_every_page",
    "access/",
    "browser/",
    "transfer/",
    "skills/",
    "library/",
)
HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}


def _changes() -> int:
    return db.session.scalar(select(func.count(Event.id)))


class PortalClient(FlaskClient):
    """A browser that forgets who it was between requests, and inspects every page and every change."""

    def open(self, *args, **kwargs):
        is_inspected = db.engine.dialect.name == "sqlite"  # elsewhere the pages are the same
        g.pop("_login_user", None)
        before = _changes() if is_inspected else 0
        db.session.rollback()
        db.session.expire_all()
        response = super().open(*args, **kwargs)
        g.pop("_login_user", None)
        if not is_inspected:
            return response
        if response.request.method in SAFE_METHODS:
            assert before == _changes(), "a GET changes nothing"
        if response.mimetype == "text/html" and "<!doctype" in response.text[:200].lower():
            inspect_page(response.text)
        return response

    def htmx(self, address: str, **kwargs):
        """POST as HTMX does."""
        return self.post(address, headers=HTMX, **kwargs)

    def soup(self, address: str) -> BeautifulSoup:
        """GET a page that must be there, parsed."""
        response = self.get(address)
        assert response.status_code == 200, f"{address}: {response.status_code}"
        return BeautifulSoup(response.text, "html.parser")


def pytest_addoption(parser) -> None:
    """Let the same tests run on the other database."""
    parser.addoption("--on-postgres", action="store_true", help="run the tests on a throw-away PostgreSQL server")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take longest, so that two who share the work end together."""
    items.sort(
        key=lambda item: next((place for place, name in enumerate(LONGEST) if name in item.nodeid), len(LONGEST))
    )


@pytest.fixture(scope="session")
def room(tmp_path_factory) -> Path:
    """A folder for this run's database and instance."""
    return tmp_path_factory.mktemp("portal")


@pytest.fixture(scope="session")
def common_room(tmp_path_factory) -> Path:
    """A folder that all who share the work of this run have in common."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if os.environ.get("PYTEST_XDIST_WORKER") else own


@pytest.fixture(scope="session", autouse=True)
def compiled(common_room) -> None:
    """Compile each template once for all the portals of this run."""
    folder = common_room / "templates"
    folder.mkdir(exist_ok=True)
    Pages.kept_in = FileSystemBytecodeCache(str(folder))


def made_once(folder: Path, make: Callable[[Path], None]) -> Path:
    """Fill a folder that all have in common; who comes while another fills it waits until it is full."""
    try:
        folder.mkdir()
    except FileExistsError:
        end = time.monotonic() + 120
        while not (folder / "full").exists():
            assert time.monotonic() < end, f"nobody filled {folder.name}"
            time.sleep(0.1)
    else:
        make(folder)
        (folder / "full").touch()
    return folder


@pytest.fixture(scope="session")
def database(request, room) -> str:
    """The address of the database the tests use."""
    on_postgres = request.config.getoption("--on-postgres")
    return request.getfixturevalue("postgres_url") if on_postgres else f"sqlite:///{room}/test.sqlite3"


@pytest.fixture
def settings(room, database) -> dict:
    """The settings a test's portal has; a test module may override this fixture."""
    return {
        "TESTING": True,
        "WTF_CSRF_ENABLED": False,
        "SECRET_KEY": "a-secret-for-tests-only-0123456789",
        "INSTANCE": str(room),
        "SQLALCHEMY_DATABASE_URI": database,
        "SQLITE_SYNCHRONOUS": "OFF",
        "BACKGROUND": False,
        "ADDRESS": "http://localhost",
        "ARGON2_FAST": True,
    }


_apps: dict[str, Flask] = {}


@pytest.fixture
def app(settings, room) -> Iterator[Flask]:
    """A portal with empty tables. The app is made once for the same settings; the database is new for each test."""
    key = repr(sorted(settings.items(), key=str))
    if key not in _apps:
        _apps[key] = create_app(settings)
        _apps[key].test_client_class = PortalClient
    app = _apps[key]
    with app.app_context():
        databases.empty(room)
        yield app
        db.session.rollback()
        db.session.remove()
        if db.engine.dialect.name == "sqlite":
            db.engine.dispose()


@pytest.fixture
def client(app) -> PortalClient:
    """A visitor who has not signed in."""
    return app.test_client()


@pytest.fixture
def sign_in(app) -> Callable[..., PortalClient]:
    """Return a browser signed in as a person (see tests/people.py)."""

    def _sign_in(person) -> PortalClient:
        token = factories.signed_in(person)
        client = app.test_client()
        with client.session_transaction() as session:
            session["_user_id"] = token
            session["_fresh"] = True
        return client

    return _sign_in


@pytest.fixture
def queries(app) -> list[str]:
    """The statements sent since the test began; clear it before the part that counts."""
    seen: list[str] = []
    own = ("BEGIN", "SELECT count(audit_events.id)")
    event.listen(
        db.engine,
        "before_cursor_execute",
        lambda *args: None if args[2].startswith(own) else seen.append(args[2]),
    )
    return seen


@pytest.fixture
def outbox(app) -> Callable[[], list[Letter]]:
    """Return the letters written so far, oldest first."""
    return lambda: list(db.session.scalars(select(Letter).order_by(Letter.id)))


@pytest.fixture(scope="session")
def demo_room(common_room) -> Path:
    """A folder with a database in which the sample partnerships are loaded: to be copied, never changed."""
    return made_once(common_room / "demo", _load_demo)


def _load_demo(room: Path) -> None:
    from portal.demo import loader

    app = create_app(demo_settings(room))
    with app.test_request_context():
        db.create_all()
        with writing():
            loader.load()
        db.session.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
        db.session.remove()
        db.engine.dispose()


def demo_settings(room: Path, **given: object) -> dict:
    """The settings of a demonstration whose database lies in the folder."""
    usual = {
        "TESTING": True, "DEMO": True, "SECRET_KEY": "a-secret-for-tests-only-0123456789", "INSTANCE": str(room),
        "SQLALCHEMY_DATABASE_URI": f"sqlite:///{room}/demo.sqlite3", "SQLITE_SYNCHRONOUS": "OFF", "HTMX_SOURCE": "off",
        "BACKGROUND": False, "ADDRESS": "http://127.0.0.1", "ARGON2_FAST": True,
    }  # fmt: skip
    return usual | given


@pytest.fixture
def demo(demo_room, tmp_path) -> Iterator[Flask]:
    """A portal with a copy of the sample partnerships."""
    shutil.copy(demo_room / "demo.sqlite3", tmp_path)
    app = create_app(demo_settings(tmp_path))
    app.test_client_class = PortalClient
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()
