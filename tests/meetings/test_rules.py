"""Quorum, the clock, the steps and the numbers: truth tables."""

from datetime import date
from types import SimpleNamespace

import pytest

from portal.core.audience import Audience
from portal.meetings import missed, rules
from portal.meetings.models import Presence, State
from portal.partnerships.models import DayCount, QuorumBase, QuorumKind

P, S, A, N, E = Presence.PRESENT, Presence.SUBSTITUTE, Presence.APOLOGIES, Presence.ABSENT, Presence.EXPECTED


def rule(kind=QuorumKind.MORE_THAN, value=50, base=QuorumBase.ORGANISATIONS, vacant=False):
    return SimpleNamespace(quorum_kind=kind, quorum_value=value, quorum_base=base, quorum_counts_vacant=vacant)


def seats(*marks):
    """Seats by (organisation, presence), or with whether they count; an organisation of None is a vacant seat."""
    return [
        SimpleNamespace(seat_id=n, organisation_id=m[0], presence=m[1], counts=(*m, True)[2])
        for n, m in enumerate(marks)
    ]


@pytest.mark.parametrize(
    ("kind", "value", "of", "needed"),
    [
        (QuorumKind.MORE_THAN, 50, 8, 5),
        (QuorumKind.MORE_THAN, 50, 7, 4),
        (QuorumKind.MORE_THAN, 50, 1, 1),
        (QuorumKind.MORE_THAN, 50, 0, 1),
        (QuorumKind.MORE_THAN, 33, 24, 8),
        (QuorumKind.AT_LEAST, 50, 8, 4),
        (QuorumKind.AT_LEAST, 50, 7, 4),
        (QuorumKind.AT_LEAST, 33, 24, 8),
        (QuorumKind.AT_LEAST, 100, 9, 9),
        (QuorumKind.NUMBER, 6, 24, 6),
        (QuorumKind.NONE, 50, 24, 0),
    ],
)
def test_how_many_it_takes(kind, value, of, needed):
    assert rules.needed(kind, value, of) == needed


@pytest.mark.parametrize(
    ("given", "marks", "filled", "of", "is_met"),
    [
        pytest.param(rule(), [(n, P if n < 5 else A) for n in range(8)], 5, 8, True, id="five of eight"),
        pytest.param(rule(), [(n, P if n < 4 else A) for n in range(8)], 4, 8, False, id="half is not more than half"),
        pytest.param(rule(), [(1, S), (2, S), (3, N)], 2, 3, True, id="a substitute fills the seat"),
        pytest.param(
            rule(), [(1, P), (1, P), (2, N), (3, N)], 1, 3, False, id="an organisation with two seats counts once"
        ),
        pytest.param(
            rule(base=QuorumBase.SEATS), [(1, P), (1, P), (2, P), (3, N)], 3, 4, True, id="of seats it counts twice"
        ),
        pytest.param(rule(), [(1, P), (None, E), (None, E)], 1, 1, True, id="vacant seats are left out"),
        pytest.param(rule(vacant=True), [(1, P), (None, E), (None, E)], 1, 3, False, id="unless the rule counts them"),
        pytest.param(rule(), [(1, P), (2, P, False), (3, A)], 1, 2, False, id="a seat by office does not count"),
        pytest.param(rule(), [(1, E), (2, E)], 0, 2, False, id="expected is not there"),
        pytest.param(rule(QuorumKind.NONE), [(1, E)], 0, 1, True, id="no quorum is always met"),
        pytest.param(rule(), [], 0, 0, False, id="nobody cannot decide"),
    ],
)
def test_the_quorum(given, marks, filled, of, is_met):
    found = rules.quorum(given, seats(*marks))

    assert (found.filled, found.of, found.is_met) == (filled, of, is_met)


@pytest.mark.parametrize(
    ("given", "marks", "gone", "filled", "of", "is_met"),
    [
        pytest.param(rule(), [(1, P), (2, P), (3, A)], (), 2, 3, True, id="nobody withdrew"),
        pytest.param(rule(), [(1, P), (2, P), (3, A)], (0,), 1, 3, False, id="who withdrew stays in the base"),
        pytest.param(rule(), [(1, P), (2, S), (3, A)], (1,), 1, 3, False, id="a substitute withdraws for the seat"),
        pytest.param(rule(), [(1, P), (1, P), (2, A)], (0,), 1, 2, False, id="its other seat fills it, and one of two"),
        pytest.param(rule(), [(1, P), (1, P), (2, P)], (0,), 2, 2, True, id="an organisation whose other seat stayed"),
        pytest.param(rule(), [(1, P), (1, P), (2, P)], (0, 1), 1, 2, False, id="an organisation that withdrew whole"),
        pytest.param(
            rule(base=QuorumBase.SEATS), [(1, P), (1, P), (2, P), (3, A)], (0,), 2, 4, False, id="of seats, one less"
        ),
        pytest.param(rule(), [(1, P), (2, P), (3, P, False)], (2,), 2, 2, True, id="by office it never counted"),
        pytest.param(rule(vacant=True), [(1, P), (2, P), (None, E)], (0,), 1, 3, False, id="a vacant seat in the base"),
        pytest.param(rule(), [(1, P), (2, A)], (1,), 1, 2, False, id="who was not here cannot leave"),
        pytest.param(rule(QuorumKind.NONE), [(1, P)], (0,), 0, 1, True, id="no quorum needs nobody"),
    ],
)
def test_who_withdrew_or_left_does_not_fill_the_quorum(given, marks, gone, filled, of, is_met):
    found = rules.quorum(given, seats(*marks), gone)

    assert (found.filled, found.of, found.is_met) == (filled, of, is_met)


@pytest.mark.parametrize(
    ("day", "days", "count", "due"),
    [
        (date(2026, 3, 3), 14, DayCount.CALENDAR, date(2026, 3, 17)),
        (date(2026, 3, 20), 14, DayCount.CALENDAR, date(2026, 4, 3)),  # over the clock change
        (date(2026, 10, 20), 14, DayCount.CALENDAR, date(2026, 11, 3)),
        (date(2028, 2, 20), 10, DayCount.CALENDAR, date(2028, 3, 1)),  # over 29 February
        (date(2026, 3, 3), 10, DayCount.WORKING, date(2026, 3, 17)),
        (date(2026, 3, 6), 1, DayCount.WORKING, date(2026, 3, 9)),
        (date(2026, 3, 3), 0, DayCount.CALENDAR, None),
    ],
)
def test_when_the_minutes_are_due(day, days, count, due):
    assert rules.minutes_due(day, days, count) == due


@pytest.mark.parametrize(
    ("step", "allowed"),
    [
        ("send", {State.NONE, State.DRAFT}),
        ("check", {State.SENT}),
        ("publish", {State.CHECKED}),
        ("reopen", {State.SENT, State.CHECKED}),
        ("withdraw", {State.PUBLISHED}),
    ],
)
def test_the_steps_of_the_minutes(step, allowed):
    assert {state for state in State if rules.may_take(step, state)} == allowed


def test_confirmed_minutes_are_never_opened_again():
    assert not any(rules.may_take(step, State.CONFIRMED) for step in rules.STEPS)


def test_confidential_items_leave_no_gap():
    given = [(False, None), (True, None), (False, Audience.GROUP), (False, Audience.PUBLIC), (True, Audience.GROUP)]
    items = [SimpleNamespace(is_confidential=secret, chosen_audience=chosen) for secret, chosen in given]

    assert rules.numbers(items) == ["1", "C1", "G1", "2", "C2"]


@pytest.mark.parametrize(
    ("presences", "resets", "times"),
    [
        ([], True, 0),
        ([P, A, A, A], True, 3),
        ([A, A, A, P], True, 0),
        ([A, N, A], True, 3),
        ([A, S, A, A], True, 2),
        ([A, S, A, A], False, 3),
        ([P, S, S], False, 0),
        ([A, A, S], True, 0),
        ([A, A, S], False, 2),
    ],
)
def test_meetings_missed_in_a_row(presences, resets, times):
    assert missed.in_a_row(presences, resets) == times
