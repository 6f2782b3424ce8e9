"""A decision is looked at again: on a day, with a reminder, and with what it came to; the chain is shown both ways."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from portal.core import clock
from portal.core.audience import Audience
from portal.core.database import db, writing
from portal.core.filters import shortday
from portal.decisions import reviewing
from portal.decisions.models import Decision, Review
from tests.factories_actions import decision
from tests.factories_deciding import proposal, rules, settled

YESTERDAY = timedelta(days=-1)


@pytest.fixture
def made(who):
    """A decision whose review was due yesterday."""
    row = decision(who.here.main, "Share a stall")
    with writing():
        row.review_on = clock.today() + YESTERDAY
    return row


def again(row):
    db.session.rollback()
    db.session.expire_all()
    return db.session.get_one(Decision, row.id)


def day(days):
    return shortday(clock.today() + timedelta(days=days))


def titles(client, address):
    return [cell.a.text for cell in client.soup(address).select("tbody th")]


def test_a_day_is_set_changed_and_taken_off(who, sign_in, base):
    row = decision(who.here.main, "Share a stall")
    cal = sign_in(who.cal)
    assert cal.soup(f"{base}{row.id}/").find("a", href=f"{base}{row.id}/review-day")

    assert cal.post(f"{base}{row.id}/review-day", data={"review_on": day(30)}).status_code == 303
    assert again(row).review_on == clock.today() + timedelta(days=30)
    assert "To be looked at again on" in cal.soup(f"{base}{row.id}/").text
    assert cal.post(f"{base}{row.id}/review-day", data={"review_on": "some day"}).status_code == 422
    stale = cal.post(f"{base}{row.id}/review-day", data={"review_on": day(9), "version": "1"})
    assert stale.status_code == 409
    assert cal.post(f"{base}{row.id}/review-day", data={"review_on": ""}).status_code == 303
    assert again(row).review_on is None


def test_reviews_due_wait_for_chair_and_manager_and_are_a_list(who, sign_in, base, made):
    decision(who.here.main, "Print a map")
    for name, waits in (("ann", True), ("cal", True), ("ray", False), ("otto", False)):
        assert ("Look at a decision again: Share a stall" in sign_in(getattr(who, name)).soup("/").text) is waits
    page = sign_in(who.ray).soup(base)
    assert page.find("a", href=base + "?review=due").text == "1 review is due"
    assert titles(sign_in(who.ray), base + "?review=due") == ["Share a stall"]
    assert titles(sign_in(who.ray), base + "?review=planned") == []


def test_the_reminder_is_written_once_for_each_day(who, made, outbox):
    with writing():
        assert (reviewing.write_review_letters(), reviewing.write_review_letters()) == (3, 0)

    assert sorted(letter.to_name for letter in outbox()) == ["Ann Abbot", "Cal Calver", "Dis Darley"]
    assert "“Share a stall”" in outbox()[0].body


def test_a_confidential_decision_is_not_quoted_in_the_reminder(who, made, outbox):
    with writing():
        made.audience = Audience.RESTRICTED
        reviewing.write_review_letters()

    assert "stall" not in outbox()[0].body + outbox()[0].subject


def test_it_stands_until_it_is_looked_at_again(who, sign_in, base, made):
    answer = sign_in(who.ann).post(
        f"{base}{made.id}/review", data={"found": "stands", "next_on": day(365), "note": "Well used"}
    )

    assert answer.status_code == 303
    row = again(made)
    assert (row.review_on, row.ended_on) == (clock.today() + timedelta(days=365), None)
    assert "It stands. Well used" in sign_in(who.otto).soup(f"{base}{made.id}/").text


def test_a_later_decision_changes_it_and_both_say_so(who, sign_in, client, base, made):
    later = decision(who.here.main, "Share a tent", decided_on=clock.today(), audience=Audience.PUBLIC)
    old = decision(who.here.main, "Share a van", decided_on=clock.today() - timedelta(days=900))
    offered = [o["value"] for o in sign_in(who.ann).soup(f"{base}{made.id}/review").select("#later_id option")]
    assert offered == ["", str(later.id)]
    missing = sign_in(who.ann).post(f"{base}{made.id}/review", data={"found": "changed"})
    wrong = sign_in(who.ann).post(f"{base}{made.id}/review", data={"found": "changed", "later_id": old.id})
    assert (missing.status_code, wrong.status_code) == (422, 422)
    assert "Choose the decision that changes this one." in missing.text

    sign_in(who.ann).post(f"{base}{made.id}/review", data={"found": "changed", "later_id": later.id})

    assert again(made).review_on is None
    ray = sign_in(who.ray)
    assert ray.soup(f"{base}{made.id}/").find(id="after").find_next("a", href=f"{base}{later.id}/")
    assert ray.soup(f"{base}{later.id}/").find("a", href=f"{base}{made.id}/").text == "Share a stall"
    assert "Share a stall" not in client.soup(f"{base}{later.id}/").text


def test_the_chain_names_nothing_a_viewer_may_not_see(who, sign_in, base, made):
    secret = decision(who.here.main, "Sue the baker", decided_on=clock.today(), audience=Audience.RESTRICTED)
    sign_in(who.ann).post(f"{base}{made.id}/review", data={"found": "changed", "later_id": secret.id})

    assert "baker" in sign_in(who.ray).soup(f"{base}{made.id}/").text
    assert "baker" not in sign_in(who.otto).soup(f"{base}{made.id}/").text
    assert "A later decision changes it" in sign_in(who.otto).soup(f"{base}{made.id}/").text


def test_it_ends_and_that_is_taken_back(who, sign_in, base, made):
    ann = sign_in(who.ann)
    ann.post(f"{base}{made.id}/review", data={"found": "ended"})
    assert again(made).ended_on == clock.today()
    assert titles(ann, base + "?review=ended") == ["Share a stall"]
    assert "Look at a decision again" not in ann.soup("/").text
    assert ann.post(f"{base}{made.id}/review", data={"found": "stands"}).status_code == 409
    assert ann.post(f"{base}{made.id}/review-day", data={"review_on": day(3)}).status_code == 409
    (kept,) = db.session.scalars(sa.select(Review))

    answer = ann.post(f"{base}{made.id}/reviews/{kept.id}/take-back")

    assert answer.status_code == 303
    row = again(made)
    assert (row.ended_on, row.review_on) == (None, clock.today() + YESTERDAY)
    assert ann.post(f"{base}{made.id}/reviews/{kept.id}/take-back").status_code == 404


def test_only_the_last_review_is_taken_back(who, sign_in, base, made):
    ann = sign_in(who.ann)
    for _time in range(2):
        ann.post(f"{base}{made.id}/review", data={"found": "stands"})
    first = db.session.scalars(sa.select(Review.id).order_by(Review.id)).first()

    assert ann.post(f"{base}{made.id}/reviews/{first}/take-back").status_code == 409


@pytest.mark.parametrize(
    ("mistake", "told"),
    [
        ({}, "Choose what it came to."),
        ({"found": "good"}, "Choose what it came to."),
        ({"found": "stands", "next_on": "yesterday"}, "Write a day to come."),
    ],
)
def test_a_mistake_notes_nothing(who, sign_in, base, made, mistake, told):
    answer = sign_in(who.ann).post(f"{base}{made.id}/review", data={"note": "So we said"} | mistake)

    assert answer.status_code == 422
    assert told in answer.text
    assert "So we said" in answer.text
    assert db.session.scalars(sa.select(Review)).all() == []


@pytest.mark.parametrize("act", ["review", "review-day"])
def test_who_may_not(who, sign_in, base, made, act):
    address = f"{base}{made.id}/{act}"

    def post(name, where=address):
        return sign_in(getattr(who, name)).post(where, data={"found": "ended", "review_on": ""}).status_code

    assert [post(name) for name in ("ray", "mina", "otto", "wyn")] == [403] * 4
    assert [post(name) for name in ("sue", "rem")] == [404] * 2
    assert post("sue", address.replace("/here/", "/there/")) == 404
    assert again(made).review_on == clock.today() + YESTERDAY


def test_the_register_tells_how_it_was_decided(who, sign_in, base, made):
    rules(who.here, silence_is_assent=True)
    settled(proposal(who.here.main, "Buy a tent", opened_ago=20))
    ray = sign_in(who.ray)
    assert titles(ray, base + "?made=between") == ["Buy a tent"]
    assert titles(ray, base + "?made=meeting") == ["Share a stall"]
    assert "Between meetings" in ray.get(base + "?format=csv").text.splitlines()[0]
    page = ray.soup(f"{base}{db.session.scalar(sa.select(Decision.id).filter_by(text='Buy a tent'))}/")
    assert "who was told, and who answered" in page.text
