"""The picture of who sits at the table."""

import math
from itertools import combinations

import pytest

from portal.directory.models import Sector
from portal.memberships.ring import FAMILIES, draw
from portal.memberships.rules import Balance


def sectors(*numbers):
    return [
        Balance(sector, 0, places, filled)
        for sector, (places, filled) in zip((Sector.PUBLIC, Sector.PRIVATE, Sector.VOLUNTARY), numbers, strict=False)
    ]


def test_derbys_board_has_twenty_four_seats_around_and_seven_chairs_within():
    ring = draw(sectors((8, 8), (8, 7), (8, 7)), [True] * 7)

    assert (len(ring.seats), len(ring.chairs)) == (24, 7)
    assert (ring.filled, ring.places) == (29, 31)
    assert sum(not seat.filled for seat in ring.seats) == 2
    assert ring.legend == [
        ("public", "Public, 8 of 8 (P)"),
        ("private", "Private, 7 of 8 (B)"),
        ("community", "Voluntary and community, 7 of 8 (V)"),
        ("chair", "By office, 7 of 7"),
    ]
    assert ring.sentence.startswith("29 of 31 seats filled: Public, 8 of 8 (P); Private")


@pytest.mark.parametrize("numbers", [(1,), (8, 8, 8), (10, 9, 7), (20, 12, 8), (25, 2, 2), (44,)])
def test_no_two_seats_touch_and_none_leaves_the_picture(numbers):
    ring = draw(sectors(*((n, n) for n in numbers)), [True] * 9)

    dots = [(seat.x, seat.y, 17.5) for seat in ring.seats] + [(chair.x, chair.y, 11) for chair in ring.chairs]
    assert len(ring.seats) == sum(numbers)
    assert all(one[2] <= one[axis] <= 400 - one[2] for one in dots for axis in (0, 1))
    assert all(math.dist(one[:2], other[:2]) >= one[2] + other[2] for one, other in combinations(dots, 2))


def test_what_cannot_be_drawn_is_left_to_the_table():
    assert draw([], []) is None
    assert draw(sectors((60, 60)), []) is None
    assert draw(sectors((1, 1)), [True] * 30) is None


def test_seats_by_office_alone_are_drawn_too():
    ring = draw([], [True, False])

    assert (ring.filled, ring.places, len(ring.seats)) == (1, 2, 0)


def test_every_sector_has_a_colour_and_a_letter_of_its_own():
    assert set(FAMILIES) == set(Sector)
    assert len({letter for _css, letter in FAMILIES.values()}) == len(Sector)


def test_a_sector_that_was_not_said_is_called_so():
    assert draw([Balance(Sector.UNKNOWN, 0, 1, 0)], []).legend == [("other", "Sector not said, 0 of 1 (N)")]
