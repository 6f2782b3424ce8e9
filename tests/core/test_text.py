"""Small work on words, and text people typed made safe to show."""

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.core.text import listed, number_word, paragraphs, plural, plural_of, shortened, slug

OFTEN = settings(deadline=None, derandomize=True, max_examples=150)
ALLOWED = {"p", "br", "em", "strong", "ul", "ol", "li", "a", "blockquote", "h3", "h4", "code", "hr"}
ALLOWED |= {"table", "thead", "tbody", "tr", "th", "td"}
PLAIN = {"href", "rel", "title"}
HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[here](javascript:alert(1))",
    "[here](JaVaScRiPt:alert(1))",
    "[here](data:text/html;base64,PHNjcmlwdD4=)",
    "<a href='javascript:alert(1)'>here</a>",
    "![x](https://example.org/x.png)",
    "<style>*{display:none}</style>",
    '<div data-hx-get="/logout" data-hx-trigger="load">x</div>',
    "<svg/onload=alert(1)>",
    "# <b onclick=alert(1)>Heading</b>",
    "`</code><script>alert(1)</script>`",
    '[x](https://example.org "title\\" onmouseover=alert(1)")',
    "<!-- --><iframe src=//evil.test>",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_typed_text_runs_nothing_and_loads_nothing(text):
    page = BeautifulSoup(paragraphs(text), "html.parser")
    for tag in page.find_all(True):
        assert tag.name in ALLOWED
        assert set(tag.attrs) <= PLAIN
        assert tag.get("href", "https:").split(":")[0].lower() in {"http", "https", "mailto", "tel"}


@OFTEN
@given(st.text(alphabet=st.sampled_from("<>\"'`[]()!#*_-/\\:=& \njavscriptonerhx"), max_size=80))
def test_whatever_is_typed_only_allowed_tags_come_out(text):
    for tag in BeautifulSoup(paragraphs(text), "html.parser").find_all(True):
        assert tag.name in ALLOWED
        assert set(tag.attrs) <= PLAIN


def test_light_marks_become_paragraphs_and_lists():
    html = paragraphs(
        "First line\nsecond line\n\n- one\n- *two*\n\nSee https://example.org & [ours](https://example.org)"
    )
    page = BeautifulSoup(html, "html.parser")
    assert [item.text for item in page.find_all("li")] == ["one", "two"]
    assert page.br
    assert page.a["href"] == "https://example.org"
    assert "&amp;" in html


@pytest.mark.parametrize("text", [None, ""])
def test_no_text_is_nothing(text):
    assert paragraphs(text).strip() == ""


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Peak Partners", "peak-partners"),
        ("  Children's Trust & Friends  ", "childrens-trust-friends"),
        ("Café Göyt", "cafe-goyt"),
        ("北京", ""),
        ("A" * 100, "a" * 60),
        ("one-" * 20, "one-one-one-one-one-one-one-one-one-one-one-one-one-one-one"),
    ],
)
def test_a_name_as_it_can_stand_in_an_address(text, address):
    assert slug(text) == address


@OFTEN
@given(st.text(max_size=100), st.integers(1, 60))
def test_an_address_holds_small_letters_figures_and_hyphens(text, longest):
    found = slug(text, longest)
    assert len(found) <= longest
    assert set(found) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert not found.startswith("-")
    assert not found.endswith("-")
    assert slug(found, longest) == found


@pytest.mark.parametrize(
    ("number", "noun", "more", "words"),
    [
        (0, "seat", "", "0 seats"),
        (1, "seat", "", "1 seat"),
        (2, "body", "", "2 bodies"),
        (2, "day", "", "2 days"),
        (3, "parish", "", "3 parishes"),
        (1200, "action", "", "1,200 actions"),
        (2, "person", "people", "2 people"),
        (1, "person", "people", "1 person"),
    ],
)
def test_a_number_with_its_noun(number, noun, more, words):
    assert plural(number, noun, more) == words


def test_plain_plurals():
    assert [plural_of(noun) for noun in ("box", "church", "class", "agency", "survey")] == [
        "boxes", "churches", "classes", "agencies", "surveys",
    ]  # fmt: skip


@pytest.mark.parametrize(("number", "words"), [(0, "no"), (1, "one"), (12, "twelve"), (13, "13"), (2000, "2,000")])
def test_small_numbers_in_words(number, words):
    assert number_word(number) == words


@pytest.mark.parametrize(
    ("words", "sentence"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_words_joined_as_a_sentence_does(words, sentence):
    assert listed(words) == sentence


@OFTEN
@given(st.text(max_size=300), st.integers(10, 200))
def test_the_beginning_of_a_text_is_no_longer_than_asked(text, longest):
    found = shortened(text, longest)
    assert len(found) <= longest + 1
    assert "\n" not in found


def test_a_text_is_cut_at_a_word():
    assert shortened("one, two, three", 9) == "one…"
    assert shortened("one  two\nthree", 20) == "one two three"


@pytest.mark.parametrize("typed", ["# News", "## News", "### News", "News\n===="])
def test_headings_in_typed_text_stand_below_those_of_the_page(typed):
    assert "<h3>News</h3>" in paragraphs(typed)
