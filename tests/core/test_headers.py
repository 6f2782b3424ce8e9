"""What every answer carries, and for how long a browser may keep it."""

import pytest

from portal.app import create_app
from portal.bootstrap import htmx
from portal.core.headers import policy
from tests.people import cast

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"
)
LASTING = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), interest-cohort=()",
}
EVERYWHERE = ["/", "/healthz", "/login", "/partnerships/", "/nowhere", "/account/", "/partnerships/?format=csv",
              "/favicon.ico"]  # fmt: skip


@pytest.mark.parametrize("path", EVERYWHERE)
def test_every_answer_carries_them(client, path):
    headers = client.get(path).headers
    assert {name: headers[name] for name in LASTING} == LASTING
    assert headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self'")
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["Vary"] == "HX-Request, HX-Request-Type, Cookie, Accept-Encoding"


@pytest.mark.parametrize("source", ["off", "local"])
def test_the_policy_to_the_letter(app, monkeypatch, source):
    monkeypatch.setitem(app.config, "HTMX_SOURCE", source)
    assert policy(app) == POLICY


def test_the_policy_names_the_one_address_where_htmx_comes_from(app, monkeypatch):
    monkeypatch.setitem(app.config, "HTMX_SOURCE", "cdn")
    assert policy(app) == POLICY.replace("script-src 'self'", f"script-src 'self' {htmx.ADDRESS}")
    assert htmx.ADDRESS.startswith("https://")


@pytest.mark.parametrize("status", [400, 403, 405, 409, 413, 429, 500, 503])
def test_error_pages_carry_them_too(trial, status):
    headers = trial.test_client().post(f"/trials/fail/{status}").headers
    assert {name: headers[name] for name in LASTING} == LASTING
    assert headers["Cache-Control"] == "no-store"
    assert "Content-Security-Policy" in headers


def test_a_page_for_everybody_is_asked_for_anew_and_a_private_one_is_never_kept(app, client, sign_in):
    who = cast()
    assert client.get("/partnerships/here/").headers["Cache-Control"] == "no-cache"
    ann = sign_in(who.ann)
    for path in ("/", "/partnerships/here/", "/account/", "/partnerships/here/history", "/people/?format=csv"):
        assert ann.get(path).headers["Cache-Control"] == "no-store", path


def test_only_a_secure_connection_promises_to_stay_one(client):
    assert "Strict-Transport-Security" not in client.get("/login").headers
    secure = client.get("/login", base_url="https://localhost").headers
    assert secure["Strict-Transport-Security"] == "max-age=63072000; includeSubDomains"


def test_signing_out_clears_what_the_browser_kept(app, sign_in):
    response = sign_in(cast().ann).post("/logout")
    assert response.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'


def test_the_answer_says_nothing_of_what_runs_here(client):
    headers = client.get("/login").headers
    assert "X-Powered-By" not in headers
    assert "Access-Control-Allow-Origin" not in headers


def test_the_session_is_kept_from_scripts_and_other_sites(app, client, monkeypatch):
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    cookies = client.get("/login").headers.getlist("Set-Cookie")
    assert cookies, "the form's token starts a session"
    for cookie in cookies:
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie


def test_only_the_portals_own_name_is_answered_to(tmp_path):
    given = {"SECRET_KEY": "a-secret-for-tests-only-0123456789", "INSTANCE": str(tmp_path), "BACKGROUND": False}
    browser = create_app(given | {"ADDRESS": "https://portal.example.org"}).test_client()

    assert browser.get("/accessibility", base_url="https://portal.example.org").status_code != 400
    assert browser.get("/accessibility", base_url="https://elsewhere.example.org").status_code == 400
