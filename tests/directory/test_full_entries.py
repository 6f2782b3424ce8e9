"""The full entry of an organisation: filled in, shown, found, and in the file."""

import csv
import io

import pytest

from portal.core.database import db, writing
from portal.core.index import search
from portal.core.viewer import VISITOR
from portal.directory.models import Organisation
from tests import factories
from tests.people import cast

FULL = {
    "name": "High Peak CVS", "sector": "voluntary", "services": "Transport\nAdvice for treasurers",
    "opening_times": "Monday to Friday, 9 to 1", "languages": "English, Polish", "access": "No steps; hearing loop",
    "area_served": "Hope Valley", "postcode": "SK17 6XX", "charity_number": "1012345", "company_number": "1234567",
    "social": "www.example.org/a\nhttps://example.net/b", "version": "1",
}  # fmt: skip


@pytest.fixture
def who(app):
    return cast()


@pytest.fixture
def mine(who):
    return db.session.get(Organisation, who.seat_ray.organisation_id)


def test_a_representative_fills_it_in_and_everybody_reads_it(sign_in, client, who, mine):
    assert sign_in(who.ray).post(f"/organisations/{mine.slug}/edit", data=FULL).status_code == 303

    page = client.soup(f"/organisations/{mine.slug}/").text
    for words in ("Advice for treasurers", "9 to 1", "English, Polish", "hearing loop", "Hope Valley", "1012345"):
        assert words in page
    assert "01234567" in page
    assert client.soup(f"/organisations/{mine.slug}/").select_one("[href='https://www.example.org/a']")
    assert [hit.title for hit in search(VISITOR, "treasurers", kind="organisation")]


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [("charity_number", "twelve", "is not a charity number"), ("company_number", "12", "is not a company number"),
     ("social", "www.example.org\njavascript:x", "is not the address of a website"),
     ("social", "a.org\n" * 9, "Eight")],
)  # fmt: skip
def test_a_mistake_is_said_beside_its_field_in_an_open_part(sign_in, who, mine, field, typed, said):
    response = sign_in(who.ray).post(f"/organisations/{mine.slug}/edit", data=FULL | {field: typed})

    assert response.status_code == 422
    assert said in response.text
    assert "<details open>" in response.text
    db.session.refresh(mine)
    assert mine.services == ""


def test_parts_without_anything_are_folded(sign_in, who, mine):
    page = sign_in(who.ray).soup(f"/organisations/{mine.slug}/edit")

    assert not page.select("form details[open]")
    assert len(page.select("form details")) == 2


def test_the_file_holds_it_all(sign_in, client, who, mine):
    sign_in(who.ray).post(f"/organisations/{mine.slug}/edit", data=FULL)

    rows = list(
        csv.DictReader(io.StringIO(client.get("/organisations/?format=csv&q=peak").text.removeprefix("\ufeff")))
    )

    assert rows[0]["Charity number"] == "1012345"
    assert rows[0]["Access for disabled people"] == "No steps; hearing loop"


@pytest.mark.parametrize(
    ("typed", "names"),
    [("SK17", ["Near"]), ("sk17 1zz", ["Near"]), ("SK", ["Far", "Near"]), ("New Mills", ["Far"]), ("SK1", [])],
)
def test_the_list_is_narrowed_to_what_is_near(client, typed, names):
    factories.organisation("Near", postcode="SK17 6AB", area="Buxton")
    factories.organisation("Far", postcode="SK22 4AA", area="New Mills")
    factories.organisation("Elsewhere", postcode="S1 1AA", area="Sheffield")

    rows = client.soup(f"/organisations/?near={typed}").select("tbody th a")

    assert [row.text for row in rows] == names


def test_who_moves_is_found_where_they_are_now(sign_in, who, mine):
    with writing():
        who.ray.organisation_id = mine.id
    sign_in(who.ray).post(f"/organisations/{mine.slug}/edit", data=FULL | {"area": "Glossopdale"})

    entry = "SELECT area FROM search_entries WHERE kind = 'person'"
    assert "Glossopdale" in db.session.scalars(db.text(entry)).all()
