"""Narrowing what was found by kind, partnership, sector, area and terms, with numbers that tell nothing secret."""

import csv
import io

import pytest

from portal.core import index
from portal.core.audience import Audience
from portal.core.database import writing
from portal.core.index import window
from portal.directory.models import Sector
from tests import factories
from tests.conftest import HTMX

NUMBERS = iter(range(1, 10_000))


def offer(title="Bid writing", organisation=None, audience=Audience.PUBLIC, partnership=None, **given):
    with writing():
        number = next(NUMBERS)
        index.put(
            given.pop("kind", "skill"), number, title=title, address=f"/skills/{number}/", audience=audience,
            organisation_id=organisation and organisation.id, partnership_id=partnership and partnership.id, **given,
        )  # fmt: skip


@pytest.fixture
def offers(app):
    """Three organisations that write bids, the first and the last in a partnership; and what is for partners only."""
    here = factories.partnership(slug="peak", short_name="Peak", name="Peak Partners")
    first = factories.organisation("High Peak CVS", sector=Sector.VOLUNTARY)
    second = factories.organisation("Derby College", sector=Sector.EDUCATION)
    third = factories.organisation("Buxton Church", sector=Sector.FAITH)
    factories.seat(here.main, first)
    offer("Bid writing one", first, area="Buxton", terms="free")
    offer("Bid writing two", second, area="Derby", terms="charged")
    offer("Bid writing three", third, Audience.PARTNERSHIP, here, area="Hope Valley", terms="exchange")
    offer("Bid writing four", second, Audience.PARTNERS, area="Derby", terms="free", kind="resource")
    return here


def titles(page):
    return sorted(link.text.removeprefix("Bid writing ") for link in page.select(".finds h2 a"))


def choices(page):
    return {
        select["name"]: [option.text for option in select.select("option")[1:]]
        for select in page.select("form#narrow select")
    }


def test_each_choice_says_how_many_there_are(client, offers):
    page = client.soup("/search?q=bid+writing")

    assert titles(page) == ["one", "two"]
    assert choices(page) == {
        "sector": ["Education (1)", "Voluntary and community (1)"],
        "area": ["Buxton (1)", "Derby (1)"],
        "terms": ["Charged (1)", "Free (1)"],
    }


def test_a_partner_is_told_of_more(sign_in, offers):
    inside, outside = factories.person(), factories.person()
    factories.appointment(inside, "manager", offers)
    factories.appointment(outside, "manager", factories.partnership())

    assert titles(sign_in(inside).soup("/search?q=bid+writing")) == ["four", "one", "three", "two"]
    page = sign_in(outside).soup("/search?q=bid+writing")
    assert titles(page) == ["four", "one", "two"]
    assert "Hope Valley" not in page.text
    assert "Faith" not in page.text
    assert choices(page)["terms"] == ["Charged (1)", "Free (2)"]


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ("sector=education", ["two"]), ("area=Buxton", ["one"]), ("terms=free", ["one"]),
        ("partnership=peak", ["one"]), ("kind=skill&terms=charged", ["two"]), ("area=Buxton&terms=charged", []),
        ("partnership=nowhere", []), ("area=xpub", []), ("sector=%22+OR+xw1", []), ("terms=%00", ["one", "two"]),
        ("area=Hope+Valley", []), ("sector=faith", []),
    ],
)  # fmt: skip
def test_what_was_chosen_narrows(client, offers, more, found):
    assert titles(client.soup(f"/search?q=bid+writing&{more}")) == found


def test_a_partnership_brings_its_own_things_and_those_of_the_organisations_in_it(sign_in, offers):
    member = factories.person()
    factories.appointment(member, "manager", offers)

    page = sign_in(member).soup("/search?q=bid+writing&partnership=peak")

    assert titles(page) == ["one", "three"]
    assert choices(page)["partnership"] == ["Peak (2)"]


def test_many_common_words_are_narrowed_before_they_are_counted(client, offers, monkeypatch):
    monkeypatch.setattr(window, "WINDOW", 1)

    page = client.soup("/search?q=bid+writing&area=Buxton")

    assert titles(page) == ["one"]
    assert "all numbers here are of the newest 1" in page.text


def test_what_is_chosen_stays_when_other_words_are_typed(client, offers):
    page = client.soup("/search?q=bid&area=Buxton&terms=free")

    kept = {field["name"]: field["value"] for field in page.select("input[type=hidden][form=find-everything]")}
    assert kept == {"area": "Buxton", "terms": "free"}
    assert page.select_one("#narrow-area option[selected]")["value"] == "Buxton"
    assert page.select_one("form#narrow input[name=q]")["value"] == "bid"
    assert page.find("a", string="Narrow by nothing")["href"] == "/search?q=bid"


def test_the_swap_is_the_results_alone(client, offers):
    text = client.get("/search?q=bid&terms=free", headers=HTMX).text

    assert text.lstrip().startswith('<div id="results">')
    assert "Bid</mark> writing one" in text
    assert "Bid</mark> writing two" not in text


def test_the_file_is_narrowed_too(client, offers):
    response = client.get("/search?q=bid&terms=free&format=csv")

    lines = list(csv.reader(io.StringIO(response.text.removeprefix("\ufeff"))))
    assert [(line[1], *line[4:]) for line in lines[1:]] == [("Bid writing one", "Buxton", "free", "everybody")]


def test_nothing_found_with_a_filter_offers_the_way_back(client, offers):
    page = client.soup("/search?q=bid&terms=exchange")

    assert "fewer filters" in page.select_one(".empty").text
    assert page.select_one(".empty a")["href"] == "/search?q=bid"


def test_a_hit_says_why_it_was_found_and_who_may_see_it(sign_in, offers):
    offer("Funding application help", body="For clubs", area="Buxton")
    member = factories.person()
    factories.appointment(member, "manager", offers)

    page = sign_in(member).soup("/search?q=bid+writing")

    told = {item.select_one("h2").text: item for item in page.select(".finds > li")}
    assert "Also found: funding application" in told["Funding application help"].text
    assert "In the title · Buxton · Free" in told["Bid writing one"].text
    assert told["Bid writing three"].select_one(".audience").text.strip() == "For Peak"
    assert told["Bid writing four"].select_one(".audience").text.strip() == "For all partners on this portal"
    assert not told["Bid writing one"].select(".audience")
    assert [*told][-1] == "Funding application help"


def test_what_an_organisation_offers_follows_its_sector(client, offers):
    with writing():
        index.put(
            "organisation", 2, title="Derby College", address="/organisations/derby-college/",
            audience=Audience.PUBLIC, organisation_id=2, sector="private",
        )  # fmt: skip

    assert titles(client.soup("/search?q=bid+writing&sector=private")) == ["two"]
    assert titles(client.soup("/search?q=bid+writing&sector=education")) == []
