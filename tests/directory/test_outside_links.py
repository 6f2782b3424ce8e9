"""Outside bodies and networks on an organisation's page: added, changed, taken off the list, put back."""

import pytest
from sqlalchemy import select

from portal.core.database import db, writing
from portal.directory.models import Organisation, OutsideLink, Showing
from tests import factories
from tests.factories_directory import link
from tests.people import cast

GIVEN = {"name": "Bus users' forum", "website": "www.example.org", "part": "Observer", "brings_back": "Timetables"}


@pytest.fixture
def who(app):
    return cast()


@pytest.fixture
def mine(who):
    return db.session.get(Organisation, who.seat_ray.organisation_id)


def base(organisation):
    return f"/organisations/{organisation.slug}/"


def test_a_keeper_adds_one_and_everybody_reads_it(sign_in, client, who, mine):
    lee = factories.person("Lee Lane", organisation_id=mine.id, name_shown=Showing.PARTNERS)

    response = sign_in(who.ray).post(f"{base(mine)}links/new", data=GIVEN | {"person_id": str(lee.id)})

    assert response.status_code == 303
    seen = client.soup(base(mine)).select_one("#outside").text
    assert "Bus users" in seen
    assert "Timetables" in seen
    assert "Lee Lane" not in seen
    assert "Lee Lane" in sign_in(who.sue).soup(base(mine)).select_one("#outside").text


def test_one_without_a_name_is_refused(sign_in, who, mine):
    response = sign_in(who.ray).post(f"{base(mine)}links/new", data=GIVEN | {"name": ""})

    assert response.status_code == 422
    assert "Timetables" in response.text
    assert not db.session.scalars(select(OutsideLink)).all()


def test_one_is_changed_and_two_editors_are_told_apart(sign_in, who, mine):
    row = link(mine.id)
    ray, address = sign_in(who.ray), f"{base(mine)}links/{row.id}/edit"

    assert ray.post(address, data=GIVEN | {"version": "1"}).status_code == 303
    second = ray.post(address, data=GIVEN | {"name": "Other", "version": "1"})

    assert second.status_code == 409
    db.session.refresh(row)
    assert (row.name, row.confirmed_by) == ("Bus users' forum", "Ray Rowsley")


@pytest.mark.parametrize("way", ["htmx", "post"])
def test_one_is_taken_off_and_put_back(sign_in, client, who, mine, way):
    row, ray = link(mine.id), sign_in(who.ray)

    response = getattr(ray, way)(f"{base(mine)}links/{row.id}/remove")

    assert response.status_code == (200 if way == "htmx" else 303)
    assert not client.soup(base(mine)).select("#outside")
    assert ray.post(f"{base(mine)}links/{row.id}/remove").status_code == 409
    assert ray.post(f"{base(mine)}links/{row.id}/restore").status_code == 303
    assert ray.post(f"{base(mine)}links/{row.id}/restore").status_code == 409
    assert client.soup(base(mine)).select_one(f"#link-{row.id}")


def test_others_change_nothing(sign_in, who, mine):
    row = link(mine.id)

    for name in ("rosa", "sue", "otto"):
        browser = sign_in(getattr(who, name))
        assert browser.htmx(f"{base(mine)}links/{row.id}/remove").status_code == 403
        assert browser.get(f"{base(mine)}links/new").status_code == 403


def test_one_of_another_organisation_is_not_found(sign_in, who, mine):
    row = link(who.seat_rosa.organisation_id)

    assert sign_in(who.ray).get(f"{base(mine)}links/{row.id}/edit").status_code == 404


def test_who_left_is_named_no_more(sign_in, who, mine):
    lee = factories.person("Lee Lane", organisation_id=mine.id)
    link(mine.id, person_id=lee.id)
    with writing():
        lee.left_on = factories.LONG_AGO

    assert "Lee Lane" not in sign_in(who.ray).soup(base(mine)).select_one("#outside").text
