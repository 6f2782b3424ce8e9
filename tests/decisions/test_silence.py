"""The rule of silence: told, not told or told too late; every answer; vacant and ended seats; substitutes."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from portal.decisions.proposal_models import Choice, Standing, Through
from portal.decisions.silence import (
    Voice,
    is_assent,
    is_over,
    is_settled_early,
    may_replace,
    outcome,
    rule_in_words,
    was_early,
    was_told_in_time,
)
from portal.partnerships.models import QuorumBase, QuorumKind

CLOSES = date(2026, 4, 30)
IN_TIME, TOO_LATE = CLOSES - timedelta(days=7), CLOSES - timedelta(days=6)
AGREE, OBJECT, DISCUSS = Choice.AGREE, Choice.OBJECT, Choice.DISCUSS


def rule(**given):
    usual = {
        "silence_is_assent": True, "silence_notice": 7, "quorum_kind": QuorumKind.MORE_THAN, "quorum_value": 50,
        "quorum_base": QuorumBase.ORGANISATIONS, "quorum_counts_vacant": False,
    }  # fmt: skip
    return SimpleNamespace(**usual | given)


def seats(*said):
    """Seats of an organisation each; a seat is its answer, or since when it knows."""
    return [
        Voice(n, n, *((each, IN_TIME) if isinstance(each, Choice) else (None, each))) for n, each in enumerate(said, 1)
    ]


@pytest.mark.parametrize("agreed", [True, False])
@pytest.mark.parametrize("choice", [None, AGREE, OBJECT, DISCUSS])
@pytest.mark.parametrize("told_on", [None, IN_TIME, TOO_LATE])
@pytest.mark.parametrize("in_force", [True, False])
@pytest.mark.parametrize("organisation", [1, None])
def test_whose_silence_is_a_yes(agreed, choice, told_on, in_force, organisation):
    voice = Voice(1, organisation, choice, told_on, in_force)

    only = (True, None, IN_TIME, True, 1)

    assert is_assent(rule(silence_is_assent=agreed), voice, CLOSES) is (
        (agreed, choice, told_on, in_force, organisation) == only
    )


@pytest.mark.parametrize(
    ("told_on", "notice", "in_time"),
    [
        (None, 0, False), (None, 7, False), (CLOSES, 0, True), (CLOSES, 1, False), (IN_TIME, 7, True),
        (TOO_LATE, 7, False), (CLOSES + timedelta(days=1), 0, False), (date(2026, 3, 25), 36, True),
    ],
)  # fmt: skip
def test_when_a_seat_was_told_in_time(told_on, notice, in_time):
    """The last case reaches over the change of clocks: days are counted, not hours."""
    assert was_told_in_time(told_on, CLOSES, notice) is in_time


S, L, N = IN_TIME, TOO_LATE, None
"""Silent and told in time; silent and told too late; never told."""


@pytest.mark.parametrize(
    ("silent_counts", "said", "standing", "present"),
    [
        # everybody silent, told in time: assent; where silence counts for nothing, nothing is decided
        (True, [S, S, S, S], Standing.SILENT, 4),
        (False, [S, S, S, S], Standing.UNDECIDED, 0),
        # some answer; more than half of four is three
        (True, [AGREE, S, S, N], Standing.SILENT, 3),
        (True, [AGREE, AGREE, S, S], Standing.SILENT, 4),
        (False, [AGREE, AGREE, AGREE, S], Standing.AGREED, 3),
        (False, [AGREE, AGREE, S, S], Standing.UNDECIDED, 2),
        (True, [AGREE, AGREE, AGREE, AGREE], Standing.AGREED, 4),
        # who was told too late or never is not silent
        (True, [AGREE, AGREE, L, L], Standing.UNDECIDED, 2),
        (True, [AGREE, AGREE, N, N], Standing.UNDECIDED, 2),
        (True, [AGREE, AGREE, AGREE, N], Standing.AGREED, 3),
        (True, [N, N, N, N], Standing.UNDECIDED, 0),
        (True, [L, L, L, L], Standing.UNDECIDED, 0),
        # one objection stops it, whoever else agrees; it goes before a wish to discuss
        (True, [OBJECT, AGREE, AGREE, AGREE], Standing.STOPPED, 3),
        (True, [OBJECT, DISCUSS, S, S], Standing.STOPPED, 0),
        (False, [OBJECT, S, S, S], Standing.STOPPED, 0),
        (True, [DISCUSS, AGREE, AGREE, AGREE], Standing.DISCUSS, 3),
        (True, [DISCUSS, S, S, S], Standing.DISCUSS, 0),
        (False, [DISCUSS, AGREE, AGREE, AGREE], Standing.DISCUSS, 3),
    ],
)
def test_what_comes_of_the_answers(silent_counts, said, standing, present):
    came = outcome(rule(silence_is_assent=silent_counts), seats(*said), CLOSES)

    assert (came.standing, came.present, came.needed, came.of) == (standing, present, 3, 4)
    assert bool(came.silent) == (standing is Standing.SILENT)


@pytest.mark.parametrize(
    ("counts_vacant", "of", "takes", "standing"), [(False, 3, 2, Standing.SILENT), (True, 5, 3, Standing.SILENT)]
)
def test_vacant_seats_are_never_silent_and_count_where_the_rule_says_so(counts_vacant, of, takes, standing):
    voices = [*seats(AGREE, S, S), Voice(8, None, None, IN_TIME), Voice(9, None)]

    came = outcome(rule(quorum_counts_vacant=counts_vacant), voices, CLOSES)

    assert (came.standing, came.present, came.of, came.needed) == (standing, 3, of, takes)
    assert came.silent == {2, 3}


def test_vacant_seats_in_the_base_can_leave_too_few():
    voices = [*seats(S, S), Voice(8, None), Voice(9, None)]

    assert outcome(rule(quorum_counts_vacant=True), voices, CLOSES).standing is Standing.UNDECIDED
    assert outcome(rule(), voices, CLOSES).standing is Standing.SILENT


@pytest.mark.parametrize(
    ("gone", "standing"),
    [
        (None, Standing.UNDECIDED), (AGREE, Standing.UNDECIDED), (OBJECT, Standing.STOPPED),
        (DISCUSS, Standing.DISCUSS),
    ],
)  # fmt: skip
def test_a_seat_that_ended_meanwhile_agrees_no_longer_but_its_objection_stands(gone, standing):
    voices = [*seats(AGREE, N), Voice(9, 9, gone, IN_TIME, is_in_force=False)]

    came = outcome(rule(), voices, CLOSES)

    assert (came.standing, came.present, came.of) == (standing, 1, 2)


def test_a_seat_opened_meanwhile_is_in_the_base_and_not_silent():
    came = outcome(rule(), [*seats(S, S), Voice(8, 8), Voice(9, 9)], CLOSES)

    assert (came.standing, came.present, came.of, came.needed) == (Standing.UNDECIDED, 2, 4, 3)


def test_an_organisation_with_two_seats_counts_once_where_organisations_are_counted():
    voices = [Voice(1, 1, AGREE), Voice(2, 1, AGREE), Voice(3, 3)]

    by_organisation = outcome(rule(), voices, CLOSES)
    by_seat = outcome(rule(quorum_base=QuorumBase.SEATS), voices, CLOSES)

    assert (by_organisation.present, by_organisation.of, by_organisation.standing) == (1, 2, Standing.UNDECIDED)
    assert (by_seat.present, by_seat.of, by_seat.standing) == (2, 3, Standing.AGREED)


@pytest.mark.parametrize(
    ("kind", "value", "agreeing", "standing"),
    [
        (QuorumKind.NONE, 0, 0, Standing.UNDECIDED), (QuorumKind.NONE, 0, 1, Standing.AGREED),
        (QuorumKind.NUMBER, 2, 1, Standing.UNDECIDED), (QuorumKind.NUMBER, 2, 2, Standing.AGREED),
        (QuorumKind.AT_LEAST, 50, 2, Standing.AGREED), (QuorumKind.MORE_THAN, 50, 2, Standing.UNDECIDED),
        (QuorumKind.AT_LEAST, 100, 4, Standing.AGREED), (QuorumKind.AT_LEAST, 100, 3, Standing.UNDECIDED),
    ],
)  # fmt: skip
def test_the_quorum_of_answers_follows_the_groups_rule(kind, value, agreeing, standing):
    said = [AGREE] * agreeing + [N] * (4 - agreeing)

    assert outcome(rule(quorum_kind=kind, quorum_value=value), seats(*said), CLOSES).standing is standing


def test_nobody_asked_decides_nothing():
    assert outcome(rule(quorum_kind=QuorumKind.NONE), [], CLOSES).standing is Standing.UNDECIDED


@pytest.mark.parametrize(
    ("given", "now", "may"),
    [
        (None, Through.SUBSTITUTE, True), (None, Through.REPRESENTATIVE, True), (None, Through.TELEPHONE, True),
        (Through.SUBSTITUTE, Through.REPRESENTATIVE, True), (Through.SUBSTITUTE, Through.SUBSTITUTE, True),
        (Through.REPRESENTATIVE, Through.SUBSTITUTE, False), (Through.REPRESENTATIVE, Through.TELEPHONE, True),
        (Through.TELEPHONE, Through.SUBSTITUTE, True), (Through.TELEPHONE, Through.REPRESENTATIVE, True),
    ],
)  # fmt: skip
def test_the_representative_goes_before_the_substitute(given, now, may):
    assert may_replace(given, now) is may


def test_the_closing_day_itself_still_counts():
    assert not is_over(CLOSES, CLOSES)
    assert is_over(CLOSES, CLOSES + timedelta(days=1))


@pytest.mark.parametrize("silent_counts", [True, False])
@pytest.mark.parametrize(
    ("said", "early"),
    [
        ([AGREE, AGREE, AGREE], True), ([AGREE], True), ([], False), ([AGREE, AGREE, S], False),
        ([AGREE, AGREE, L], False), ([AGREE, AGREE, N], False), ([AGREE, AGREE, OBJECT], False),
        ([AGREE, AGREE, DISCUSS], False), ([S, S, S], False),
    ],
)  # fmt: skip
def test_only_when_every_seat_has_agreed_it_ends_early(silent_counts, said, early):
    assert is_settled_early(rule(silence_is_assent=silent_counts), seats(*said), CLOSES) is early


@pytest.mark.parametrize(
    ("other", "counts_vacant", "early"),
    [
        (Voice(9, None), False, True),  # a vacant seat has nobody to wait for
        (Voice(9, None), True, True),  # two of three are more than half
        (Voice(9, 9), False, False),  # a seat opened meanwhile has not been asked
        (Voice(9, 9, None, IN_TIME, is_in_force=False), False, True),  # one that ended unheard is not waited for
        (Voice(9, 9, OBJECT, IN_TIME, is_in_force=False), False, False),  # but its objection stands
        (Voice(9, 9, DISCUSS, IN_TIME, is_in_force=False), False, False),
        (Voice(9, 9, AGREE, IN_TIME, is_in_force=False), False, True),
    ],
)  # fmt: skip
def test_vacant_new_and_ended_seats_beside_seats_that_all_agree(other, counts_vacant, early):
    voices = [*seats(AGREE, AGREE), other]
    assert is_settled_early(rule(quorum_counts_vacant=counts_vacant), voices, CLOSES) is early


def test_too_few_for_the_quorum_wait_for_the_closing_day():
    voices = [*seats(AGREE, AGREE), Voice(8, None), Voice(9, None)]
    assert not is_settled_early(rule(quorum_counts_vacant=True), voices, CLOSES)


@pytest.mark.parametrize(
    ("standing", "settled_on", "early"),
    [
        (Standing.AGREED, IN_TIME, True), (Standing.AGREED, CLOSES, True),
        (Standing.AGREED, CLOSES + timedelta(days=1), False), (Standing.SILENT, CLOSES + timedelta(days=1), False),
        (Standing.WITHDRAWN, IN_TIME, False), (Standing.OPEN, None, False),
    ],
)  # fmt: skip
def test_what_ended_early_is_told_from_its_days(standing, settled_on, early):
    assert was_early(standing, settled_on, CLOSES) is early


def test_the_rule_in_words():
    assert rule_in_words(rule(silence_is_assent=False)).startswith("Silence counts neither way")
    assert "at least 7 days before the closing day" in rule_in_words(rule())
    assert rule_in_words(rule(silence_notice=0)) == "No answer counts as a yes from everybody who was told."
