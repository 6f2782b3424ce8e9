"""One search box for everything: what is found, how it is shown, and that it stays within what the viewer may see."""

import csv
import io

import pytest

from portal.core import index
from portal.core.audience import Audience
from portal.core.database import writing
from portal.core.index.question import wanted
from portal.core.index.ranking import patterns
from portal.search import rules
from portal.search import views as search_views
from tests import factories
from tests.conftest import HTMX
from tests.people import cast


@pytest.fixture
def things(app):
    """A public meeting and decision about a minibus, a secret action, and a dozen other things."""
    here = factories.partnership()
    with writing():
        for n in range(12):
            index.put("item", n, title=f"Any other business {n}", address=f"/items/{n}/", audience=Audience.PUBLIC)
        index.put(
            "meeting", 1, title="Board & friends, 3 March 2026", address="/partnerships/p/meetings/1/",
            audience=Audience.PUBLIC, body="Venue: <b>hall</b>. Minibuses for all villages.",
        )  # fmt: skip
        index.put(
            "decision", 2, title="Buy a minibus", address="/partnerships/p/decisions/#d2", audience=Audience.PUBLIC
        )
        index.put(
            "action", 3, title="=minibus secret", address="/partnerships/p/actions/3/",
            audience=Audience.PARTNERSHIP, partnership_id=here.id,
        )  # fmt: skip
    return here


def titles(page):
    return [link.text for link in page.select(".finds h2 a")]


def test_everything_is_found_best_first_with_its_kind_and_the_words_marked(client, things):
    page = client.soup("/search?q=minibus")

    assert titles(page) == ["Buy a minibus", "Board & friends, 3 March 2026"]
    assert [tag.text for tag in page.select(".finds .tag")] == ["Decision", "Meeting"]
    assert [mark.text for mark in page.select("mark")] == ["minibus", "Minibuses"]
    assert "Venue: <b>hall</b>" in page.select(".finds li")[1].text
    assert [link["href"] for link in page.select(".finds h2 a")][0] == "/partnerships/p/decisions/#d2"
    assert "2 things found" in page.text


def test_what_the_viewer_may_not_see_is_neither_found_nor_counted(client, sign_in, things):
    member = factories.person()
    factories.appointment(member, "observer", things)

    inside, outside = sign_in(member).soup("/search?q=minibus"), client.soup("/search?q=minibus")

    assert "=minibus secret" in titles(inside)
    assert "Actions (1)" in inside.text
    assert "secret" not in outside.text
    assert "Actions" not in outside.select_one(".tabs").text


def test_one_kind_can_be_chosen(client, things):
    page = client.soup("/search?q=minibus&kind=meeting")

    assert titles(page) == ["Board & friends, 3 March 2026"]
    assert [tab.text for tab in page.select(".tabs a")] == ["Everything", "Meetings (1)", "Decisions (1)"]
    assert page.select_one(".tabs [aria-current]").text == "Meetings (1)"
    assert page.select_one("input[type=hidden][name=kind]")["form"] == "find-everything"
    assert titles(client.soup("/search?q=minibus&kind=%22+OR+x")) == titles(client.soup("/search?q=minibus"))


def test_results_follow_while_words_are_typed(client, things):
    response = client.get("/search?q=minib", headers=HTMX)

    assert response.text.lstrip().startswith('<div id="results">')
    assert "<mark>minibus</mark>" in response.text


def test_the_file_holds_the_same_hits(client, things):
    response = client.get("/search?q=minibus&format=csv")

    lines = list(csv.reader(io.StringIO(response.text.removeprefix("\ufeff"))))
    assert lines[0] == ["Kind", "Title", "Text", "Address", "Area", "Terms", "Who may see it"]
    assert [line[1] for line in lines[1:]] == ["Buy a minibus", "Board & friends, 3 March 2026"]


def test_a_title_that_would_run_in_a_spreadsheet_is_quoted(sign_in, things):
    member = factories.person()
    factories.appointment(member, "observer", things)

    assert "Action,'=minibus secret" in sign_in(member).get("/search?q=secret&format=csv").text


@pytest.mark.parametrize(
    "q", ["", "   ", "🚌", '"', "*", "a%00b", "x" * 10_000, "minibus NOT", "<script>alert(1)</script>"]
)
def test_whatever_is_typed_gets_a_page(client, things, q):
    for more in ("", "&kind=meeting", "&kind=%00", "&format=csv"):
        assert client.get(f"/search?q={q}{more}").status_code == 200


def test_nothing_found_says_what_to_try(client, sign_in):
    page = client.soup("/search?q=zebra")

    assert "Nothing found for “zebra”" in page.text
    assert "once you have signed in" in page.text
    assert page.select_one("[href='/organisations/']")
    assert "signed in" not in sign_in(factories.person()).soup("/search?q=zebra").select_one(".empty").text


def test_an_empty_box_says_what_can_be_found(client):
    assert "What are you looking for?" in client.soup("/search").text


def test_more_than_a_page_of_hits_says_so(client, monkeypatch, things):
    monkeypatch.setattr(search_views, "MOST", 1)

    assert "The best 1 of 2" in client.soup("/search?q=minibus").text


@pytest.mark.parametrize("count", [1, 30])
def test_searching_takes_six_statements_however_much_is_found(sign_in, queries, things, count):
    with writing():
        for number in range(count):
            index.put(
                "skill", number, title=f"Driving a minibus {number}", address=f"/skills/{number}/",
                audience=Audience.PUBLIC, organisation_id=factories.organisation().id,
            )  # fmt: skip
    browser = sign_in(cast().otto)
    queries.clear()

    browser.get("/search?q=minibus")

    assert len([each for each in queries if "audit_events" not in each]) <= 6


def asking(text):
    return patterns(tuple(wanted(text)))


def plain(html):
    return html.replace("<mark>", "[").replace("</mark>", "]")


@pytest.mark.parametrize(
    ("text", "asked", "shown"),
    [
        ("Café meetings, plural", "meeting cafe", "[Café] [meetings], plural"),
        ("Meet the meter", "meetings", "[Meet] the meter"),
        ("Minibus and mini", "mini", "[Minibus] and [mini]"),
        ("Minibus and mini", "mini bus", "Minibus and [mini]"),
        ("A fair share, a fair", '"fair share"', "A [fair share], a fair"),
        ("", "x", ""),
        ("nothing", "", "nothing"),
        ("<b>Mini</b> & co", "mini", "&lt;b&gt;[Mini]&lt;/b&gt; &amp; co"),
        ("amp & lt", "amp lt", "[amp] &amp; [lt]"),
        ("Cafe\u0301 Renée", "cafe renee", "[Cafe\u0301] [Renée]"),
        ("Straße 5", "straße", "[Straße] 5"),
    ],
)
def test_the_words_that_were_found_are_marked(text, asked, shown):
    assert plain(rules.marked(text, asking(asked))) == shown


def test_a_snippet_stands_around_the_first_word_found():
    body = "Before it. " * 30 + "The **minibus** [scheme](https://example.org) was agreed. " + "After it. " * 60

    shown = plain(rules.snippet(body, asking("minibus")))

    assert shown.startswith("…")
    assert "The [minibus] scheme was agreed" in shown
    assert shown.endswith("…")
    assert len(shown) < 260


def test_a_snippet_without_the_word_is_the_beginning():
    assert plain(rules.snippet("Short text", asking("elsewhere"))) == "Short text"
    assert plain(rules.snippet("word " * 100, asking("elsewhere"))).startswith("word word")
