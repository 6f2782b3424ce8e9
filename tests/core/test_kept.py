"""What is worked out once is worked out again as soon as the answer may be another one."""

import time_machine

from portal.core.kept import kept, kept_a_moment
from portal.core.permissions import Role
from portal.core.viewer import Part, Viewer
from tests import factories


def counting(depends_on):
    """Return a function that counts how often it was really called."""
    calls = []

    @kept(depends_on)
    def ask(*given):
        calls.append(given)
        return len(calls)

    return ask


def test_the_same_question_is_answered_once():
    ask = counting(lambda number, _row: number)

    assert [ask(1, "one row"), ask(1, "another row"), ask(2, "one row"), ask(1, "")] == [1, 1, 2, 1]


def test_another_day_is_another_question():
    ask = counting(lambda: None)

    with time_machine.travel("2026-03-19T12:00Z"):
        first = [ask(), ask()]
    with time_machine.travel("2026-03-20T12:00Z"):
        assert first + [ask()] == [1, 1, 2]


def test_viewers_with_other_rights_are_kept_apart():
    part = frozenset({Part(Role.MANAGER, 1)})
    viewers = [
        Viewer(user_id=1, person_id=1), Viewer(user_id=2, person_id=2), Viewer(person_id=1, parts=part),
        Viewer(person_id=1, organisations=frozenset({1})), Viewer(person_id=1, seats=frozenset({1})),
        Viewer(person_id=1, meetings=frozenset({1})), Viewer(person_id=1, is_site_administrator=True), Viewer(),
    ]  # fmt: skip

    assert len({viewer.rights for viewer in viewers}) == len(viewers)
    assert Viewer(person_id=1, parts=part, name="Ada").rights == Viewer(person_id=1, parts=part, name="Ada B").rights


def test_an_answer_for_everybody_lasts_until_something_is_saved(app):
    calls = []
    ask = kept_a_moment(lambda: calls.append("asked") or len(calls))

    assert (ask(), ask()) == (1, 1)

    factories.organisation()

    assert (ask(), ask()) == (2, 2)


def test_and_no_longer_than_a_few_seconds(app):
    calls = []
    ask = kept_a_moment(lambda: calls.append("asked") or len(calls))

    with time_machine.travel("2026-03-19T12:00Z", tick=False) as clock:
        first = ask()
        clock.shift(60)

        assert (first, ask()) == (1, 2)
