"""What a cell of the picture says, shares, who is under a share, and when the next term ends."""

from datetime import date

import pytest

from portal.directory.models import Sector
from portal.meetings.models import Presence
from portal.representation.rules import Cell, Mark, Share, by_sector, is_under, mark_of, next_term_end, share

DAY = date(2026, 3, 27)
BEFORE, AFTER = date(2026, 3, 26), date(2026, 3, 28)


@pytest.mark.parametrize(
    ("presence", "from_on", "until_on", "is_vacant", "mark"),
    [
        (Presence.PRESENT, BEFORE, None, False, Mark.PRESENT),
        (Presence.SUBSTITUTE, BEFORE, None, False, Mark.SUBSTITUTE),
        (Presence.APOLOGIES, BEFORE, None, False, Mark.APOLOGIES),
        (Presence.ABSENT, BEFORE, None, False, Mark.ABSENT),
        (Presence.EXPECTED, BEFORE, None, False, Mark.UNMARKED),
        (None, BEFORE, None, False, Mark.UNMARKED),
        (None, DAY, DAY, False, Mark.UNMARKED),
        (None, BEFORE, None, True, Mark.VACANT),
        (None, AFTER, None, False, Mark.NOT_YET),
        (None, AFTER, None, True, Mark.NOT_YET),
        (None, date(2020, 1, 1), BEFORE, False, Mark.NO_LONGER),
        (Presence.PRESENT, AFTER, None, False, Mark.PRESENT),
    ],
)
def test_what_a_cell_says(presence, from_on, until_on, is_vacant, mark):
    assert mark_of(presence, DAY, from_on, until_on, is_vacant) is mark


@pytest.mark.parametrize(
    ("late", "early", "words", "letter"),
    [
        (False, False, "Present", "P"),
        (True, False, "Present, came late", "L"),
        (False, True, "Present, left early", "E"),
        (True, True, "Present, came late, left early", "L"),
    ],
)
def test_coming_late_and_leaving_early_are_said(late, early, words, letter):
    cell = Cell(Mark.PRESENT, late, early)

    assert (cell.words, cell.sign[1]) == (words, letter)


def test_each_mark_has_words_and_a_sign_of_its_own():
    signs = [mark.sign for mark in Mark if mark not in (Mark.NOT_YET, Mark.NO_LONGER)]

    assert len(set(signs)) == len(signs)
    assert len({mark.words for mark in Mark}) == len(Mark)


@pytest.mark.parametrize(
    ("letters", "expected"),
    [("", Share(0, 0)), ("PPSAN", Share(3, 5)), ("PUVYL", Share(1, 1)), ("AAA", Share(0, 3)), ("SSS", Share(3, 3))],
)
def test_a_substitute_counts_for_the_seat_and_vacant_seats_owe_nothing(letters, expected):
    marks = {
        "P": Mark.PRESENT, "S": Mark.SUBSTITUTE, "A": Mark.APOLOGIES, "N": Mark.ABSENT, "U": Mark.UNMARKED,
        "V": Mark.VACANT, "Y": Mark.NOT_YET, "L": Mark.NO_LONGER,
    }  # fmt: skip

    assert share(marks[letter] for letter in letters) == expected


@pytest.mark.parametrize(
    ("came", "of", "percent", "under"),
    [(3, 5, 60, False), (3, 5, 61, True), (2, 3, 66, False), (2, 3, 67, True), (0, 0, 60, False), (0, 5, 0, False)],
)
def test_who_is_under_a_share(came, of, percent, under):
    assert is_under(Share(came, of), percent) is under


def test_a_share_is_never_rounded_up():
    assert (Share(2, 3).percent, Share(199, 200).percent, Share(0, 0).words) == (66, 99, "none expected")


def test_sectors_are_told_in_their_order_with_their_seats():
    rows = [(Sector.VOLUNTARY, [Mark.PRESENT, Mark.ABSENT]), (Sector.PUBLIC, [Mark.PRESENT]),
            (Sector.VOLUNTARY, [Mark.SUBSTITUTE, Mark.VACANT])]  # fmt: skip

    assert by_sector(rows) == [(Sector.PUBLIC, 1, Share(1, 1)), (Sector.VOLUNTARY, 2, Share(2, 3))]


@pytest.mark.parametrize(
    ("ends_on", "years", "next_end"),
    [
        (date(2026, 3, 31), 2, date(2028, 3, 31)),
        (date(2026, 2, 28), 2, date(2028, 2, 29)),
        (date(2028, 2, 28), 2, date(2030, 2, 28)),
        (date(2028, 2, 28), 4, date(2032, 2, 28)),
        (date(2028, 2, 29), 1, date(2029, 2, 28)),
        (date(2028, 2, 29), 4, date(2032, 2, 29)),
        (date(2027, 2, 28), 1, date(2028, 2, 29)),
        (date(2026, 12, 31), 1, date(2027, 12, 31)),
        (date(2026, 3, 31), 0, None),
    ],
)
def test_the_next_term_begins_on_the_day_after_also_around_the_29th_of_february(ends_on, years, next_end):
    assert next_term_end(ends_on, years) == next_end
