"""Whether everyone does a fair share: leads, offices over two years, and who minds what."""

from datetime import date
from types import SimpleNamespace

import pytest

from portal.core import clock
from portal.core.permissions import Role
from portal.memberships.models import OfficeKind
from portal.plans import fair_share
from portal.plans.fair_share import Led
from tests import factories, factories_actions

TODAY = date(2026, 11, 23)


def held(kind=OfficeKind.CHAIR, since=date(2025, 1, 1), until=None, detail="", by=1) -> SimpleNamespace:
    return SimpleNamespace(kind=kind, from_on=since, until_on=until, detail=detail, organisation_id=by)


def test_eight_quarters_stand_beside_each_other_and_this_one_is_the_last():
    shown = fair_share.quarters(TODAY)
    assert [each.short for each in shown][::7] == ["Q1 25", "Q4 26"]
    assert shown[-1].words == "October to December 2026"


@pytest.mark.parametrize(
    ("since", "until", "is_held"),
    [
        (date(2026, 10, 1), None, True),
        (date(2026, 12, 31), None, True),
        (date(2027, 1, 1), None, False),
        (date(2020, 1, 1), date(2026, 10, 1), True),
        (date(2020, 1, 1), date(2026, 9, 30), False),
    ],
)
def test_an_office_is_shown_in_each_quarter_it_was_held_in(since, until, is_held):
    quarter = fair_share.quarters(TODAY)[-1]
    assert bool(fair_share.held_in(quarter, [held(since=since, until=until)])) is is_held


def test_an_office_held_on_for_another_year_stands_once_in_a_quarter():
    quarter = fair_share.quarters(TODAY)[-1]
    years = [held(until=date(2026, 10, 31)), held(since=date(2026, 11, 1)), held(OfficeKind.CARETAKER, detail="Trust")]
    assert fair_share.held_in(quarter, years) == [
        ("m", "C", "Chair"), ("h", "K", "Caretaker of an area of work: Trust"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ([], ""),
        ([("Avon", 0), ("Bure", 0)], ""),
        ([("Avon", 4), ("Bure", 1), ("Cam", 1)], "On average 2 for each organisation. Avon leads most, 4."),
        (
            [("Avon", 2), ("Bure", 2), ("Cam", 0)],
            "On average 1.3 for each organisation. Avon and Bure lead most, 2; Cam leads none.",
        ),
    ],
)
def test_a_sentence_says_how_evenly_leads_are_spread(counts, said):
    led = [Led(n, name, number, 0, 0, 0) for n, (name, number) in enumerate(counts)]
    assert fair_share.uneven(led) == said


@pytest.fixture
def place(app):
    """A partnership with three organisations: Avon leads two, Bure one by a person, Cam none."""
    row = factories.partnership(slug="peak")
    row.avon, row.bure, row.cam = (factories.organisation(name) for name in ("Avon", "Bure", "Cam"))
    row.bea = factories.person("Bea", organisation_id=row.bure.id)
    for organisation, person in ((row.avon, None), (row.bure, row.bea), (row.cam, None)):
        factories.seat(row.main, organisation, person)
    lead = factories_actions.led_by
    factories_actions.action(row.main, "One", lead(row.avon))
    factories_actions.action(row.main, "Two", lead(row.avon), status="done")
    factories_actions.action(row.main, "Three", lead(person=row.bea), lead(row.bure))
    factories_actions.action(row.main, "Four", factories_actions.EVERYBODY)
    factories_actions.action(row.main, "Five", lead(row.cam), status="dropped")
    factories.office(row.main, OfficeKind.CARETAKER, organisation_id=row.cam.id, detail="Trust")
    return row


def figures(client) -> dict[str, list[str]]:
    page = client.soup("/partnerships/peak/plans/fair-share")
    rows = [row for row in page.select("tbody tr") if row.select("td.num")]
    return {row.th.text: [cell.text for cell in row.select("td.num")] for row in rows}


def test_the_page_says_who_leads_how_much_and_who_holds_what(sign_in, place, queries):
    client = sign_in(place.bea)
    queries.clear()
    page = client.soup("/partnerships/peak/plans/fair-share")
    assert len(queries) <= 9
    assert figures(client) == {"Avon": ["1", "0", "1", "2"], "Bure": ["0", "0", "1", "1"], "Cam": ["0", "0", "0", "0"]}
    words = " ".join(page.main.text.split())
    assert "On average 1 for each organisation. Avon leads most, 2; Cam leads none." in words
    assert "With no office and nothing to mind now: Avon, Bure." in words
    row = next(tr for tr in page.select("table.strip tbody tr") if tr.th.text == "Cam")
    assert len(row.select(".ev.h")) == 8
    assert "Caretaker of an area of work: Trust" in row.text


def test_what_the_viewer_may_not_see_is_not_counted(sign_in, place):
    group = factories.group(place)
    factories_actions.action(
        group, "Secret", factories_actions.led_by(place.cam), audience="restricted", why="confidential"
    )
    client = sign_in(place.bea)
    assert figures(client)["Cam"] == ["0", "0", "0", "0"]
    manager = factories.person("Mo")
    factories.appointment(manager, Role.MANAGER, place)
    client = sign_in(manager)
    assert figures(client)["Cam"] == ["0", "0", "1", "1"]


def test_a_partnership_without_seats_is_told_what_to_do(sign_in, app):
    row = factories.partnership(slug="peak")
    manager = factories.person("Mo")
    factories.appointment(manager, Role.MANAGER, row)
    client = sign_in(manager)
    assert "Nobody to share yet" in client.soup("/partnerships/peak/plans/fair-share").text


def test_more_organisations_ask_no_more_of_the_database(sign_in, place, queries):
    lead = factories_actions.led_by
    with factories.together():
        for _n in range(27):
            organisation = factories.organisation()
            factories.seat(place.main, organisation)
            factories.office(place.main, organisation_id=organisation.id, from_on=clock.today())
    factories_actions.action(place.main, "More", lead(organisation))
    client = sign_in(place.bea)
    queries.clear()
    assert len(client.soup("/partnerships/peak/plans/fair-share").select("table.strip tbody tr")) == 30
    assert len(queries) <= 9
