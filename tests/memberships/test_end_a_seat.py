"""A manager ends a seat, with the day and why, and takes that back."""

from datetime import date, timedelta

import pytest

from portal.core import clock
from portal.core.database import db, writing
from portal.core.permissions import Role
from portal.directory.models import Sector
from portal.memberships.models import Holder, Quota, Seat
from tests import factories
from tests.factories_partnerships import again

DAY = {"until_on": "31 March 2026", "why": "Left the partnership"}
MARCH = date(2026, 3, 31)


@pytest.fixture
def address(who):
    """The address of a seat that somebody represents."""
    return f"/partnerships/here/seats/{who.seat_ray.id}/"


def holder_of(seat):
    return db.session.query(Holder).filter_by(seat_id=seat.id).one()


def test_a_seat_ends_with_its_holders_and_its_history_stays(ann, client, who, address):
    response = ann.post(f"{address}end", data=DAY)

    assert (response.status_code, response.location) == (303, address)
    assert (again(who.seat_ray).until_on, again(who.seat_ray).ended_why) == (MARCH, "Left the partnership")
    assert holder_of(who.seat_ray).until_on == MARCH
    text = client.get(address).text
    assert "Ended on 31 March 2026" in text
    assert "Left the partnership" in text
    assert "High Peak CVS" not in client.get("/partnerships/here/seats/").text


def test_the_representatives_rights_end_with_the_last_day(ann, sign_in, who, address):
    ann.post(f"{address}end", data=DAY | {"until_on": "yesterday"})

    assert "Here Partnership" not in sign_in(who.ray).soup("/").find("nav").text


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ({"why": ""}, 422),
        ({"until_on": ""}, 422),
        ({"until_on": "whenever"}, 422),
        ({"until_on": "31 December 2019"}, 409),
    ],
)
def test_an_end_needs_a_day_that_can_be_and_a_reason(ann, who, address, wrong, status):
    assert ann.post(f"{address}end", data=DAY | wrong).status_code == status
    assert again(who.seat_ray).until_on is None


def test_a_seat_ends_once(ann, address):
    ann.post(f"{address}end", data=DAY)

    assert ann.post(f"{address}end", data=DAY | {"until_on": "today"}).status_code == 409


def test_the_message_takes_it_back_for_the_holders_too(ann, who, address):
    former = factories.holder(who.seat_ray, factories.person(), from_on=date(2019, 1, 1), until_on=date(2019, 12, 31))
    ann.post(f"{address}end", data=DAY)

    undo = ann.soup(address).find(class_="toast").form["action"]
    response = ann.post(undo)

    assert undo == f"{address}reopen"
    assert response.status_code == 303
    assert (again(who.seat_ray).until_on, again(who.seat_ray).ended_why) == (None, "")
    assert db.session.query(Holder).filter_by(seat_id=who.seat_ray.id, until_on=None).count() == 1
    assert again(former).until_on == date(2019, 12, 31)


def test_the_place_may_be_kept_open(ann, who, address):
    ann.post(f"{address}end", data=DAY | {"stays_vacant": "y"})

    vacant = db.session.query(Seat).order_by(Seat.id.desc()).first()
    assert (vacant.organisation_id, vacant.from_on, vacant.capacity) == (None, date(2026, 4, 1), "Member")

    ann.post(f"{address}reopen")

    assert again(vacant).until_on == date(2026, 3, 31)
    assert again(who.seat_ray).until_on is None


def test_a_seat_is_not_reopened_once_its_place_was_given_away(ann, who, address):
    with writing():
        db.session.add(Quota(group_id=who.here.main.id, sector=Sector.VOLUNTARY, seats=2))
    ann.post(f"{address}end", data=DAY | {"stays_vacant": "y"})
    vacant = db.session.query(Seat).order_by(Seat.id.desc()).first()
    other = factories.organisation("Peak Trust")
    ann.post(
        f"/partnerships/here/seats/{vacant.id}/fill", data={"organisation_id": other.id, "from_on": "1 April 2026"}
    )

    response = ann.post(f"{address}reopen")

    assert response.status_code == 409
    assert "all are opened" in response.text
    assert again(who.seat_ray).until_on == MARCH


def test_nothing_is_reopened_in_a_group_or_for_an_organisation_that_closed(ann, who, address):
    ann.post(f"{address}end", data=DAY)
    with writing():
        again(who.seat_ray).organisation.closed_on = date(2026, 5, 1)

    response = ann.post(f"{address}reopen")

    assert response.status_code == 409
    assert "High Peak CVS was closed on 1 May 2026." in response.text


def test_what_did_not_end_is_not_reopened(ann, address):
    assert ann.post(f"{address}reopen").status_code == 409


def test_with_the_last_seat_of_an_organisation_its_wider_staffs_roles_end(ann, who, address):
    seat, today = who.seat_ray, clock.today()
    staff = factories.appointment(who.otto, Role.WIDER_STAFF, who.here, organisation_id=seat.organisation_id)
    other = factories.appointment(who.otto, Role.OBSERVER, who.here)
    second = factories.seat(who.here.main, again(seat).organisation)

    ann.post(f"{address}end", data=DAY | {"until_on": "today"})
    assert again(staff).until_on is None
    ann.post(f"/partnerships/here/seats/{second.id}/end", data=DAY | {"until_on": "today"})
    assert again(staff).until_on == today
    assert again(other).until_on is None
    ann.post(f"/partnerships/here/seats/{second.id}/reopen")
    assert again(staff).until_on is None


def test_somebody_named_for_later_never_gets_a_seat_that_ended_before(ann, who, address):
    later = factories.holder(who.seat_rosa, who.otto, from_on=clock.today() + timedelta(days=30))
    rosa = f"/partnerships/here/seats/{who.seat_rosa.id}/end"

    ann.post(rosa, data=DAY | {"until_on": "today"})

    assert again(later).until_on < again(later).from_on


def test_the_page_warns_of_offices_the_organisation_holds(ann, who, address):
    factories.office(who.here.main, organisation_id=who.seat_ray.organisation_id)

    assert "It also holds an office" in ann.get(f"{address}end").text
