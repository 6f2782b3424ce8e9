"""The sample shows consultations in each state, with who was asked and what came of it, and stakeholders by kind."""

from portal.core import index
from portal.core.viewer import VISITOR

PLACES = ("wychavon", "peak-partners", "derby-city-partnership")


def test_each_partnership_shows_what_is_asked_of_it(demo):
    client = demo.test_client()
    pages = {slug: client.soup(f"/partnerships/{slug}/consultations/").select_one("#results").text for slug in PLACES}
    assert "Short notice" in pages["wychavon"]
    assert "Answered" in pages["wychavon"]
    assert "Told what came of it" in pages["wychavon"]
    assert "waste" not in pages["wychavon"], "the early warning is for the partnership alone"
    assert "Management plan" in pages["peak-partners"]
    assert "festivals" in pages["derby-city-partnership"]
    front = client.soup("/partnerships/wychavon/").select_one("section[aria-labelledby=consultations-here]")
    assert "Bus services" in front.text
    assert "answer" in {hit.kind for hit in index.search(VISITOR, "heating costs")}


def test_the_answered_one_says_where_it_was_agreed(demo):
    client = demo.test_client()
    link = client.soup("/partnerships/wychavon/consultations/?state=answered").select_one("tbody th a")
    page = client.soup(link["href"])
    assert "What Wychavon District Council did" in page.text
    assert "140 people" in page.text


def test_stakeholders_stand_under_their_kinds(demo):
    client = demo.test_client()
    for slug in ("devon-compact", "peak-partners"):
        assert len(client.soup(f"/partnerships/{slug}/stakeholders/").select("tr.group")) == 2
