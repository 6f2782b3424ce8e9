"""The letter tray shows every letter and how it stands, to those it may show them to."""

import pytest

from portal.core import clock
from portal.mail.rules import pieces
from tests.factories_accounts import account, letter, signed_in

RESET = "Go here: http://localhost/password/reset/s3cret.\n\n<script>alert(1)</script>\n"


@pytest.fixture
def ada(app):
    """A site administrator's browser."""
    return signed_in(app, account("Ada Ashford", is_site_administrator=True))


@pytest.fixture
def with_server(app, monkeypatch):
    """A portal whose letters leave it."""
    for name, value in {"MAIL_HOST": "mail.example.org", "MAIL_FROM": "portal@example.org"}.items():
        monkeypatch.setitem(app.config, name, value)


def test_without_a_mail_server_the_administrator_hands_letters_on(ada):
    written = letter(body=RESET)

    tray = ada.soup("/mail-tray")
    page = ada.soup(f"/mail-tray/{written.id}")

    assert "no mail server" in tray.text
    assert "Here only" in tray.text
    assert f"hand it on yourself, to {written.to_email}" in page.text
    assert page.select_one(".letter a")["href"] == "http://localhost/password/reset/s3cret"
    assert page.select_one(".letter").text.strip() == RESET.strip()


@pytest.mark.usefixtures("with_server")
def test_where_letters_leave_nobody_reads_their_secrets(ada):
    written = letter(body=RESET)

    page = ada.soup(f"/mail-tray/{written.id}")

    assert "s3cret" not in page.text
    assert "http://localhost/password/reset/***" in page.text


@pytest.mark.usefixtures("with_server")
def test_how_each_letter_stands(ada):
    letter(subject="Gone", sent_at=clock.now(), next_try_at=None)
    letter(subject="Fresh")
    letter(subject="Slow", fault="The mail server said: 451 later", tries=1)
    letter(subject="Lost", fault="The mail server said: 550 no", tries=6, next_try_at=None)

    rows = ada.soup("/mail-tray").select("tbody tr")
    failed = ada.soup("/mail-tray?state=failed").select("tbody tr")

    stands = {row.th.text: row.select_one(".tag").text for row in rows}
    assert stands == {"Gone": "Sent", "Fresh": "Waiting", "Slow": "Waiting after a fault", "Lost": "Failed"}
    assert [row.th.text for row in failed] == ["Lost"]


@pytest.mark.usefixtures("with_server")
def test_a_failed_letter_can_be_tried_again(ada):
    lost = letter(fault="The mail server said: 550 no", tries=6, next_try_at=None)

    page = ada.soup(f"/mail-tray/{lost.id}")
    answer = ada.post(page.find("form", action=f"/mail-tray/{lost.id}/try-again")["action"])

    assert "The mail server said: 550 no" in page.text
    assert (answer.status_code, answer.location) == (303, f"/mail-tray/{lost.id}")
    assert "Waiting after a fault" in ada.soup("/mail-tray").text


@pytest.mark.usefixtures("with_server")
def test_one_that_was_sent_is_not_sent_again(ada):
    gone = letter(sent_at=clock.now(), next_try_at=None)

    answer = ada.post(f"/mail-tray/{gone.id}/try-again")

    assert answer.status_code == 409
    assert "has been sent meanwhile" in answer.text


def test_an_empty_tray_says_what_comes_there(ada):
    assert "No letters yet" in ada.soup("/mail-tray").text


def test_nobody_else_reads_letters(app, client):
    written = letter()
    ann = signed_in(app, account())

    assert client.get("/mail-tray").location == "/login?next=/mail-tray"
    codes = [ann.get(path).status_code for path in ("/mail-tray", f"/mail-tray/{written.id}")]
    assert [*codes, ann.post(f"/mail-tray/{written.id}/try-again").status_code] == [403, 403, 403]


def test_a_letter_that_is_not_there_is_not_found(ada):
    assert [ada.get("/mail-tray/999").status_code, ada.post("/mail-tray/999/try-again").status_code] == [404, 404]


def test_the_tray_takes_as_few_statements_with_thirty_letters(ada, queries):
    for _ in range(30):
        letter()
    queries.clear()

    page = ada.soup("/mail-tray")

    assert len(page.select("tbody tr")) == 30
    assert len([one for one in queries if "audit_events" not in one]) <= 3


def test_the_tray_is_a_file_too_and_searchable(ada):
    letter(subject="=cmd()", to_name="Bea Bakewell")
    letter(subject="Other")

    file = ada.get("/mail-tray?format=csv&q=bakewell")

    assert "'=cmd()" in file.text
    assert "Other" not in file.text


def test_only_addresses_become_links():
    text = "See http://a.example/x?y=1. Or (https://b.example/), or javascript:alert(1)\n"

    found = pieces(text)

    assert [piece.address for piece in found if piece.address] == ["http://a.example/x?y=1", "https://b.example/"]
    assert "".join(piece.text for piece in found) == text


def test_the_portals_address_is_never_taken_from_a_forged_request(app, client, outbox, monkeypatch):
    monkeypatch.setitem(app.config, "ADDRESS", "")
    ann = account()

    client.post("/password/forgot", data={"email": ann.email}, headers={"Host": "evil.test"})

    assert "evil.test" not in outbox()[0].body
    assert "\n/password/reset/" in outbox()[0].body
