"""Words side by side: how many slips lie between two, what else a thing is called, and how well a title fits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.core.index import synonyms
from portal.core.index.question import begun, postgresql_words, sqlite_words, wanted
from portal.core.index.ranking import patterns
from portal.core.words import distance

few_letters = st.text("abc", max_size=6)


@pytest.mark.parametrize(
    ("word", "other", "slips"),
    [
        ("bid", "bid", 0), ("bidd", "bid", 1), ("writting", "writing", 1), ("wirting", "writing", 1),
        ("recieve", "receive", 1), ("volunter", "volunteer", 1), ("acommodation", "accommodation", 1),
        ("acomodation", "accommodation", 2), ("minibus", "marquee", 3),
    ],
)  # fmt: skip
def test_slips_are_counted(word, other, slips):
    assert distance(word, other, 2) == slips


@given(few_letters, few_letters)
def test_there_and_back_are_as_many_slips_and_none_only_for_the_same_word(word, other):
    assert distance(word, other, 6) == distance(other, word, 6)
    assert (distance(word, other, 6) == 0) == (word == other)


@given(few_letters, few_letters, st.integers(0, 6))
def test_to_stop_early_changes_nothing(word, other, most):
    assert distance(word, other, most) == min(distance(word, other, 20), most + 1)


@given(few_letters, st.integers(0, 5), st.sampled_from("abc"))
def test_one_slip_is_one_slip(word, place, letter):
    place = min(place, len(word))

    assert distance(word, word[:place] + letter + word[place:], 3) == 1


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("bid writing", ("grant", "writing")),
        ("help with bid writing near Buxton", ("grant", "writing")),
        ("minibuses", ("community", "transport")),
        ("cvs", ("council", "for", "voluntary", "service")),
        ("Council for Voluntary Service", ("cvs",)),
        ("DBS", ("disclosure", "check")),
    ],
)
def test_what_else_it_is_called_is_looked_for_too(text, others):
    assert others in [other for each in wanted(text) for other in each.others]


@pytest.mark.parametrize("text", ['"bid writing"', "writing bid", "bid", "marmalade"])
def test_quoted_words_and_other_words_are_taken_as_they_are(text):
    assert not any(each.others for each in wanted(text))


def test_every_group_of_synonyms_holds_at_least_two_and_none_twice():
    folded = [tuple(words.lower() for words in group) for group in synonyms.SAME]

    assert all(len(group) == len(set(group)) >= 2 for group in folded)
    assert len({words for group in folded for words in group}) == sum(map(len, folded))


def test_a_feature_adds_names_of_its_own(app, monkeypatch):
    monkeypatch.setattr(synonyms, "_sources", [])

    synonyms.source(lambda: [("Sourdough", "bread baking")])

    assert wanted("sourdough")[0].others == (("bread", "baking"),)
    assert wanted("minibus")[0].others


def test_a_last_letter_alone_is_left_aside():
    assert [each.text for each in wanted("minibus d")] == ["minibus"]
    assert [each.text for each in wanted("b")] == ["b"]
    assert not wanted("b")[0].phrases[0].is_unfinished


@pytest.mark.parametrize(
    ("text", "word"), [("min", ""), ("mini", "mini"), ("a mini", "mini"), ('"mini"', ""), ("mini 2026", "")]
)
def test_a_long_beginning_is_looked_for_by_its_endings(text, word):
    assert begun(wanted(text)) == word


def test_the_languages_of_both_databases():
    assert sqlite_words(wanted('"fair share" ab')) == '{title body}:(("fair share") AND ("ab"*))'
    assert postgresql_words(wanted('"fair share" ab')) == "((fair <-> share)) & (ab:*)"
    assert sqlite_words(wanted("mini"), ["minibus"], {"minis"}) == '{title body}:(("mini" OR "minibus" OR "minis"))'


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ("Bid writing", "Writing a bid for a hall"), ("Bid writing", "Bid writing for small groups"),
        ("Writing bids", "Grant writing"), ("Grant writing", "Marmalade"), ("Bid writing", "Bidding, written down"),
        ("Writing", "Marmalade"),
    ],
)  # fmt: skip
def test_the_better_title_comes_first(better, worse):
    fits = patterns(tuple(wanted("bid writing"))).score

    assert fits(better) > fits(worse)


def test_the_name_by_which_a_thing_was_found_is_told():
    asked = patterns(tuple(wanted("bid writing buxton")))

    assert asked.other_names("Grant Writing", "In Buxton") == ["grant writing"]
    assert asked.other_names("Bid writing", "and grant writing, Buxton") == []
