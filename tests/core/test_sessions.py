"""The session's cookie: signed, no older than it may be, sent only when it changed."""

import pytest
import time_machine
from flask import Flask, session

from portal.core import clock, sessions


@pytest.fixture
def small() -> Flask:
    """An app that shows and changes its session."""
    app = Flask("small")
    app.config.update(SECRET_KEY="a-secret-for-tests-only-0123456789", SESSION_REFRESH_EACH_REQUEST=False)
    sessions.init_app(app)

    @app.get("/show")
    def show():
        return dict(session)

    @app.get("/note/<word>")
    def note(word):
        session["words"] = [*session.get("words", []), word]
        return "noted"

    @app.get("/spoil")
    def spoil():
        session.get("words", []).append("spoiled")
        return "spoiled"

    @app.get("/clear")
    def clear():
        session.clear()
        return "cleared"

    return app


def test_what_was_noted_is_there_at_the_next_request(small):
    client = small.test_client()

    client.get("/note/one")
    client.get("/note/two")

    assert client.get("/show").json == {"words": ["one", "two"]}


def test_it_is_sent_only_when_it_changed(small):
    client = small.test_client()

    assert "Set-Cookie" in client.get("/note/one").headers
    assert "Set-Cookie" not in client.get("/show").headers


def test_what_one_request_does_to_it_unsaid_no_other_one_sees(small):
    client = small.test_client()
    client.get("/note/one")
    client.get("/show")

    client.get("/spoil")

    assert client.get("/show").json == {"words": ["one"]}


def test_it_can_be_taken_away(small):
    client = small.test_client()
    client.get("/note/one")

    client.get("/clear")

    assert client.get("/show").json == {}


@pytest.mark.parametrize("change", [lambda cookie: cookie[:-2] + "xx", lambda cookie: "", lambda cookie: "made.up.one"])
def test_one_that_was_not_signed_here_is_empty(small, change):
    client = small.test_client()
    client.get("/note/one")
    client.get("/show")

    client.set_cookie("session", change(client.get_cookie("session").value))

    assert client.get("/show").json == {}


def test_one_that_is_too_old_is_empty(small):
    client = small.test_client()
    client.get("/note/one")
    value = client.get_cookie("session").value
    client.get("/show")

    with time_machine.travel(clock.now() + small.permanent_session_lifetime * 1.1):
        late = small.test_client()
        late.set_cookie("session", value)

        assert late.get("/show").json == {}


def test_another_portal_s_cookie_is_empty(small):
    client = small.test_client()
    client.get("/note/one")
    other = Flask("other")
    other.config.update(SECRET_KEY="another-secret-for-tests-9876543210")
    sessions.init_app(other)
    other.add_url_rule("/show", view_func=lambda: dict(session))
    stranger = other.test_client()

    stranger.set_cookie("session", client.get_cookie("session").value)

    assert stranger.get("/show").json == {}
