"""Slips are forgiven: nothing found leads to the nearest words, but never to those the viewer may not read."""

import pytest

from portal.core import index
from portal.core.audience import Audience
from portal.core.database import db, writing
from portal.core.index import vocabulary
from tests import factories


def put(number, title, audience=Audience.PUBLIC, **given):
    index.put("skill", number, title=title, address=f"/skills/{number}/", audience=audience, **given)


@pytest.fixture
def offers(app):
    """What is public, and what one partnership keeps to itself."""
    here = factories.partnership()
    with writing():
        put(1, "Bid writing")
        put(2, "Minibus with driver", body="Volunteers at the café")
        put(3, "Redundancy plan", Audience.PARTNERSHIP, partnership_id=here.id)
    return here


def titles(page):
    return [link.text for link in page.select(".finds h2 a")]


@pytest.mark.parametrize(
    ("typed", "meant", "found"),
    [
        ("bidd writting", "bid writing", "Bid writing"),
        ("minbus", "minibus", "Minibus with driver"),
        ("mniibus drivr", "minibus driver", "Minibus with driver"),
        ("volonteres minibus", "volunteers minibus", "Minibus with driver"),
        ("caffe", "cafe", "Minibus with driver"),
    ],
)
def test_the_nearest_words_are_shown_instead(client, offers, typed, meant, found):
    page = client.soup(f"/search?q={typed}")

    assert titles(page) == [found]
    assert f"Nothing for “{typed}”. Showing results for “{meant}”" in page.select_one(".note").text
    assert page.select_one("#find-words")["value"] == typed


def test_the_exact_words_are_one_link_away(client, offers):
    link = client.soup("/search?q=minbus").select_one(".note a")["href"]

    page = client.soup(link)

    assert titles(page) == []
    assert "Nothing found for “minbus”" in page.text


@pytest.mark.parametrize("typed", ["zzzzzz", '"minbus"', "minibus writing", "ab", "20267"])
def test_where_nothing_is_near_nothing_is_offered(client, offers, typed):
    page = client.soup(f"/search?q={typed}")

    assert titles(page) == []
    assert not page.select("#results .note")


def test_a_word_that_is_there_but_rare_asks_whether_another_was_meant(client, offers):
    with writing():
        put(4, "Minbus for hire")

    page = client.soup("/search?q=minbus")
    assert titles(page) == ["Minbus for hire"]
    assert not page.select("#results .note")

    with writing():
        put(5, "Minibus repairs")
    page = client.soup("/search?q=minbus")
    assert titles(page) == ["Minbus for hire"]
    assert page.select_one(".note a")["href"] == "/search?q=minibus"


def test_a_word_kept_to_a_partnership_is_offered_to_nobody_else(client, sign_in, offers):
    member, stranger = factories.person(), factories.person()
    factories.appointment(member, "manager", offers)
    factories.appointment(stranger, "manager", factories.partnership())

    for browser in (client, sign_in(stranger)):
        page = browser.soup("/search?q=redundency")
        assert "redundancy" not in page.text.lower()
    assert titles(sign_in(member).soup("/search?q=redundency")) == ["Redundancy plan"]


def test_a_filter_is_kept_when_words_are_corrected(client, offers):
    page = client.soup("/search?q=minbus&kind=skill")

    assert titles(page) == ["Minibus with driver"]
    assert "kind=skill" in page.select_one(".note a")["href"]


def test_the_vocabulary_can_be_taken_from_the_index_anew(app, offers):
    kept = set(db.session.scalars(db.select(vocabulary.Word.word)))
    with writing():
        vocabulary.relearn(db.session.connection())

    assert set(db.session.scalars(db.select(vocabulary.Word.word))) == kept
    assert "minibus" in kept
    assert "xpub" not in kept
