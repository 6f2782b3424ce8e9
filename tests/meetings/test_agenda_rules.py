"""The times of an agenda, closing days, whom an item is opened to, how interests are told: truth tables."""

from datetime import date, time
from types import SimpleNamespace

import pytest

from portal.core.audience import Audience, Why
from portal.meetings import agenda_rules as rules
from portal.meetings.agenda_models import Handling
from portal.meetings.proposal_rules import is_late

PUBLIC, PARTNERS, PARTNERSHIP, GROUP, RESTRICTED = Audience


def items(*given):
    """Items by (minutes, kind): "" for all who see the agenda, "C" confidential, "G" for the group alone."""
    return [
        SimpleNamespace(
            id=number, minutes_long=minutes, is_confidential=kind == "C", chosen_audience=GROUP if kind == "G" else None
        )
        for number, (minutes, kind) in enumerate(given)
    ]


@pytest.mark.parametrize(
    ("given", "starts", "words", "out_of_order"),
    [
        ([(30, ""), (60, "")], {0: time(9, 30), 1: time(10)},
         "The items take 1 hour 30 minutes, the meeting 2 hours: 30 minutes to spare.", False),
        ([(90, ""), (60, "")], {0: time(9, 30), 1: time(11)},
         "The items take 2 hours 30 minutes, the meeting 2 hours: 30 minutes too much.", False),
        ([(60, ""), (60, "")], {0: time(9, 30), 1: time(10, 30)},
         "The items take 2 hours, just as long as the meeting.", False),
        ([(30, ""), (None, ""), (10, "")], {0: time(9, 30), 1: time(10)},
         "The items take 40 minutes, the meeting 2 hours: 1 hour 20 minutes to spare. One without a length.", False),
        ([(None, "")], {0: time(9, 30)}, "", False),
        ([(20, "C"), (30, "")], {1: time(9, 30), 0: time(10)},
         "The items take 50 minutes, the meeting 2 hours: 1 hour 10 minutes to spare.", True),
        ([(30, ""), (20, "G"), (10, "C")], {0: time(9, 30), 1: time(10), 2: time(10, 20)},
         "The items take 1 hour, the meeting 2 hours: 1 hour to spare.", False),
    ],
)  # fmt: skip
def test_the_times_of_an_agenda(given, starts, words, out_of_order):
    found = rules.times(time(9, 30), time(11, 30), items(*given))

    assert (found.starts, found.words, found.is_out_of_order) == (starts, words, out_of_order)


def test_who_sees_less_of_an_agenda_sees_the_same_times():
    whole = items((30, ""), (45, "C"), (15, ""), (10, "G"), (5, ""))
    seen = [item for item in whole if not rules.is_apart(item)]

    some = rules.times(time(9), None, seen).starts
    every = rules.times(time(9), None, whole).starts
    assert {number: every[number] for number in some} == some


@pytest.mark.parametrize(("starts", "ends"), [(None, None), (None, time(12))])
def test_without_a_beginning_no_times_are_known(starts, ends):
    found = rules.times(starts, ends, items((30, "")))

    assert (found.starts, found.is_too_long) == ({}, False)


@pytest.mark.parametrize(
    ("days", "proposed", "late"),
    [(0, date(2026, 3, 12), False), (10, date(2026, 3, 2), False), (10, date(2026, 3, 3), True)],
)
def test_a_proposal_after_the_closing_day_is_late(days, proposed, late):
    assert is_late(proposed, date(2026, 3, 12), days) is late


@pytest.mark.parametrize(
    ("chosen", "meeting", "audience"),
    [
        (None, GROUP, (GROUP, Why.MEETINGS)),
        (PUBLIC, GROUP, (PUBLIC, Why.CHOSEN)),
        (PARTNERS, PARTNERSHIP, (PARTNERS, Why.CHOSEN)),
        (PARTNERS, PUBLIC, (PUBLIC, Why.MEETINGS)),
        (PARTNERSHIP, PARTNERSHIP, (PARTNERSHIP, Why.MEETINGS)),
        (GROUP, PUBLIC, (GROUP, Why.CHOSEN)),
        (GROUP, GROUP, (GROUP, Why.CHOSEN)),
    ],
)
def test_whom_an_open_item_is_for(chosen, meeting, audience):
    assert rules.audience_of(chosen, meeting, Why.MEETINGS) == audience


@pytest.mark.parametrize(
    ("meeting", "choices"),
    [
        (PUBLIC, [GROUP]),
        (PARTNERS, [PUBLIC, GROUP]),
        (PARTNERSHIP, [PUBLIC, PARTNERS, GROUP]),
        (GROUP, [PUBLIC, PARTNERS, PARTNERSHIP]),
    ],
)
def test_whom_an_item_can_be_opened_to(meeting, choices):
    assert rules.may_be_opened_to(meeting) == choices


@pytest.mark.parametrize(
    ("action", "shown_to", "says_it"),
    [
        (PUBLIC, [PUBLIC], True),
        (PARTNERSHIP, [PARTNERSHIP, GROUP], True),
        (PARTNERSHIP, [GROUP, PUBLIC], False),
        (RESTRICTED, [GROUP], False),
        (GROUP, [GROUP], True),
    ],
)
def test_a_review_says_no_more_in_its_title_than_its_readers_may_know(action, shown_to, says_it):
    assert ("a fund" in rules.review_title("Find a fund", action, *shown_to)) is says_it


def told(*rows):
    return [SimpleNamespace(first=o, second=p, third="We bid.", mark=how.value) for o, p, how in rows]


ROWS = (("HPCVS", "Ray", Handling.WITHDREW), ("BVB", "Rosa", Handling.WITHDREW), ("", "Gill", Handling.OPEN))


@pytest.mark.parametrize(
    ("with_people", "is_attributed", "said"),
    [
        (True, True, ["HPCVS, Ray declared an interest: We bid. Withdrew.",
                      "BVB, Rosa declared an interest: We bid. Withdrew.",
                      "Gill declared an interest: We bid. Not settled yet."]),
        (False, True, ["HPCVS declared an interest: We bid. Withdrew.", "BVB declared an interest: We bid. Withdrew.",
                       "A guest declared an interest: We bid. Not settled yet."]),
        (False, False, ["Two members declared an interest and withdrew.", "One member declared an interest."]),
    ],
)  # fmt: skip
def test_how_interests_are_told(with_people, is_attributed, said):
    assert rules.interests_told(told(*ROWS), with_people, is_attributed) == said


@pytest.mark.parametrize(
    ("notes", "message", "noted", "reached"),
    [("", "", [], False), ("Said", "", [], True), ("", "Told on", [], True), ("", "", [object()], True)],
)
def test_whether_an_item_was_reached(notes, message, noted, reached):
    assert rules.was_reached(SimpleNamespace(notes=notes, key_message=message), noted) is reached
