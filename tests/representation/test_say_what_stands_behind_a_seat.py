"""An organisation says whether it has paid workers, as what its representative comes, and what it needs."""

from datetime import timedelta

import pytest

from portal.core import clock
from portal.core.database import db, writing
from portal.memberships.models import Holder
from portal.representation.backing_models import Backing
from tests import factories

NOTE = "A trustee represents an organisation with paid workers"


@pytest.fixture
def here(who):
    return f"/partnerships/here/representation/behind/{who.seat_ray.id}"


def seat_page(browser, who):
    return browser.soup(f"/partnerships/here/seats/{who.seat_ray.id}/").find("main").text


def test_the_organisation_says_it_and_the_manager_reads_a_gentle_note(who, here, sign_in):
    ray, ann, rosa = sign_in(who.ray), sign_in(who.ann), sign_in(who.rosa)
    assert "Nothing is said yet" in seat_page(ray, who)

    response = ray.post(here, data={"workers": "yes", "capacity": "trustee", "support": "The bus fare"})

    assert response.status_code == 303
    for browser in (ray, ann):
        assert "The bus fare" in seat_page(browser, who)
    assert NOTE in seat_page(ann, who)
    assert NOTE not in seat_page(ray, who)
    assert "The bus fare" not in seat_page(rosa, who)
    assert "What stands behind it" not in seat_page(rosa, who)


def test_of_somebody_new_nothing_is_said(who, here, sign_in):
    ann = sign_in(who.ann)
    ann.post(here, data={"workers": "yes", "capacity": "trustee", "support": ""})
    with writing():
        db.session.query(Holder).filter_by(seat_id=who.seat_ray.id).update(
            {"until_on": clock.today() - timedelta(days=1)}
        )
    factories.holder(who.seat_ray, factories.person("Nora New"), from_on=clock.today())

    assert NOTE not in seat_page(ann, who)
    assert ann.soup(here).find("input", {"name": "capacity", "value": "unsaid"}).has_attr("checked")


@pytest.mark.parametrize("wrong", [{"workers": "some"}, {"capacity": "king"}, {"support": "x" * 1001}])
def test_a_mistake_keeps_what_was_typed(who, here, sign_in, wrong):
    data = {"workers": "yes", "capacity": "staff", "support": "The bus fare"} | wrong

    response = sign_in(who.ray).post(here, data=data)

    assert response.status_code == 422
    assert data["support"] in response.text
    assert db.session.query(Backing).count() == 0


def test_two_editors_see_what_the_other_saved(who, here, sign_in):
    ray, data = sign_in(who.ray), {"workers": "no", "capacity": "volunteer", "support": "The bus fare"}
    ray.post(here, data=data)
    ray.post(here, data=data | {"support": "A lift", "version": "1"})

    late = ray.post(here, data=data | {"support": "Nothing", "version": "1"})

    assert late.status_code == 409
    assert "A lift" in late.text


def test_nobody_else_says_or_reads_it(who, here, sign_in, client):
    for person, expected in ((who.rosa, 403), (who.otto, 403), (who.sue, 404)):
        for ask in ("get", "post"):
            assert getattr(sign_in(person), ask)(here).status_code == expected
    assert client.get(here).status_code == 303
    there = f"/partnerships/here/representation/behind/{who.seat_there.id}"
    assert sign_in(who.ann).get(there).status_code == 404
