"""Finding an organisation: everybody may, signed in or not."""

import csv
import io
from datetime import date

import pytest

from portal.core.database import writing
from portal.directory import services
from portal.directory.models import Sector
from tests import factories
from tests.conftest import HTMX

pytestmark = pytest.mark.thorough


@pytest.fixture
def directory(app):
    """Three open organisations and a closed one, of which one sits in a partnership."""
    here = factories.partnership(slug="here", name="Here Partnership")
    with writing():
        hpcvs = services.add_organisation(
            None, name="High Peak CVS", short_name="HPCVS", sector=Sector.VOLUNTARY, area="High Peak",
            description="Runs the minibus scheme", email="office@example.org", telephone="+44 1298 555",
        )  # fmt: skip
        services.add_organisation(None, name="derby city council", sector=Sector.PUBLIC, area="Derby")
        services.add_organisation(None, name="Ashbourne Volunteer Bureau", sector=Sector.VOLUNTARY, area="Ashbourne")
        gone = services.add_organisation(None, name="Gone Trust", sector=Sector.PRIVATE, area="Derby")
        services.close_organisation(None, gone, date(2025, 5, 5))
    factories.seat(here.main, hpcvs)
    factories.seat(here.main, gone, until_on=date(2025, 5, 5))


def listed(client, address="/organisations/"):
    return [link.text for link in client.soup(address).select("tbody th a")]


def test_open_organisations_stand_in_the_list_by_name(client, directory):
    assert listed(client) == ["Ashbourne Volunteer Bureau", "derby city council", "High Peak CVS"]


def test_the_list_is_narrowed_and_sorted(client, directory):
    bureau, council, hpcvs, gone = "Ashbourne Volunteer Bureau", "derby city council", "High Peak CVS", "Gone Trust"
    wanted = {
        "sector=voluntary": [bureau, hpcvs],
        "area=Derby": [council],
        "partnership=here": [hpcvs],
        "partnership=here&closed=all": [hpcvs],
        "closed=closed": [gone],
        "closed=all&area=Derby": [council, gone],
        "q=minibuses": [hpcvs],
        "q=hpc": [hpcvs],
        "q=gone": [],
        "q=gone&closed=all": [gone],
        "q=%22%27*": [],
        "sort=-name": [hpcvs, council, bureau],
        "sort=sector": [council, hpcvs, bureau],
        "sort=-area": [hpcvs, council, bureau],
        "sector=none&area=x&partnership=x": [bureau, council, hpcvs],
    }

    answers = {asked: listed(client, f"/organisations/?{asked}") for asked in wanted}

    assert answers == wanted


def test_the_list_follows_while_words_are_typed(client, directory):
    response = client.get("/organisations/?q=ashb", headers=HTMX)

    assert response.text.lstrip().startswith('<div id="results"')
    assert "Ashbourne Volunteer Bureau" in response.text
    assert "High Peak CVS" not in response.text


def test_the_file_holds_the_whole_entries_of_what_is_shown(client, directory):
    response = client.get("/organisations/?q=high&format=csv")

    (line,) = csv.DictReader(io.StringIO(response.text.removeprefix("\ufeff")))
    assert (line["Name"], line["Sector"], line["E-mail"]) == (
        "High Peak CVS",
        "Voluntary and community",
        "office@example.org",
    )
    assert (line["Telephone"], line["Closed on"]) == ("'+44 1298 555", "")


def test_the_list_asks_three_statements_however_long_it_is(sign_in, queries):
    ray = factories.person("Ray")
    for _ in range(30):
        factories.organisation()
    browser = sign_in(ray)
    queries.clear()

    page = browser.soup("/organisations/")

    assert len(page.select("tbody tr")) == 30
    assert len([each for each in queries if "audit_events" not in each]) <= 3


def test_an_empty_directory_says_what_belongs_there(client):
    assert "No organisations yet" in client.soup("/organisations/").text


def test_only_managers_are_offered_to_add_one(client, sign_in, directory):
    here = factories.partnership()
    manager, other = factories.person(), factories.person()
    factories.appointment(manager, "manager", here)

    offered = [
        each.soup("/organisations/").select_one("[href='/organisations/new']") for each in (client, sign_in(other))
    ]

    assert offered == [None, None]
    assert sign_in(manager).soup("/organisations/").select_one("[href='/organisations/new']")
