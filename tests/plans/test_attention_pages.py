"""The work lists of a plan, the plan by lead, and the figures of it on other pages."""

from datetime import timedelta

import pytest

from portal.actions.models import Action, Progress, Status
from portal.core import clock
from portal.core.audience import Audience
from portal.core.database import db, writing
from tests import factories, factories_actions, factories_plans


def day(days: int) -> str:
    """A day so many days ahead, as people write it."""
    return f"{clock.today() + timedelta(days=days):%d/%m/%Y}"


@pytest.fixture
def plan(who):
    return factories_plans.plan(who.here, title="Two-year plan", opens_to=Audience.PUBLIC)


@pytest.fixture
def at(who, plan):
    return f"/partnerships/{who.here.slug}/plans/{plan.id}/"


def lists(client, at) -> dict[str, list[str]]:
    page = client.soup(f"{at}attention")
    return {
        section["aria-labelledby"]: [link.text for link in section.select("h3 a")] for section in page.select("section")
    }


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"when": "-1", "leads": "High Peak CVS"}, ["overdue"]),
        ({"when": "0", "leads": "High Peak CVS"}, ["due_soon"]),
        ({"when": "28", "leads": "High Peak CVS"}, ["due_soon"]),
        ({"when": "29", "leads": "High Peak CVS"}, []),
        ({"when": "-1", "leads": "High Peak CVS", "status": Status.DONE}, []),
        ({"when": "90", "leads": ""}, ["no_lead"]),
        ({"when": "90", "leads": "???"}, ["no_lead"]),
        ({"when": "90", "status": Status.DROPPED}, []),
        ({"leads": "High Peak CVS"}, ["no_date"]),
        ({"when": "ongoing", "leads": "High Peak CVS"}, []),
        ({"timescale": "later", "leads": "High Peak CVS"}, []),
        ({"timescale": "now", "leads": "High Peak CVS"}, ["overdue"]),
        ({"timescale": "now,later", "leads": "High Peak CVS"}, []),
        ({"timescale": "now", "when": "40", "leads": "High Peak CVS"}, []),
        ({"when": "90", "leads": "High Peak CVS", "needs_detail": True}, ["needs_detail"]),
        ({"leads": ""}, ["no_lead", "no_date"]),
    ],
)
def test_an_action_stands_on_the_lists_that_it_is_for(client, plan, at, said, expected):
    when = said.pop("when", "")
    written = day(int(when)) if when.lstrip("-").isdigit() else when
    factories_plans.entry(plan, "Book the hall", ref="1.01", when=written, **said)
    assert lists(client, at) == {key: ["1.01 Book the hall"] for key in expected}
    tabs = client.soup(f"{at}leads").select_one("ul.tabs").text
    assert ("Needs attention (1)" in tabs) is bool(expected)


@pytest.mark.parametrize(
    ("raised", "told", "status", "is_silent"),
    [
        (200, None, Status.ONGOING, True),
        (200, 93, Status.ONGOING, True),
        (200, 90, Status.ONGOING, False),
        (60, None, Status.ONGOING, False),
        (200, None, Status.OUTSTANDING, False),
        (200, None, Status.DONE, False),
    ],
)
def test_what_is_under_way_and_silent_for_a_quarter_is_listed(client, plan, at, raised, told, status, is_silent):

    entry = factories_plans.entry(plan, "Book the hall", leads="High Peak CVS", when="ongoing", status=status)
    with writing():
        db.session.get(Action, entry.action_id).raised_on = clock.today() - timedelta(days=raised)
        if told:
            at_moment = clock.now() - timedelta(days=told)
            db.session.add(Progress(action_id=entry.action_id, at=at_moment, by="Ray", text="Goes on", status=status))
    assert ("unreported" in lists(client, at)) is is_silent


def test_a_plan_with_nothing_to_do_says_so(client, plan, at):
    factories_plans.entry(plan, "Book the hall", leads="High Peak CVS", when="ongoing")
    page = client.soup(f"{at}attention")
    assert "Nothing waits here" in page.text
    assert "Needs attention (" not in page.text


def test_what_was_meant_for_a_time_that_is_over_says_which(client, plan, at):
    factories_plans.entry(plan, "Book the hall", leads="High Peak CVS", timescale="now")
    assert client.soup(f"{at}attention").select_one(".due.late").text == "now is over"


def test_nothing_of_a_confidential_action_stands_on_a_list(client, sign_in, who, plan, at):
    secret = factories_actions.action(who.here.main, "Whisper", audience=Audience.RESTRICTED)
    factories_plans.put_in(plan, secret)
    for page in ("attention", "leads", "print", "print?format=csv"):
        assert "Whisper" not in client.get(at + page).text
        assert "Whisper" not in sign_in(who.otto).get(at + page).text
        assert "Whisper" in sign_in(who.ann).get(at + page).text
    assert "(1)" not in client.soup(f"{at}attention").select_one("ul.tabs").text


def test_a_plan_by_lead_names_people_to_their_own_partnership_only(client, sign_in, who, plan, at):
    factories_plans.entry(plan, "One", leads=who.ray.name, ref="1")
    factories_plans.entry(plan, "Two", leads="all", ref="2")
    factories_plans.entry(plan, "Three", leads="???", ref="3", status=Status.DONE)

    def headings(browser):
        return [" ".join(each.text.split()) for each in browser.soup(f"{at}leads").select("section h2")]

    assert headings(client) == ["a person of the partnership", "All partners", "Nobody named"]
    assert headings(sign_in(who.ann)) == ["All partners", who.ray.name, "Nobody named"]
    bars = [each["aria-label"] for each in client.soup(f"{at}leads").select("svg.chart")]
    assert bars[-1] == "1 action: 1 done"


def test_a_lead_of_a_shared_action_is_named_to_their_own_partnership_only(sign_in, who, plan, at):
    person = factories.person("Peggy Stile")
    factories.seat(who.there.main, held_by=person)
    theirs = factories_plans.plan(who.there, opens_to=Audience.PARTNERS)
    shared = factories_plans.entry(theirs, "Talk to the parishes", leads="Peggy Stile").action
    factories_plans.share(shared, who.here)
    factories_plans.put_in(plan, shared)
    page = sign_in(who.ann).get(f"{at}leads").text
    assert "Talk to the parishes" in page
    assert "Peggy Stile" not in page


def test_an_action_of_several_stands_under_each_of_them_once(client, who, plan, at):
    one, two = factories.organisation("Avon Aid"), factories.organisation("Bure Boats")
    for organisation in (one, two):
        factories.seat(who.here.main, organisation)
    factories_plans.entry(plan, "Together", leads="Avon Aid, Bure Boats, Avon Aid")
    page = client.soup(f"{at}leads")
    assert [section.select_one("li a").text.strip() for section in page.select("section")] == ["Together", "Together"]
    assert page.select_one("h2 a")["href"] == f"/organisations/{one.slug}/"


def test_the_front_door_shows_how_the_plan_goes(client, sign_in, who, plan, at):
    factories_plans.entry(plan, "Late", leads="High Peak CVS", when=day(-3))
    factories_plans.entry(plan, "Soon", leads="High Peak CVS", when=day(5))
    factories_plans.entry(plan, "Alone", when=day(200))
    factories_plans.entry(plan, "Done", when=day(1), status=Status.DONE)
    panel = client.soup(f"/partnerships/{who.here.slug}/").select_one("[aria-labelledby=plan-dashboard]")
    assert "1 of 4 done" in panel.text
    said = {link.text: link["href"] for link in panel.select("ul a")}
    assert said["1 overdue"] == f"{at}attention#overdue"
    assert {"1 due soon", "1 with nobody named"} <= set(said)
    assert "Fair share" not in said
    inside = sign_in(who.ray).soup(f"/partnerships/{who.here.slug}/").select_one("[aria-labelledby=plan-dashboard]")
    assert "Fair share" in inside.text


def test_an_organisation_shows_what_it_leads_and_minds(client, sign_in, who):
    row = factories_plans.plan(who.here, title="Closed circle", opens_to=Audience.PARTNERSHIP)
    organisation = factories.organisation("Avon Aid")
    factories.seat(who.here.main, organisation)
    factories_plans.section(row, "Trust", caretaker_id=organisation.id)
    factories_plans.entry(row, "One", leads="Avon Aid", when=day(-2))
    factories_plans.entry(row, "Two", leads="Avon Aid", status=Status.DONE)
    address = f"/organisations/{organisation.slug}/"
    panel = sign_in(who.ray).soup(address).select_one("[aria-labelledby=in-plans]")
    assert "leads 2 actions, 1 of them open, 1 overdue; minds 1 area" in " ".join(panel.text.split())
    assert client.soup(address).select_one("[aria-labelledby=in-plans]") is None


def test_ones_own_actions_lead_to_their_plans_and_stand_by_partnership(sign_in, who, plan, at):
    entry = factories_plans.entry(plan, "Book the hall\nA big one", leads=who.ray.name, ref="1.01")
    page = sign_in(who.ray).soup("/actions/?sort=partnership")
    row = next(each for each in page.select("tbody tr") if "Book the hall" in each.text)
    assert row.select_one(".meta a")["href"] == f"{at}entries/{entry.id}/"
    assert "1.01 Two-year plan" in " ".join(row.text.split())
    assert "A big one" not in row.text
    assert [each.text for each in page.select("tr.group")] == [who.here.name]
    assert not sign_in(who.ray).soup("/actions/").select("tr.group")
