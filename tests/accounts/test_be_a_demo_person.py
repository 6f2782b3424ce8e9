"""The demonstration's people are one click away, and nowhere else."""

import pytest

from portal.core import clock
from tests.factories_accounts import account

NOTE = "Wychavon: manager of Droitwich, Evesham and Pershore"


@pytest.fixture
def settings(settings):
    return settings | {"DEMO": True}


def test_the_sign_in_page_lists_them_with_their_parts(client):
    nell = account("Nell Larkrise", demo_note=NOTE)
    account("Rosa Millstone", demo_note="site administrator")
    account("Ann Abbot")

    page = client.soup("/login?next=/account/")

    names = [item.get_text(" ", strip=True) for item in page.select(".people li p")]
    assert names == ["Nell Larkrise manager of Droitwich, Evesham and Pershore", "Rosa Millstone site administrator"]
    assert "Wychavon" in [heading.text for heading in page.find_all("h3")]
    form = page.select_one(".people form")
    assert form.find("input", {"name": "user_id"})["value"] == str(nell.id)
    assert form.find("input", {"name": "next"})["value"] == "/account/"


def test_one_click_signs_in_and_goes_on(client):
    nell = account("Nell Larkrise", demo_note=NOTE)

    answer = client.post("/login/demo", data={"user_id": nell.id, "next": "/account/"})

    assert (answer.status_code, answer.location) == (303, "/account/")
    assert "Nell Larkrise" in client.get("/account/").text


def test_nobody_else_is_open_to_everybody(client):
    ann = account("Ann Abbot")
    gone = account("Dis Darley", demo_note=NOTE, disabled_at=clock.now())

    for user_id in (ann.id, gone.id, 999, "9" * 40, "x", ""):
        assert client.post("/login/demo", data={"user_id": user_id}).status_code == 404


def test_outside_a_demonstration_the_door_does_not_exist(app, client, monkeypatch):
    nell = account("Nell Larkrise", demo_note=NOTE)
    monkeypatch.setitem(app.config, "DEMO", False)

    page = client.soup("/login")
    answer = client.post("/login/demo", data={"user_id": nell.id})

    assert "Nell" not in page.text
    assert answer.status_code == 404
