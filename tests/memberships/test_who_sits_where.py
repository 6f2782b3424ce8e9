"""Who sits where, across all partnerships."""

from datetime import date

import pytest

from portal.core.database import writing
from portal.directory.models import Sector
from portal.memberships.models import OfficeKind
from tests import factories
from tests.conftest import HTMX
from tests.factories_partnerships import again

MATRIX = "/organisations/matrix/"


@pytest.fixture
def council(who):
    """A council with two seats here, an office, one seat there, and one that ended elsewhere."""
    council = factories.organisation("Derby City Council", sector=Sector.PUBLIC)
    for place in (who.here.main, who.here.main, who.there.main):
        factories.seat(place, council)
    factories.seat(factories.partnership(name="Past Partnership").main, council, until_on=date(2024, 1, 1))
    factories.office(who.here.main, OfficeKind.CARETAKER, organisation_id=council.id, detail="Funding")
    factories.office(who.here.main, OfficeKind.CHAIR, organisation_id=council.id)
    factories.office(who.there.main, OfficeKind.CHAIR, organisation_id=council.id, until_on=date(2024, 1, 1))
    return council


def table(browser, asked=""):
    page = browser.soup(f"{MATRIX}{asked}")
    rows = page.select("#results tr")
    return [[cell.get_text(" ", strip=True) for cell in row.find_all(["th", "td"])] for row in rows]


def test_organisations_stand_beside_partnerships_with_seats_and_offices_in_words(client, who, council):
    rows = table(client)

    assert rows[0] == ["Organisation", who.here.short_name, who.there.short_name]
    assert rows[1:4] == [
        ["Buxton Volunteer Bureau", "1 seat", "– no seat"],
        ["Derby City Council", "2 seats, chair, caretaker", "1 seat"],
        ["High Peak CVS", "1 seat", "– no seat"],
    ]


def test_the_names_lead_to_the_organisation_and_the_partnerships_seats(client, council):
    links = [link["href"] for link in client.soup(MATRIX).select("#results table a")]

    assert "/partnerships/here/seats/" in links
    assert f"/organisations/{council.slug}/" in links


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("?partnership=there", ["Derby City Council"]),
        ("?sector=public", ["Derby City Council"]),
        ("?several=yes", ["Derby City Council"]),
        ("?q=hpcvs", ["High Peak CVS"]),
        ("?q=_", []),
        ("?partnership=past-partnership&q=derby", ["Derby City Council"]),
    ],
)
def test_it_is_narrowed(client, council, asked, found):
    names = [row[0] for row in table(client, asked)[1:]]

    assert [name for name in names if not name.startswith("Organisation ")] == found


def test_it_is_sorted_the_other_way_round(client, council):
    assert table(client, "?sort=-name")[1][0].startswith("Organisation")


def test_htmx_gets_the_table_alone(client, council):
    assert client.get(MATRIX, headers=HTMX).text.lstrip().startswith('<div id="results"')


def test_where_there_are_many_partnerships_the_rest_is_told_in_words(client, council):
    for number in range(13):
        other = factories.partnership(name=f"Z {number:02}", short_name=f"Z{number:02}")
        factories.seat(other.main, factories.organisation("Only There") if number < 12 else council)

    rows = table(client)

    assert len(rows[0]) == 1 + 12 + 1
    assert rows[0][-1] == "Elsewhere"
    seats = sum("seat" in cell and "no seat" not in cell for row in rows[1:] for cell in row[1:])
    assert seats >= 17
    assert any("1 seat" in row[-1] and ":" in row[-1] for row in rows[1:])


def test_the_file_has_a_column_for_each_partnership(client, council):
    response = client.get(f"{MATRIX}?format=csv&several=yes")

    assert response.mimetype == "text/csv"
    assert response.text.lstrip("\ufeff").splitlines() == [
        "Organisation,Sector,Here Partnership,There Partnership",
        'Derby City Council,Public,"2 seats, chair, caretaker",1 seat',
    ]


def test_a_closed_partnership_is_no_column(client, who, council):
    with writing():
        again(who.there).closed_on = date(2026, 1, 1)

    assert table(client)[0] == ["Organisation", again(who.here).short_name]


def test_without_seats_it_says_what_will_stand_here(client):
    assert "No seats yet" in client.get(MATRIX).text


def test_it_costs_the_same_however_many_organisations_there_are(client, who, queries):
    for _number in range(30):
        factories.seat(who.here.main)

    queries.clear()
    client.get(MATRIX)

    assert len(queries) <= 2
