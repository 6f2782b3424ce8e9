"""Other directories read what is public here, as Open Referral UK 3.0."""

from uuid import UUID

import pytest

from portal.core.audience import Audience
from portal.core.database import db, writing
from portal.directory.models import Organisation
from portal.resources.models import LendingTerms, Resource, ResourceKind
from portal.skills.models import Skill, SkillTerm, Terms
from tests import factories

HOME = "/open-referral"
TEXT, NUMBER, TRUTH = str, int, bool
PAGE = {"total_items": NUMBER, "total_pages": NUMBER, "page_number": NUMBER, "size": NUMBER, "first_page": TRUTH,
        "last_page": TRUTH, "empty": TRUTH, "contents": list}  # fmt: skip
NEEDED = {
    "organization": ("id", "name", "description"),
    "service": ("id", "name", "status"),
    "service_at_locations": ("id",),
    "location": ("id", "location_type"),
    "addresses": ("id", "address_1", "city", "state_province", "postal_code", "country", "address_type"),
    "organization_identifiers": ("id", "identifier_type", "identifier"),
    "taxonomy_term": ("id", "name", "description"),
    "cost_options": ("id",), "schedules": ("id",), "languages": ("id",), "service_areas": ("id",),
    "attributes": ("id",), "accessibility": ("id",),
}  # fmt: skip


def follows(kind: str, said: dict) -> None:
    """Hold a thing and all that hangs on it to what the standard needs of it."""
    assert set(NEEDED[kind]) <= set(said), (kind, said)
    assert all(value not in ("", None) for value in said.values()), said
    for key, value in said.items():
        if key == "id" or key.endswith("_id"):
            assert str(UUID(value)) == value
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, dict):
                follows(key, each)
    if kind == "service":
        assert said["status"] in ("active", "inactive", "defunct", "temporarily closed")
    if kind == "location":
        assert said["location_type"] in ("physical", "postal", "virtual")


@pytest.fixture
def goyt(app) -> Organisation:
    """An organisation that says what it does, with something public and something for partners only."""
    row = factories.organisation(
        "Goyt Trust", services="Lunch club", postcode="SK17 6AA", address="1 Main St", charity_number="1000001",
        languages="English, Polish", opening_times="Weekdays", access="A ramp", email="office@example.org",
        website="https://goyt.example.org/", description="Helps.", area_served="The High Peak",
    )  # fmt: skip
    term = factories.add(SkillTerm(name="Bid writing", key="bid writing", category="Money", is_curated=True))
    for title, audience in (("Bid writing", Audience.PUBLIC), ("Secret craft", Audience.PARTNERS)):
        factories.add(
            Skill(organisation_id=row.id, title=title, sort_title=title.lower(), audience=audience, term_id=term.id,
                  terms=Terms.FREE)
        )  # fmt: skip
    factories.add(
        Resource(organisation_id=row.id, name="Minibus", sort_name="minibus", kind=ResourceKind.VEHICLE,
                 audience=Audience.PUBLIC, terms=LendingTerms.CHARGED, charge="45p a mile", area="Buxton",
                 access_notes="A lift", opening="Weekends")
    )  # fmt: skip
    return row


def get(client, address, **asked):
    answer = client.get(f"{HOME}/{address}", query_string=asked)
    assert answer.status_code == 200, address
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    return answer.get_json()


def test_the_beginning_says_what_this_is(client):
    assert get(client, "")["version"] == "3.0"
    assert "/services/{id}" in get(client, "openapi.json")["paths"]


def test_services_come_in_pages(client, goyt):
    page = get(client, "services")

    assert {key: type(value) for key, value in page.items()} == PAGE
    assert [each["name"] for each in page["contents"]] == ["Goyt Trust", "Bid writing", "Minibus"]
    for each in page["contents"]:
        follows("service", each)
    assert (page["total_items"], page["total_pages"], page["first_page"], page["last_page"]) == (3, 1, True, True)


def test_a_small_page_and_one_beyond_the_end(client, goyt):
    page = get(client, "services", per_page="2", page="2")
    assert [each["name"] for each in page["contents"]] == ["Minibus"]
    assert (page["total_pages"], page["page_number"], page["last_page"]) == (2, 2, True)
    assert get(client, "services", page="99")["empty"]
    assert get(client, "services", page="x", per_page="-1")["page_number"] == 1


def test_one_service_says_everything(client, goyt):
    for each in get(client, "services")["contents"]:
        said = get(client, f"services/{each['id']}")
        follows("service", said)
        assert {key: said[key] for key in each} == each
        assert said["service_at_locations"][0]["location"]["location_type"] == "physical"
    assert said["cost_options"][0]["amount_description"] == "45p a mile"


def test_what_is_for_partners_is_in_nothing(client, goyt):
    hidden = db.session.query(Skill).filter_by(title="Secret craft").one()
    shown = db.session.query(Skill).filter_by(title="Bid writing").one()
    lists = ["services", "organizations", "service_at_locations", "taxonomies", "taxonomy_terms"]
    assert not [name for name in lists if "Secret" in client.get(f"{HOME}/{name}").text]
    known = next(each["id"] for each in get(client, "services")["contents"] if each["name"] == "Bid writing")
    other = str(UUID(int=UUID(known).int - shown.id + hidden.id))
    assert client.get(f"{HOME}/services/{other}").status_code == 404


def test_closed_organisations_are_in_nothing(client, goyt):
    number = get(client, "organizations")["contents"][0]["id"]
    with writing():
        db.session.get(Organisation, goyt.id).closed_on = goyt.confirmed_on or factories.LONG_AGO

    assert get(client, "services")["empty"]
    assert get(client, "organizations")["empty"]
    assert client.get(f"{HOME}/organizations/{number}").status_code == 404


def test_organisations_are_told_with_their_numbers(client, goyt):
    page = get(client, "organizations", search="goyt")
    said = get(client, f"organizations/{page['contents'][0]['id']}")

    follows("organization", said)
    assert said["organization_identifiers"][0]["identifier"] == "1000001"


def test_services_are_narrowed(client, goyt):
    def names(**asked):
        return [each["name"] for each in get(client, "services", **asked)["contents"]]

    term = get(client, "taxonomy_terms")["contents"][0]["id"]
    assert names(search="minib") == ["Minibus"]
    assert names(taxonomy_term_id=term) == ["Bid writing"]
    assert names(taxonomy_term_id="nonsense") == []
    assert len(names(postcode="SK17 1AA")) == 3
    assert names(postcode="DE1 1AA") == []


def test_services_at_their_places(client, goyt):
    page = get(client, "service_at_locations")

    assert len(page["contents"]) == 3
    for each in page["contents"]:
        follows("service_at_locations", each)
        assert get(client, f"service_at_locations/{each['id']}") == each


def test_the_list_of_skills_is_the_taxonomy(client, goyt):
    page = get(client, "taxonomy_terms")
    term = page["contents"][0]
    assert term["name"] == "Bid writing"
    assert get(client, f"taxonomy_terms/{term['id']}") == term
    assert get(client, f"taxonomies/{term['taxonomy_id']}")["name"] == "Skills"
    assert get(client, "taxonomies")["total_items"] == 1


def test_what_is_none_of_ours_is_not_found(client, goyt):
    for name in ("services", "organizations", "service_at_locations", "taxonomies", "taxonomy_terms"):
        assert client.get(f"{HOME}/{name}/6ba7b810-9dad-11d1-80b4-00c04fd430c8").status_code == 404
        assert client.get(f"{HOME}/{name}/nonsense").status_code == 404


def test_a_page_asks_few_statements_however_long(client, goyt, queries):
    for number in range(30):
        factories.add(Skill(organisation_id=goyt.id, title=f"Craft {number}", sort_title="c", audience=Audience.PUBLIC))
    queries.clear()

    assert len(get(client, "services")["contents"]) == 33
    assert len(queries) <= 4
