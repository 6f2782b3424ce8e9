"""Letters of bulletins are stopped by the address in each of them, and asked for again in the account."""

import re

import pytest

from portal.core.database import db
from portal.papers.refusal_models import BulletinRefusal
from tests import factories_meetings

WRITTEN = {"title": "Bulletin", "audience": "partnership", "text": "The stall opens in May"}


@pytest.fixture
def send(who, sign_in, outbox):
    """Send the bulletin of a meeting; returns who got which letter of it, by name."""

    def _send(days_ago=5):
        held = factories_meetings.meeting(who.here.main, days_ago, items=("Stalls",))
        at = f"/partnerships/here/meetings/{held.id}/bulletin"
        ann = sign_in(who.ann)
        ann.post(f"{at}/edit", data=WRITTEN)
        ann.post(f"{at}/send")
        return {each.to_name: each.body for each in outbox() if f"/{held.id}/bulletin" in each.body}

    return _send


def refusals():
    db.session.rollback()
    return db.session.query(BulletinRefusal.person_id).all()


def test_the_address_in_a_letter_asks_and_only_the_button_stops_them(who, send, client, sign_in):
    letters = send()
    addresses = {name: re.search(r"/bulletins/stop/\S+", body)[0] for name, body in letters.items()}
    assert len(set(addresses.values())) == len(addresses) > 2

    page = client.soup(addresses["Ray Rowsley"])
    assert refusals() == []
    assert f"the bulletins of {who.here.name}" in page.text
    assert "Ray" not in page.select_one("main").text

    form = page.find("form", action=addresses["Ray Rowsley"])
    assert "Done." in client.post(form["action"]).text
    assert "Done." in client.post(form["action"]).text
    assert refusals() == [(who.ray.id,)]

    assert set(letters) - set(send(4)) == {"Ray Rowsley"}
    read = re.search(r"/partnerships/here/\S+/bulletin", letters["Ray Rowsley"])[0]
    assert "The stall opens" in sign_in(who.ray).get(read).text


@pytest.mark.parametrize("token", ["nothing", "WzEsMV0.x", "WzEsMV0.AAAAAAAAAAAAAAAAAAAAAAAAAAA"])
def test_an_address_that_was_not_signed_here_stops_nothing(who, client, token):
    for answer in (client.get(f"/bulletins/stop/{token}"), client.post(f"/bulletins/stop/{token}")):
        assert answer.status_code == 404
        assert "not copied whole" in answer.text
    assert refusals() == []


def test_they_are_stopped_and_asked_for_again_in_the_account(who, send, sign_in):
    ray = sign_in(who.ray)
    assert "/account/bulletins" in {link["href"] for link in ray.soup("/account/").select("main a")}
    page = ray.soup("/account/bulletins")
    assert "Comes by letter" in page.text

    stop = page.find(id=f"stop-{who.here.id}").find_parent("form")["action"]
    assert ray.post(stop).location == "/account/bulletins"
    assert "Ray Rowsley" not in send()

    again = ray.soup("/account/bulletins").find(id=f"again-{who.here.id}").find_parent("form")["action"]
    ray.post(again)
    ray.post(again)
    assert refusals() == []
    assert "Ray Rowsley" in send(4)


def test_it_is_for_ones_own_partnerships_and_for_who_is_known(who, sign_in, client):
    ray = sign_in(who.ray)
    assert ray.post(f"/account/bulletins/{who.there.id}/stop").status_code == 404
    assert ray.post("/account/bulletins/999/stop").status_code == 404
    assert ray.post(f"/account/bulletins/{who.here.id}/other").status_code == 404
    assert client.get("/account/bulletins").status_code == 303
    assert client.post(f"/account/bulletins/{who.here.id}/stop").status_code == 303
    assert refusals() == []
