"""One page for what was decided without a seat: at meetings it missed, and between meetings while it was silent."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from portal.core import clock
from portal.core.audience import Audience
from portal.core.database import db
from portal.core.filters import shortday
from portal.decisions.models import Acknowledgement
from tests import factories
from tests.conftest import HTMX
from tests.factories_actions import decision, marked, met
from tests.factories_deciding import answer_of, proposal, rules, settled


@pytest.fixture
def address(base) -> str:
    return base + "without-us"


@pytest.fixture
def missed(who):
    """A meeting that Rosa's seat missed, with a decision for all and a confidential one."""
    row = met(who.here.main, days_ago=20)
    marked(row, who.seat_rosa)
    decision(who.here.main, "Share a stall", meeting_id=row.id)
    decision(who.here.main, "Sue the baker", meeting_id=row.id, audience=Audience.RESTRICTED)
    return row


@pytest.fixture
def silent(who):
    """Something agreed between meetings while both seats were silent."""
    rules(who.here, silence_is_assent=True)
    return settled(proposal(who.here.main, "Buy a tent", opened_ago=20))


def keys(page):
    return [field["value"] for field in page.select("input[name=seen]")]


def noted(who, silent):
    db.session.rollback()
    return db.session.scalar(sa.select(sa.func.count(Acknowledgement.id))), answer_of(
        silent, who.seat_rosa
    ).acknowledged_by


def test_everything_is_on_one_page_and_waits_on_the_first(who, sign_in, address, missed, silent):
    page = sign_in(who.rosa).soup(address)

    assert [row.h2.a.text.split(",")[0] for row in page.select("#without > ul > li")] == [
        "Decided between meetings", "Quarterly meeting",
    ]  # fmt: skip
    assert {link.text for link in page.select("#without li li a")} == {"Buy a tent", "Share a stall", "Sue the baker"}
    assert "We have seen all of it (2)" in page.text
    home = sign_in(who.rosa).soup("/").text
    assert "without an answer from you" in home
    assert sign_in(who.ray).soup(address).select("#without > ul > li")[0].h2.a.text.startswith("Decided between")


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_all_of_it_is_acknowledged_at_once(who, sign_in, address, missed, silent, headers):
    rosa = sign_in(who.rosa)
    seen = keys(rosa.soup(address))

    answer = rosa.post(address, data={"seen": seen}, headers=headers)

    assert answer.status_code == (200 if headers else 303)
    assert noted(who, silent) == (1, "Rosa Rowarth")
    assert keys(rosa.soup(address)) == []
    assert "without an answer from you" not in rosa.soup("/").text
    if headers:
        assert answer.text.lstrip().startswith('<div id="without"')
        assert "2 notes kept that you have seen it" in answer.text


def test_what_came_since_the_page_was_read_is_not_acknowledged_unread(who, sign_in, address, missed, silent):
    rosa = sign_in(who.rosa)
    seen = keys(rosa.soup(address))
    fresh = settled(proposal(who.here.main, "Buy a band", opened_ago=20))

    rosa.post(address, data={"seen": [*seen, "rubbish", "between-x-y", f"between-999-{who.seat_ray.id}"]})

    assert answer_of(fresh, who.seat_rosa).acknowledged_at is None
    assert len(keys(rosa.soup(address))) == 1
    assert answer_of(silent, who.seat_ray).acknowledged_at is None


def test_it_goes_back_to_a_day(who, sign_in, address, missed, silent):
    rosa = sign_in(who.rosa)
    since = shortday(clock.today() - timedelta(days=5))

    assert [
        row.h2.a.text.split(",")[0] for row in rosa.soup(f"{address}?since={since}").select("#without > ul > li")
    ] == ["Decided between meetings"]
    wrong = rosa.get(f"{address}?since=some+day")
    assert wrong.status_code == 422
    assert "cannot be read as a day" in wrong.text


def test_confidential_ones_are_for_the_entitled_only(who, sign_in, address, missed):
    """A representative in another group holds a seat there and no right to what this one keeps to itself."""
    forum = factories.group(who.here, name="Forum")
    person = factories.person("Una Upton")
    seat = factories.seat(forum, held_by=person)
    row = met(who.here.main, days_ago=10)
    marked(row, seat)
    decision(who.here.main, "A whisper", meeting_id=row.id, audience=Audience.RESTRICTED)

    page = sign_in(person).soup(address)

    assert "whisper" not in page.text
    assert page.select("#without > ul > li") == []


def test_the_manager_notes_it_for_somebody_who_rang(who, sign_in, base, silent):
    address = f"{base}between/{silent.id}/seats/{who.seat_rosa.id}/seen"
    assert sign_in(who.ray).post(address).status_code == 403

    assert sign_in(who.ann).htmx(address).status_code == 200

    assert answer_of(silent, who.seat_rosa).acknowledged_by == "Ann Abbot, told by telephone or letter"
    assert sign_in(who.ann).post(address).status_code == 303
    assert (
        sign_in(who.ray).post(address.replace(f"seats/{who.seat_rosa.id}", f"seats/{who.seat_ray.id}")).status_code
        == 303
    )


def test_there_is_nothing_to_acknowledge_while_it_is_open(who, sign_in, base):
    made = proposal(who.here.main)

    answer = sign_in(who.ray).post(f"{base}between/{made.id}/seats/{who.seat_ray.id}/seen")

    assert answer.status_code == 409
    assert answer_of(made, who.seat_ray).acknowledged_at is None


def test_who_holds_no_seat_is_told_so_and_others_may_not(who, sign_in, client, address):
    assert "Nothing was decided without you" in sign_in(who.ann).soup(address).text
    assert [sign_in(getattr(who, name)).get(address).status_code for name in ("otto", "wyn", "sue")] == [403, 403, 404]
    assert client.get(address).status_code == 303


def test_many_cost_no_more_than_few(who, sign_in, address, queries):
    for number in range(30):
        row = met(who.here.main, days_ago=number + 1)
        marked(row, who.seat_rosa)
        decision(who.here.main, f"Decision {number}", meeting_id=row.id)
    rosa = sign_in(who.rosa)
    rosa.get(address)
    queries.clear()

    assert len(rosa.soup(address).select("#without > ul > li")) == 30
    assert len(queries) <= 6 + 2
