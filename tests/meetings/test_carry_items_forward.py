"""What was not reached goes to the next meeting or the backlog, traceable both ways; and what reviews an action."""

import pytest

from portal.core.audience import Audience
from portal.core.database import db, writing
from portal.core.filters import shortday
from portal.meetings.models import AgendaItem, ItemKind, Meeting
from tests import factories, factories_actions
from tests import factories_agenda as agenda
from tests import factories_meetings as make
from tests.people import cast

BASE = "/partnerships/here/meetings"


@pytest.fixture
def who(app):
    return cast()


@pytest.fixture
def held(who):
    return make.meeting(who.here.main, days_ago=1, items=("Buses", "Parks"))


@pytest.fixture
def coming(who):
    return make.meeting(who.here.main, days_ago=-14, items=("News",))


def copy_of(item) -> AgendaItem:
    db.session.expire_all()
    return db.session.query(AgendaItem).filter_by(from_item_id=item.id).one()


@pytest.mark.parametrize("way", ["post", "htmx"])
def test_an_item_is_carried_to_the_next_meeting_and_each_says_so(who, held, coming, sign_in, way):
    ann, item = sign_in(who.ann), make.items(held)[0]

    answer = getattr(ann, way)(f"{BASE}/{held.id}/items/{item.id}/carry")

    assert answer.status_code == (200 if way == "htmx" else 303)
    copy = copy_of(item)
    assert (copy.meeting_id, copy.title, copy.number, copy.is_carried) == (coming.id, "Buses", "2", True)
    from_here = ann.soup(f"{BASE}/{held.id}/").find(id=f"item-{item.id}").get_text(" ", strip=True)
    assert f"Carried to {shortday(coming.day)}" in from_here
    from_there = ann.soup(f"{BASE}/{coming.id}/").find(id=f"item-{copy.id}").get_text(" ", strip=True)
    assert f"Carried from {shortday(held.day)}" in from_there
    assert ann.post(f"{BASE}/{held.id}/items/{item.id}/carry").status_code == 409


def test_without_a_next_meeting_it_waits_in_the_backlog(who, held, sign_in):
    ann, item = sign_in(who.ann), make.items(held)[0]

    ann.post(f"{BASE}/{held.id}/items/{item.id}/carry")

    assert "Carried to the backlog" in ann.get(f"{BASE}/{held.id}/").text
    page = ann.get(f"{BASE}/backlog/{who.here.main.slug}").text
    assert "carried from" in page
    coming = make.meeting(who.here.main, days_ago=-14, items=())
    ann.post(f"{BASE}/{coming.id}/items/{copy_of(item).id}/bring")
    assert copy_of(item).meeting_id == coming.id
    assert copy_of(item).audience is coming.audience


def test_everything_not_reached_is_carried_at_once(who, held, coming, sign_in):
    buses, parks = make.items(held)
    make.decided(held, buses)
    ann = sign_in(who.ann)
    assert "what was not reached (1)" in ann.get(f"{BASE}/{held.id}/").text

    ann.htmx(f"{BASE}/{held.id}/carry")

    assert [item.title for item in make.items(coming)] == ["News", "Parks"]
    assert "what was not reached" not in ann.get(f"{BASE}/{held.id}/").text
    ann.post(f"{BASE}/{held.id}/carry")
    assert copy_of(parks).meeting_id == coming.id


def test_an_item_comes_up_again(who, held, coming, sign_in):
    ann, item = sign_in(who.ann), make.items(held)[0]

    ann.post(f"{BASE}/{held.id}/items/{item.id}/again")

    assert "Comes up again on" in ann.get(f"{BASE}/{held.id}/").text
    assert "Also on the agenda of" in ann.get(f"{BASE}/{coming.id}/").text


def test_confidential_items_stay_confidential_wherever_they_are_carried(who, held, coming, sign_in):
    ann, (buses, parks) = sign_in(who.ann), make.items(held)
    make.make_secret(held, buses)
    for item in (buses, parks):
        ann.post(f"{BASE}/{held.id}/items/{item.id}/carry")
    assert copy_of(buses).audience is Audience.RESTRICTED

    make.make_secret(held, parks)

    assert copy_of(parks).audience is Audience.RESTRICTED
    assert copy_of(parks).number == "C2"
    page = sign_in(who.otto).get(f"{BASE}/{coming.id}/").text
    assert ("Buses" in page, "Parks" in page, "Carried" in page) == (False, False, False)


def test_confidential_items_in_the_backlog_are_for_representatives(who, held, sign_in):
    item = make.items(held)[0]
    make.make_secret(held, item)
    sign_in(who.ann).post(f"{BASE}/{held.id}/items/{item.id}/carry")

    for name, sees in (("ray", True), ("mina", True), ("otto", False), ("wyn", False)):
        page = sign_in(getattr(who, name)).get(f"{BASE}/backlog/{who.here.main.slug}").text
        assert ("Buses" in page) is sees, name


def test_where_it_went_is_not_told_to_who_may_not_see_that_meeting(who, sign_in, client):
    with writing():
        pass
    open_one = make.meeting(who.here.main, days_ago=1, items=("Buses",), audience=Audience.PUBLIC)
    make.meeting(who.here.main, days_ago=-14, items=(), audience=Audience.GROUP)
    sign_in(who.ann).post(f"{BASE}/{open_one.id}/items/{make.items(open_one)[0].id}/carry")

    assert "Carried to" not in client.get(f"{BASE}/{open_one.id}/").text


@pytest.mark.parametrize(("name", "status"), [("wyn", 403), ("ray", 403), ("otto", 403), ("sue", 404)])
@pytest.mark.parametrize("rest", ["items/{item}/carry", "items/{item}/again", "carry"])
def test_who_may_not_carry(who, held, coming, sign_in, name, status, rest):
    address = rest.format(item=make.items(held)[0].id)

    assert sign_in(getattr(who, name)).post(f"{BASE}/{held.id}/{address}").status_code == status
    assert len(make.items(coming)) == 1


def test_once_the_minutes_are_out_nothing_is_carried(who, held, coming, sign_in):
    ann = sign_in(who.ann)
    for step in ("send", "check", "publish"):
        ann.post(f"{BASE}/{held.id}/minutes/{step}")

    assert ann.post(f"{BASE}/{held.id}/carry").status_code == 409
    assert len(make.items(coming)) == 1


def test_an_item_is_taken_out_of_the_backlog_and_brought_back(who, held, sign_in):
    ann, item = sign_in(who.ann), make.items(held)[0]
    ann.post(f"{BASE}/{held.id}/items/{item.id}/park")
    here = f"{BASE}/backlog/{who.here.main.slug}"

    ann.post(f"{here}/{item.id}/remove")
    assert ">Buses" not in ann.get(here).text
    ann.post(f"{here}/{item.id}/restore")

    assert ">Buses" in ann.get(here).text
    assert sign_in(who.ray).post(f"{here}/{item.id}/remove").status_code == 403
    assert ann.post(f"{BASE}/backlog/{factories.group(who.here).slug}/{item.id}/remove").status_code == 404


def test_thirty_in_the_backlog_cost_as_much_as_one(who, sign_in, queries):
    ann, counts, here = sign_in(who.ann), [], f"{BASE}/backlog/{who.here.main.slug}"
    for number in (1, 30):
        meeting = make.meeting(who.here.main, items=[f"Item {n}" for n in range(number)])
        for item in make.items(meeting):
            ann.post(f"{BASE}/{meeting.id}/items/{item.id}/park")
        ann.get(here)
        queries.clear()
        ann.get(here)
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 7


def test_an_action_is_put_on_an_agenda_for_review(who, coming, sign_in):
    action = factories_actions.action(who.here.main, "Find a fund for the bus")
    ann, here = sign_in(who.ann), f"{BASE}/review/{action.id}"
    assert f'href="{here}"' in ann.get(f"/partnerships/here/actions/{action.id}/").text
    assert 'value="Review: Find a fund for the bus"' in ann.get(here).text

    refused = ann.post(here, data={"meeting_id": coming.id, "title": "", "minutes_long": "20"})
    assert (refused.status_code, len(make.items(coming))) == (422, 1)
    ann.post(here, data={"meeting_id": coming.id, "title": "The bus fund", "minutes_long": "20"})

    item = make.items(coming)[1]
    assert (item.title, item.kind, item.reviews_action_id) == ("The bus fund", ItemKind.REVIEW, action.id)
    for page in ("", "agenda"):
        shown = ann.get(f"{BASE}/{coming.id}/{page}").text
        assert "Find a fund for the bus" in shown
        assert "Outstanding" in shown
    for name, status in (("ray", 403), ("sue", 404)):
        assert sign_in(getattr(who, name)).post(here, data={}).status_code == status


def test_an_action_that_not_everybody_may_see_stays_hidden_under_its_review(who, sign_in):
    action = factories_actions.action(who.here.main, "Whisper about Ray", audience=Audience.RESTRICTED)
    coming = make.meeting(who.here.main, days_ago=-14, items=(), audience=Audience.PUBLIC)
    ann = sign_in(who.ann)
    assert 'value="Review of an objective"' in ann.get(f"{BASE}/review/{action.id}").text
    ann.post(f"{BASE}/review/{action.id}", data={"meeting_id": coming.id, "title": "Review of an objective"})

    for name, sees in (("ray", True), ("otto", False), ("sue", False)):
        page = sign_in(getattr(who, name)).get(f"{BASE}/{coming.id}/").text
        assert ("Review of an objective" in page, "Whisper" in page) == (True, sees), name


def test_a_partner_proposes_the_review(who, coming, sign_in):
    action = factories_actions.action(who.here.main, "Find a fund for the bus", audience=Audience.PARTNERSHIP)

    page = sign_in(who.wyn).soup(f"{BASE}/propose?review={action.id}")

    assert page.find("option", value=str(action.id)).has_attr("selected")


def test_the_meeting_page_costs_the_same_with_everything_beside_its_items(who, coming, sign_in, queries):
    ann, counts = sign_in(who.ann), []
    for number in (1, 12):
        meeting = make.meeting(who.here.main, days_ago=1, items=[f"Item {n}" for n in range(number)])
        for item in make.items(meeting):
            ann.post(f"{BASE}/{meeting.id}/items/{item.id}/carry")
            agenda.interest(item, who.seat_ray)
            with writing():
                db.session.get(AgendaItem, item.id).reviews_action_id = factories_actions.action(who.here.main).id
        ann.get(f"{BASE}/{meeting.id}/")
        queries.clear()
        ann.get(f"{BASE}/{meeting.id}/")
        counts.append(len(queries))

    assert counts[0] == counts[1]
    assert db.session.query(Meeting).count() == 3
