"""A manager names who represents a seat and who stands in, and ends it."""

from datetime import date, timedelta

import pytest

from portal.audit.models import Event
from portal.core import clock
from portal.core.database import db, writing
from portal.core.filters import shortday
from portal.directory.models import Person
from portal.memberships.models import Holder, Standing
from portal.memberships.queries.seats import seats_on
from tests import factories
from tests.factories_partnerships import again

TODAY = {"from_on": "today"}


@pytest.fixture
def seat(who):
    """A seat that nobody represents yet."""
    return factories.seat(who.here.main, factories.organisation("Peak Trust"))


@pytest.fixture
def address(seat):
    """The address at which its holders are named."""
    return f"/partnerships/here/seats/{seat.id}/holders/"


def holders(seat):
    return db.session.query(Holder).filter_by(seat_id=seat.id).order_by(Holder.from_on).all()


def test_somebody_of_the_organisation_is_chosen(ann, seat, address):
    pat = factories.person("Pat Peak", organisation_id=seat.organisation_id)

    response = ann.post(f"{address}new", data=TODAY | {"person_id": pat.id})

    assert (response.status_code, response.location) == (303, f"/partnerships/here/seats/{seat.id}/")
    (holder,) = holders(seat)
    assert (holder.person_id, holder.standing, holder.from_on) == (pat.id, Standing.REPRESENTATIVE, clock.today())
    assert "Named Pat Peak as representative for the seat of Peak Trust" in ann.get(response.location).text


def test_only_people_of_the_organisation_who_have_not_left_are_offered(ann, who, seat, address):
    factories.person("Pat Peak", organisation_id=seat.organisation_id)
    factories.person("Lea Left", organisation_id=seat.organisation_id, left_on=date(2026, 1, 1))

    options = [option.text for option in ann.soup(f"{address}new").find("select", id="person_id").find_all("option")]

    assert options == ["Somebody new", "Pat Peak"]
    assert ann.post(f"{address}new", data=TODAY | {"person_id": who.ray.id}).status_code == 422


def test_somebody_new_is_added_in_the_same_form(ann, seat, address):
    ann.post(f"{address}new", data=TODAY | {"person_id": "", "name": "Nia New", "email": "Nia@Example.org"})

    person = holders(seat)[0].person
    assert (person.name, person.email, person.organisation_id) == ("Nia New", "nia@example.org", seat.organisation_id)
    assert db.session.query(Event).filter_by(thing="people", thing_id=person.id).count() == 1


def test_whoever_is_known_by_their_address_is_not_added_twice(ann, seat, address):
    pat = factories.person("Pat Peak", organisation_id=seat.organisation_id, email="pat@example.org")
    before = db.session.query(Person).count()

    ann.post(f"{address}new", data=TODAY | {"person_id": "", "name": "Patricia Peak", "email": "PAT@example.org"})

    assert holders(seat)[0].person_id == pat.id
    assert db.session.query(Person).count() == before


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({}, "Choose somebody from the list, or write a name."),
        ({"name": "Nia New", "email": "nia"}, "Write the whole e-mail address"),
        ({"name": "Nia New", "from_on": ""}, "Write the day it begins."),
    ],
)
def test_what_is_missing_is_said(ann, seat, address, wrong, sentence):
    response = ann.post(f"{address}new", data=TODAY | {"person_id": ""} | wrong)

    assert response.status_code == 422
    assert sentence in response.text
    assert not holders(seat)


def test_a_seat_has_one_representative_at_a_time(ann, who):
    address = f"/partnerships/here/seats/{who.seat_ray.id}/holders/new"

    response = ann.post(address, data=TODAY | {"name": "Nia New"})

    assert response.status_code == 409
    assert "Ray Rowsley is the representative from 1 January 2020 without an end." in response.text
    assert len(holders(who.seat_ray)) == 1
    assert not db.session.query(Person).filter_by(name="Nia New").count()


def test_somebody_else_may_follow_in_one_step(ann, who):
    address = f"/partnerships/here/seats/{who.seat_ray.id}/holders/new"

    response = ann.post(address, data=TODAY | {"name": "Nia New", "in_place": "y"})

    before, after = holders(who.seat_ray)
    assert response.status_code == 303
    assert (before.until_on, after.from_on) == (clock.today() - timedelta(days=1), clock.today())
    assert after.person.name == "Nia New"


def test_the_form_asks_about_who_holds_it_only_where_somebody_does(ann, who, address):
    taken = ann.get(f"/partnerships/here/seats/{who.seat_ray.id}/holders/new").text

    assert "In place of Ray Rowsley, who ends the day before" in taken
    assert "In place of" not in ann.get(f"{address}new").text


def test_nobody_follows_from_before_the_other_began(ann, who):
    address = f"/partnerships/here/seats/{who.seat_ray.id}/holders/new"

    response = ann.post(address, data={"from_on": "1 January 2020", "name": "Nia New", "in_place": "y"})

    assert response.status_code == 409
    assert len(holders(who.seat_ray)) == 1


def test_a_substitute_is_named_beside_the_representative(ann, who):
    address = f"/partnerships/here/seats/{who.seat_ray.id}/holders/new?as=substitute"

    page = ann.soup(address)
    response = ann.post(address, data=TODAY | {"name": "Sam Stand"})

    assert page.h1.text == "Name the substitute"
    assert response.status_code == 303
    assert [holder.standing for holder in holders(who.seat_ray)] == [Standing.REPRESENTATIVE, Standing.SUBSTITUTE]
    assert ann.post(address, data=TODAY | {"name": "Sue Second"}).status_code == 409


def test_a_vacant_seat_and_one_that_ended_have_no_representative(ann, who):
    vacant = factories.seat(who.here.main, organisation_id=None)
    ended = factories.seat(who.here.main, until_on=date(2026, 1, 1))
    coming = factories.seat(who.here.main, from_on=clock.today() + timedelta(days=9))

    for seat in (vacant, ended, coming):
        address = f"/partnerships/here/seats/{seat.id}/holders/new"
        assert ann.post(address, data=TODAY | {"name": "Nia New"}).status_code == 409
        assert not holders(seat)


def test_a_holder_ends_and_the_message_takes_it_back(ann, who):
    (holder,) = holders(who.seat_ray)
    address = f"/partnerships/here/seats/{who.seat_ray.id}/"

    asked = ann.soup(f"{address}holders/{holder.id}/end")
    ann.post(f"{address}holders/{holder.id}/end", data={"until_on": "yesterday"})
    page = ann.soup(address)

    assert asked.h1.text == "End Ray Rowsley as representative?"
    assert again(holder).until_on == clock.today() - timedelta(days=1)
    assert "Nobody is named." in page.text
    assert ann.post(page.find(class_="toast").form["action"]).status_code == 303
    assert again(holder).until_on is None


def test_an_end_is_not_taken_back_once_somebody_else_was_named(ann, who):
    (holder,) = holders(who.seat_ray)
    address = f"/partnerships/here/seats/{who.seat_ray.id}/holders/"
    ann.post(f"{address}{holder.id}/end", data={"until_on": "yesterday"})
    ann.post(f"{address}new", data=TODAY | {"name": "Nia New"})

    response = ann.post(f"{address}{holder.id}/reopen")

    assert response.status_code == 409
    assert f"Nia New is the representative from {shortday(clock.today())}" in response.text


@pytest.mark.parametrize(("day", "status"), [("1 January 2019", 409), ("", 422), ("31 December 2019", 303)])
def test_a_holder_ends_at_the_earliest_before_they_began(ann, who, day, status):
    (holder,) = holders(who.seat_ray)
    address = f"/partnerships/here/seats/{who.seat_ray.id}/holders/{holder.id}/end"

    assert ann.post(address, data={"until_on": day}).status_code == status


def test_a_holder_of_another_seat_is_not_found(ann, who):
    (holder,) = holders(who.seat_ray)
    address = f"/partnerships/here/seats/{who.seat_rosa.id}/holders/{holder.id}/"

    assert ann.get(f"{address}end").status_code == 404
    assert ann.post(f"{address}reopen").status_code == 404


def test_the_roll_of_a_meeting_knows_who_holds_each_seat_on_its_day(who, seat, queries):
    sam = factories.person("Sam Stand")
    factories.holder(seat, sam, Standing.SUBSTITUTE)
    factories.seat(who.here.main, organisation_id=None, position=5, capacity="Treasurer", counts=False)
    factories.seat(who.here.main, until_on=date(2025, 12, 31))
    main = who.here.main.id

    queries.clear()
    rows = seats_on(main, date(2026, 3, 1))

    assert len(queries) == 1
    assert [(row.organisation_name, row.person_name, row.substitute_name, row.counts) for row in rows] == [
        ("Buxton Volunteer Bureau", "Rosa Rowarth", None, True),
        ("High Peak CVS", "Ray Rowsley", None, True),
        ("Peak Trust", None, "Sam Stand", True),
        (None, None, None, False),
    ]
    assert (rows[0].short_name, rows[3].capacity, rows[3].position) == ("BVB", "Treasurer", 5)
    assert len(seats_on(main, date(2025, 12, 31))) == 5
    assert not seats_on(main, date(2019, 12, 31))


def test_somebody_who_left_represents_nobody_after_that_day(who):
    with writing():
        db.session.get(Person, who.ray.id).left_on = date(2026, 3, 1)

    def named(day):
        return {row.person_name for row in seats_on(who.here.main.id, day)}

    assert named(date(2026, 3, 1)) == {"Ray Rowsley", "Rosa Rowarth"}
    assert named(date(2026, 3, 2)) == {None, "Rosa Rowarth"}
