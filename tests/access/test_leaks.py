"""Two partnerships at work, step by step as chance has it; after them everybody reads everything they can open.

Each text carries a mark. Nobody may meet a mark that is not for them, on any page, file, search or letter, and whoever
it is for has to find it: told.py says who that is.
"""

import os

import pytest
from hypothesis import HealthCheck, Phase, Verbosity, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.access.work import Work

COMMON = {
    "deadline": None,
    "suppress_health_check": list(HealthCheck),
    "print_blob": True,
    "verbosity": Verbosity.normal,
    "phases": (Phase.reuse, Phase.generate),  # to shrink a game of a thousand pages takes longer than to read it
    "report_multiple_bugs": False,
}


def play(workshop, **limits):
    """Play games; a failing one is told step by step, with what plays it again."""

    class Game(Work):
        house = workshop

    run_state_machine_as_test(Game, settings=settings(**COMMON | limits))


def test_no_text_is_met_by_anybody_it_is_not_for(workshop):
    """The same few games each time, so that a change of the code and not of the dice decides."""
    play(workshop, max_examples=1, stateful_step_count=40, derandomize=True)


@pytest.mark.slow
def test_no_text_is_met_by_anybody_it_is_not_for_in_many_games(workshop):
    """Other games each time, unless CI asks for the same; LEAK_GAMES says how many."""
    games = int(os.environ.get("LEAK_GAMES", "2"))
    play(workshop, max_examples=games, stateful_step_count=50, derandomize=bool(os.environ.get("CI")))
