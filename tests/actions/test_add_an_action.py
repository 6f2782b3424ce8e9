"""Who keeps the list adds an action in one line, changes it, takes it off and brings it back."""

from datetime import date

import pytest
import time_machine
from sqlalchemy import select

from portal.actions.models import Action, Status
from portal.audit.models import Event
from portal.core import index
from portal.core.audience import Audience
from portal.core.database import db
from portal.core.viewer import Viewer
from portal.meetings.models import State
from tests import factories, factories_actions
from tests.conftest import HTMX

TYPED = "HPCVS and Rosa to circulate the proforma by 30 April"


def the_action() -> Action:
    return db.session.scalars(select(Action)).one()


@time_machine.travel("2026-03-19 12:00")
def test_one_line_is_enough(who, sign_in, base):
    answer = sign_in(who.ann).post(base + "new", data={"line": TYPED})

    assert (answer.status_code, answer.location) == (303, base)
    action = the_action()
    assert (action.text, action.leads_text) == ("Circulate the proforma", "High Peak CVS and Rosa Rowarth")
    assert (action.when_text, action.due_on, action.due_sort) == ("30 April", date(2026, 4, 30), date(2026, 4, 30))
    assert (action.group_id, action.audience, action.raised_on) == (
        who.here.main.id,
        Audience.PARTNERSHIP,
        date(2026, 3, 19),
    )


@time_machine.travel("2026-03-19 12:00")
def test_how_a_line_reads_is_said_while_it_is_typed(who, sign_in, base):
    ann = sign_in(who.ann)

    assert ann.get(base + "new", query_string={"line": TYPED}, headers=HTMX).text.strip() == (
        "Circulate the proforma · High Peak CVS and Rosa Rowarth · by Thursday 30 April 2026"
    )
    assert "nobody leads it yet · no date" in ann.get(base + "new?line=Hall", headers=HTMX).text
    assert "“ASAP”, which names no day" in ann.get(base + "new?line=Rosa+to+ring+ASAP", headers=HTMX).text
    assert "no last day" in ann.get(base + "new?line=Rosa+to+ring,+ongoing", headers=HTMX).text
    assert "Such as" in ann.get(base + "new?line=", headers=HTMX).text


def test_the_page_says_how_a_line_is_read(who, sign_in, base):
    page = sign_in(who.ann).soup(base + "new")

    assert page.h1.text == "Add an action"
    assert page.select_one("select[name=group]") is None  # there is only one


def test_a_line_that_reads_as_something_else_is_an_action_all_the_same(who, sign_in, base):
    sign_in(who.ann).post(base + "new", data={"line": "Agreed to ask the council"})

    assert (the_action().text, the_action().leads_text) == ("Ask the council", "")


def test_the_group_can_be_chosen_among_those_one_keeps(who, sign_in, base):
    roads = factories.group(who.here, name="Roads group")
    closed = {"data": {"line": TYPED, "group": str(roads.id)}}

    assert [o.text for o in sign_in(who.ann).soup(base + "new").select("select[name=group] option")][
        -1
    ] == "Roads group"
    assert sign_in(who.cal).post(base + "new", **closed).status_code == 422  # a chair of the main group only
    assert sign_in(who.ann).post(base + "new", **closed).status_code == 303
    assert the_action().group_id == roads.id


@pytest.mark.parametrize("line", ["", "   ", "x" * 1001])
def test_an_empty_or_endless_line_is_refused(who, sign_in, base, line):
    answer = sign_in(who.ann).post(base + "new", data={"line": line})

    assert answer.status_code == 422
    assert "to put right" in answer.text
    assert db.session.scalars(select(Action)).all() == []


def test_who_may_add_actions(who, sign_in, client, base):
    codes = {name: sign_in(getattr(who, name)).get(base + "new").status_code for name in
             ("ann", "cal", "ray", "mina", "otto", "wyn", "sue", "rem", "ada")}  # fmt: skip

    assert codes == {"ann": 200, "cal": 200, "ray": 403, "mina": 403, "otto": 403, "wyn": 403, "sue": 404, "rem": 404,
                     "ada": 200}  # fmt: skip
    assert client.get(base + "new").status_code == 303
    assert sign_in(who.ray).post(base + "new", data={"line": TYPED}).status_code == 403
    assert "Add an action" not in sign_in(who.ray).soup(base).text


def changed(action, **given) -> dict:
    """A form as the page sends it."""
    said = {"text": action.text, "leads_text": action.leads_text, "when_text": action.when_text,
            "status": action.status.value, "version": action.version}  # fmt: skip
    return said | given


@time_machine.travel("2026-03-19 12:00")
def test_an_action_is_changed(who, sign_in, base):
    lead = factories_actions.led_by(who.seat_ray.organisation)
    action = factories_actions.action(who.here.main, "Book the hall", lead, due_in=10)
    at = f"{base}{action.id}/"
    page = sign_in(who.ann).soup(at + "edit")
    assert page.select_one("#read-as strong:last-of-type").text == "by Sunday 29 March 2026"
    assert "Buxton Volunteer Bureau" in [o["value"] for o in page.select("datalist option")]

    answer = sign_in(who.ann).post(
        at + "edit", data=changed(action, text="Book a hall", leads_text="BVB, the caretaker", when_text="before May")
    )

    assert (answer.status_code, answer.location) == (303, at)
    db.session.refresh(action)
    assert (action.text, action.leads_text) == ("Book a hall", "Buxton Volunteer Bureau and the caretaker")
    assert (action.when_text, action.due_on) == ("before May", date(2026, 4, 30))
    assert action.progress[0].text == (
        "Lead: Buxton Volunteer Bureau and the caretaker, before that High Peak CVS. "
        "By when: before May, before that 29/03/2026."
    )
    hits = index.search(Viewer(parts=frozenset(), is_site_administrator=True), "caretaker")
    assert [hit.address for hit in hits] == [at]


def test_what_was_left_as_it_was_keeps_its_meaning(who, sign_in, base):
    leads = (factories_actions.led_by(who.seat_ray.organisation), factories_actions.led_by(words="the band"))
    with time_machine.travel("2026-03-19 12:00"):
        action = factories_actions.action(who.here.main, "Book the hall", *leads, due_in=10)
        action_day, numbers = action.due_on, [lead.id for lead in action.leads]
    with time_machine.travel("2027-06-01 12:00"):
        sign_in(who.ann).post(f"{base}{action.id}/edit", data=changed(action, text="Book it"))

    db.session.refresh(action)
    assert (action.text, action.due_on, [lead.id for lead in action.leads]) == ("Book it", action_day, numbers)
    assert action.progress == []


def test_nobody_and_no_day_can_be_written_too(who, sign_in, base):
    action = factories_actions.action(who.here.main, "Hall", factories_actions.EVERYBODY, due_in=3)

    sign_in(who.cal).post(
        f"{base}{action.id}/edit", data=changed(action, leads_text="???", when_text="", status="done")
    )

    db.session.refresh(action)
    assert (action.leads, action.leads_text, action.when_text, action.due_on) == ([], "", "", None)
    assert (action.status, action.done_on is not None) == (Status.DONE, True)


def test_a_mistake_changes_nothing(who, sign_in, base):
    action = factories_actions.action(who.here.main)

    answer = sign_in(who.ann).post(f"{base}{action.id}/edit", data=changed(action, text="", status="never"))

    assert answer.status_code == 422
    db.session.refresh(action)
    assert action.text == "Book the hall"


def test_the_second_of_two_editors_sees_both(who, sign_in, base):
    action = factories_actions.action(who.here.main)
    stale = changed(action, text="My words")
    sign_in(who.cal).post(f"{base}{action.id}/edit", data=changed(action, text="Their words"))

    answer = sign_in(who.ann).post(f"{base}{action.id}/edit", data=stale)

    assert answer.status_code == 409
    assert "My words" in answer.text
    assert "Their words" in answer.text
    db.session.refresh(action)
    assert action.text == "Their words"


def test_the_words_of_published_minutes_stay(who, sign_in, base):
    meeting = factories_actions.met(who.here.main)
    action = factories_actions.action(who.here.main, meeting_id=meeting.id)
    ann = sign_in(who.ann)

    assert "so they stay as they are" in ann.get(f"{base}{action.id}/edit").text
    ann.post(f"{base}{action.id}/edit", data=changed(action, text="Other words", leads_text="all"))
    refused = ann.post(f"{base}{action.id}/remove")

    db.session.refresh(action)
    assert (action.text, action.leads_text, action.removed_at) == ("Book the hall", "All partners", None)
    assert refused.status_code == 409
    assert "Mark it as dropped instead" in refused.text


def test_an_action_is_removed_and_brought_back(who, sign_in, base):
    meeting = factories_actions.met(who.here.main, State.DRAFT)
    action = factories_actions.action(who.here.main, meeting_id=meeting.id)
    at, ann = f"{base}{action.id}/", sign_in(who.ann)

    assert ann.post(at + "remove").location == base
    assert f'action="{at}restore"' in ann.get(base).text
    assert ann.get(at).status_code == 404
    assert ann.post(at + "remove").status_code == 404
    everything = Viewer(is_site_administrator=True)
    assert list(index.search(everything, "hall")) == []

    assert ann.post(at + "restore").location == at
    assert ann.get(at).status_code == 200
    assert [hit.address for hit in index.search(everything, "hall")] == [at]


@pytest.mark.parametrize("act", ["edit", "remove"])
def test_who_may_change_and_remove(who, sign_in, base, act):
    action = factories_actions.action(who.here.main, audience=Audience.PUBLIC)
    elsewhere = factories.group(who.here, name="Roads group")
    of_others = factories_actions.action(elsewhere, "Mend the road", audience=Audience.PUBLIC)

    def post(name, number=action.id, place=base):
        return sign_in(getattr(who, name)).post(f"{place}{number}/{act}", data={"text": "Taken over"}).status_code

    assert [post(name) for name in ("ray", "mina", "otto", "wyn")] == [403] * 4
    assert [post(name) for name in ("sue", "rem")] == [404] * 2
    assert post("sue", place="/partnerships/there/actions/") == 404
    assert post("cal", of_others.id) == 403  # he chairs the main group only
    assert [row.text for row in db.session.scalars(select(Action).order_by(Action.id))] == [
        "Book the hall",
        "Mend the road",
    ]


def test_the_record_of_changes_keeps_confidence(who, sign_in, base):
    action = factories_actions.action(who.here.main, "Sue the baker", audience=Audience.RESTRICTED)
    ann = sign_in(who.ann)
    ann.post(f"{base}{action.id}/edit", data=changed(action, leads_text="Rosa", text="Sue the butcher"))
    ann.post(f"{base}{action.id}/progress", data={"text": "The baker knows", "status": "ongoing"})
    ann.post(f"{base}{action.id}/remove")
    ann.post(f"{base}{action.id}/restore")

    said = db.session.scalars(select(Event.sentence).order_by(Event.id)).all()

    assert said == [
        "Raised a confidential action",
        "Changed a confidential action",
        "Reported on a confidential action: ongoing",
        "Removed a confidential action",
        "Brought back a confidential action",
    ]
