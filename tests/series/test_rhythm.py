"""On which days a rhythm falls: over year ends and leap years, fifth weekdays, months too short, August; holidays."""

from datetime import date, time

import pytest

from portal.core.holidays import bank_holidays
from portal.meetings.clashing import Sitting, clash_words, shared
from portal.series.models import Every, Suits
from portal.series.poll_rules import Asked, best, takes_answers, tally
from portal.series.rhythm import Rhythm, days_of, moved_to, why_not, words_of

FAR = date(2040, 1, 1)
W, M, Q, D = Every.WEEKS, Every.WEEKDAY, Every.QUARTER, Every.DAY


@pytest.mark.parametrize(
    ("rhythm", "from_on", "until_on", "days"),
    [
        (Rhythm(W, 1, 0), "2026-12-21", "2027-01-11", "2026-12-21 2026-12-28 2027-01-04 2027-01-11"),
        (Rhythm(W, 2, 3), "2026-12-25", "2027-02-01", "2026-12-31 2027-01-14 2027-01-28"),
        (Rhythm(W, 1, 6), "2027-03-21", "2027-04-04", "2027-03-21 2027-03-28 2027-04-04"),
        (Rhythm(W, 1, 1), "2028-02-22", "2028-03-07", "2028-02-22 2028-02-29 2028-03-07"),
        (Rhythm(M, 1, 3, 3), "2026-11-20", "2027-02-28", "2026-12-17 2027-01-21 2027-02-18"),
        (Rhythm(M, 2, 3, 3), "2026-11-01", "2027-05-31", "2026-11-19 2027-01-21 2027-03-18 2027-05-20"),
        (Rhythm(M, 1, 0, 5), "2027-01-01", "2027-06-30", "2027-03-29 2027-05-31"),
        (Rhythm(M, 1, 1, 5), "2028-02-01", "2028-02-29", "2028-02-29"),
        (Rhythm(M, 1, 4, -1), "2027-01-01", "2027-03-31", "2027-01-29 2027-02-26 2027-03-26"),
        (Rhythm(Q, 1, 3, 3), "2026-12-01", "2027-12-31", "2027-01-21 2027-04-15 2027-07-15 2027-10-21"),
        (Rhythm(Q, 1, 3, -1), "2026-12-01", "2027-07-01", "2026-12-31 2027-03-25 2027-06-24"),
        (Rhythm(D, 1, day_of_month=31), "2027-01-01", "2027-04-30", "2027-01-31 2027-02-28 2027-03-31 2027-04-30"),
        (Rhythm(D, 1, day_of_month=29), "2028-02-01", "2028-03-31", "2028-02-29 2028-03-29"),
        (Rhythm(D, 12, day_of_month=29), "2027-02-01", "2029-02-28", "2027-02-28 2028-02-29 2029-02-28"),
        (Rhythm(D, 3, day_of_month=15), "2026-11-16", "2027-06-30", "2027-02-15 2027-05-15"),
        (Rhythm(M, 1, 2, 1, 1, True), "2027-07-01", "2027-09-30", "2027-07-07 2027-09-01"),
        (Rhythm(W, 4, 2, 1, 1, True), "2027-07-14", "2027-09-30", "2027-07-14 2027-09-08"),
        (Rhythm(M, 1, 0, 1), "2027-01-05", "2027-01-31", ""),
    ],
)
def test_days(rhythm, from_on, until_on, days):
    found = days_of(rhythm, date.fromisoformat(from_on), date.fromisoformat(until_on))
    assert " ".join(map(str, found)) == days


@pytest.mark.parametrize(("number", "found"), [(1, 1), (4, 4), (60, 60), (500, 60)])
def test_so_many_and_no_more(number, found):
    assert len(days_of(Rhythm(W, 1, 0), date(2027, 1, 4), FAR, number)) == found


@pytest.mark.parametrize(
    ("year", "days"),
    [  # as published on gov.uk for England and Wales
        (2026, "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28"),
        (2027, "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28"),
        (2028, "01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26"),
        (2029, "01-01 03-30 04-02 05-07 05-28 08-27 12-25 12-26"),
        (2030, "01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26"),
    ],
)
def test_bank_holidays_are_the_official_ones(year, days):
    assert " ".join(f"{day:%m-%d}" for day in bank_holidays(year)) == days


@pytest.mark.parametrize(
    ("day", "why", "to"),
    [
        ("2027-03-25", "", None),
        ("2027-03-26", "Good Friday", "2027-03-30"),
        ("2027-03-27", "Saturday", "2027-03-30"),
        ("2027-12-25", "Saturday", "2027-12-29"),
        ("2027-12-27", "Christmas Day", "2027-12-29"),
        ("2028-01-01", "Saturday", "2028-01-04"),
        ("2027-02-28", "Sunday", "2027-03-01"),
    ],
)
def test_offices_closed_and_the_next_working_day(day, why, to):
    found = date.fromisoformat(day)
    assert why_not(found) == why
    assert moved_to(found) == (date.fromisoformat(to) if to else None)


@pytest.mark.parametrize(
    ("rhythm", "words"),
    [
        (Rhythm(W, 1, 0), "Every Monday"),
        (Rhythm(W, 6, 3), "Every six weeks on a Thursday"),
        (Rhythm(M, 1, 3, 3), "The third Thursday of every month"),
        (Rhythm(M, 2, 1, -1), "The last Tuesday of every second month"),
        (Rhythm(Q, 1, 3, 3), "The third Thursday of each quarter"),
        (Rhythm(D, 1, day_of_month=15, skips_august=True), "Day 15 of every month, not in August"),
    ],
)
def test_words(rhythm, words):
    assert words_of(rhythm) == words


SEATS = [Sitting(1, frozenset({11})), Sitting(2, frozenset({12})), Sitting(2), Sitting(3, frozenset({13}))]


@pytest.mark.parametrize(
    ("theirs", "knows_people", "number"),
    [
        ([], True, 0),
        ([Sitting(9)], True, 0),
        ([Sitting(1)], False, 1),
        ([Sitting(2), Sitting(2)], False, 1),
        ([Sitting(1), Sitting(3)], False, 2),
        ([Sitting(9, frozenset({13}))], False, 0),
        ([Sitting(9, frozenset({13}))], True, 1),
        ([Sitting(3, frozenset({13}))], True, 1),
    ],
)
def test_who_sits_in_both(theirs, knows_people, number):
    assert shared(SEATS, theirs, knows_people) == number


@pytest.mark.parametrize(
    ("number", "of", "words"),
    [
        (4, 8, "Four of your eight members also sit in the meeting of Evesham at 2pm."),
        (1, 8, "One of your eight members also sits in the meeting of Evesham at 2pm."),
        (8, 8, "All eight of your members also sit in the meeting of Evesham at 2pm."),
        (1, 1, "Your one member also sits in the meeting of Evesham at 2pm."),
        (0, 8, "Evesham meets on the same day at 2pm; none of your members sits there."),
    ],
)
def test_a_clash_in_words(number, of, words):
    assert clash_words(number, of, "Evesham", time(14)) == words


class Rule:
    """More than half of the organisations."""

    from portal.partnerships.models import QuorumBase, QuorumKind

    quorum_kind, quorum_value = QuorumKind.MORE_THAN, 50
    quorum_base, quorum_counts_vacant = QuorumBase.ORGANISATIONS, False


Y, N, NEED = Suits.YES, Suits.NO, Suits.IF_NEED_BE


@pytest.mark.parametrize(
    ("answers", "figures", "met"),
    [
        ({}, (0, 0, 0, 4), False),
        ({1: Y, 2: Y}, (2, 0, 0, 2), False),
        ({1: Y, 2: NEED, 3: NEED}, (1, 2, 0, 1), True),
        ({1: Y, 2: Y, 3: N, 4: N}, (2, 0, 2, 0), False),
        ({1: Y, 2: Y, 5: Y}, (2, 0, 0, 2), False),
        ({1: Y, 2: Y, 3: Y, 9: Y}, (3, 0, 0, 1), True),
    ],
)
def test_the_quorum_of_a_day(answers, figures, met):
    """Seat 5 is vacant: whatever stands for it counts for nothing."""
    seats = [Asked(n, n if n < 5 else None, True, None) for n in range(1, 6)]
    found = tally(Rule, seats, answers)
    assert (found.yes, found.if_need_be, found.no, found.open) == figures
    assert found.quorum.is_met is met


def test_the_best_day():
    seats = [Asked(n, n, True, None) for n in range(1, 5)]
    answers = {1: {1: Y, 2: Y, 3: NEED}, 2: {1: Y, 2: Y, 3: Y}, 3: {1: N}}
    assert best({day: tally(Rule, seats, said) for day, said in answers.items()}) == {2}
    assert best({1: tally(Rule, seats, {})}) == set()


@pytest.mark.parametrize(
    ("ended", "today", "takes"), [(None, 9, True), (None, 10, True), (None, 11, False), (date(2027, 1, 1), 9, False)]
)
def test_until_when_answers_are_taken(ended, today, takes):
    assert takes_answers(ended, date(2027, 1, 10), date(2027, 1, today)) is takes
