"""A manager gives offices to organisations, hands them over, and ends them."""

from datetime import date, timedelta

import pytest

from portal.core import clock
from portal.core.database import db
from portal.core.filters import shortday
from portal.memberships.models import Office, OfficeKind
from portal.memberships.rules import term_end
from tests import factories
from tests.factories_partnerships import again

NEW = "/partnerships/here/offices/new"
SEATS = "/partnerships/here/seats/"


@pytest.fixture
def said(who):
    """What a manager fills in to give the chair to High Peak CVS."""
    return {
        "kind": "chair", "detail": "", "group_id": who.here.main.id, "organisation_id": who.seat_ray.organisation_id,
        "person_id": "", "from_on": "1 April 2026", "until_on": "31 March 2027",
    }  # fmt: skip


def offices():
    return db.session.query(Office).order_by(Office.from_on, Office.id).all()


def shown(browser):
    return browser.soup(SEATS).find(attrs={"aria-labelledby": "offices"}).get_text(" ", strip=True)


def test_an_office_is_given_to_an_organisation_for_a_year(ann, client, said, who):
    response = ann.post(NEW, data=said)

    (office,) = offices()
    assert (response.status_code, response.location) == (303, f"{SEATS}#offices")
    assert (office.kind, office.organisation_id, office.person_id) == (OfficeKind.CHAIR, said["organisation_id"], None)
    assert (office.from_on, office.until_on) == (date(2026, 4, 1), date(2027, 3, 31))
    assert "Chair Main group , High Peak CVS" in shown(client)
    assert "High Peak CVS holds the office of Chair in Main group" in ann.get(SEATS).text
    assert "Chair" in client.soup(f"/partnerships/here/groups/{who.here.main.slug}/").find(id="offices").parent.text


def test_the_form_offers_a_year_from_today(ann):
    form = ann.soup(NEW)

    assert form.find(id="from_on")["value"] == shortday(clock.today())
    assert form.find(id="until_on")["value"] == shortday(term_end(clock.today(), 1))


def test_the_representative_of_the_organisation_chairs(ann, sign_in, said, who):
    ann.post(NEW, data=said | {"from_on": "yesterday", "until_on": ""})

    ray = sign_in(who.ray).soup(f"/people/{who.ray.id}/")

    assert "meetings/new" in sign_in(who.ray).get("/partnerships/here/meetings/").text
    assert ray.h1.text == "Ray Rowsley"


def test_a_person_who_is_named_is_shown_to_those_who_may_know(ann, client, said, who):
    ann.post(NEW, data=said | {"person_id": who.ray.id, "organisation_id": ""})

    assert "Ray Rowsley" in shown(ann)
    assert "Ray Rowsley" not in shown(client)
    assert "a person not shown to you" in shown(client)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"organisation_id": ""}, "Choose the organisation, or the person, or both."),
        ({"kind": "caretaker"}, "Name the area of work the caretaker looks after."),
        ({"until_on": "31 March 2026"}, "It would end before it begins."),
        ({"from_on": ""}, "Write the day it begins."),
        ({"group_id": "0"}, "Choose one of those offered"),
        ({"kind": "king"}, "Choose one of those offered"),
    ],
)
def test_what_cannot_be_right_is_said_beside_its_field(ann, said, wrong, sentence):
    response = ann.post(NEW, data=said | wrong)

    assert response.status_code == 422
    assert sentence in response.text
    assert not offices()


def test_an_office_is_held_by_one_at_a_time(ann, said, who):
    ann.post(NEW, data=said)
    other = {"organisation_id": who.seat_rosa.organisation_id}

    meanwhile = ann.post(NEW, data=said | other | {"from_on": "31 March 2027", "until_on": ""})
    afterwards = ann.post(NEW, data=said | other | {"from_on": "1 April 2027", "until_on": ""})

    assert meanwhile.status_code == 409
    assert "High Peak CVS holds this office from 1 April 2026 until 31 March 2027." in meanwhile.text
    assert afterwards.status_code == 303


def test_each_area_of_work_has_a_caretaker(ann, said):
    area = said | {"kind": "caretaker", "detail": "Mentoring"}

    statuses = [ann.post(NEW, data=area | {"detail": d}).status_code for d in ("Mentoring", "Funding", "mentoring")]

    assert statuses == [303, 303, 409]


def test_an_office_is_handed_over_in_one_step(ann, said, who):
    ann.post(NEW, data=said)
    (office,) = offices()
    data = {
        "organisation_id": who.seat_rosa.organisation_id,
        "from_on": "1 October 2026",
        "until_on": "30 September 2027",
    }

    page = ann.soup(f"/partnerships/here/offices/{office.id}/hand-over")
    response = ann.post(f"/partnerships/here/offices/{office.id}/hand-over", data=data)

    old, new = offices()
    assert "High Peak CVS has held it since 1 April 2026." in page.text
    assert response.status_code == 303
    assert (old.until_on, new.from_on, new.kind) == (date(2026, 9, 30), date(2026, 10, 1), OfficeKind.CHAIR)
    assert new.organisation_id == who.seat_rosa.organisation_id


def test_nothing_is_handed_over_from_before_it_began(ann, said, who):
    ann.post(NEW, data=said)
    (office,) = offices()
    data = {"organisation_id": who.seat_rosa.organisation_id, "from_on": "1 April 2026"}

    assert ann.post(f"/partnerships/here/offices/{office.id}/hand-over", data=data).status_code == 409
    assert offices() == [office]


def test_when_handing_over_is_refused_the_old_one_goes_on(ann, said, who):
    ann.post(NEW, data=said | {"until_on": ""})
    (office,) = offices()
    later = factories.office(who.here.main, organisation_id=who.seat_rosa.organisation_id, from_on=date(2027, 1, 1))
    data = {"organisation_id": who.seat_rosa.organisation_id, "from_on": "1 October 2026", "until_on": ""}

    assert ann.post(f"/partnerships/here/offices/{office.id}/hand-over", data=data).status_code == 409
    assert again(office).until_on is None
    assert offices() == [office, later]


def test_an_office_ends(ann, client, said):
    ann.post(NEW, data=said)
    (office,) = offices()
    address = f"/partnerships/here/offices/{office.id}/end"

    asked = ann.soup(address)
    early, right = [ann.post(address, data={"until_on": day}) for day in ("31 March 2026", "1 April 2026")]

    assert asked.h1.text == "End the office of Chair in Main group?"
    assert (early.status_code, right.status_code) == (409, 303)
    assert again(office).until_on == date(2026, 4, 1)
    assert "No office is held." in shown(client)
    assert ann.post(address, data={"until_on": "today"}).status_code == 409


def test_an_office_that_begins_later_is_listed_with_its_day(ann, client, said):
    begins = clock.today() + timedelta(days=9)

    ann.post(NEW, data=said | {"from_on": shortday(begins), "until_on": ""})

    assert f"from {shortday(begins)}" in shown(client)


def test_an_office_of_another_partnership_is_not_found(ann, who):
    office = factories.office(who.there.main)

    assert ann.get(f"/partnerships/here/offices/{office.id}/end").status_code == 404
    assert ann.post(f"/partnerships/here/offices/{office.id}/hand-over").status_code == 404
