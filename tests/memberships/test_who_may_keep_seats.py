"""Every page that changes seats, roles or invitations, asked for by everybody who may not."""

import pytest

from portal.core.database import db
from portal.core.permissions import Role
from portal.memberships.models import Appointment, Holder
from tests import factories

pytestmark = pytest.mark.thorough

BOTH, POST = ("get", "post"), ("post",)
PAGES = [
    ("seats/new", BOTH),
    ("seats/{seat}/edit", BOTH),
    ("seats/{seat}/fill", BOTH),
    ("seats/{seat}/renew", POST),
    ("seats/{seat}/end", BOTH),
    ("seats/{seat}/reopen", POST),
    ("seats/{seat}/holders/new", BOTH),
    ("seats/{seat}/holders/{holder}/end", BOTH),
    ("seats/{seat}/holders/{holder}/reopen", POST),
    ("seats/{seat}/invite", BOTH),
    ("offices/new", BOTH),
    ("offices/{office}/hand-over", BOTH),
    ("offices/{office}/end", BOTH),
    ("groups/{group}/quotas", BOTH),
    ("roles/", ("get",)),
    ("roles/new", BOTH),
    ("roles/{role}/end", POST),
    ("roles/{role}/restore", POST),
    ("invitations/", ("get",)),
    ("invitations/new", BOTH),
    ("invitations/{invitation}/again", POST),
    ("invitations/{invitation}/withdraw", POST),
]


@pytest.fixture
def things(ann, who):
    """The numbers of one thing of each kind."""
    ann.post("/partnerships/here/invitations/new", data={"name": "N", "email": "n@example.org", "role": "observer"})
    return {
        "seat": who.seat_ray.id,
        "holder": db.session.query(Holder.id).filter_by(seat_id=who.seat_ray.id).scalar(),
        "office": factories.office(who.here.main, organisation_id=who.seat_ray.organisation_id).id,
        "group": who.here.main.slug,
        "role": db.session.query(Appointment.id).filter_by(person_id=who.otto.id).scalar(),
        "invitation": 1,
    }


@pytest.mark.parametrize(("page", "methods"), PAGES, ids=[page for page, _methods in PAGES])
def test_only_the_manager_and_the_site_administrator_come_in(client, sign_in, who, things, page, methods):
    address = f"/partnerships/here/{page.format(**things)}"
    inside = [sign_in(each) for each in (who.cal, who.ray, who.mina, who.otto, who.wyn)]
    outside = [sign_in(each) for each in (who.sue, who.rem)]

    for method in methods:
        assert {getattr(browser, method)(address).status_code for browser in inside} == {403}
        assert {getattr(browser, method)(address).status_code for browser in outside} == {404}
        visitor = getattr(client, method)(address)
        assert (visitor.status_code, visitor.location.split("?")[0]) == (303, "/login")
    if "get" in methods:
        assert {sign_in(each).get(address).status_code for each in (who.ann, who.ada)} == {200}


@pytest.mark.parametrize(("page", "methods"), PAGES, ids=[page for page, _methods in PAGES])
def test_nothing_of_one_partnership_is_reached_through_another(sign_in, who, things, page, methods):
    address = f"/partnerships/there/{page.format(**things)}"
    sue = sign_in(who.sue)

    if "{" in page:
        assert {getattr(sue, method)(address).status_code for method in methods} == {404}


def test_a_chair_by_office_does_not_keep_seats(sign_in, who):
    factories.office(who.here.main, person_id=who.ray.id)
    factories.appointment(who.ray, Role.CHAIR, who.here)

    assert sign_in(who.ray).get("/partnerships/here/seats/new").status_code == 403
