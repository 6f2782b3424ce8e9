"""Partners look through what others lend, and each sees what is for them."""

import csv
import io

import pytest

from portal.core.audience import Audience
from portal.resources import lists
from portal.resources.models import LendingTerms, ResourceKind
from tests import factories, factories_resources
from tests.conftest import HTMX


@pytest.fixture
def things(who, ours, theirs):
    """Four things, one for each audience, and one that is gone."""
    make = factories_resources.resource
    return {
        "public": make(ours, "Hall", kind=ResourceKind.ROOM, capacity=80, audience=Audience.PUBLIC, area="Buxton"),
        "partners": make(ours, "Projector", terms=LendingTerms.CHARGED, charge="£5 a day"),
        "here": make(theirs, "Marquee", audience=Audience.PARTNERSHIP, partnership_id=who.here.id),
        "there": make(
            who.seat_there.organisation, "Trailer", audience=Audience.PARTNERSHIP, partnership_id=who.there.id
        ),
        "gone": make(ours, "Typewriter", audience=Audience.PUBLIC, removed_at=factories.clock.now()),
    }


def names(page) -> list[str]:
    return [row.a.text for row in page.select("tbody th")]


def test_each_sees_what_is_for_them(who, client, sign_in, things):
    assert names(client.soup("/resources/")) == ["Hall"]
    assert names(sign_in(who.otto).soup("/resources/")) == ["Hall", "Marquee", "Projector"]
    assert names(sign_in(who.sue).soup("/resources/")) == ["Hall", "Projector", "Trailer"]
    assert names(sign_in(who.ada).soup("/resources/")) == ["Hall", "Marquee", "Projector", "Trailer"]


def test_the_page_of_one_follows_the_same_rule(who, client, sign_in, things):
    def status(browser, name):
        return browser.get(f"/resources/{things[name].id}/").status_code

    assert [status(client, name) for name in things] == [200, 404, 404, 404, 404]
    assert [status(sign_in(who.ray), name) for name in things] == [200, 200, 200, 404, 404]
    assert [status(sign_in(who.sue), name) for name in things] == [200, 200, 404, 200, 404]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("kind=room", ["Hall"]),
        ("terms=charged", ["Projector"]),
        ("area=Buxton", ["Hall"]),
        ("capacity=50", ["Hall"]),
        ("capacity=100", []),
        ("partnership=here", ["Hall", "Marquee", "Projector"]),
        ("partnership=there", []),
        ("q=project", ["Projector"]),
        ("q=nothing", []),
        ("sort=-name", ["Projector", "Marquee", "Hall"]),
        ("sort=organisation", ["Marquee", "Hall", "Projector"]),
        ("sort=-organisation", ["Projector", "Hall", "Marquee"]),
        ("sort=organisation&kind=room", ["Hall"]),
        ("partnership=here&sort=organisation", ["Marquee", "Hall", "Projector"]),
        ("partnership=here&kind=room", ["Hall"]),
    ],
)
def test_the_list_can_be_narrowed(who, sign_in, things, asked, found):
    assert names(sign_in(who.ray).soup(f"/resources/?{asked}")) == found


@pytest.mark.parametrize(("typed", "found"), [("bux", ["Hall"]), ("Buxton", ["Hall"]), ("ton", []), ("%", [])])
def test_where_areas_are_too_many_to_offer_one_is_typed(who, sign_in, things, monkeypatch, typed, found):
    monkeypatch.setattr(lists, "areas_seen", lambda _viewer: None)

    assert names(sign_in(who.ray).soup(f"/resources/?area={typed}")) == found


def test_areas_of_what_may_not_be_seen_are_not_offered(who, ours, client, things):
    factories_resources.resource(ours, "Safe", area="Secret Dale", audience=Audience.PARTNERS)
    assert "Secret Dale" not in client.get("/resources/").text


def test_typing_swaps_the_results_alone(who, sign_in, things):
    answer = sign_in(who.ray).get("/resources/?q=hall", headers=HTMX)
    assert answer.text.lstrip().startswith('<div id="results"')
    assert "Projector" not in answer.text


def test_the_file_holds_what_the_list_shows(who, sign_in, things):
    answer = sign_in(who.ray).get("/resources/?format=csv")
    rows = list(csv.DictReader(io.StringIO(answer.get_data().decode("utf-8-sig"))))
    assert [row["What"] for row in rows] == ["Hall", "Marquee", "Projector"]
    assert rows[2]["Charge"] == "£5 a day"


def test_thirty_things_take_as_many_statements_as_one(who, ours, sign_in, queries):
    for number in range(30):
        factories_resources.resource(ours, f"Chair {number}")
    ray = sign_in(who.ray)
    ray.get("/resources/")
    queries.clear()
    page = ray.soup("/resources/")
    assert len(names(page)) == 30
    own = [each for each in queries if "resources" in each]
    assert len(own) <= 2, own
    assert len(queries) <= 12, queries


def test_an_empty_list_says_what_belongs_there(who, client, sign_in):
    assert "Nothing is lent yet" in client.soup("/resources/").text
    assert sign_in(who.ray).soup("/resources/").select_one(".empty a")["href"] == "/resources/new"


def test_the_pages_of_organisation_and_partnership_name_them(who, ours, client, sign_in, things):
    page = sign_in(who.sue).soup(f"/organisations/{ours.slug}/")
    assert "Projector" in page.text
    assert "Typewriter" not in page.text
    assert not page.select("a[href^='/resources/new']")
    assert sign_in(who.ray).soup(f"/organisations/{ours.slug}/").select("a[href^='/resources/new?organisation=']")
    front = client.soup("/partnerships/here/")
    assert "Hall" in front.text
    assert "Marquee" not in front.text
    assert "Marquee" in sign_in(who.otto).soup("/partnerships/here/").text


def test_the_search_finds_it_until_it_is_removed(who, sign_in, things):
    ray = sign_in(who.ray)
    assert "/resources/" in ray.get("/search?q=projector").text
    ray.post(f"/resources/{things['partners'].id}/remove")
    ray.get("/resources/")
    assert f"/resources/{things['partners'].id}/" not in ray.get("/search?q=projector").text


def test_one_page_takes_few_statements(who, theirs, minibus, sign_in, queries):
    for number in range(5):
        factories_resources.booking(minibus, who.rosa, theirs, starts_in=24 * number)
    ray = sign_in(who.ray)
    queries.clear()
    ray.soup(f"/resources/{minibus.id}/")
    own = [each for each in queries if "resources" in each or "bookings" in each]
    assert len(own) <= 4, own
