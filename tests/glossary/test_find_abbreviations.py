"""Which words of a text are abbreviations, and which of them nobody explained."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.glossary import rules


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The LSP met the PCT and the LSP again.", ["LSP", "PCT"]),
        ("Three LSPs and one CVS", ["LSP", "CVS"]),
        ("The DfE wrote", ["DfE"]),
        ("Advice from R&D", ["R&D"]),
        ("The MP went on TV at 3 PM", []),
        ("Mr McDonald and Ms O’Neill came", []),
        ("Part IV of the plan, and point II", []),
        ("Meet at WR10 2JX or in DE4", []),
        ("write to info@CVS.org or see www.LSP.org.uk/ABC", []),
        ("Under L2D the managers write", ["L2D"]),
        ("Everybody came", []),
        ("ABSOLUTELYEVERYBODY shouted", []),
        ("A plan B for the I in me", []),
        ("", []),
    ],
)
def test_what_counts_as_an_abbreviation(text, found):
    assert rules.abbreviations(text) == found


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("The LSP met", []),
        ("The lsp and the PCT", ["PCT"]),
        ("The primary care trust (PCT) met; the PCT agreed", []),
        ("The PCT (primary care trust) met", []),
        ("The PCT (late) met", ["PCT"]),
        ("The trust, (PCT) met", ["PCT"]),
    ],
)
def test_what_nobody_explained(text, missing):
    assert rules.unexplained({"LSP": "local strategic partnership"}, text) == missing


def test_what_is_explained_is_listed_once_in_order_where_it_stands_in_the_text():
    known = {"LSP": "local strategic partnership", "core group": "the group of three", "CVS": "council", "AB": "x"}
    found = rules.explained(known, "The LSPs' core group met.", "CVS")
    assert found == [
        ("core group", "the group of three"),
        ("CVS", "council"),
        ("LSP", "local strategic partnership"),
    ]


def test_several_are_named_as_a_sentence_names_them():
    assert [rules.in_words(some) for some in (["A"], ["A", "B"], ["A", "B", "C"])] == ["A", "A and B", "A, B and C"]


@given(st.text())
def test_any_text_can_be_read(text):
    assert len(rules.unexplained({}, text)) <= len(rules.abbreviations(text)) <= len(text)


@given(st.text(), st.lists(st.sampled_from(["LSP", "PCT", "CVS", "DfE"]), unique=True))
def test_what_is_known_is_never_asked_for(text, known):
    assert not set(rules.unexplained(dict.fromkeys(known, "x"), text)) & set(known)
