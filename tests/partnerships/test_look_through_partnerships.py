"""Anybody looks through the list of partnerships."""

import pytest

from portal.accounts.models import User
from portal.core import clock
from portal.core.database import db, writing
from tests import factories


@pytest.fixture
def three(app):
    consortium = factories.kind("Consortium")
    factories.partnership(slug="peak", name="Peak Partners", kind=consortium, area="High Peak", purpose="Rural help")
    factories.partnership(slug="derby", name="derby Partnership", area="Derby")
    factories.partnership(slug="old", name="Old Partnership", area="Derby", closed_on=clock.today())


def names(page):
    return [cell.text for cell in page.find(class_="table").find("tbody").find_all("th")]


def test_a_visitor_sees_every_partnership_by_name(client, three):
    page = client.soup("/partnerships/")

    assert names(page) == ["derby Partnership", "Old Partnership", "Peak Partners"]
    assert page.find(class_="table").a is not None
    assert "3 partnerships" in page.find(id="results").text
    assert not page.find("a", href="/partnerships/new")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("q=rural", ["Peak Partners"]),
        ("q=DERBY", ["derby Partnership", "Old Partnership"]),
        ("q=100%", []),
        ("kind=consortium", ["Peak Partners"]),
        ("area=Derby&status=open", ["derby Partnership"]),
        ("status=closed", ["Old Partnership"]),
        ("sort=-name", ["Peak Partners", "Old Partnership", "derby Partnership"]),
        ("sort=kind&q=p", ["Peak Partners", "derby Partnership", "Old Partnership"]),
        ("kind=nonsense&sort=nonsense", ["derby Partnership", "Old Partnership", "Peak Partners"]),
    ],
)
def test_the_list_is_narrowed_and_sorted(client, three, asked, found):
    page = client.soup(f"/partnerships/?{asked}")

    assert (names(page) if found else page.find(class_="table")) == (found or None)


def test_the_list_is_fetched_as_a_file(client, three):
    response = client.get("/partnerships/?format=csv&status=closed")

    assert response.mimetype == "text/csv"
    lines = response.text.lstrip("\ufeff").splitlines()
    assert lines[0] == "Name,Kind,Area,Status,Closed on"
    assert lines[1] == f"Old Partnership,Local strategic partnership,Derby,Closed,{clock.today().isoformat()}"
    assert len(lines) == 2


def test_htmx_gets_the_results_alone(client, three):
    response = client.get("/partnerships/?q=peak", headers={"HX-Request": "true", "HX-Request-Type": "partial"})

    assert response.text.lstrip().startswith('<div id="results"')
    assert "Peak Partners" in response.text


def test_the_site_administrator_is_offered_to_set_one_up(sign_in, app):
    ada = factories.person("Ada Ashford")
    with writing():
        db.session.get(User, ada.user_id).is_site_administrator = True

    page = sign_in(ada).soup("/partnerships/")

    assert page.find("a", href="/partnerships/new")
    assert "No partnership yet" in page.text


def test_thirty_partnerships_take_no_more_statements_than_three(client, three, queries):
    for number in range(30):
        factories.partnership(name=f"Partnership {number:02}", area=f"Area {number}")
    queries.clear()

    page = client.soup("/partnerships/")

    asked = [each for each in queries if "count(audit_events.id)" not in each]
    assert len(names(page)) == 33
    assert len(asked) <= 3, asked
