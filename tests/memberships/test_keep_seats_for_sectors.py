"""A manager says how many seats of a group are kept for each sector."""

import pytest

from portal.core.database import db, writing
from portal.directory.models import Sector
from portal.memberships.models import Quota
from tests import factories


@pytest.fixture
def address(who):
    """The address of the numbers of the main group."""
    return f"/partnerships/here/groups/{who.here.main.slug}/quotas"


NONE = {sector.value: "0" for sector in Sector}


def kept():
    return {row.sector: row.seats for row in db.session.query(Quota)}


def test_the_numbers_are_written_down_and_shown(ann, client, who, address):
    response = ann.post(address, data=NONE | {"public": "8", "private": "8", "voluntary": "2"})

    assert (response.status_code, response.location) == (303, f"/partnerships/here/seats/?group={who.here.main.slug}")
    assert kept() == {Sector.PUBLIC: 8, Sector.PRIVATE: 8, Sector.VOLUNTARY: 2}
    assert "2 of 18 seats are filled." in client.get("/partnerships/here/seats/").text
    assert "Seats kept for sectors in Main group: Public 8, Private 8" in ann.get("/partnerships/here/history").text


def test_a_number_of_none_keeps_none(ann, who, address):
    with writing():
        db.session.add_all(Quota(group_id=who.here.main.id, sector=sector, seats=3) for sector in list(Sector)[:2])

    page = ann.soup(address)
    ann.post(address, data=NONE | {"private": "4"})

    assert (page.find(id="public")["value"], page.find(id="faith")["value"]) == ("3", "0")
    assert kept() == {Sector.PRIVATE: 4}


@pytest.mark.parametrize("wrong", ["", "-1", "many", "100", "1.5"])
def test_what_is_no_number_is_said(ann, address, wrong):
    response = ann.post(address, data=NONE | {"public": wrong})

    assert response.status_code == 422
    assert "Write a" in response.text
    assert not kept()


def test_a_group_of_another_partnership_is_not_found(ann, who):
    factories.group(who.there, slug="elsewhere")

    assert ann.get("/partnerships/here/groups/elsewhere/quotas").status_code == 404
