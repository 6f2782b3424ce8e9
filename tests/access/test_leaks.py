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
    play(workshop, max_examples=2, stateful_step_count=40, derandomize=True)


@pytest.mark.slow
def test_no_text_is_met_by_anybody_it_is_not_for_in_many_games(workshop):
    """Other games each time, unless CI asks for the same; LEAK_GAMES says how many."""
    games = int(os.environ.get("LEAK_GAMES", "2"))
    play(workshop, max_examples=games, stateful_step_count=50, derandomize=bool(os.environ.get("CI")))


@pytest.fixture
def game(workshop):
    """A game played by hand: both partnerships have met once, and all of it is public."""

    class Game(Work):
        house = workshop

    played = Game()
    played.begin(audience="public", other="public", minutes="public", quiet=False)
    return played


def test_a_bulletin_drops_what_was_said_before_of_an_item_that_became_confidential(game):
    game.pick_a_key_message(number=1)
    game.spot_a_story(number=0, which=1)
    game.write_the_bulletin(number=0, audience="public")
    game.pick_a_key_message(number=1)
    game.change_their_mind(number=1)
    game.send_the_bulletin(number=0)
    game.read(game.visitor, game.paths())


def test_a_bulletin_drops_what_went_to_another_meeting_and_became_confidential(game):
    game.call_a_meeting(place="alder", group="main", audience="public", days_ago=0)
    game.pick_a_key_message(number=4)
    game.write_the_bulletin(number=0, audience="public")
    game.move_an_item(number=4, way="park", to=0)
    game.move_an_item(number=4, way="bring", to=1)
    assert game.items[4].meeting is game.meetings[2]
    game.change_their_mind(number=4)
    game.send_the_bulletin(number=0)
    game.read(game.visitor, game.paths())


def test_what_was_told_of_an_item_in_a_bulletin_goes_with_the_item_it_was_made_of(game):
    game.call_a_meeting(place="alder", group="main", audience="public", days_ago=0)
    game.carry_or_copy_an_item(number=4, how="carry")
    game.pick_a_key_message(number=6)
    game.write_the_bulletin(number=2, audience="public")
    game.change_their_mind(number=4)
    game.send_the_bulletin(number=2)
    game.read(game.visitor, game.paths())


def test_what_goes_between_two_tiers_is_for_both_until_its_item_becomes_confidential(game):
    game.arrange_the_tiers()
    above, below = game.own_item("alder", 2), game.own_item("birch", 2)
    assert {above.is_secret, below.is_secret} == {False}
    game.put_an_issue_down(which=2)
    game.put_an_issue_down(which=0)
    game.put_an_issue_down(which=1)
    assert len(game.issues) == 2, "a confidential one is refused"
    game.answer_an_issue(number=0, which=2)
    game.answer_an_issue(number=1, which=2)
    game.send_a_question_up(which=2)
    game.send_a_question_up(which=0)
    game.answer_a_question(number=1, which=2, is_for_all=True)
    game.write_a_report(number=0, is_sent=False)
    paths = ["/", *game.tier_paths()]
    paths += [f"/partnerships/{each.place}/meetings/{each.number}/" for each in game.meetings]
    readers = [game.readers[f"{place} {name}"] for place in ("alder", "birch") for name in ("manager", "observer")]
    for reader in [*readers, game.visitor]:
        met = game.read(reader, paths)
        assert all(mark in met for mark, text in game.texts.items() if "issue" in text.what and text.must(reader))
    for item in (above, below):
        game.change_their_mind(number=game.items.index(item))
    for reader in [*readers, game.visitor]:
        game.read(reader, paths)
