"""Suggestions below the box in the header, while words are typed."""

import pytest

from portal.core import index
from portal.core.audience import Audience
from portal.core.database import writing
from tests import factories
from tests.conftest import HTMX


@pytest.fixture
def offers(app):
    """Skills, some with the same title, and one that a partnership keeps to itself."""
    here = factories.partnership()
    with writing():
        for number in range(3):
            index.put("skill", number, title="Bid writing", address=f"/skills/{number}/", audience=Audience.PUBLIC)
        index.put("skill", 8, title="Bidding <for> grants", address="/skills/8/", audience=Audience.PUBLIC)
        index.put("skill", 9, title="Nothing", body="bid", address="/skills/9/", audience=Audience.PUBLIC)
        index.put(
            "action", 1, title="Bid secretly", address="/secret/", audience=Audience.PARTNERSHIP,
            partnership_id=here.id,
        )  # fmt: skip
    return here


def suggested(browser, q):
    response = browser.get(f"/search/suggest?q={q}", headers=HTMX)
    assert response.status_code == 200
    return response


def test_titles_are_suggested_with_their_kind(client, offers):
    text = suggested(client, "bid").text

    assert '<a href="/skills/8/">Bidding &lt;for&gt; grants <small>Skill</small></a>' in text
    assert '<a href="/search?q=Bid+writing">Bid writing</a>' in text
    assert text.count("<a ") == 2
    assert "secret" not in text.lower()


def test_a_member_gets_what_members_may_see(sign_in, offers):
    member = factories.person()
    factories.appointment(member, "manager", offers)

    assert "/secret/" in suggested(sign_in(member), "bid").text


def test_an_answer_is_small_however_long_the_titles_are(client, offers):
    with writing():
        for number in range(100, 120):
            index.put(
                "skill", number, title=f"Gardening {number} " + "and much else " * 20, address=f"/skills/{number}/",
                audience=Audience.PUBLIC,
            )  # fmt: skip

    response = suggested(client, "gardening")

    assert response.text.count("<a ") == 6
    assert len(response.data) <= 1000


@pytest.mark.parametrize("q", ["", "b", "zzz", "%00", '"', "body", "*", "%F0%9F%9A%8C"])
def test_nothing_to_suggest_is_an_empty_answer(client, offers, q):
    assert suggested(client, q).text.strip() == ""


def test_without_htmx_the_address_leads_to_the_search(client, offers):
    response = client.get("/search/suggest?q=bid")

    assert response.status_code == 303
    assert response.headers["Location"] == "/search?q=bid"


def test_the_box_in_the_header_works_without_javascript(client, offers):
    form = client.soup("/search").select_one("header form.find")

    assert form["action"] == "/search"
    assert form["data-hx-get"] == "/search/suggest"
    assert form["data-hx-target"] == "#suggested"
    assert form.select_one("#suggested") is not None
