"""Finding who can help: one box, boxes to tick, the best first, and why."""

import csv
import io
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup

from portal.core import clock
from portal.core.audience import Audience
from portal.skills.models import Capacity, Terms
from tests import factories
from tests.conftest import HTMX
from tests.factories_skills import skill, term


def titles(page) -> list[str]:
    return [each.get_text() for each in page.select(".result h3 a")]


def boxes(page) -> dict[str, int]:
    return {
        f"{box['name']}={box['value']}": int(box.find_parent("label").select_one(".n").contents[0])
        for box in page.select(".facets input")
    }


@pytest.fixture
def offered(who):
    """Bid writing by three names, near and far, free and charged."""
    term("Bid writing", "Money", ["Grant writing", "Funding applications"])
    term("Minute taking", "Meetings")
    high_peak, bureau = who.seat_ray.organisation, who.seat_rosa.organisation
    far = factories.organisation("Trent Advice", area="Derby", postcode="DE1 2AB")
    factories.seat(who.there.main, far)
    return {
        "free": skill(high_peak, "Bid writing for small grants", area="Buxton and the High Peak", forms="advice work"),
        "paid": skill(far, "Bid writing", terms=Terms.CHARGED, rate="£200 a day", forms="consultancy"),
        "other": skill(bureau, "Funding applications to trusts", terms=Terms.EXCHANGE, forms="advice"),
        "minutes": skill(bureau, "Minute taking"),
    }


def test_the_best_match_comes_first_and_says_why(who, offered, sign_in):
    page = sign_in(who.ray).soup("/skills/?q=bid+writing")
    assert titles(page) == ["Bid writing", "Bid writing for small grants", "Funding applications to trusts"]
    assert page.select_one(".result mark").get_text() == "Bid writing"
    assert "Also called bid writing" in page.select(".result")[2].get_text()
    assert "3 offers from 3 organisations" in page.select_one("#found").get_text()


def test_another_name_of_the_skill_finds_it(who, offered, sign_in):
    page = sign_in(who.ray).soup("/skills/?q=grant+writing")
    assert set(titles(page)) == {"Bid writing", "Bid writing for small grants", "Funding applications to trusts"}
    assert "Also called grant writing" in page.select(".result")[1].get_text()


def test_near_a_town_and_free_of_charge(who, offered, sign_in):
    browser = sign_in(who.ray)
    near = titles(browser.soup("/skills/?q=bid+writing&near=buxton"))
    assert near[:2] == ["Bid writing for small grants", "Bid writing"]
    assert titles(browser.soup("/skills/?q=bid+writing&near=buxton&terms=free")) == ["Bid writing for small grants"]
    assert titles(browser.soup("/skills/?near=DE1"))[0] == "Bid writing"


def test_the_boxes_count_what_there_is_given_what_else_is_ticked(who, offered, sign_in):
    browser = sign_in(who.ray)
    all_of_it = boxes(browser.soup("/skills/?q=bid+writing"))
    assert all_of_it["terms=free"] == all_of_it["terms=charged"] == all_of_it["terms=exchange"] == 1
    assert (all_of_it["in=here"], all_of_it["in=there"]) == (2, 1)
    assert (all_of_it["form=advice"], all_of_it["capacity=now"]) == (2, 3)
    here = boxes(browser.soup("/skills/?q=bid+writing&in=here"))
    assert "terms=charged" not in here
    assert (here["in=here"], here["in=there"]) == (2, 1)


def test_boxes_of_one_kind_widen_and_of_two_kinds_narrow(who, offered, sign_in):
    browser = sign_in(who.ray)
    assert len(titles(browser.soup("/skills/?q=bid&terms=free&terms=charged"))) == 2
    assert titles(browser.soup("/skills/?q=bid+writing&terms=exchange&form=advice&sector=voluntary&area=Peak")) == [
        "Funding applications to trusts"
    ]


def test_it_follows_by_htmx_at_the_same_address(who, offered, sign_in):
    answer = sign_in(who.ray).get("/skills/?q=minute", headers=HTMX)
    page = BeautifulSoup(answer.text, "html.parser")
    assert page.select_one("html") is None
    assert page.select_one("form#skill-search")["action"] == "/skills/"
    assert titles(page) == ["Minute taking"]


def test_a_visitor_finds_only_what_is_public(who, offered, client):
    skill(who.seat_ray.organisation, "Bid clinic for all", audience=Audience.PUBLIC)
    page = client.soup("/skills/?q=bid")
    assert titles(page) == ["Bid clinic for all"]
    assert boxes(page)["terms=free"] == 1
    assert page.select_one("#not-found") is None


def test_who_has_no_time_comes_after_who_has(who, sign_in):
    homes = [factories.organisation() for _ in range(3)]
    tomorrow = clock.today() + timedelta(days=1)
    skill(homes[0], "Payroll", capacity=Capacity.NONE)
    skill(homes[1], "Payroll", capacity=Capacity.LATER, free_from=tomorrow)
    skill(homes[2], "Payroll", capacity=Capacity.LATER, free_from=clock.today())
    page = sign_in(who.ray).soup("/skills/?q=payroll")
    said = [each.get_text() for each in page.select(".result")]
    assert "Has time from" not in said[0]
    assert "Has time from" in said[1]
    assert "No time now" in said[2]
    assert boxes(page)["capacity=now"] == 1


def test_a_name_stands_only_where_the_person_agreed(who, sign_in):
    home = who.seat_rosa.organisation
    skill(home, "Payroll", person=who.rosa)
    skill(home, "Budgets", person=who.rosa, has_agreed=True)
    browser = sign_in(who.sue)
    assert "Rosa Rowarth" not in browser.get("/skills/?q=payroll").text
    assert "Rosa Rowarth" in browser.get("/skills/?q=budgets").text
    assert browser.get("/skills/?format=csv").text.count("Rosa Rowarth") == 1


def test_a_slip_is_answered_with_the_right_word(who, offered, sign_in):
    page = sign_in(who.ray).soup("/skills/?q=minnute+takng")
    assert titles(page) == ["Minute taking"] or page.find("a", string="Minute taking")


def test_the_file_holds_what_the_page_shows(who, offered, sign_in):
    skill(who.seat_ray.organisation, "=SUM(bid)")
    answer = sign_in(who.ray).get("/skills/?q=bid&format=csv")
    rows = list(csv.DictReader(io.StringIO(answer.get_data().decode("utf-8-sig"))))
    assert {row["Skill"] for row in rows} >= {"Bid writing", "Bid writing for small grants", "'=SUM(bid)"}
    assert next(row for row in rows if row["Skill"] == "Bid writing")["Terms"] == "Charged"


def test_nothing_found_offers_to_say_what_is_needed(who, sign_in):
    browser = sign_in(who.ray)
    page = browser.soup("/skills/?q=falconry")
    assert "Nobody offers this" in page.get_text()
    assert page.select_one("#not-found a")["href"] == "/skills/wanted/new?q=falconry"
    assert page.select_one("form[action='/skills/nobody'] [name=q]")["value"] == "falconry"


def test_odd_addresses_are_answered(who, offered, sign_in):
    browser = sign_in(who.ray)
    for odd in ("?q=%00", "?q=%22", "?terms=nothing", "?page=-3", "?page=999999999999", "?near=%00", "?q=" + "a+" * 400,
                "?in=nowhere&form=x&capacity=y&sector=z&area=q"):  # fmt: skip
        assert browser.get("/skills/" + odd).status_code == 200, odd


def test_many_offers_come_in_pages_with_the_same_number_of_statements(who, sign_in, queries):
    browser = sign_in(who.ray)
    browser.get("/skills/?q=payroll")
    skill(who.seat_ray.organisation, "Payroll 0")
    browser.get("/skills/?q=payroll&near=buxton")
    queries.clear()
    browser.get("/skills/?q=payroll&near=buxton")
    few = len(queries)
    for number in range(30):
        skill(factories.organisation(), f"Payroll {number + 1}")
    browser.get("/skills/?q=payroll&near=buxton")
    queries.clear()
    page = browser.soup("/skills/?q=payroll&near=buxton")
    assert len(queries) == few <= 7
    assert len(titles(page)) == 20
    later = page.select_one(".pager a")["href"]
    assert len(titles(browser.soup(later))) == 11
