"""People see seats by sector and what is vacant since when; a manager invites an organisation for a vacant seat."""

from datetime import timedelta

import pytest

from portal.core import clock
from portal.core.database import db
from portal.core.filters import shortday
from portal.directory.models import Sector
from portal.memberships.models import Held, Invitation, Quota, Seat
from tests import factories
from tests.factories_partnerships import again

HERE = "/partnerships/here/representation/sectors/"


@pytest.fixture
def vacant(who):
    """A vacant seat for the private sector."""
    since = clock.today() - timedelta(days=50)
    return factories.seat(
        who.here.main, organisation_id=None, sector=Sector.PRIVATE, held=Held.ELECTED, from_on=since
    )  # fmt: skip


@pytest.fixture
def said():
    """What is filled in to invite for it."""
    return {"organisation_id": factories.organisation("Mill Trust").id, "name": "Mia Mill", "email": "mia@example.org"}


def test_vacancies_are_told_by_sector_with_since_when(client, ann, vacant, who):
    factories.add(Quota(group_id=who.here.main.id, sector=Sector.PUBLIC, seats=2))

    text = client.soup(HERE).find("main").text

    assert "Private" in text
    assert shortday(vacant.from_on) in text
    assert "keeps 2 seats for the sector “Public”, and 2 of them were never opened" in text
    assert "Invite for this seat" not in text
    assert ann.soup(HERE).find("a", href=f"{HERE}{vacant.id}/invite")


def test_an_organisation_gets_the_seat_and_somebody_the_letter(ann, vacant, said, outbox):
    response = ann.post(f"{HERE}{vacant.id}/invite", data=said)

    (invitation,) = db.session.query(Invitation)
    seat = db.session.get(Seat, invitation.seat_id)
    assert response.status_code == 303
    assert (seat.organisation_id, seat.from_on, seat.sector) == (said["organisation_id"], clock.today(), Sector.PRIVATE)
    assert again(vacant).until_on == clock.today() - timedelta(days=1)
    assert [letter.to_email for letter in outbox()] == ["mia@example.org"]


@pytest.mark.parametrize("wrong", [{"organisation_id": ""}, {"name": ""}, {"email": ""}, {"email": "nobody"}])
def test_a_mistake_fills_nothing(ann, vacant, said, wrong):
    response = ann.post(f"{HERE}{vacant.id}/invite", data=said | wrong)

    assert response.status_code == 422
    assert again(vacant).until_on is None
    assert db.session.query(Invitation).count() == 0


def test_a_seat_that_is_held_is_not_given_away(ann, who, said):
    assert ann.post(f"{HERE}{who.seat_ray.id}/invite", data=said).status_code == 409


def test_who_may_not_and_whose_seat_is_elsewhere(ann, sign_in, vacant, who, said):
    assert sign_in(who.ray).post(f"{HERE}{vacant.id}/invite", data=said).status_code == 403
    assert sign_in(who.sue).post(f"{HERE}{vacant.id}/invite", data=said).status_code == 404
    assert ann.post(f"{HERE}{who.seat_there.id}/invite", data=said).status_code == 404
    assert again(vacant).until_on is None


def test_thirty_vacancies_take_no_more_statements(ann, who, queries):
    for _number in range(30):
        factories.seat(who.here.main, organisation_id=None, sector=Sector.FAITH)
    queries.clear()

    assert len(ann.soup(HERE).find("section", attrs={"aria-labelledby": "vacant"}).tbody.find_all("tr")) == 30
    assert len(queries) <= 5


def test_a_partnership_without_seats_says_so(client, who):
    factories.partnership(slug="empty")

    assert "No seats yet" in client.get("/partnerships/empty/representation/sectors/").text
