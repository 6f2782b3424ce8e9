"""The rules of seats, as truth tables."""

from datetime import date

import pytest

from portal.directory.models import Sector
from portal.memberships.models import Held
from portal.memberships.rules import (
    Balance,
    balance,
    current,
    has_term,
    may_stand,
    may_vote,
    missed_in_a_row,
    overlap,
    term_end,
)

MARCH = date(2026, 3, 31)


@pytest.mark.parametrize(
    ("from_on", "until_on", "holds"),
    [
        (date(2026, 3, 1), None, True),
        (date(2026, 3, 31), None, True),
        (date(2026, 4, 1), None, False),
        (date(2020, 1, 1), date(2026, 3, 31), True),
        (date(2020, 1, 1), date(2026, 3, 30), False),
        (date(2026, 3, 31), date(2026, 3, 30), False),
    ],
)
def test_first_and_last_day_count(from_on, until_on, holds):
    assert current(from_on, until_on, MARCH) is holds


@pytest.mark.parametrize(
    ("other", "shared"),
    [
        ((date(2026, 1, 1), date(2026, 2, 28)), False),
        ((date(2026, 1, 1), date(2026, 3, 1)), True),
        ((date(2026, 3, 31), None), True),
        ((date(2026, 4, 1), None), False),
        ((date(2020, 1, 1), None), True),
    ],
)
def test_two_times_have_a_day_in_common(other, shared):
    assert overlap(date(2026, 3, 1), date(2026, 3, 31), *other) is shared
    assert overlap(*other, date(2026, 3, 1), date(2026, 3, 31)) is shared


@pytest.mark.parametrize(
    ("from_on", "years", "last"),
    [
        (date(2026, 4, 1), 2, date(2028, 3, 31)),
        (date(2026, 1, 1), 1, date(2026, 12, 31)),
        (date(2027, 3, 1), 1, date(2028, 2, 29)),
        (date(2028, 2, 29), 1, date(2029, 2, 28)),
        (date(2028, 2, 29), 2, date(2030, 2, 28)),
        (date(2028, 2, 29), 4, date(2032, 2, 28)),
        (date(2026, 3, 1), 2, date(2028, 2, 29)),
        (date(2026, 4, 1), 0, None),
    ],
)
def test_a_term_ends_the_day_before_its_anniversary(from_on, years, last):
    assert term_end(from_on, years) == last


@pytest.mark.parametrize("held", Held)
def test_only_what_a_sector_elects_or_selects_for_has_a_term(held):
    assert has_term(held) is (held in (Held.ELECTED, Held.SELECTED))


@pytest.mark.parametrize(
    ("allowed", "ended_on", "day", "may"),
    [
        (True, date(2026, 3, 31), date(2026, 4, 1), True),
        (False, None, date(2026, 4, 1), True),
        (False, date(2026, 3, 31), date(2026, 4, 1), False),
        (False, date(2026, 3, 31), date(2028, 3, 31), False),
        (False, date(2026, 3, 31), date(2028, 4, 1), True),
    ],
)
def test_standing_again_waits_a_whole_term_where_it_is_not_allowed(allowed, ended_on, day, may):
    assert may_stand(allowed, ended_on, 2, day) is may


def test_where_terms_have_no_length_nobody_waits():
    assert may_stand(False, date(2026, 3, 31), 0, date(2026, 4, 1))


@pytest.mark.parametrize(
    ("presences", "resets", "missed"),
    [
        ([], True, 0),
        (["present"], True, 0),
        (["apologies", "apologies", "apologies"], True, 3),
        (["absent", "apologies", "absent"], False, 3),
        (["absent", "present", "absent", "apologies"], True, 2),
        (["absent", "absent", "substitute"], True, 0),
        (["absent", "absent", "substitute"], False, 2),
        (["absent", "substitute", "absent", "absent"], True, 2),
        (["absent", "substitute", "absent", "absent"], False, 3),
        (["present", "substitute", "absent"], False, 1),
        (["absent", "absent", "expected"], True, 2),
    ],
)
def test_missed_meetings_are_counted_from_the_latest_back(presences, resets, missed):
    assert missed_in_a_row(presences, resets) == missed


@pytest.mark.parametrize(
    ("counts", "is_vacant", "presence", "may"),
    [
        (True, False, "present", True),
        (True, False, "substitute", True),
        (True, False, "apologies", False),
        (True, False, "expected", False),
        (True, True, "present", False),
        (False, False, "present", False),
    ],
)
def test_a_seat_has_a_say_when_it_counts_and_somebody_sits_there(counts, is_vacant, presence, may):
    assert may_vote(counts, is_vacant, presence) is may


def test_quotas_and_seats_make_the_balance_of_sectors():
    found = balance(
        {Sector.PUBLIC: 8, Sector.PRIVATE: 8},
        [
            (Sector.PUBLIC, Held.OF_RIGHT, 6, 6),
            (Sector.PUBLIC, Held.ELECTED, 2, 1),
            (Sector.PUBLIC, Held.EX_OFFICIO, 7, 7),
            (Sector.VOLUNTARY, Held.ELECTED, 3, 2),
        ],
    )

    assert found == [
        Balance(Sector.PUBLIC, kept=8, opened=8, filled=7),
        Balance(Sector.PRIVATE, kept=8, opened=0, filled=0),
        Balance(Sector.VOLUNTARY, kept=0, opened=3, filled=2),
    ]


@pytest.mark.parametrize(
    ("kept", "opened", "filled", "places", "vacant", "is_full"),
    [
        (8, 8, 7, 8, 1, True),
        (8, 6, 6, 8, 2, False),
        (8, 9, 9, 9, 0, True),
        (0, 3, 2, 3, 1, False),
        (0, 0, 0, 0, 0, False),
    ],
)
def test_places_are_kept_opened_and_filled(kept, opened, filled, places, vacant, is_full):
    each = Balance(Sector.PUBLIC, kept, opened, filled)

    assert (each.places, each.vacant, each.is_full) == (places, vacant, is_full)
