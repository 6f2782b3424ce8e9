"""Interests: declared against an item, handled, told in the minutes, reckoned in the quorum, and kept on a register."""

from datetime import timedelta

import pytest

from portal.core import clock
from portal.core.audience import Audience
from portal.core.database import db, writing
from portal.decisions.models import Decision
from portal.directory.models import Person, Showing
from portal.meetings.agenda_models import Handling, Interest, RegisterEntry
from portal.meetings.models import Meeting
from portal.partnerships.models import Rules
from tests import factories
from tests import factories_agenda as agenda
from tests import factories_meetings as make
from tests.people import cast

BASE = "/partnerships/here/meetings"
NATURE = "Our organisation bids for this fund"


@pytest.fixture
def who(app):
    return cast()


@pytest.fixture
def meeting(who):
    return make.meeting(who.here.main, days_ago=1, items=("The fund", "Parks"))


@pytest.fixture
def item(meeting):
    return make.items(meeting)[0]


def at(meeting, item, *rest):
    return "/".join([BASE, str(meeting.id), "items", str(item.id), "interests", *map(str, rest)])


def declared(who, **more):
    return {"whose": f"seat {who.seat_ray.id}", "nature": NATURE, "handling": "withdrew"} | more


def everybody_here(ann, meeting):
    ann.post(f"{BASE}/{meeting.id}/attendance", data={"mark": "everyone"})


def test_a_seat_that_withdrew_does_not_fill_the_quorum_of_what_is_decided_there(who, meeting, item, sign_in):
    ann, parks = sign_in(who.ann), make.items(meeting)[1]
    everybody_here(ann, meeting)
    answer = ann.post(at(meeting, item), data=declared(who))
    assert answer.status_code == 303

    for each in (item, parks):
        ann.post(f"{BASE}/{meeting.id}/items/{each.id}/lines", data={"lines": "Agreed it", "kind": "decision"})

    first, second = db.session.query(Decision).order_by(Decision.id)
    assert (first.quorum_present, first.quorum_of, first.is_recommendation) == (1, 2, True)
    assert (second.quorum_present, second.quorum_of, second.is_recommendation) == (2, 2, False)


@pytest.mark.parametrize("handling", ["open", "stayed", "spoke"])
def test_who_stayed_counts(who, meeting, item, sign_in, handling):
    ann = sign_in(who.ann)
    everybody_here(ann, meeting)
    ann.post(at(meeting, item), data=declared(who, handling=handling))

    ann.post(f"{BASE}/{meeting.id}/items/{item.id}/lines", data={"lines": "Agreed it", "kind": "decision"})

    assert db.session.query(Decision).one().quorum_present == 2


def test_who_came_late_counts_from_then_and_who_left_no_more(who, meeting, item, sign_in):
    ann, roll = sign_in(who.ann), f"{BASE}/{meeting.id}/attendance"

    def decide():
        ann.post(f"{BASE}/{meeting.id}/items/{item.id}/lines", data={"lines": "Agreed it", "kind": "decision"})
        return db.session.query(Decision.quorum_present).order_by(Decision.id.desc()).first()[0]

    ann.post(roll, data={"mark": f"{who.seat_ray.id}:present"})
    assert decide() == 1
    ann.post(roll, data={"mark": f"{who.seat_rosa.id}:present"})
    ann.post(roll, data={"mark": f"{who.seat_rosa.id}:late"})
    assert decide() == 2
    answer = ann.htmx(roll, data={"mark": f"{who.seat_ray.id}:early"})
    assert "1 of 2 member organisations" in answer.text
    assert decide() == 1
    assert [row.quorum_present for row in db.session.query(Decision).order_by(Decision.id)] == [1, 2, 1]
    assert "2 of 2 member organisations" in ann.get(f"{BASE}/{meeting.id}/minutes").text


def test_how_it_was_handled_can_be_settled_afterwards(who, meeting, item, sign_in):
    ann = sign_in(who.ann)
    row = agenda.interest(item, who.seat_ray, handling=Handling.OPEN)

    refused = ann.post(at(meeting, item, row.id, "settle"), data={"handling": "slept"})
    assert (refused.status_code, db.session.get(Interest, row.id).handling) == (422, Handling.OPEN)
    ann.post(at(meeting, item, row.id, "settle"), data={"handling": "spoke"})

    assert db.session.get(Interest, row.id).handling is Handling.SPOKE
    assert "Spoke and did not decide" in ann.get(f"{BASE}/{meeting.id}/").text


def test_it_is_taken_back_and_brought_back(who, meeting, item, sign_in):
    ann = sign_in(who.ann)
    row = agenda.interest(item, who.seat_ray)

    ann.post(at(meeting, item, row.id, "remove"))
    assert "declared an interest" not in ann.get(f"{BASE}/{meeting.id}/").text
    ann.post(at(meeting, item, row.id, "restore"))

    assert "declared an interest" in ann.get(f"{BASE}/{meeting.id}/").text


def test_without_a_nature_it_is_refused_and_kept(who, meeting, item, sign_in):
    answer = sign_in(who.ann).post(at(meeting, item), data=declared(who, nature=""))

    assert (answer.status_code, db.session.query(Interest).count()) == (422, 0)


def test_a_representative_declares_for_their_own_seat_alone(who, item, sign_in):
    coming = make.meeting(who.here.main, days_ago=-7, items=("The fund",))
    before = make.items(coming)[0]
    ray = sign_in(who.ray)
    assert "Declare an interest" in ray.get(f"{BASE}/{coming.id}/").text

    other = ray.post(at(coming, before), data=declared(who, whose=f"seat {who.seat_rosa.id}"))
    assert (other.status_code, db.session.query(Interest).count()) == (422, 0)
    ray.post(at(coming, before), data=declared(who))

    row = db.session.query(Interest).one()
    assert (row.seat_id, row.handling, row.person_name) == (who.seat_ray.id, Handling.OPEN, "Ray Rowsley")


def test_a_guest_declares_one_too(who, meeting, item, sign_in):
    ann = sign_in(who.ann)
    ann.post(f"{BASE}/{meeting.id}/guests", data={"name": "Gill Guest", "capacity": "adviser"})

    ann.post(at(meeting, item), data=declared(who, whose="guest 1"))

    assert "Gill Guest declared an interest" in ann.get(f"{BASE}/{meeting.id}/").text


@pytest.mark.parametrize(("name", "status"), [("otto", 403), ("wyn", 403), ("sue", 404), ("suki", 404)])
def test_who_may_not_declare(who, meeting, item, sign_in, name, status):
    answer = sign_in(getattr(who, name)).post(at(meeting, item), data=declared(who))

    assert (answer.status_code, db.session.query(Interest).count()) == (status, 0)


@pytest.mark.parametrize(("name", "status"), [("ray", 403), ("otto", 403), ("sue", 404)])
@pytest.mark.parametrize("act", ["settle", "remove"])
def test_who_may_not_settle(who, meeting, item, sign_in, name, status, act):
    row = agenda.interest(item, who.seat_ray)

    answer = sign_in(getattr(who, name)).post(at(meeting, item, row.id, act), data={"handling": "stayed"})

    assert (answer.status_code, db.session.get(Interest, row.id).handling) == (status, Handling.WITHDREW)


def publish(ann, meeting):
    for step in ("send", "check", "publish"):
        assert ann.post(f"{BASE}/{meeting.id}/minutes/{step}").status_code == 303


@pytest.mark.parametrize("is_unattributed", [False, True])
def test_what_the_minutes_tell_of_it(who, sign_in, client, is_unattributed):
    with writing():
        rules = db.session.query(Rules).filter_by(partnership_id=who.here.id).one()
        rules.minutes_audience, rules.is_unattributed = Audience.PUBLIC, is_unattributed
    meeting = make.meeting(who.here.main, days_ago=1)
    agenda.interest(make.items(meeting)[0], who.seat_ray)
    assert "declared an interest" not in client.get(f"{BASE}/{meeting.id}/").text
    publish(sign_in(who.ann), meeting)

    for rest in ("minutes", "minutes?format=txt", ""):
        own = sign_in(who.otto).get(f"{BASE}/{meeting.id}/{rest}").text
        public = client.get(f"{BASE}/{meeting.id}/{rest}").text
        assert "High Peak CVS, Ray Rowsley declared an interest: We bid for this fund. Withdrew." in own, rest
        assert ("One member declared an interest and withdrew." in public) is is_unattributed, rest
        assert ("High Peak CVS declared an interest" in public) is not is_unattributed, rest
        assert ("We bid" in public) is not is_unattributed, rest


def test_once_the_minutes_are_out_nothing_is_declared(who, meeting, item, sign_in):
    ann = sign_in(who.ann)
    publish(ann, meeting)

    assert ann.post(at(meeting, item), data=declared(who)).status_code == 409


def test_an_interest_in_a_confidential_item_is_for_who_may_see_the_item(who, meeting, item, sign_in, client):
    with writing():
        rules = db.session.query(Rules).filter_by(partnership_id=who.here.id).one()
        rules.minutes_audience, rules.interests_public = Audience.PUBLIC, True
    agenda.interest(item, who.seat_ray, nature="Marrow secret")
    make.make_secret(meeting, item)
    publish(sign_in(who.ann), meeting)

    pages = [f"{BASE}/{meeting.id}/", f"{BASE}/{meeting.id}/minutes", f"{BASE}/interests/declared",
             f"{BASE}/interests/declared?format=csv"]  # fmt: skip
    for page in pages:
        assert "Marrow secret" in sign_in(who.ray).get(page).text, page
        for browser in (client, sign_in(who.otto), sign_in(who.wyn)):
            seen = browser.get(page).text
            assert "Marrow secret" not in seen, page
            assert "The fund" not in seen, page
    assert sign_in(who.otto).get(at(meeting, item)).status_code == 404


REGISTER = {"nature": "Rents a room to the partnership", "from_on": "1 April 2025", "until_on": ""}


@pytest.mark.parametrize(("name", "others"), [("ann", True), ("ray", False)])
def test_a_standing_interest_is_entered_and_ended(who, sign_in, name, others):
    browser = sign_in(getattr(who, name))
    whose = f"organisation {who.seat_ray.organisation_id}"

    refused = browser.post(f"{BASE}/interests/new", data=REGISTER | {"whose": whose, "until_on": "1 March 2025"})
    assert (refused.status_code, db.session.query(RegisterEntry).count()) == (422, 0)
    assert "Rents a room" in refused.text
    browser.post(f"{BASE}/interests/new", data=REGISTER | {"whose": whose})
    assert "Rents a room to the partnership" in browser.get(f"{BASE}/interests/").text
    row = db.session.query(RegisterEntry).one()
    browser.post(f"{BASE}/interests/{row.id}/end")

    assert db.session.get(RegisterEntry, row.id).until_on == clock.today()
    rosa = browser.post(
        f"{BASE}/interests/new", data=REGISTER | {"whose": f"organisation {who.seat_rosa.organisation_id}"}
    )
    assert (rosa.status_code == 303) is others


@pytest.mark.parametrize(("name", "status"), [("otto", 403), ("wyn", 403), ("mina", 403), ("sue", 404)])
def test_who_may_not_enter_an_interest(who, sign_in, name, status):
    row = agenda.entry(who.here, who.seat_ray.organisation)
    browser = sign_in(getattr(who, name))

    answer = browser.post(f"{BASE}/interests/new", data=REGISTER | {"whose": f"organisation {row.organisation_id}"})
    assert (answer.status_code, db.session.query(RegisterEntry).count()) == (status, 1)
    assert browser.post(f"{BASE}/interests/{row.id}/end").status_code == status


def test_another_partnerships_entry_is_not_ended_here(who, sign_in):
    row = agenda.entry(who.there, who.seat_there.organisation)

    assert sign_in(who.ann).post(f"{BASE}/interests/{row.id}/end").status_code == 404


def test_the_register_is_open_where_the_rules_say_so(who, sign_in, client):
    with writing():
        db.session.get(Person, who.ray.id).name_shown = Showing.TOGETHER
    agenda.entry(who.here, person=who.ray, nature="Sits on the parish council")
    agenda.entry(who.here, who.seat_ray.organisation)
    for rest in ("", "declared"):
        for browser in (client, sign_in(who.sue)):
            assert browser.get(f"{BASE}/interests/{rest}").status_code == 404
        assert sign_in(who.otto).get(f"{BASE}/interests/{rest}").status_code == 200
    with writing():
        db.session.query(Rules).filter_by(partnership_id=who.here.id).one().interests_public = True

    for page in (f"{BASE}/interests/", f"{BASE}/interests/?format=csv"):
        public, own = client.get(page).text, sign_in(who.otto).get(page).text
        assert ("Sits on the parish council" in public, "Ray Rowsley" in public) == (True, False)
        assert "Ray Rowsley" in own


def test_the_writer_is_reminded_of_the_register_on_the_meetings_day(who, meeting, item, sign_in):
    agenda.entry(who.here, who.seat_ray.organisation)
    agenda.entry(who.here, who.seat_ray.organisation, nature="Long over", until_on=meeting.day - timedelta(days=1))

    for page in (f"{BASE}/{meeting.id}/", at(meeting, item)):
        shown = sign_in(who.mina).get(page).text
        assert ("Runs the café" in shown, "Long over" in shown) == (True, False)
    assert "Runs the café" not in sign_in(who.ray).get(f"{BASE}/{meeting.id}/").text


@pytest.mark.parametrize("page", ["interests/", "interests/declared"])
def test_thirty_cost_as_much_as_one(who, sign_in, queries, page):
    ann, counts = sign_in(who.ann), []
    for number in (1, 29):
        meeting = make.meeting(who.here.main, days_ago=1, items=[f"Item {n}" for n in range(number)])
        for n, item in enumerate(make.items(meeting)):
            agenda.entry(who.here, factories.organisation(), nature=f"Entry {number} {n}")
            agenda.interest(item, who.seat_ray, nature=f"Entry {number} {n}")
        ann.get(f"{BASE}/{page}")
        queries.clear()
        rows = ann.soup(f"{BASE}/{page}").select("tbody tr")
        counts.append(len(queries))

    assert len(rows) == 30
    assert counts[0] == counts[1] <= 5
    assert db.session.query(Meeting).count() == 2
