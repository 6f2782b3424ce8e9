"""Letters to who leads what falls due."""

from datetime import timedelta

import time_machine

from portal.actions.letters import write_action_reminders
from portal.core import clock
from portal.core.audience import Audience
from portal.core.database import writing
from portal.core.permissions import Role
from tests import factories
from tests.factories_actions import EVERYBODY, action, led_by


def remind() -> int:
    with writing():
        return write_action_reminders()


def test_one_letter_to_each_with_all_that_falls_due(who, outbox):
    organisation = who.seat_ray.organisation
    action(who.here.main, "Circulate the proforma", led_by(organisation), led_by(person=who.rosa), due_in=7)
    action(who.here.main, "Book the hall", led_by(person=who.ray), due_in=-1)
    for days, status in ((6, None), (8, None), (-2, None), (0, None), (7, "done")):
        action(who.here.main, "Another day", led_by(person=who.ray), due_in=days, status=status)
    action(who.here.main, "Everybody", EVERYBODY, due_in=7)
    action(who.here.main, "A band", led_by(words="the band"), due_in=7)

    assert remind() == 2
    assert remind() == 0

    to_ray, to_rosa = outbox()
    assert to_ray.to_email == who.ray.email
    assert to_ray.subject == f"{who.here.short_name}: 1 action due in a week and 1 action late"
    assert "Circulate the proforma" in to_ray.body
    assert "Book the hall" in to_ray.body
    assert "http://localhost/partnerships/here/actions/" in to_ray.body
    assert "Another day" not in to_ray.body
    assert to_rosa.subject == f"{who.here.short_name}: 1 action due in a week"
    assert "Book the hall" not in to_rosa.body


def test_the_day_after_it_is_written_again(who, outbox):
    action(who.here.main, "Book the hall", led_by(person=who.ray), due_in=7)
    remind()

    with time_machine.travel(clock.now() + timedelta(days=8)):
        assert remind() == 1

    assert [letter.subject.split(": ")[1] for letter in outbox()] == ["1 action due in a week", "1 action late"]


def test_nobody_hears_of_what_they_may_not_see(who, outbox):
    main = who.here.main
    left = factories.person("Lee Left", left_on=clock.today() - timedelta(days=1))
    stranger = factories.person("Strange Person", with_account=False)
    factories.appointment(stranger, Role.WIDER_STAFF, who.there)
    secret = {"due_in": 7, "audience": Audience.RESTRICTED}
    action(main, "Sue the baker", led_by(person=who.wyn), led_by(person=who.ray), led_by(person=who.otto), **secret)
    action(main, "Fund the bus", led_by(person=stranger), led_by(person=left), due_in=7)
    action(main, "Public matter", led_by(person=left), due_in=7, audience=Audience.PUBLIC)
    action(main, "For partners", led_by(person=stranger), due_in=7, audience=Audience.PARTNERS)
    action(main, "For the group", led_by(person=who.otto), led_by(person=who.wyn), due_in=7, audience=Audience.GROUP)
    named = factories.person("Named Substitute")
    factories.holder(who.seat_ray, named, standing="substitute")
    action(main, "Also for the group", led_by(person=named), due_in=7, audience=Audience.GROUP)

    remind()

    letters = {letter.to_name: letter.body for letter in outbox()}
    assert sorted(letters) == ["Named Substitute", "Otto Over", "Ray Rowsley", "Strange Person"]
    assert "A confidential action" in letters["Ray Rowsley"]
    assert "baker" not in letters["Ray Rowsley"]
    assert "baker" not in letters["Otto Over"]
    assert "For the group" in letters["Otto Over"]
    assert "bus" not in letters["Strange Person"]


def test_an_organisation_is_written_to_where_it_sits(who, outbox):
    other = factories.person("Olive Other")
    factories.seat(who.there.main, who.seat_ray.organisation, other)
    action(who.here.main, "Here", led_by(who.seat_ray.organisation), due_in=7, audience=Audience.PUBLIC)
    action(who.there.main, "There", led_by(person=who.ray), due_in=7, audience=Audience.PUBLIC)

    remind()

    (letter,) = outbox()
    assert letter.to_name == "Ray Rowsley"
    assert letter.subject == "Partnership Portal: 2 actions due in a week"


def test_no_letter_where_nothing_falls_due(who, outbox):
    assert remind() == 0
    assert outbox() == []
