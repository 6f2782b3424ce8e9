"""Who leads an action says how it goes."""

import pytest

from portal.actions import rules
from portal.actions.lists import is_led_by
from portal.actions.models import Action, Status
from portal.core.audience import Audience
from portal.core.database import db
from portal.core.permissions import Role
from portal.core.viewer import Part, Viewer
from portal.meetings.models import State
from tests import factories_actions
from tests.factories_actions import EVERYBODY, led_by


@pytest.fixture
def action(who) -> Action:
    """What High Peak CVS leads, for which Ray sits."""
    return factories_actions.action(who.here.main, "Book the hall", led_by(who.seat_ray.organisation), due_in=10)


def test_a_representative_reports_for_the_organisation(who, sign_in, base, action):
    ray = sign_in(who.ray)
    page = ray.soup(f"{base}{action.id}/")
    assert page.h1.text == "Book the hall"
    assert "Led by High Peak CVS" in page.text

    answer = ray.post(f"{base}{action.id}/progress", data={"text": "The hall is shut in May.", "status": "ongoing"})

    assert (answer.status_code, answer.location) == (303, f"{base}{action.id}/")
    db.session.refresh(action)
    assert (action.status, action.done_on) == (Status.ONGOING, None)
    page = ray.soup(f"{base}{action.id}/").text
    assert "The hall is shut in May." in page
    assert "Ray Rowsley" in page


def test_one_button_says_that_it_is_done(who, sign_in, base, action):
    ray = sign_in(who.ray)
    form = ray.soup(f"{base}{action.id}/").select_one("#done-now").find_parent("form")
    assert form["action"] == form["data-hx-post"] == f"{base}{action.id}/progress"

    answer = ray.htmx(form["action"], data={"status": "done"})

    assert answer.status_code == 200
    assert answer.text.lstrip().startswith('<div id="standing"')
    assert "<span>on " in answer.text
    assert "Your report is kept." in answer.text
    assert "done-now" not in answer.text
    db.session.refresh(action)
    assert (action.status, action.done_on is not None, action.progress[0].by) == (Status.DONE, True, "Ray Rowsley")


def test_what_was_done_can_be_taken_up_again(who, sign_in, base, action):
    ray = sign_in(who.ray)
    ray.post(f"{base}{action.id}/progress", data={"status": "done"})
    ray.post(f"{base}{action.id}/progress", data={"status": "ongoing", "text": "Not quite."})

    db.session.refresh(action)
    assert (action.done_on, action.due_sort) == (None, action.due_on)


def test_a_report_that_says_nothing_is_refused(who, sign_in, base, action):
    ray, at = sign_in(who.ray), f"{base}{action.id}/progress"

    plain = ray.post(at, data={"text": " ", "status": "outstanding"})
    swapped = ray.htmx(at, data={"text": "", "status": "outstanding"})
    strange = ray.post(at, data={"text": "Well", "status": "asleep"})

    assert [answer.status_code for answer in (plain, swapped, strange)] == [422] * 3
    assert "Say how it goes" in plain.text
    assert "Error: " in plain.text
    assert swapped.text.lstrip().startswith('<div id="standing"')
    db.session.refresh(action)
    assert action.progress == []


def test_who_may_report(who, sign_in, client, base, action):
    at = f"{base}{action.id}/progress"

    def post(name):
        return sign_in(getattr(who, name)).post(at, data={"text": "Well", "status": "ongoing"}).status_code

    assert {name: post(name) for name in ("ray", "ann", "cal", "ada")} == dict.fromkeys(
        ("ray", "ann", "cal", "ada"), 303
    )
    assert [post(name) for name in ("rosa", "mina", "otto", "wyn")] == [403] * 4
    assert [post(name) for name in ("sue", "rem", "dis")] == [404, 404, 303]
    assert client.post(at).status_code == 303
    assert sign_in(who.sue).post(f"/partnerships/there/actions/{action.id}/progress").status_code == 404
    assert not sign_in(who.rosa).soup(f"{base}{action.id}/").select("#standing form")


def test_leading_in_person_is_enough(who, sign_in, base):
    minutes = factories_actions.action(who.here.main, "Send the minutes", led_by(person=who.mina))
    in_group = factories_actions.action(who.here.main, "Meet", led_by(group=who.here.main))
    of_all = factories_actions.action(who.here.main, "Read the plan", EVERYBODY)

    def may(name, action):
        return bool(sign_in(getattr(who, name)).soup(f"{base}{action.id}/").select("#standing form"))

    assert [may(name, minutes) for name in ("mina", "ray")] == [True, False]
    assert [may(name, in_group) for name in ("ray", "rosa", "otto", "wyn")] == [True, True, False, False]
    assert [may(name, of_all) for name in ("ray", "wyn", "otto", "mina")] == [True, True, False, False]


def test_a_confidential_action_is_there_for_representatives_only(who, sign_in, client, base):
    action = factories_actions.action(
        who.here.main, "Sue the baker", led_by(person=who.wyn), audience=Audience.RESTRICTED
    )
    at = f"{base}{action.id}/"

    seen = {name: sign_in(getattr(who, name)).get(at).status_code for name in ("ann", "ray", "otto", "wyn", "sue")}

    assert seen == {"ann": 200, "ray": 200, "otto": 404, "wyn": 404, "sue": 404}
    assert client.get(at).status_code == 404
    assert sign_in(who.wyn).post(at + "progress", data={"status": "done"}).status_code == 404


def test_reports_and_names_stay_in_the_partnership(who, sign_in, client, base):
    leads = (led_by(person=who.rosa), led_by(who.seat_ray.organisation))
    action = factories_actions.action(who.here.main, "Book the hall", *leads, audience=Audience.PUBLIC)
    sign_in(who.rosa).post(f"{base}{action.id}/progress", data={"text": "The owner is rude.", "status": "ongoing"})

    for page in (client.soup(f"{base}{action.id}/").text, sign_in(who.sue).soup(f"{base}{action.id}/").text):
        assert "a person of the partnership and High Peak CVS" in page
        assert "Rosa Rowarth" not in page
        assert "rude" not in page
    assert "rude" in sign_in(who.otto).soup(f"{base}{action.id}/").text


def test_the_rule_and_its_condition_say_the_same(who):
    main = who.here.main
    rows = [
        factories_actions.action(main, "One", led_by(who.seat_ray.organisation)),
        factories_actions.action(main, "Two", led_by(person=who.ray)),
        factories_actions.action(main, "Three", led_by(group=main), led_by(words="the band")),
        factories_actions.action(main, "Four", EVERYBODY),
        factories_actions.action(main, "Five"),
        factories_actions.action(who.there.main, "Six", led_by(who.seat_ray.organisation), EVERYBODY),
    ]
    here, there = who.here.id, who.there.id
    organisations = frozenset({who.seat_ray.organisation_id})
    for parts in ([], [Part(Role.REPRESENTATIVE, here, main.id)], [Part(Role.OBSERVER, here, main.id)],
                  [Part(Role.MANAGER, here)], [Part(Role.WIDER_STAFF, there)], [Part(Role.SUBSTITUTE, here, main.id)],
                  [Part(Role.MINUTE_TAKER, here, main.id), Part(Role.CHAIR, there, who.there.main.id)]):  # fmt: skip
        for person_id in (None, who.ray.id):
            for sits in (frozenset(), organisations):
                viewer = Viewer(person_id=person_id, parts=frozenset(parts), organisations=sits)
                found = set(db.session.scalars(db.select(Action.id).where(is_led_by(viewer))))
                assert found == {row.id for row in rows if rules.leads_it(viewer, row)}


@pytest.mark.parametrize(
    ("state", "status", "text"),
    [
        (None, 403, "Book the hall"),
        (State.DRAFT, 303, "Book the big hall"),
        (State.CHECKED, 303, "Book the big hall"),
        (State.PUBLISHED, 403, "Book the hall"),
    ],
)
def test_who_writes_the_minutes_changes_their_actions_until_they_are_out(who, sign_in, base, state, status, text):
    meeting = state and factories_actions.met(who.here.main, state=state)
    action = factories_actions.action(who.here.main, meeting_id=meeting and meeting.id)
    said = {"text": "Book the big hall", "leads_text": "HPCVS", "when_text": "ASAP", "status": "ongoing"}

    answer = sign_in(who.mina).post(f"{base}{action.id}/edit", data=said)

    assert answer.status_code == status
    db.session.refresh(action)
    assert action.text == text
