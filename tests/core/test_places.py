"""How near two postcodes are, without a map."""

import pytest

from portal.core.places import area, closeness, closeness_words, district


@pytest.mark.parametrize(
    ("typed", "found"),
    [("SK17 6AB", "SK17"), ("sk176ab", "SK17"), ("SK17", "SK17"), ("M1 1AE", "M1"), ("EC1A 1BB", "EC1A"),
     ("W1A", "W1A"), ("", ""), ("SK", ""), ("Buxton", ""), ("SK17 6", ""), ("17 6AB", "")],
)  # fmt: skip
def test_the_district_is_the_first_half(typed, found):
    assert district(typed) == found


def test_the_area_is_its_letters():
    assert [area(each) for each in ("SK17 6AB", "m1 1ae", "nowhere")] == ["SK", "M", ""]


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [("SK17 6AB", "SK17", 0), ("SK17 6AB", "SK22 4AA", 1), ("SK17", "S17", 2), ("SK1", "SK17", 1), ("SK17", "", 2),
     ("", "", 2)],
)  # fmt: skip
def test_closeness_goes_by_district_then_area(one, other, near):
    assert closeness(one, other) == closeness(other, one) == near


def test_closeness_can_be_said():
    assert [closeness_words(near) for near in range(3)] == ["same district", "same area", "elsewhere"]
