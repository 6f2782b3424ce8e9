"""An initiative is added, and held against every gap: does it meet it fully, partly or not at all?"""

from datetime import timedelta

import pytest

from portal.core import clock
from portal.core.audience import Audience
from portal.core.database import db
from portal.gaps.models import Fit, Initiative, Profile, Reach, Status
from portal.gaps.rules import best_fit
from tests import factories
from tests.factories_gaps import gap, initiative


@pytest.fixture
def bank(who):
    """Two open gaps, one that is met, and one that only the site administrator of Here may see elsewhere."""
    return gap(who.here), gap(who.here, "No place to meet"), gap(who.here, "Met", status=Status.MET), gap(who.there)


def test_one_sees_all_open_gaps_and_says_how_well_it_meets_each(who, sign_in, base, bank):
    bus, room, met, elsewhere = bank
    ray, at = sign_in(who.ray), base + "initiatives/new"
    asked = {field["name"] for field in ray.soup(at).select("input[type=radio]")} - {"audience", "reach"}
    assert asked == {f"fit_{bus.id}", f"fit_{room.id}"}

    answer = ray.post(at, data={
        "name": "Minibus", "organisation_id": who.seat_ray.organisation_id, "run_by": "Nobody", "audience": "public",
        "reach": "local",
        f"fit_{bus.id}": "partly", f"does_{bus.id}": "Two evenings a week", f"fit_{room.id}": "not",
        f"fit_{elsewhere.id}": "fully", f"fit_{met.id}": "fully",
    })  # fmt: skip

    assert answer.status_code == 303
    row = db.session.query(Initiative).one()
    assert (row.name, row.run_by, row.by) == ("Minibus", "", "Ray Rowsley")
    assert {(each.gap_id, each.fit) for each in row.profiles} == {(bus.id, Fit.PARTLY), (room.id, Fit.NOT)}
    page = ray.soup(f"{base}{bus.id}/").text
    assert "Meets it partly: Two evenings a week" in page
    assert "High Peak CVS" in page
    assert "Met partly by the best of them" in page


def test_a_change_keeps_what_the_form_did_not_ask(who, sign_in, base, bank):
    bus, room, met, _elsewhere = bank
    made = initiative(who.here, profile={bus: (Fit.PARTLY, "Some"), met: (Fit.FULLY, "All")}, by=who.ray)
    ray, at = sign_in(who.ray), f"{base}initiatives/{made.id}/edit"
    page = ray.soup(at)
    assert page.select_one(f"#fit_{met.id}-3")["checked"] == ""
    assert page.select_one(f"[name=does_{bus.id}]")["value"] == "Some"

    ray.post(at, data={
        "name": "Minibus", "audience": "partnership", "reach": "local", "version": made.version, f"fit_{bus.id}": "",
        f"fit_{room.id}": "fully", f"fit_{met.id}": "partly",
    })  # fmt: skip

    found = {each.gap_id: each.fit for each in db.session.query(Profile)}
    assert found == {room.id: Fit.FULLY, met.id: Fit.PARTLY}


def test_the_second_of_two_editors_is_told(who, sign_in, base):
    made = initiative(who.here, by=who.ray)

    answer = sign_in(who.ray).post(
        f"{base}initiatives/{made.id}/edit",
        data={"name": "Other", "audience": "public", "reach": "local", "version": "0"},
    )

    assert answer.status_code == 409
    assert "Village minibus" in answer.text


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": ""}, "Give the initiative a name."),
        ({"audience": "group"}, "Choose one of"),
        ({"reach": "galactic"}, "Choose one of"),
        ({"link": "not an address"}, "address of a website"),
        ({"starts_on": "1 May 2026", "ends_on": "1 April 2026"}, "before the day it begins"),
        ({"ends_on": "some day"}, "day"),
    ],
)
def test_a_mistake_is_shown_and_nothing_is_kept(who, sign_in, base, wrong, said):
    answer = sign_in(who.ray).post(
        base + "initiatives/new", data={"name": "Bus", "audience": "public", "reach": "local"} | wrong
    )

    assert answer.status_code == 422
    assert said in answer.text
    assert db.session.query(Initiative).count() == 0


def test_who_added_it_who_keeps_its_organisation_and_the_manager_change_it(who, sign_in, base):
    made = initiative(who.here, by=who.ray, organisation_id=who.seat_rosa.organisation_id)
    at = f"{base}initiatives/{made.id}/edit"

    for name, status in {"ray": 200, "rosa": 200, "ann": 200, "cal": 403, "wyn": 403, "otto": 403, "sue": 404}.items():
        assert sign_in(getattr(who, name)).get(at).status_code == status, name


def test_removed_and_brought_back(who, sign_in, base, bank):
    made = initiative(who.here, profile={bank[0]: (Fit.FULLY, "")}, by=who.ray)
    ray, at = sign_in(who.ray), f"{base}initiatives/{made.id}/"

    assert ray.post(at + "remove").status_code == 303
    assert ray.get(at).status_code == 404
    assert "Village minibus" not in ray.soup(f"{base}{bank[0].id}/").text
    assert ray.post(at + "restore").status_code == 303
    assert "Village minibus" in ray.soup(f"{base}{bank[0].id}/").text


def test_the_list_of_initiatives(who, sign_in, client, base, bank):
    initiative(who.here, profile={bank[0]: (Fit.FULLY, ""), bank[1]: (Fit.NOT, "")})
    initiative(who.here, "Advice line", run_by="Open Door", audience=Audience.PUBLIC)
    at = base + "initiatives/"

    def names(browser, asked=""):
        return [cell.a.text for cell in browser.soup(at + asked).select("tbody th")]

    ray = sign_in(who.ray)
    assert names(ray, "?sort=name") == ["Advice line", "Village minibus"]
    assert names(ray, "?sort=-closes") == ["Village minibus", "Advice line"]
    assert names(ray, "?q=open+door") == ["Advice line"]
    assert names(client) == ["Advice line"]
    assert "Village minibus,Dales Wheels,Local,1," in ray.get(at + "?format=csv").text
    assert client.soup("/partnerships/there/gaps/initiatives/").select_one(".empty")


def test_a_gap_the_viewer_may_not_see_is_not_named_by_an_initiative(who, client, base):
    hidden = gap(who.here, "Hidden need")
    made = initiative(who.here, profile={hidden: (Fit.FULLY, "")}, audience=Audience.PUBLIC)

    assert "Hidden need" not in client.soup(f"{base}initiatives/{made.id}/").text
    assert client.get(f"/partnerships/there/gaps/initiatives/{made.id}/").status_code == 404


@pytest.mark.parametrize(
    ("fits", "best"),
    [([], None), ([Fit.NOT], Fit.NOT), ([Fit.NOT, Fit.PARTLY], Fit.PARTLY), ([Fit.PARTLY, Fit.FULLY], Fit.FULLY)],
)
def test_the_best_of_several_counts(fits, best):
    assert best_fit(fits) is best


def test_one_gap_costs_few_statements(who, sign_in, base, queries):
    row = gap(who.here)
    with factories.together():
        for number in range(10):
            initiative(who.here, f"Initiative {number}", profile={row: (Fit.PARTLY, "")})
    ray = sign_in(who.ray)
    ray.get(f"{base}{row.id}/")
    queries.clear()

    ray.get(f"{base}{row.id}/")

    assert len(queries) <= 8 + 2


NATIONAL = {
    "name": "Warm homes", "run_by": "The national office for rural energy", "audience": "partnership",
    "reach": "national", "link": "warm-homes.example.org", "starts_on": "1 May 2026", "ends_on": "31 March 2031",
    "text": "Grants for insulation.",
}  # fmt: skip


def test_a_national_initiative_stands_with_its_body_its_days_and_its_address(who, sign_in, base, bank):
    bus, _room, _met, _elsewhere = bank
    ray = sign_in(who.ray)
    asked = NATIONAL | {f"fit_{bus.id}": "partly", f"does_{bus.id}": "Some of the fare"}

    at = ray.post(base + "initiatives/new", data=asked).location

    page = ray.soup(at)
    assert "National initiative, run by The national office for rural energy" in page.text
    assert page.select_one("a[href='https://warm-homes.example.org']")
    assert "1 May 2026" in page.text
    assert "31 March 2031" in page.text
    assert "Meets it partly: Some of the fare" in page.text
    assert "Added the initiative “Warm homes”" in page.select_one("#history").find_parent("section").text
    assert "history" not in sign_in(who.ray).soup(base + "initiatives/").text.lower()


def test_the_list_is_narrowed_to_how_far_they_reach_and_to_what_goes_on(who, sign_in, base, bank):
    initiative(who.here, "Minibus")
    initiative(who.here, "Warm homes", reach=Reach.NATIONAL, ends_on=clock.today())
    initiative(who.here, "Carers' year", reach=Reach.NATIONAL, ends_on=clock.today() - timedelta(days=1))
    ray, at = sign_in(who.ray), base + "initiatives/"

    def names(asked):
        return {cell.a.text for cell in ray.soup(at + asked).select("tbody th")}

    assert names("?reach=national") == {"Warm homes", "Carers' year"}
    assert names("?reach=national&over=going") == {"Warm homes"}
    assert names("?over=going") == {"Minibus", "Warm homes"}
    assert names("?over=over") == {"Carers' year"}
    assert "Over" in ray.soup(at + "?over=over").select_one("td[data-label=Reach]").text
    assert f"{at}?reach=national" in ray.get(base).text


def test_the_search_finds_it_and_forgets_it(who, sign_in, base):
    made = initiative(who.here, "Warm homes", text="Grants for insulation", by=who.ray)
    ray, at = sign_in(who.ray), f"{base}initiatives/{made.id}/"

    def is_found():
        return bool(ray.soup("/search?q=insulation").select(f"a[href='{at}']"))

    assert is_found()
    assert not sign_in(who.sue).soup("/search?q=insulation").select(f"a[href='{at}']")
    ray.post(at + "remove")
    assert not is_found()
    ray.post(at + "restore")
    assert is_found()


def test_thirty_initiatives_cost_few_statements(who, sign_in, base, queries):
    with factories.together():
        for number in range(30):
            initiative(who.here, f"Initiative {number}", reach=Reach.NATIONAL)
    ray = sign_in(who.ray)
    ray.get(base + "initiatives/")
    queries.clear()

    ray.get(base + "initiatives/?reach=national")

    assert len(queries) <= 5
