"""In a demonstration letters reach nobody, so everybody who is signed in may read them all."""

import pytest

from tests.factories_accounts import account, letter, signed_in


@pytest.fixture
def settings(settings):
    return settings | {"DEMO": True, "ADDRESS": ""}


def test_everybody_reads_and_nobody_sends(app, client):
    written = letter(fault="The mail server said: 550 no")
    ann = signed_in(app, account())

    assert "None of them leaves this computer" in ann.soup("/mail-tray").text
    assert "Try again now" not in ann.soup(f"/mail-tray/{written.id}").text
    assert ann.post(f"/mail-tray/{written.id}/try-again").status_code == 403
    assert client.get("/mail-tray").status_code == 303


def test_a_letter_says_that_it_goes_nowhere(app):
    written = letter()
    ann = signed_in(app, account())

    assert "a demonstration sends no letters" in ann.soup(f"/mail-tray/{written.id}").text


def test_letters_lead_to_where_the_demonstration_runs(client, outbox):
    ann = account()

    client.post("/password/forgot", data={"email": ann.email}, base_url="http://127.0.0.1:8000")

    assert "http://127.0.0.1:8000/password/reset/" in outbox()[0].body
    assert "letter tray" in client.get("/password/sent").text
