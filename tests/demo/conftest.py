"""The sample, loaded once for the tests that only read it."""

import time
from collections.abc import Iterator

import pytest
from flask import Flask

from portal.app import create_app
from portal.core.database import db, writing
from portal.demo import loader


@pytest.fixture(scope="session")
def loaded(tmp_path_factory) -> tuple[Flask, loader.Report, float]:
    """A portal with the sample in it, what its loader reported, and the seconds of work it took."""
    room = tmp_path_factory.mktemp("sample")
    app = create_app(
        {
            "TESTING": True,
            "WTF_CSRF_ENABLED": False,
            "SECRET_KEY": "a-secret-for-tests-only-0123456789",
            "INSTANCE": str(room),
            "SQLALCHEMY_DATABASE_URI": f"sqlite:///{room}/sample.sqlite3",
            "SQLITE_SYNCHRONOUS": "OFF",
            "BACKGROUND": False,
            "ADDRESS": "http://localhost",
            "ARGON2_FAST": True,
            "DEMO": True,
        }
    )
    with app.app_context():
        db.create_all()
        begun = time.process_time()
        with writing():
            report = loader.load()
        worked = time.process_time() - begun
        db.session.remove()
    return app, report, worked


@pytest.fixture
def sample(loaded) -> Iterator[Flask]:
    """The portal with the sample. Tests read it, and leave it as it is."""
    with loaded[0].app_context():
        yield loaded[0]
        db.session.rollback()
        db.session.remove()
