"""Who was absent is told what was decided, and says that they have seen it."""

import pytest

from portal.core import panels
from portal.core.audience import Audience
from portal.core.database import db
from portal.core.permissions import Role
from portal.core.viewer import VISITOR, Part, Viewer
from portal.decisions import queries
from portal.decisions.models import Acknowledgement
from portal.meetings.models import Presence, State
from tests.factories_actions import decision, marked, met


@pytest.fixture
def meeting(who):
    """A meeting that Rosa missed and Ray attended, with a decision and published minutes."""
    row = met(who.here.main)
    marked(row, who.seat_rosa, Presence.APOLOGIES)
    marked(row, who.seat_ray, Presence.PRESENT)
    decision(who.here.main, "Share a stall", meeting_id=row.id)
    return row


def acknowledged() -> list[tuple[int, str]]:
    return [(row.seat_id, row.by) for row in db.session.scalars(db.select(Acknowledgement))]


def waiting(who, person="rosa", seat="seat_rosa"):
    parts = frozenset([Part(Role.REPRESENTATIVE, who.here.id, who.here.main.id)])
    seats = frozenset([getattr(who, seat).id])
    return queries.waiting_acknowledgements(Viewer(person_id=getattr(who, person).id, parts=parts, seats=seats))


def test_what_was_decided_without_me_waits_for_me(who, meeting, app):
    (row,) = waiting(who)

    assert (row.meeting_id, row.seat_id, row.decisions) == (meeting.id, who.seat_rosa.id, 1)
    assert (row.slug, row.partnership, row.group) == ("here", "Here Partnership", who.here.main.name)
    assert (row.title, row.organisation_name, row.day) == ("Quarterly meeting", "Buxton Volunteer Bureau", meeting.day)
    assert waiting(who, "ray", "seat_ray") == []
    assert queries.waiting_acknowledgements(VISITOR) == []


def test_it_waits_in_one_statement(who, meeting, queries):
    for days in range(5):
        row = met(who.here.main, days_ago=days + 10)
        marked(row, who.seat_rosa)
        decision(who.here.main, f"Decision {days}", meeting_id=row.id)
    waiting(who)
    queries.clear()

    assert len(waiting(who)) == 6
    assert len(queries) == 1


@pytest.mark.parametrize("presence", [Presence.APOLOGIES, Presence.ABSENT, Presence.EXPECTED])
def test_nobody_is_asked_before_the_minutes_are_out_or_where_nothing_was_decided(who, presence):
    draft = met(who.here.main, State.DRAFT)
    marked(draft, who.seat_rosa, presence)
    decision(who.here.main, meeting_id=draft.id)
    idle = met(who.here.main, State.CONFIRMED)
    marked(idle, who.seat_rosa, presence)
    assert waiting(who) == []

    decision(who.here.main, meeting_id=idle.id)
    assert [row.meeting_id for row in waiting(who)] == [idle.id]


def test_a_seat_acknowledges_for_itself(who, sign_in, meeting, base):
    rosa, at = sign_in(who.rosa), f"{base}acknowledge/{meeting.id}"
    page = rosa.soup(f"{base}{decision(who.here.main, 'Fund it', meeting_id=meeting.id).id}/")
    form = page.select_one(f"#seen-{who.seat_rosa.id}").find_parent("form")
    assert form["action"] == form["data-hx-post"] == at

    answer = rosa.post(at, data={"seat": who.seat_rosa.id})

    assert (answer.status_code, answer.location) == (303, f"/partnerships/here/meetings/{meeting.id}/minutes")
    assert acknowledged() == [(who.seat_rosa.id, "Rosa Rowarth")]
    assert waiting(who) == []
    assert rosa.post(at, data={"seat": who.seat_rosa.id}).status_code == 303
    assert len(acknowledged()) == 1


def test_the_list_of_the_absent_changes_in_place(who, sign_in, meeting, base):
    answer = sign_in(who.rosa).htmx(f"{base}acknowledge/{meeting.id}", data={"seat": who.seat_rosa.id})

    assert answer.status_code == 200
    assert answer.text.lstrip().startswith('<section class="band noprint" id="absent"')
    assert "by Rosa Rowarth" in answer.text
    assert "has acknowledged what was decided" in answer.text


def test_a_manager_writes_down_what_was_said_by_telephone(who, sign_in, meeting, base):
    sign_in(who.ann).post(f"{base}acknowledge/{meeting.id}", data={"seat": who.seat_rosa.id})

    assert acknowledged() == [(who.seat_rosa.id, "Ann Abbot, told by telephone or letter")]


def test_who_may_acknowledge(who, sign_in, client, meeting, base):
    at = f"{base}acknowledge/{meeting.id}"

    def post(name, seat=who.seat_rosa.id, address=at):
        return sign_in(getattr(who, name)).post(address, data={"seat": seat}).status_code

    assert [post(name) for name in ("ray", "cal", "mina", "otto", "wyn")] == [403] * 5
    assert [post(name) for name in ("sue", "rem")] == [404] * 2
    assert client.post(at, data={"seat": who.seat_rosa.id}).status_code == 303
    assert post("sue", address=f"/partnerships/there/decisions/acknowledge/{meeting.id}") == 404
    assert post("ann", seat=who.seat_there.id) == 404
    assert post("ann", address=f"{base}acknowledge/9999") == 404
    assert acknowledged() == []


@pytest.mark.parametrize(
    ("said", "status"),
    [({}, 400), ({"seat": ""}, 400), ({"seat": "x"}, 400), ({"seat": "9" * 40}, 400), ({"seat": "9999"}, 404)],
)
def test_a_mistake_changes_nothing(who, sign_in, meeting, base, said, status):
    assert sign_in(who.ann).post(f"{base}acknowledge/{meeting.id}", data=said).status_code == status
    assert acknowledged() == []


def test_who_was_there_has_nothing_to_acknowledge(who, sign_in, meeting, base):
    answer = sign_in(who.ray).post(f"{base}acknowledge/{meeting.id}", data={"seat": who.seat_ray.id})

    assert answer.status_code == 409
    assert "There is nothing to acknowledge" in answer.text
    assert acknowledged() == []


def test_the_minutes_show_who_was_told(who, app, meeting):
    rosa = Viewer(
        user_id=1, person_id=who.rosa.id, seats=frozenset([who.seat_rosa.id]),
        parts=frozenset([Part(Role.REPRESENTATIVE, who.here.id, who.here.main.id)]),
    )  # fmt: skip
    full = met(who.here.main, audience=Audience.PUBLIC)

    with app.test_request_context():
        (html,) = panels.rendered("minutes", rosa, meeting)
        assert "We have seen it" in html
        assert panels.rendered("minutes", rosa, full) == []
        assert panels.rendered("minutes", VISITOR, meeting) == []
