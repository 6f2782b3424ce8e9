"""The membership statement: written, reviewed, replaced by a new edition, and its review looked after."""

from datetime import timedelta

import pytest

from portal.core import clock
from portal.core.audience import Audience
from portal.core.database import db, writing
from portal.core.filters import shortday
from portal.representation.membership_models import MembershipReview, MembershipStatement
from portal.representation.services.letters import write_membership_letters
from tests import factories_actions
from tests.factories_joining import statement
from tests.factories_partnerships import again

HERE = "/partnerships/here/representation/membership/"


def ahead(days=365):
    return shortday(clock.today() + timedelta(days=days))


def edition(**more):
    return {"text": "Members help others.", "on": "yesterday", "how": "at the workshop", "review_on": ahead()} | more


def test_the_manager_writes_it_and_everybody_reads_it(ann, who, client):
    decision = factories_actions.decision(who.here.main, "We adopt the statement", audience=Audience.PARTNERSHIP)
    assert "There is no statement yet" in client.get(HERE).text

    response = ann.post(f"{HERE}write", data=edition(decision_id=decision.id, after="0"))

    assert response.status_code == 303
    text = client.soup(HERE).find("main").text
    assert "Members help others." in text
    assert "at the workshop" in text
    assert "a decision of" not in text
    assert "a decision of" in ann.soup(HERE).find("main").text


def test_a_new_edition_leaves_the_older_one_readable(ann, who, client):
    statement(who.here, "Anybody may join.")
    assert "Anybody may join." in ann.get(f"{HERE}write").text

    ann.post(f"{HERE}write", data=edition(after="1"))
    late = ann.post(f"{HERE}write", data=edition(after="1"))

    assert late.status_code == 409
    assert "Members help others." in client.get(HERE).text
    old = client.soup(f"{HERE}1/").find("main").text
    assert "Anybody may join." in old
    assert "This is an older edition" in old
    assert client.get(f"{HERE}3/").status_code == 404


@pytest.mark.parametrize(
    "wrong", [{"text": ""}, {"on": "tomorrow"}, {"review_on": "yesterday"}, {"review_on": ""}, {"decision_id": "99"}]
)
def test_a_mistake_keeps_the_words(ann, who, wrong):
    response = ann.post(f"{HERE}write", data=edition(how="My own words") | wrong)

    assert response.status_code == 422
    assert "My own words" in response.text
    assert db.session.query(MembershipStatement).count() == 0


def test_a_review_after_which_it_stands_is_noted(ann, who, client):
    row = statement(who.here, review_in=-3)
    assert "Its review was due on" in client.get(HERE).text

    wrong = ann.post(f"{HERE}review", data={"on": "today", "how": "In the hall", "review_on": "yesterday"})
    response = ann.post(f"{HERE}review", data={"on": "today", "how": "in the hall", "review_on": ahead(400)})

    assert (wrong.status_code, response.status_code) == (422, 303)
    assert "In the hall" in wrong.text
    assert again(row).review_on == clock.today() + timedelta(days=400)
    assert db.session.query(MembershipReview).one().noted_by == "Ann Abbot"
    text = client.soup(HERE).find("main").text
    assert "in the hall: it stands" in text
    assert "Its review was due" not in text


def test_only_who_manages_the_whole_writes_it(who, sign_in, client):
    statement(who.here)
    for what in ("write", "review"):
        assert sign_in(who.ray).post(f"{HERE}{what}", data=edition()).status_code == 403
        assert sign_in(who.sue).post(f"{HERE}{what}", data=edition()).status_code == 404
        assert client.get(f"{HERE}{what}").status_code == 303
    assert sign_in(who.ann).get("/partnerships/here/representation/membership/review").status_code == 200
    assert sign_in(who.sue).get("/partnerships/there/representation/membership/review").status_code == 404


def test_its_review_waits_for_the_manager_and_one_letter_says_so(ann, who, sign_in, outbox):
    statement(who.here, review_in=-400)
    statement(who.here, review_in=20)
    statement(who.there, review_in=40)

    assert "Look at the membership statement again" in ann.get("/").text
    for person in (who.ray, who.sue):
        assert "Look at the membership statement again" not in sign_in(person).get("/").text
    with writing():
        assert write_membership_letters() == 1
        assert write_membership_letters() == 0
    assert [letter.to_name for letter in outbox()] == ["Ann Abbot"]
