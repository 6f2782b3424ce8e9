"""The figures of a survey: truth tables of the health-check method."""

import pytest
from hypothesis import given
from hypothesis.strategies import dictionaries, integers, sampled_from

from portal.questionnaires.rules import (
    Band,
    Counts,
    Moved,
    band_of,
    is_shown,
    moved,
    reads_with_care,
    sectors_shown,
)


@pytest.mark.parametrize(
    ("counts", "mean", "median", "agree"),
    [
        ({1: 2, 2: 2, 3: 1, 4: 1, 0: 1}, 2.2, 2.0, 1),
        ({1: 1, 2: 2, 3: 2, 4: 2}, 2.7, 3.0, 2),
        ({1: 1, 2: 1, 4: 3, 5: 2}, 3.6, 4.0, 5),
        ({4: 4, 5: 3}, 4.4, 4.0, 7),
        ({3: 1, 4: 1}, 3.5, 3.5, 1),
        ({4: 19, 3: 1}, 4.0, 4.0, 19),
        ({0: 5}, None, None, 0),
        ({-1: 5}, None, None, 0),
        ({}, None, None, 0),
    ],
)
def test_mean_median_and_agreement(counts, mean, median, agree):
    found = Counts(counts)

    assert (found.mean, found.median, found.agree) == (mean, median, agree)


@pytest.mark.parametrize(
    ("counts", "band"),
    [
        ({5: 5}, Band.STRENGTH),
        ({4: 5}, Band.STRENGTH),
        ({4: 4, 3: 1}, Band.DISCUSS),
        ({3: 5}, Band.DISCUSS),
        ({3: 4, 2: 1}, Band.ACT),
        ({1: 5}, Band.ACT),
        ({1: 2, 5: 2, 3: 1}, Band.DIVIDED),
        ({2: 2, 4: 5}, Band.DIVIDED),
        ({1: 1, 4: 6}, Band.DISCUSS),
        ({2: 5, 4: 1}, Band.ACT),
        ({0: 7}, None),
    ],
)
def test_the_band_of_a_statement(counts, band):
    assert band_of(Counts(counts), 4.0, 3.0) is band


def test_a_partnership_may_draw_its_bands_elsewhere():
    assert band_of(Counts({4: 5}), 4.5, 3.5) is Band.DISCUSS


@given(dictionaries(integers(1, 5), integers(1, 9), min_size=1), integers(0, 50))
def test_who_does_not_know_never_moves_a_mean(rated, unsure):
    assert Counts(rated | {0: unsure}).mean == Counts(rated).mean


@pytest.mark.parametrize(
    ("counts", "is_unsure"), [({4: 4, 0: 2}, True), ({4: 5, 0: 2}, False), ({0: 1}, True), ({4: 1}, False), ({}, False)]
)
def test_a_third_who_do_not_know_makes_a_statement_unsure(counts, is_unsure):
    assert Counts(counts).is_unsure is is_unsure


@pytest.mark.parametrize(
    ("answered", "shows_from", "shown"), [(4, 5, False), (5, 5, True), (1, 1, True), (0, 1, False), (0, 0, False)]
)
def test_four_replies_show_no_figure_and_five_do(answered, shows_from, shown):
    assert is_shown(answered, shows_from) is shown


@pytest.mark.parametrize(
    ("now", "before", "how"),
    [
        (2.2, 2.5, Moved.SAME),
        (3.3, 2.5, Moved.UP),
        (2.7, 3.5, Moved.DOWN),
        (3.0, 2.5, Moved.UP),
        (3.0, 2.6, Moved.SAME),
        (2.5, 3.0, Moved.DOWN),
    ],
)
def test_half_a_point_is_up_or_down_and_less_is_about_the_same(now, before, how):
    assert moved(now, before) is how


@pytest.mark.parametrize(
    ("answered", "shown"),
    [
        ({"voluntary": 5, "public": 4}, set()),  # the four that are left could be worked out
        ({"voluntary": 5, "public": 5}, {"voluntary", "public"}),
        ({"voluntary": 6, "public": 5, "private": 2}, {"voluntary"}),
        ({"voluntary": 8, "public": 8, "private": 8}, {"voluntary", "public", "private"}),
        ({"voluntary": 5, "public": 3, "private": 3}, {"voluntary"}),
        ({"voluntary": 5, "public": 3}, set()),
        ({"voluntary": 9}, {"voluntary"}),
        ({"voluntary": 9, "public": 0}, set()),  # that no public one answered this is theirs to tell
        ({"voluntary": 4, "public": 4}, set()),
        ({}, set()),
    ],
)
def test_a_sector_is_shown_only_where_what_is_hidden_stays_hidden(answered, shown):
    assert sectors_shown(answered, 5) == shown


@given(dictionaries(sampled_from(["a", "b", "c", "d", "e"]), integers(0, 12)), integers(4, 8))
def test_no_group_under_the_threshold_can_be_worked_out(answered, threshold):
    shown = sectors_shown(answered, threshold)
    hidden = [number for name, number in answered.items() if name not in shown]

    assert all(answered[name] >= threshold for name in shown)
    assert not shown or not hidden or sum(hidden) >= threshold


@pytest.mark.parametrize(("replies", "asked", "careful"), [(5, 8, True), (6, 8, False), (6, 9, False), (0, 0, False)])
def test_under_two_thirds_are_read_with_care(replies, asked, careful):
    assert reads_with_care(replies, asked) is careful
