"""The lists of updates, and the panels on other pages: what each sees, narrowed, sorted, searched and as a file."""

import pytest

from portal.core.audience import Audience
from tests import factories
from tests.conftest import HTMX
from tests.factories_updates import update


def texts(client, address: str) -> list[str]:
    return [cell.a.text for cell in client.soup(address).select("tbody th")]


@pytest.fixture
def plenty(who):
    """Updates of several organisations and audiences, in both partnerships."""
    update(who.seat_ray, "Lunch club", audience=Audience.PUBLIC, days_ago=3)
    update(who.seat_ray, "Choir", "Priorities", days_ago=400, audience=Audience.PARTNERSHIP)
    update(who.seat_rosa, "Bus rota", "Links to networks", days_ago=10, asked="Since when?")
    update(who.seat_there, "Elsewhere", audience=Audience.PUBLIC, days_ago=1)
    update(who.seat_there, "Secret elsewhere", audience=Audience.PARTNERSHIP)


def test_each_sees_what_is_for_them(who, sign_in, client, base, plenty):
    assert texts(client, base) == ["Lunch club"]
    assert texts(sign_in(who.sue), base) == ["Lunch club", "Bus rota"]
    assert texts(sign_in(who.otto), base) == ["Lunch club", "Bus rota", "Choir"]
    assert texts(client, "/updates/") == ["Elsewhere", "Lunch club"]
    assert texts(sign_in(who.sue), "/updates/?partnership=there") == ["Secret elsewhere", "Elsewhere"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("heading=Priorities", ["Choir"]),
        ("heading=Gossip", ["Lunch club", "Bus rota", "Choir"]),
        ("organisation={rosa}", ["Bus rota"]),
        ("state=stale", ["Choir"]),
        ("state=asked", ["Bus rota"]),
        ("state=unreviewed", ["Lunch club", "Choir"]),
        ("q=choir", ["Choir"]),
        ("sort=written_on", ["Choir", "Bus rota", "Lunch club"]),
        ("sort=heading", ["Lunch club", "Bus rota", "Choir"]),
        ("sort=organisation", ["Bus rota", "Lunch club", "Choir"]),
    ],
)  # fmt: skip
def test_the_list_is_narrowed_and_sorted(who, sign_in, base, plenty, asked, found):
    assert texts(sign_in(who.ann), f"{base}?{asked.format(rosa=who.seat_rosa.organisation_id)}") == found


def test_visitors_are_not_asked_about_reviews(client, base, plenty):
    assert not client.soup(base).select_one("#find-state")
    assert texts(client, base + "?state=asked") == ["Lunch club"]


def test_the_list_follows_what_is_typed_and_goes_into_a_file(who, sign_in, base, plenty):
    ann = sign_in(who.ann)

    assert ann.get(base + "?q=choir", headers=HTMX).text.lstrip().startswith('<div id="results"')
    lines = ann.get(base + "?format=csv").text.splitlines()
    assert lines[0].removeprefix("\ufeff") == "What they are doing,Heading,Organisation,Written,Last confirmed"
    assert len(lines) == 4


def test_an_empty_list_says_who_writes(who, sign_in, client, base):
    assert client.soup(base).select_one(".empty").h2.text == "No updates yet"
    assert not client.soup(base).select_one(".empty .btn")
    assert sign_in(who.ray).soup(base).select_one(".empty .btn")["href"] == base + "new"
    assert client.soup("/updates/").select_one(".empty")


def test_they_stand_on_the_pages_of_the_partnership_and_the_organisation(who, client, plenty):
    front = client.soup("/partnerships/here/").select_one("[aria-labelledby=updates-here]")
    own = client.soup(f"/organisations/{who.seat_ray.organisation.slug}/").select_one("[aria-labelledby=updates-of]")

    assert "Lunch club" in front.text
    assert "Bus rota" not in front.text
    assert "Lunch club" in own.text
    assert "Choir" not in own.text


def test_thirty_rows_cost_few_statements(who, sign_in, base, queries):
    with factories.together():
        for number in range(30):
            update(who.seat_ray, f"Update {number}")
    ray = sign_in(who.ray)
    ray.get(base)
    queries.clear()

    assert len(texts(ray, base)) == 30
    assert len(queries) <= 5 + 2  # two of them count the record of changes, before and after
