"""Fixtures shared by every test."""

from collections.abc import Callable, Iterator

import pytest
from bs4 import BeautifulSoup
from flask import Flask, g
from flask.testing import FlaskClient
from sqlalchemy import event, func, select

from portal.app import create_app
from portal.audit.models import Event
from portal.core.database import SAFE_METHODS, db
from portal.mail.models import Letter
from tests import factories
from tests.pages import inspect_page

pytest_plugins = ["tests.postgres"]
HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}


class PortalClient(FlaskClient):
    """A browser that forgets who it was between requests, and inspects every page and every change."""

    def open(self, *args, **kwargs):
        g.pop("_login_user", None)
        before = db.session.scalar(select(func.count(Event.id)))
        db.session.rollback()
        db.session.expire_all()
        response = super().open(*args, **kwargs)
        g.pop("_login_user", None)
        after = db.session.scalar(select(func.count(Event.id)))
        if response.request.method in SAFE_METHODS:
            assert before == after, "a GET changes nothing"
        if response.mimetype == "text/html" and "<!doctype" in response.text[:200].lower():
            inspect_page(BeautifulSoup(response.text, "html.parser"))
        return response

    def htmx(self, address: str, **kwargs):
        """POST as HTMX does."""
        return self.post(address, headers=HTMX, **kwargs)

    def soup(self, address: str) -> BeautifulSoup:
        """GET a page that must be there, parsed."""
        response = self.get(address)
        assert response.status_code == 200, f"{address}: {response.status_code}"
        return BeautifulSoup(response.text, "html.parser")


@pytest.fixture
def settings(tmp_path) -> dict:
    """The settings a test's portal has; a test module may override this fixture."""
    return {
        "TESTING": True,
        "WTF_CSRF_ENABLED": False,
        "SECRET_KEY": "a-secret-for-tests-only-0123456789",
        "INSTANCE": tmp_path,
        "SQLALCHEMY_DATABASE_URI": f"sqlite:///{tmp_path}/test.sqlite3",
        "BACKGROUND": False,
        "ADDRESS": "http://localhost",
        "ARGON2_FAST": True,
    }


@pytest.fixture
def app(settings) -> Iterator[Flask]:
    """A portal with empty tables."""
    app = create_app(settings)
    app.test_client_class = PortalClient
    with app.app_context():
        db.create_all()
        yield app
        db.session.rollback()
        db.session.remove()
        db.drop_all()
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
    event.listen(
        db.engine, "before_cursor_execute", lambda *args: None if args[2].startswith("BEGIN") else seen.append(args[2])
    )
    return seen


@pytest.fixture
def outbox(app) -> Callable[[], list[Letter]]:
    """Return the letters written so far, oldest first."""
    return lambda: list(db.session.scalars(select(Letter).order_by(Letter.id)))
