"""Sixty days before a term of office ends, the managers are written to, once."""

from datetime import timedelta

import pytest
import time_machine

from portal.core import clock
from portal.core.database import writing
from portal.core.permissions import Role
from portal.memberships.models import Held
from portal.memberships.services.letters import write_term_letters
from tests import factories


def elected(group, name, in_days, **given):
    ends = clock.today() + timedelta(days=in_days)
    return factories.seat(group, factories.organisation(name), held=Held.ELECTED, term_ends_on=ends, **given)


def written():
    with writing():
        return write_term_letters()


def test_one_letter_tells_of_all_terms_that_end_on_a_day(who, outbox):
    seat = elected(who.here.main, "Acme Ltd", 59)
    elected(who.here.main, "Best Ltd", 59, capacity="Treasurer")

    assert written() == 1

    (letter,) = outbox()
    assert letter.to_email == who.ann.email
    assert letter.subject.startswith("Here Partnership: terms end on ")
    assert "2 terms of office in Here Partnership end on" in letter.body
    assert "- Acme Ltd, Member in Main group" in letter.body
    assert "- Best Ltd, Treasurer in Main group" in letter.body
    assert f"http://localhost/partnerships/here/seats/{seat.id}/" in letter.body


def test_it_is_written_once(who, outbox):
    elected(who.here.main, "Acme Ltd", 30)

    assert [written(), written()] == [1, 0]
    with time_machine.travel(clock.now() + timedelta(days=20)):
        assert written() == 0


@pytest.mark.parametrize(("in_days", "letters"), [(61, 0), (60, 1), (0, 1), (-1, 0)])
def test_it_is_written_in_the_last_sixty_days(who, in_days, letters):
    elected(who.here.main, "Acme Ltd", in_days)

    assert written() == letters


def test_every_manager_who_can_sign_in_gets_one_and_nobody_else(who, outbox):
    factories.appointment(who.otto, Role.MANAGER, who.here)
    elected(who.here.main, "Acme Ltd", 30)
    elected(who.there.main, "Best Ltd", 30)

    assert written() == 3
    assert {(letter.to_email, "Acme" in letter.body) for letter in outbox()} == {
        (who.ann.email, True), (who.otto.email, True), (who.sue.email, False),
    }  # fmt: skip


def test_nothing_is_written_of_seats_that_ended_or_stand_vacant(who):
    elected(who.here.main, "Acme Ltd", 30, until_on=clock.today() - timedelta(days=1))
    elected(who.here.main, "Best Ltd", 30, organisation_id=None)
    elected(who.here.main, "Cole Ltd", 30, from_on=clock.today() + timedelta(days=1))

    assert written() == 0


def test_a_term_given_again_is_told_again_when_it_ends(who):
    seat = elected(who.here.main, "Acme Ltd", 30)
    assert written() == 1
    with writing():
        seat.term_ends_on = seat.term_ends_on + timedelta(days=730)

    with time_machine.travel(clock.now() + timedelta(days=730)):
        assert written() == 1
