"""Signing in: where it leads, what it leaves behind, and what it never tells."""

import pytest
from sqlalchemy import select, update

from portal.accounts import passwords
from portal.accounts.models import FailedTry, SignIn, User
from portal.audit.models import Event
from portal.core import clock
from portal.core.database import db
from tests.factories_accounts import PASSWORD, account, log_in, signed_in
from tests.people import cast


def test_the_right_password_opens_the_portal(app, client):
    ann = account()

    answer = log_in(client, ann)

    assert (answer.status_code, answer.location) == (303, "/")
    assert client.get("/account/").status_code == 200
    assert db.session.scalars(select(Event.sentence)).all() == ["Signed in"]


def test_the_address_may_be_typed_in_any_case_and_with_blanks(client):
    ann = account()

    answer = log_in(client, f"  {ann.email.upper()} ")

    assert answer.status_code == 303


def test_a_letter_typed_on_another_keyboard_is_the_same_letter(client):
    ann = account(password="café otter moss")

    assert log_in(client, ann, "café otter moss").status_code == 303


@pytest.mark.parametrize("who", ["known", "unknown", "disabled", "without a password"])
def test_whoever_is_refused_reads_the_same_words(client, who):
    ann = account(disabled_at=None)
    emails = {"known": ann.email, "unknown": "nobody@example.org"}
    emails["disabled"] = cast().dis.email
    emails["without a password"] = cast_without_password()
    password = "a wrong guess" if who == "known" else PASSWORD

    answer = log_in(client, emails[who], password)

    assert answer.status_code == 422
    assert "The e-mail address or the password is not right." in answer.text
    assert PASSWORD not in answer.text
    assert "Error: Sign in" in answer.text
    assert client.get("/account/").status_code == 303


def cast_without_password():
    return account("Una Underwood", disabled_at=None, password_hash="").email


def test_an_empty_form_says_what_is_missing(client):
    answer = client.post("/login", data={})

    assert answer.status_code == 422
    assert "Give your e-mail address." in answer.text
    assert "Give your password." in answer.text


@pytest.mark.parametrize(
    ("wanted", "led_to"),
    [
        ("/partnerships/here/?q=a%20b", "/partnerships/here/?q=a%20b"),
        ("https://evil.test/", "/"),
        ("//evil.test/", "/"),
        ("/\\evil.test", "/"),
        ("\\/\\/evil.test", "/"),
        ("https:evil.test", "/"),
        ("/%09/evil.test", "/"),
        ("http://127.0.0.1@evil.test/", "/"),
        ("javascript:alert(1)", "/"),
        ("/\t/evil.test", "/"),
        (" //evil.test", "/"),
        ("/a\r\nSet-Cookie: x=y", "/"),
        ("/login?next=/login", "/"),
        ("/logout", "/"),
    ],
)
def test_signing_in_leads_nowhere_but_to_this_portal(client, wanted, led_to):
    ann = account()

    by_address = client.post("/login", query_string={"next": wanted}, data={"email": ann.email, "password": PASSWORD})
    by_field = log_in(client, ann, next=wanted)

    assert by_address.location == led_to
    assert by_field.location == led_to


def test_a_private_page_asks_to_sign_in_and_comes_back(client):
    ann = account()

    asked = client.get("/account/password")
    page = client.soup(asked.location)

    assert asked.location == "/login?next=/account/password"
    assert page.find("input", {"name": "next"})["value"] == "/account/password"
    assert log_in(client, ann, next="/account/password").location == "/account/password"


def test_htmx_is_sent_to_the_sign_in_page_instead_of_swapping_it_in(client):
    headers = {"HX-Request": "true", "HX-Request-Type": "partial", "HX-Current-URL": "http://localhost/account/"}

    answer = client.post("/account/sign-ins/end-others", headers=headers)

    assert (answer.status_code, answer.headers["HX-Redirect"]) == (204, "/login?next=/account/")


def test_a_session_planted_before_is_not_the_session_after(app):
    ann = account()
    victim, attacker = app.test_client(), app.test_client()
    with attacker.session_transaction() as session:
        session["planted"] = "by somebody"
    planted = attacker.get_cookie("portal").value
    victim.set_cookie("portal", planted)

    log_in(victim, ann)

    assert victim.get_cookie("portal").value != planted
    assert attacker.get("/account/").status_code == 303


def test_signing_in_again_ends_what_this_browser_held_before(app):
    ann, bea = account(), account("Bea Bakewell")
    client = signed_in(app, ann)
    old = client.get_cookie("portal").value

    log_in(client, bea)

    thief = app.test_client()
    thief.set_cookie("portal", old)
    assert thief.get("/account/").status_code == 303
    assert db.session.scalars(select(SignIn.user_id)).all() == [bea.id]


def test_only_a_kept_sign_in_outlives_the_browser(app):
    ann = account()
    client = app.test_client()

    short, kept = log_in(client, ann), log_in(client, ann, keep="y")

    assert "Expires" not in short.headers["Set-Cookie"]
    assert "Expires" in kept.headers["Set-Cookie"]
    assert "HttpOnly" in kept.headers["Set-Cookie"]


def test_the_token_is_kept_as_a_hash_and_the_browser_in_words(app):
    ann = account()
    client = app.test_client()
    firefox = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"

    client.post("/login", data={"email": ann.email, "password": PASSWORD}, headers={"User-Agent": firefox})

    row = db.session.scalar(select(SignIn))
    with client.session_transaction() as session:
        assert session["_user_id"] != row.token_hash
    assert row.browser == "Firefox on Windows"


def test_a_password_kept_at_an_old_cost_is_kept_anew(app, monkeypatch):
    ann = account()
    for name, value in {"ARGON2_FAST": False, "ARGON2_MEMORY": 512, "ARGON2_TIME": 1}.items():
        monkeypatch.setitem(app.config, name, value)

    signed_in(app, ann)

    kept = db.session.scalar(select(User.password_hash))
    assert "m=512,t=1,p=1" in kept
    assert passwords.is_right(kept, PASSWORD)


def test_the_settings_cost_is_that_of_owasp(app, monkeypatch):
    monkeypatch.setitem(app.config, "ARGON2_FAST", False)

    assert passwords.hashed("x").startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_the_cost_is_paid_for_an_account_that_does_not_exist(app, monkeypatch):
    seen, right = [], passwords._hasher().verify
    look = lambda _self, kept, given: seen.append(kept) or right(kept, given)  # noqa: E731
    monkeypatch.setattr("argon2.PasswordHasher.verify", look)

    log_in(app.test_client(), "nobody@example.org")
    log_in(app.test_client(), account())

    assert [kept.rsplit("$", 2)[0] for kept in seen] == ["$argon2id$v=19$m=8,t=1,p=1"] * 2


def test_the_database_is_not_locked_while_a_password_is_worked_out(app, monkeypatch):
    ann = account()
    seen = []

    def look(kept, given):
        with db.engine.begin() as other:
            other.exec_driver_sql("INSERT INTO failed_tries (key, at) VALUES ('x', '2026-01-01')")
        seen.append(kept)
        return True

    monkeypatch.setattr(passwords, "is_right", look)

    signed_in(app, ann)

    assert len(seen) == 1
    assert db.session.scalars(select(FailedTry.key)).all() == ["x"]


def test_who_is_disabled_while_the_password_is_worked_out_stays_out(client, monkeypatch):
    ann = account()

    def somebody_is_quicker(kept, given):
        with db.engine.begin() as other:
            other.execute(update(User).values(disabled_at=clock.now()))
        return True

    monkeypatch.setattr(passwords, "is_right", somebody_is_quicker)

    assert log_in(client, ann).status_code == 422


def test_somebody_signed_in_may_become_somebody_else(app):
    ann = account()
    client = signed_in(app, ann)

    page = client.soup("/login?next=/account/")

    assert f"You are signed in as {ann.name}" in page.text
    assert page.find("a", string=f"Go on as {ann.name}")["href"] == "/account/"
