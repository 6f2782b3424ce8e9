"""Our entries: everything an organisation keeps on one page, confirmed with one button; and the list of the stale."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.audit.models import Event
from portal.core import clock
from portal.core.audience import Audience
from portal.core.database import db, writing
from portal.core.viewer import Viewer
from portal.directory import confirming, stale
from portal.directory.models import Organisation, OutsideLink, Sector
from portal.skills.models import Skill
from tests import factories
from tests.factories_directory import link
from tests.people import cast

LONG = clock.today() - timedelta(days=420)


@pytest.fixture
def who(app):
    return cast()


@pytest.fixture
def mine(who):
    row = db.session.get(Organisation, who.seat_ray.organisation_id)
    with writing():
        row.confirmed_on, row.confirmed_by = LONG, "Old Hand"
    link(row.id, confirmed_on=clock.today(), confirmed_by="Ray Rowsley")
    link(row.id, "Rural forum")
    link(row.id, "Gone forum", removed_at=clock.now())
    return row


def test_everything_stands_there_with_the_stale_marked(sign_in, who, mine):
    page = sign_in(who.ray).soup(f"/organisations/{mine.slug}/entries/")

    assert [each.text for each in page.select("#kept h3 a")] == [
        "High Peak CVS",
        "Rural forum",
        "County transport forum",
    ]
    assert len(page.select("#kept .tag")) == 2
    assert "3 entries, 2 not confirmed for a year" in " ".join(page.select_one("#kept").text.split())


@pytest.mark.parametrize("way", ["htmx", "post"])
def test_one_button_confirms_all_of_it(sign_in, who, mine, way):
    response = getattr(sign_in(who.ray), way)(f"/organisations/{mine.slug}/entries/confirm")

    assert response.status_code == (200 if way == "htmx" else 303)
    db.session.expire_all()
    links = db.session.scalars(select(OutsideLink).where(OutsideLink.removed_at.is_(None))).all()
    assert {(row.confirmed_on, row.confirmed_by) for row in (mine, *links)} == {(clock.today(), "Ray Rowsley")}
    gone = db.session.scalar(select(OutsideLink).where(OutsideLink.removed_at.is_not(None)))
    assert gone.confirmed_on is None
    told = db.session.scalar(select(Event.sentence).order_by(Event.id.desc()))
    assert told == (
        "confirmed that all entries of High Peak CVS are right: 1 organisation's entry and "
        "2 outside bodies and networks"
    )
    assert not confirming.stale(Viewer(is_site_administrator=True), mine)


@pytest.mark.parametrize("name", ["rosa", "otto", "sue"])
def test_others_may_not(sign_in, who, mine, name):
    browser = sign_in(getattr(who, name))

    assert browser.get(f"/organisations/{mine.slug}/entries/").status_code == 403
    assert browser.htmx(f"/organisations/{mine.slug}/entries/confirm").status_code == 403
    db.session.refresh(mine)
    assert mine.confirmed_on == LONG


def test_a_manager_lists_what_is_stale_where_they_manage(sign_in, who, mine):
    elsewhere = db.session.get(Organisation, who.seat_there.organisation_id)
    names = [row.text for row in sign_in(who.ann).soup("/organisations/stale/").select("tbody th a")]

    assert {"High Peak CVS", "Rural forum"} <= set(names)
    assert "County transport forum" not in names
    assert elsewhere.name not in names
    assert elsewhere.name in sign_in(who.ada).soup("/organisations/stale/").text


def test_the_list_is_narrowed_and_downloaded(sign_in, who, mine):
    ann = sign_in(who.ann)
    with writing():
        mine.area = ""

    def listed(query):
        return [row.text for row in ann.soup(f"/organisations/stale/?{query}").select("tbody th a")]

    assert listed("kind=links") == ["Rural forum"]
    assert listed("kind=unsorted") == ["High Peak CVS"]
    assert listed("kind=links&partnership=there") == []
    assert listed("q=rural") == ["Rural forum"]
    assert listed(f"sector={Sector.PUBLIC}") == []
    assert "Rural forum" in ann.get("/organisations/stale/?format=csv").text


def test_the_list_costs_the_same_however_long(sign_in, who, queries):
    for number in range(30):
        factories.seat(who.here.main, factories.organisation(f"Org {number}"))
    ann = sign_in(who.ann)
    queries.clear()

    assert len(ann.soup("/organisations/stale/").select("tbody tr")) >= 30
    assert len(queries) <= 5


def test_the_longest_unconfirmed_are_looked_at_and_the_file_holds_them_all(sign_in, who, monkeypatch):
    monkeypatch.setattr(stale, "MOST", 3)
    days = {f"Org {number}": clock.today() - timedelta(days=400 + number) for number in range(8)}
    for name, confirmed_on in days.items():
        factories.seat(who.here.main, factories.organisation(name, confirmed_on=confirmed_on, area="Dale",
                                                             sector=Sector.FAITH))  # fmt: skip
    asked = "/organisations/stale/?kind=organisations&sector=faith"

    for name in ("ann", "ada"):
        browser = sign_in(getattr(who, name))
        page = browser.soup(asked)
        assert [row.text for row in page.select("tbody th a")] == ["Org 7", "Org 6", "Org 5"]
        assert all(name in browser.get(f"{asked}&format=csv").text for name in days)


def test_a_manager_sees_those_that_sit_nowhere_and_a_keeper_their_own(sign_in, who):
    factories.organisation("Nowhere Trust")

    assert "Nowhere Trust" in sign_in(who.ann).soup("/organisations/stale/").text


def test_closed_ones_are_not_listed(sign_in, who, mine):
    with writing():
        mine.closed_on = clock.today()

    assert "High Peak CVS" not in sign_in(who.ann).soup("/organisations/stale/").select_one("main").text


@pytest.mark.parametrize(("name", "sees"), [("ann", False), ("sue", False), ("ray", True), ("ada", True)])
def test_what_is_offered_to_another_partnership_is_not_vouched_for(sign_in, who, mine, name, sees):
    """Ann manages where the organisation sits, and is not of the partnership its skill is for."""
    away = factories.partnership()
    kept = factories.add(
        Skill(organisation_id=mine.id, partnership_id=away.id, audience=Audience.PARTNERSHIP, title="Secret art",
              sort_title="secret art")
    )  # fmt: skip
    browser = sign_in(getattr(who, name))

    assert ("Secret art" in browser.get(f"/organisations/{mine.slug}/entries/").text) is sees
    if name != "ray":
        assert ("Secret art" in browser.soup("/organisations/stale/").text) is sees
    browser.post(f"/organisations/{mine.slug}/entries/confirm")
    db.session.refresh(kept)
    assert (kept.confirmed_on is not None) is sees
