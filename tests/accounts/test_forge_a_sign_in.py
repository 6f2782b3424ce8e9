"""The sign-in form is the portal's own: another site cannot send it, nor with it anything else."""

import pytest
from bs4 import BeautifulSoup
from flask import g

from tests.factories_accounts import PASSWORD, account


@pytest.fixture
def settings(settings):
    return settings | {"WTF_CSRF_ENABLED": True}


def token_of(client, address):
    g.pop("csrf_token", None)  # a test's requests share what is kept for one request
    page = BeautifulSoup(client.get(address).text, "html.parser")
    return page.find("input", {"name": "csrf_token"})["value"]


@pytest.mark.parametrize("token", ["", "wrong", "é", "x" * 5000])
def test_a_form_without_the_portals_own_mark_is_refused(client, token):
    ann = account()
    client.get("/login")

    answer = client.post("/login", data={"email": ann.email, "password": PASSWORD, "csrf_token": token})

    assert answer.status_code == 400
    assert client.get("/account/").status_code == 303


def test_the_mark_changes_with_signing_in(client):
    ann = account()
    before = token_of(client, "/login")

    answer = client.post("/login", data={"email": ann.email, "password": PASSWORD, "csrf_token": before})

    assert answer.status_code == 303
    assert token_of(client, "/account/") != before
    assert client.post("/logout", data={"csrf_token": before}).status_code == 400
    assert client.post("/logout", data={"csrf_token": token_of(client, "/account/")}).status_code == 303
