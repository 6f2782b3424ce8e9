"""Logging a meeting from the call to the published minutes, by plain forms and by HTMX."""

import re

import pytest

from portal.actions.models import Action
from portal.core.audience import Audience
from portal.core.database import db
from portal.decisions.models import Decision
from portal.meetings.models import AgendaItem, Attendance, Meeting, Presence, State
from tests import factories_meetings as make
from tests.conftest import HTMX
from tests.people import cast

BASE = "/partnerships/here/meetings"


@pytest.fixture
def who(app):
    return cast()


@pytest.fixture
def meeting(who):
    return make.meeting(who.here.main)


@pytest.fixture
def ann(who, sign_in):
    return sign_in(who.ann)


def at(meeting, *rest):
    return "/".join([BASE, str(meeting.id), *map(str, rest)])


def test_a_manager_logs_a_whole_meeting_by_plain_forms(ann, who):
    called = ann.post(
        f"{BASE}/new?group={who.here.main.slug}", data={"day": "yesterday", "kind": "main", "audience": "partnership"}
    )
    meeting = db.session.query(Meeting).one()
    assert called.status_code == 303
    assert called.location.endswith(f"/meetings/{meeting.id}/")

    ann.post(at(meeting, "items"), data={"title": "Bus to the market", "kind": "decision"})
    item = db.session.query(AgendaItem).one()
    ann.post(at(meeting, "attendance"), data={"mark": "everyone"})
    lines = "Agreed to fund the bus\nHPCVS to circulate the form by 30 April\nEverybody was pleased"
    kept = ann.post(at(meeting, "items", item.id, "lines"), data={"lines": lines})
    assert kept.location.endswith(f"#item-{item.id}")
    for step in ("send", "check", "publish"):
        assert ann.post(at(meeting, "minutes", step)).status_code == 303

    db.session.expire_all()
    decision, action = db.session.query(Decision).one(), db.session.query(Action).one()
    assert (decision.text, decision.quorum_present, decision.quorum_needed) == ("Fund the bus", 2, 2)
    assert not decision.is_recommendation
    assert (action.text, action.leads_text) == ("Circulate the form", "High Peak CVS")
    assert action.due_on.day == 30
    assert db.session.get(Meeting, meeting.id).minutes_state is State.PUBLISHED
    page = ann.soup(at(meeting, "minutes")).get_text(" ")
    assert "Everybody was pleased" in page
    assert "Circulate the form" in page


@pytest.mark.parametrize("typed", ["32/1/2026", "the day after", ""])
def test_a_day_that_cannot_be_read_is_said_beside_the_field_and_kept(ann, typed):
    answer = ann.post(f"{BASE}/new", data={"day": typed, "venue": "Town hall", "kind": "main", "audience": "group"})

    assert answer.status_code == 422
    assert 'value="Town hall"' in answer.text
    assert db.session.query(Meeting).count() == 0


def test_one_tap_marks_a_seat_and_answers_with_the_section_alone(ann, meeting, who):
    answer = ann.htmx(at(meeting, "attendance"), data={"mark": f"{who.seat_ray.id}:present"})

    assert answer.status_code == 200
    assert re.match(r'\s*<section class="band" id="attendance"', answer.text)
    assert "1 of 2 member organisations" in answer.text
    assert db.session.query(Attendance).one().person_name == "Ray Rowsley"


def test_a_second_tap_takes_the_mark_back(ann, meeting, who):
    for _tap in range(2):
        ann.htmx(at(meeting, "attendance"), data={"mark": f"{who.seat_ray.id}:apologies"})

    assert db.session.query(Attendance).one().presence is Presence.EXPECTED


def test_a_substitute_fills_the_seat_and_is_named(ann, meeting, who):
    asked = ann.htmx(at(meeting, "attendance"), data={"mark": f"{who.seat_ray.id}:substitute"})
    assert "Who stands in?" in asked.text

    answer = ann.htmx(at(meeting, "attendance", who.seat_ray.id, "substitute"), data={"name": "Sam Peatmoor"})

    assert "Sam Peatmoor for Ray Rowsley" in answer.text
    assert "1 of 2 member organisations" in answer.text


def test_a_substitute_without_a_name_is_asked_again(ann, meeting, who):
    ann.htmx(at(meeting, "attendance"), data={"mark": f"{who.seat_ray.id}:substitute"})

    answer = ann.htmx(at(meeting, "attendance", who.seat_ray.id, "substitute"), data={"name": " "})

    assert answer.status_code == 422


@pytest.mark.parametrize("mark", ["", "x:present", "999:present", "present", "1:sleeping"])
def test_a_mark_that_is_none_is_refused_and_changes_nothing(ann, meeting, mark):
    answer = ann.htmx(at(meeting, "attendance"), data={"mark": mark})

    assert answer.status_code == 409
    assert db.session.query(Attendance).count() == 0


def test_late_and_early_are_noted_only_for_who_is_there(ann, meeting, who):
    refused = ann.htmx(at(meeting, "attendance"), data={"mark": f"{who.seat_ray.id}:late"})
    ann.htmx(at(meeting, "attendance"), data={"mark": f"{who.seat_ray.id}:present"})
    answer = ann.htmx(at(meeting, "attendance"), data={"mark": f"{who.seat_ray.id}:late"})

    assert refused.status_code == 409
    assert "came late" in answer.text


def test_an_inquorate_meeting_recommends(ann, meeting, who):
    ann.htmx(at(meeting, "attendance"), data={"mark": f"{who.seat_ray.id}:present"})
    item = make.items(meeting)[0]

    answer = ann.htmx(at(meeting, "items", item.id, "lines"), data={"lines": "Agreed to fund the bus"})

    assert "Recommended" in answer.text
    assert db.session.query(Decision).one().is_recommendation


def test_a_guest_is_noted_and_taken_off(ann, meeting):
    added = ann.htmx(
        at(meeting, "guests"), data={"name": "Gil Grindleford", "organisation": "Groundwork", "capacity": "observer"}
    )
    number = re.search(r"guests/(\d+)/remove", added.text)[1]
    removed = ann.htmx(at(meeting, "guests", number, "remove"))

    assert "Gil Grindleford, Groundwork (observer)" in " ".join(added.text.split())
    assert "Gil" not in removed.text


def test_a_line_of_the_notes_becomes_an_action_in_one_click(ann, meeting):
    item = make.items(meeting)[0]
    ann.post(at(meeting, "items", item.id, "notes"), data={"notes": "It rained\nBVB to buy umbrellas by Friday"})

    answer = ann.htmx(at(meeting, "items", item.id, "from-note"), data={"line": "1"})

    assert answer.status_code == 200
    action = db.session.query(Action).one()
    assert (action.text, action.leads_text) == ("Buy umbrellas", "Buxton Volunteer Bureau")


def test_notes_save_themselves_and_say_when(ann, meeting):
    item = make.items(meeting)[0]

    answer = ann.htmx(at(meeting, "items", item.id, "notes"), data={"notes": "Two partners are short of a treasurer."})

    assert re.search(r"Saved \d\d:\d\d", answer.text)
    assert db.session.get(AgendaItem, item.id).notes == "Two partners are short of a treasurer."


def test_the_second_of_two_editors_sees_both_texts_and_neither_is_lost(ann, meeting, who, sign_in):
    item = make.items(meeting)[0]
    opened = re.search(
        rf'id="saved-{item.id}"><input type="hidden" name="version" value="(\w+)"', ann.get(at(meeting, "")).text
    )[1]
    sign_in(who.mina).post(at(meeting, "items", item.id, "notes"), data={"notes": "Mina's", "version": opened})

    plain = ann.post(at(meeting, "items", item.id, "notes"), data={"notes": "Ann's", "version": opened})
    swapped = ann.htmx(at(meeting, "items", item.id, "notes"), data={"notes": "Ann's", "version": opened})

    assert plain.status_code == swapped.status_code == 409
    assert "Ann&#39;s" in plain.text
    assert "Mina&#39;s" in plain.text
    assert "Mina&#39;s" in swapped.text
    assert db.session.get(AgendaItem, item.id).notes == "Mina's"


def test_two_editors_of_the_call_are_told_about_each_other(ann, meeting):
    opened = {
        "day": "3 March 2026",
        "kind": "main",
        "audience": "partnership",
        "version": str(meeting.version),
        "venue": "Mine",
    }
    ann.post(at(meeting, "edit"), data=opened | {"venue": "Theirs"})

    answer = ann.post(at(meeting, "edit"), data=opened)

    assert answer.status_code == 409
    assert "Theirs" in answer.text
    assert 'value="Mine"' in answer.text


def test_items_are_moved_parked_brought_taken_off_and_brought_back(ann, who):
    meeting = make.meeting(who.here.main, items=("First", "Second", "Third"))
    first, second, third = make.items(meeting)

    ann.htmx(at(meeting, "items", first.id, "down"))
    assert [item.title for item in make.items(meeting)] == ["Second", "First", "Third"]
    ann.htmx(at(meeting, "items", third.id, "park"))
    assert [item.number for item in make.items(meeting)] == ["1", "2"]
    later = make.meeting(who.here.main, days_ago=-20, items=())
    ann.htmx(at(later, "items", third.id, "bring"))
    assert [item.title for item in make.items(later)] == ["Third"]
    removed = ann.htmx(at(meeting, "items", second.id, "remove"))
    assert "Undo" in removed.text
    ann.post(at(meeting, "items", second.id, "restore"))
    assert [item.title for item in make.items(meeting)] == ["Second", "First"]


def test_an_item_with_a_decision_is_not_taken_off(ann, meeting):
    item = make.items(meeting)[0]
    make.decided(meeting, item)

    assert ann.htmx(at(meeting, "items", item.id, "remove")).status_code == 409
    assert make.items(meeting) != []


def test_a_decision_is_removed_and_brought_back(ann, meeting):
    item = make.items(meeting)[0]
    make.decided(meeting, item, "Fund the bus")
    number = db.session.query(Decision).one().id

    removed = ann.htmx(at(meeting, "decisions", number, "remove"))
    assert "The decision is removed." in removed.text
    assert "Fund the bus" not in removed.text.split("toast")[0]
    assert "Fund the bus" in ann.htmx(at(meeting, "decisions", number, "restore")).text


def test_standing_items_come_onto_each_new_agenda(ann, who):
    ann.post(f"{BASE}/standing/{who.here.main.slug}", data={"title": "Core group issues", "kind": "information"})

    meeting = make.meeting(who.here.main, items=())

    assert [item.title for item in make.items(meeting)] == ["Core group issues"]


def test_published_minutes_cannot_be_changed_until_withdrawn(ann, meeting):
    item = make.items(meeting)[0]
    for step in ("send", "check", "publish"):
        ann.post(at(meeting, "minutes", step))

    assert ann.post(at(meeting, "items", item.id, "notes"), data={"notes": "Late"}).status_code == 409
    ann.post(at(meeting, "minutes", "withdraw"))
    assert ann.post(at(meeting, "items", item.id, "notes"), data={"notes": "Late"}).status_code == 303


def test_minutes_are_confirmed_at_the_next_meeting_and_then_fixed(ann, who):
    earlier = make.meeting(who.here.main, days_ago=40)
    for step in ("send", "check", "publish"):
        ann.post(at(earlier, "minutes", step))
    later = make.meeting(who.here.main, days_ago=0)
    assert "Confirm them at this meeting" in ann.get(at(later, "")).text

    ann.post(at(later, "confirm", earlier.id))

    assert db.session.get(Meeting, earlier.id).minutes_state is State.CONFIRMED
    assert ann.post(at(earlier, "minutes", "withdraw")).status_code == 409


def test_minutes_of_a_meeting_to_come_cannot_go_round(ann, who):
    meeting = make.meeting(who.here.main, days_ago=-5)

    assert ann.post(at(meeting, "minutes", "send")).status_code == 409


def test_the_chair_is_written_to_and_the_absent_are_told(ann, meeting, who, outbox):
    ann.post(at(meeting, "attendance"), data={"mark": f"{who.seat_ray.id}:present"})
    for step in ("send", "check", "publish"):
        ann.post(at(meeting, "minutes", step))

    assert [letter.to_name for letter in outbox()] == ["Cal Calver", "Rosa Rowarth"]


def test_a_cancelled_meeting_stays_with_its_reason_and_can_come_back(ann, meeting):
    assert ann.post(at(meeting, "cancel"), data={"why": ""}).status_code == 422
    ann.post(at(meeting, "cancel"), data={"why": "Snow"})
    assert "Snow" in ann.get(at(meeting, "")).text
    assert ann.post(at(meeting, "attendance"), data={"mark": "everyone"}).status_code == 409

    ann.post(at(meeting, "restore"))

    assert db.session.get(Meeting, meeting.id).cancelled_at is None


WRITING = [
    "items",
    "attendance",
    "guests",
    "minutes/send",
    "minutes/check",
    "minutes/publish",
    "cancel",
    "edit",
    "restore",
]


@pytest.mark.parametrize("place", WRITING)
@pytest.mark.parametrize(("name", "status"), [("ray", 403), ("wyn", 403), ("otto", 403), ("sue", 404)])
def test_who_may_not_changes_nothing(who, meeting, sign_in, place, name, status):
    client = sign_in(getattr(who, name))

    assert client.post(at(meeting, place), data={"title": "x", "mark": "everyone", "why": "x"}).status_code == status
    assert client.post(at(meeting, place), headers=HTMX).status_code == status


@pytest.mark.parametrize("place", WRITING)
def test_a_visitor_is_sent_to_sign_in(client, meeting, place):
    assert "/login" in client.post(at(meeting, place)).location


def test_the_manager_of_another_partnership_cannot_reach_it_through_their_own(who, meeting, sign_in):
    sue = sign_in(who.sue)

    assert (
        sue.post(f"/partnerships/there/meetings/{meeting.id}/attendance", data={"mark": "everyone"}).status_code == 404
    )
    assert sue.get(f"/partnerships/there/meetings/{meeting.id}/").status_code == 404


def test_the_minute_taker_writes_but_does_not_publish(who, meeting, sign_in):
    mina = sign_in(who.mina)

    assert mina.post(at(meeting, "minutes/send")).status_code == 303
    assert mina.post(at(meeting, "minutes/check")).status_code == 403


def test_confidential_items_are_for_representatives_only(who, meeting, sign_in, client):
    item = make.items(meeting)[0]
    make.decided(meeting, item, "Secret award")
    make.make_secret(meeting, item)
    with db.session.begin_nested():
        db.session.get(Meeting, meeting.id).audience = Audience.PUBLIC
    db.session.commit()

    for name, sees in [
        ("ray", True),
        ("cal", True),
        ("mina", True),
        ("ann", True),
        ("otto", False),
        ("wyn", False),
        ("sue", False),
    ]:
        page = sign_in(getattr(who, name)).get(at(meeting, "")).text
        assert ("Town centre" in page, "Secret award" in page) == (sees, sees), name
    assert "Town centre" not in client.get(at(meeting, "")).text


def test_the_page_costs_the_same_however_many_came_and_spoke(who, sign_in, queries):
    from tests import factories

    small = make.meeting(who.here.main, items=("One",))
    for n in range(30):
        factories.seat(who.here.main, held_by=factories.person(f"Member {n}", with_account=False))
    large = make.meeting(who.here.main, items=[f"Item {n}" for n in range(12)])
    ann = sign_in(who.ann)
    ann.post(at(large, "attendance"), data={"mark": "everyone"})
    counts = []
    for address in [at(small, ""), at(large, "")]:
        ann.get(address)
        queries.clear()
        ann.get(address)
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 15
