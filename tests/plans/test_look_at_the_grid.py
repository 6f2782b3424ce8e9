"""The grid of a plan: its sections with their actions, narrowed, put together otherwise, as a file; light for many."""

import csv

import pytest

from portal.actions.models import Status
from portal.core.audience import Audience
from portal.plans.models import Field
from tests import factories, factories_actions, factories_plans
from tests.conftest import HTMX


def texts(soup) -> list[str]:
    return [each.get_text() for each in soup.select("td.main strong, th.main a:not(.change)")]


def test_the_grid_shows_each_section_with_its_actions_as_the_columns_say(house, sign_in):
    page = sign_in(house.who.ray).soup(house.at)
    assert page.h1.text == "Two-year plan"
    assert "2 actions: 1 ongoing, 1 outstanding; 1 has nobody named." in page.text
    assert [each.text for each in page.select("#grid h2")] == ["1. Support", "2. Gaps"]
    first = page.select_one(f"#e{house.hall.id}")
    assert [cell.get_text(" ", strip=True) for cell in first.select("td")] == [
        "Book the hall The big one", "Ongoing", "High", "Now, later", "Small", "Ring up Then write", "all", "", "",
    ]  # fmt: skip
    assert page.select_one(f"#e{house.form.id} .due").text == "nobody named"
    assert page.select_one("#part-1 figcaption").text == "2 actions: 1 ongoing, 1 outstanding"
    assert not page.select(".change"), "who only reads changes nothing"


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("status=ongoing", ["Book the hall"]),
        ("time=later", ["Book the hall"]),
        ("time=soon", ["Print the form"]),
        ("lead=nobody", ["Print the form"]),
        ("priority=high", ["Book the hall"]),
        ("q=form", ["Print the form"]),
        ("q=Ring up", ["Book the hall"]),
        ("attention=no_lead", ["Print the form"]),
        ("section=none", []),
        ("status=nonsense&lead=x'", ["Print the form"]),
    ],
)
def test_the_grid_is_narrowed_as_somebody_asks(house, sign_in, asked, found):
    client = sign_in(house.who.ray)
    assert texts(client.soup(f"{house.at}?{asked}")) == found
    fragment = client.get(f"{house.at}?{asked}", headers=HTMX).text
    assert "<html" not in fragment
    assert fragment.lstrip().startswith('<div id="grid">')
    lines = list(csv.reader(client.get(f"{house.at}?{asked}&format=csv").text.splitlines(keepends=True)))
    assert [line[2].partition("\n")[0] for line in lines[1:]] == found


def test_an_organisation_that_leads_is_offered_as_a_choice(house, sign_in):
    factories_plans.entry(house.plan, "Ask the schools", house.gaps, leads="HPCVS")
    page = sign_in(house.who.ray).soup(house.at)
    option = page.select_one("#find-lead option:nth-of-type(3)")
    assert option.text == "HPCVS"
    assert texts(sign_in(house.who.ray).soup(f"{house.at}?lead={option['value']}")) == ["Ask the schools"]


@pytest.mark.parametrize(
    ("way", "headings"),
    [("lead", ["All partners", "Nobody named"]), ("time", ["Now", "Soon"]), ("meeting", ["No meeting"])],
)
def test_the_actions_are_put_together_otherwise(house, sign_in, way, headings):
    page = sign_in(house.who.ray).soup(f"{house.at}?group={way}")
    assert [each.text for each in page.select("#grid h2")] == headings


def test_an_action_of_a_meeting_is_found_by_it(house, sign_in):
    meeting = factories_actions.met(house.who.here.main)
    action = factories_actions.action(house.who.here.main, "Ask the council", meeting_id=meeting.id)
    factories_plans.put_in(house.plan, action, house.gaps)
    client = sign_in(house.who.ray)
    assert "Quarterly meeting" in client.soup(f"{house.at}?group=meeting").select_one("#grid h2").text
    assert texts(client.soup(f"{house.at}?meeting={meeting.id}")) == ["Ask the council"]


def test_a_plan_without_a_ref_links_what_is_to_be_done(who, sign_in):
    plan = factories_plans.plan(who.here, preset="plain")
    entry = factories_plans.entry(plan, "Book the hall")
    page = sign_in(who.ann).soup(f"/partnerships/here/plans/{plan.id}/")
    assert page.select_one(f"#e{entry.id} th a").text == "Book the hall"
    assert page.select_one(f"#change-{entry.id}")


def test_an_empty_plan_says_what_comes_next(who, sign_in):
    plan = factories_plans.plan(who.here)
    assert "Write the sections" in sign_in(who.ann).soup(f"/partnerships/here/plans/{plan.id}/").text
    assert "Write the sections" not in sign_in(who.ray).soup(f"/partnerships/here/plans/{plan.id}/").text


def test_what_is_late_is_marked(house, sign_in):
    late = factories_plans.entry(house.plan, "Write to the council", house.gaps, when="1 March 2020")
    mark = sign_in(house.who.ray).soup(house.at).select_one(f"#e{late.id} .mark")
    assert "late" in mark["class"]
    assert mark.get_text() == "Outstanding, late"


def test_own_words_for_choices_stand_in_the_grid(who, sign_in):
    columns = [(Field.WHAT, "Task", ""), (Field.PRIORITY, "Urgency", "high = Must do")]
    plan = factories_plans.plan(who.here, columns=columns)
    factories_plans.entry(plan, "Book the hall", priority="high")
    page = sign_in(who.ray).soup(f"/partnerships/here/plans/{plan.id}/")
    assert [each.text for each in page.select("thead th.col-what, thead th.col-priority")] == ["Task", "Urgency"]
    assert page.select_one(".level").text == "Must do"


def test_names_of_people_are_for_those_of_the_partnership(who, client, sign_in):
    plan = factories_plans.plan(who.here, opens_to=Audience.PUBLIC)
    factories_plans.entry(plan, "Book the hall", leads=who.ray.name)
    at = f"/partnerships/here/plans/{plan.id}/"
    assert who.ray.name in sign_in(who.rosa).soup(at).text
    assert who.ray.name not in client.soup(at).text
    assert "a person of the partnership" in client.soup(at).text


def test_thirty_actions_cost_no_more_than_two(house, sign_in, queries):
    client = sign_in(house.who.ann)
    client.get(house.at)
    queries.clear()
    client.get(house.at)
    few = len(queries)
    with factories.together():
        for n in range(28):
            factories_plans.entry(house.plan, f"Action {n}", house.gaps, leads="HPCVS", status=Status.ONGOING)
    queries.clear()
    assert len(client.soup(house.at).select("#grid tbody tr[id]")) == 30
    assert len(queries) <= few <= 9, queries


def test_the_menu_leads_to_the_current_plan(house, client, sign_in):
    ray = sign_in(house.who.ray)
    assert ray.get("/partnerships/here/plans/current").location == house.at
    assert ray.soup(house.at).select_one('.nav [aria-current="page"]').text == "Action plan"
    assert client.get("/partnerships/here/plans/current").location == "/partnerships/here/plans/"


@pytest.mark.parametrize(("name", "status"), [("ray", 200), ("otto", 200), ("sue", 404), ("rem", 404)])
def test_a_plan_is_for_its_partnership(house, sign_in, name, status):
    assert sign_in(getattr(house.who, name)).get(house.at).status_code == status


def test_a_plan_opens_under_its_own_partnership_only(house, sign_in):
    number = house.plan.id
    assert sign_in(house.who.ann).get(f"/partnerships/there/plans/{number}/").status_code == 404
