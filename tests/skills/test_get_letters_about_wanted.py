"""Whoever offers what is wanted gets a letter, others only when they ask for it; never two in a week."""

from datetime import timedelta

import pytest

from portal.core import clock
from portal.core.audience import Audience
from portal.core.database import db, writing
from portal.skills import wanted_letters
from portal.skills.models import Capacity, Wanted, WantedLetters, WantedReader
from tests.factories_skills import notice, skill, term

PAGE = "/skills/wanted/letters"


@pytest.fixture
def bids(who):
    """Ray's organisation offers to write bids; Rosa's looks for somebody since yesterday."""
    term("Bid writing", also=["Fundraising bids"])
    skill(who.seat_ray.organisation, "Bid writing for small groups")
    return posted(who.seat_rosa.organisation, "Bid writing for our hall")


def posted(organisation, title, days_ago=1, **given) -> Wanted:
    row = notice(organisation, title, **given)
    with writing():
        db.session.get(Wanted, row.id).posted_on = clock.today() - timedelta(days=days_ago)
    return row


def tick() -> int:
    with writing():
        return wanted_letters.write_wanted_letters()


def test_who_offers_it_is_told_once(who, bids, outbox):
    assert tick() == 1
    letter = outbox()[-1]
    assert letter.to_email == who.ray.email
    assert letter.subject == "You offer Bid writing for small groups; BVB is looking for it"
    assert "You offer “Bid writing for small groups”. Buxton Volunteer Bureau is looking for" in letter.body
    assert f"http://localhost/skills/wanted/{bids.id}/" in letter.body
    assert PAGE in letter.body
    assert tick() == 0


def test_never_two_in_a_week_and_none_is_lost(who, bids, outbox, monkeypatch):
    assert tick() == 1
    second = posted(who.seat_rosa.organisation, "Bid writing again")
    assert tick() == 0
    today = clock.today()
    for days, letters in ((6, 0), (7, 1), (8, 0)):
        monkeypatch.setattr(clock, "today", lambda days=days: today + timedelta(days=days))
        assert tick() == letters, days
    assert "Bid writing again" in outbox()[-1].body
    assert f"/wanted/{bids.id}/" not in outbox()[-1].body
    assert f"/wanted/{second.id}/" in outbox()[-1].body


def test_who_asked_gets_everything_with_what_they_offer_first(who, bids, sign_in, outbox):
    posted(who.seat_rosa.organisation, "A treasurer")
    for name in ("ray", "cal"):
        assert sign_in(getattr(who, name)).post(PAGE, data={"choice": "all"}).status_code == 303
    assert tick() == 2
    bodies = {letter.to_email: letter for letter in outbox()}
    ray, cal = bodies[who.ray.email].body, bodies[who.cal.email]
    assert ray.index("Bid writing for our hall") < ray.index("A treasurer")
    assert cal.subject == "What partners look for: 2 notices"
    assert "You offer" not in cal.body


def test_one_click_stops_them(who, bids, sign_in, outbox):
    ray = sign_in(who.ray)
    stop = ray.soup(PAGE).select_one("#stop").find_parent("form")
    assert ray.post(stop["action"], data={"choice": stop.select_one("[name=choice]")["value"]}).status_code == 303
    assert "You get none of these letters." in ray.get(PAGE).text
    assert tick() == 0
    assert ray.post(PAGE, data={"choice": "matches"}).status_code == 303
    assert tick() == 1


def test_a_mistake_changes_nothing(who, sign_in, client):
    assert sign_in(who.ray).post(PAGE, data={"choice": "daily"}).status_code == 422
    assert db.session.query(WantedReader).count() == 0
    assert "/login" in client.get(PAGE).location


def test_nobody_is_told_what_they_may_not_read(who, bids, sign_in, outbox):
    inside = {"audience": Audience.PARTNERSHIP, "partnership_id": who.here.id}
    posted(who.seat_rosa.organisation, "A secret wish", **inside)
    skill(who.seat_there.organisation, "Bid writing there")
    posted(who.seat_rosa.organisation, "Bid writing in private", **inside)
    for name in ("ray", "sue", "rem", "ann"):
        sign_in(getattr(who, name)).post(PAGE, data={"choice": "all"})
    tick()
    told = {letter.to_email: letter.body for letter in outbox()}
    assert who.rem.email not in told
    for email, body in told.items():
        is_inside = email in (who.ray.email, who.ann.email)
        assert ("A secret wish" in body) is is_inside, email
        assert ("Bid writing in private" in body) is is_inside, email
    assert len(told) == 4


@pytest.mark.parametrize("why", ["today", "old", "closed", "own", "no time", "removed", "other", "cannot sign in"])
def test_no_letter(who, why, outbox):
    term("Bid writing")
    home, asker = who.seat_ray.organisation, who.seat_rosa.organisation
    capacity = Capacity.NONE if why == "no time" else Capacity.NOW
    removed = {"removed_at": clock.now()} if why == "removed" else {}
    skill(home, "Bid writing", capacity=capacity, **removed)
    days = {"today": 0, "old": 15}.get(why, 1)
    row = posted(home if why == "own" else asker, "A van" if why == "other" else "Bid writing", days)
    with writing():
        if why == "closed":
            db.session.get(Wanted, row.id).closed_on = clock.today()
        if why == "cannot sign in":
            db.session.merge(who.ray).user_id = None
    assert tick() == 0
    assert outbox() == []


def test_the_clock_asks_little(who, bids, queries):
    with writing():
        db.session.add(WantedReader(person_id=who.ray.id, choice=WantedLetters.NONE, told_up_to=0))
    queries.clear()
    assert tick() == 0
    assert len(queries) <= 8
