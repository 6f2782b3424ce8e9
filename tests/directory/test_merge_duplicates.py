"""Two entries of one organisation become one, with everything kept."""

import pytest
from sqlalchemy import select, update

from portal.audit.models import Event
from portal.core import clock
from portal.core.database import db, writing
from portal.core.index import search
from portal.core.viewer import VISITOR
from portal.directory import services
from portal.directory.models import Keeper, Organisation, Person
from portal.directory.queries.merging import pointing_columns
from portal.memberships.models import Seat
from portal.skills.models import VolunteerPlaces
from tests import factories
from tests.factories_directory import correction, keeper, link
from tests.people import cast


@pytest.fixture
def who(app):
    return cast()


@pytest.fixture
def goes(who):
    """The same organisation, entered a second time, with something of everything."""
    row = factories.organisation("High Peak C V S", telephone="01298 555 010", area="Buxton")
    factories.seat(who.here.main, row, factories.person("Pat Peak", organisation_id=row.id))
    keeper(row.id, who.otto)
    link(row.id)
    correction(row.id)
    with writing():
        services.reindex(row)
    return row


@pytest.fixture
def stays(who):
    row = db.session.get(Organisation, who.seat_ray.organisation_id)
    with writing():
        services.reindex(row)
    return row


def address(goes):
    return f"/organisations/{goes.slug}/merge"


def sent(goes, stays, **chosen):
    return {"into": stays.slug, "seen": f"{goes.version}-{stays.version}", "name": "stays", "area": "stays",
            "telephone": "goes", **chosen}  # fmt: skip


def test_likely_ones_are_offered_and_others_are_found_by_name(sign_in, who, goes, stays):
    ann = sign_in(who.ann)
    with writing():
        goes.name = "High Peak CVSs"

    assert ann.soup(address(goes)).select_one(f"[href='{address(goes)}?into={stays.slug}']")
    assert ann.soup(f"{address(goes)}?q=buxton+vol").select_one("main ul.rows a").text == "Buxton Volunteer Bureau"
    assert "Try fewer words" in ann.soup(f"{address(goes)}?q=zzz").text


def test_both_stand_side_by_side_with_what_goes_over(sign_in, who, goes, stays):
    page = sign_in(who.ann).soup(f"{address(goes)}?into={stays.slug}")

    assert "This cannot be undone" in page.text
    assert [each.text for each in page.select(".split h2")] == ["This entry goes", "This entry stays"]
    assert page.select_one("[name=telephone][value=goes]").has_attr("checked")
    assert page.select_one("[name=name][value=stays]").has_attr("checked")
    assert "Outside links" in page.text


def test_everything_goes_over_and_the_old_address_leads_to_the_one_that_stays(sign_in, client, who, goes, stays):
    response = sign_in(who.ann).post(address(goes), data=sent(goes, stays))

    assert (response.status_code, response.location) == (303, f"/organisations/{stays.slug}/")
    db.session.expire_all()
    left = [
        column for column in pointing_columns() if db.session.execute(select(column).where(column == goes.id)).first()
    ]
    assert not left
    assert (goes.merged_into_id, goes.closed_on is not None) == (stays.id, True)
    assert (stays.telephone, stays.name) == ("01298 555 010", "High Peak CVS")
    seats = db.session.scalars(select(Seat).filter_by(organisation_id=stays.id).order_by(Seat.id)).all()
    assert [seat.until_on for seat in seats] == [None, clock.today()]
    assert db.session.scalar(select(Person.organisation_id).filter_by(name="Pat Peak")) == stays.id
    old = client.get(f"/organisations/{goes.slug}/")
    assert (old.status_code, old.location) == (301, f"/organisations/{stays.slug}/")
    assert client.get("/organisations/?closed=all").text.count(f"/organisations/{goes.slug}/") == 0
    assert [hit.address for hit in search(VISITOR, "C V S", kind="organisation")] == [f"/organisations/{stays.slug}/"]
    told = db.session.scalars(select(Event.sentence).order_by(Event.id.desc()).limit(2)).all()
    assert told[1] == "merged High Peak C V S into High Peak CVS"


def test_what_both_have_once_stays_with_the_old_entry(sign_in, who, goes, stays):
    for row in (goes, stays):
        factories.add(VolunteerPlaces(organisation_id=row.id, places=row.id))

    response = sign_in(who.ann).post(address(goes), data=sent(goes, stays))

    assert response.status_code == 303
    db.session.expire_all()
    kept = {row.organisation_id: row.places for row in db.session.scalars(select(VolunteerPlaces))}
    assert kept == {goes.id: goes.id, stays.id: stays.id}
    assert db.session.scalars(select(Keeper.organisation_id)).all() == [stays.id]


def test_a_merge_of_a_merged_one_leads_all_the_way(sign_in, client, who, goes, stays):
    ann = sign_in(who.ann)
    third = factories.organisation("High Peak Council of Service")
    ann.post(address(third), data={"into": goes.slug, "seen": "1-1"})
    db.session.expire_all()
    ann.post(address(goes), data=sent(goes, stays))

    assert client.get(f"/organisations/{third.slug}/").location == f"/organisations/{stays.slug}/"


@pytest.mark.parametrize(("change", "status"), [({"seen": "0-0"}, 409), ({"telephone": "neither"}, 422)])
def test_what_was_not_looked_at_is_not_merged(sign_in, who, goes, stays, change, status):
    response = sign_in(who.ann).post(address(goes), data=sent(goes, stays) | change)

    assert response.status_code == status
    db.session.refresh(goes)
    assert goes.merged_into_id is None


def test_nothing_is_merged_into_a_closed_one_or_itself(sign_in, who, goes, stays):
    ann = sign_in(who.ann)
    with writing():
        db.session.execute(update(Organisation).filter_by(id=stays.id).values(closed_on=factories.LONG_AGO))

    assert ann.post(address(goes), data=sent(goes, stays)).status_code == 409
    assert ann.get(f"{address(goes)}?into={goes.slug}").status_code == 404
    assert ann.get(f"{address(goes)}?into=nowhere").status_code == 404


@pytest.mark.parametrize("name", ["ray", "rosa", "sue", "otto"])
def test_who_may_not_close_both_merges_nothing(sign_in, who, goes, stays, name):
    response = sign_in(getattr(who, name)).post(address(goes), data=sent(goes, stays))

    assert response.status_code == 403
