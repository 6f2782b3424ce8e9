"""Who keeps an action sees how its words are read, and puts the days right; the words stay."""

from datetime import date

import pytest
import time_machine

from portal.actions import services
from portal.actions.models import Heard, Rag, Status
from portal.core.database import db, writing
from portal.core.dates import Meaning, When, parse_when
from tests import factories_actions
from tests.actions.test_add_an_action import changed
from tests.conftest import HTMX
from tests.factories_actions import led_by

TODAY = "2026-03-19 12:00"


@pytest.fixture
def action(who):
    """An action of a plan, as it was pasted."""
    with time_machine.travel(TODAY):
        when = parse_when("Ongoing from July 2026", date(2026, 3, 19))
        leads = (led_by(who.seat_ray.organisation), led_by(words="the band"))
        return factories_actions.action(who.here.main, "Book", *leads, when=when, leads_written="HPCVS /\nthe band")


def typed(action, **given) -> dict:
    return changed(action, leads_text=action.leads_typed, starts_on="", due_on="") | given


def test_what_was_written_and_what_it_means_are_kept_side_by_side(who, sign_in, client, base, action):
    assert (action.when_meaning, action.starts_on, action.due_on) == (Meaning.OPEN, date(2026, 7, 1), None)
    page = sign_in(who.ray).soup(f"{base}{action.id}/").select_one("#standing").text

    assert "Ongoing from July 2026" in page
    assert "from Wednesday 1 July 2026, no last day" in page
    assert "HPCVS /\nthe band" in page


def test_who_is_outside_is_not_shown_what_was_written_for_the_leads(who, client, base):
    action = factories_actions.action(who.here.main, "Book", led_by(person=who.rosa), audience="public",
                                      leads_written="Rosa R")  # fmt: skip

    assert "Rosa" not in client.soup(f"{base}{action.id}/").text


@time_machine.travel(TODAY)
def test_what_is_typed_is_read_at_once(who, sign_in, base, action):
    ann, at = sign_in(who.ann), f"{base}{action.id}/edit"
    box = ann.soup(at).select_one("#when_text")
    assert (box["data-hx-get"], box["data-hx-target"]) == (at, "#understood")

    answer = ann.get(at + "?when_text=Apr-Sept+2026&leads_text=BVB,+Joe?", headers=HTMX)

    assert answer.status_code == 200
    assert answer.text.lstrip().startswith('<div id="understood"')
    assert "Buxton Volunteer Bureau and “Joe?” (not sure)" in answer.text
    assert "from Wednesday 1 April 2026 to Wednesday 30 September 2026" in answer.text
    db.session.refresh(action)
    assert action.when_text == "Ongoing from July 2026"


@time_machine.travel(TODAY)
def test_without_a_script_a_press_reads_it_and_keeps_nothing(who, sign_in, base, action):
    ann, at = sign_in(who.ann), f"{base}{action.id}/edit"
    form = typed(action, when_text="Apr-Sept 2026", look="yes", once="a-press")

    answer = ann.post(at, data=form)

    assert answer.status_code == 200
    assert "from Wednesday 1 April 2026 to Wednesday 30 September 2026" in answer.text
    assert 'name="due_on"' in answer.text
    assert 'value="30 September 2026"' in answer.text
    assert "a-press" not in answer.text
    db.session.refresh(action)
    assert action.when_text == "Ongoing from July 2026"


@time_machine.travel(TODAY)
def test_the_days_are_put_right_and_other_words_ask_again(who, sign_in, base, action):
    ann, at = sign_in(who.ann), f"{base}{action.id}/edit"
    days = {"starts_on": "1/7/2026", "due_on": "31 March 2027"}

    assert ann.post(at, data=typed(action, **days)).status_code == 303
    db.session.refresh(action)
    assert (action.when_text, action.when_meaning, action.when_corrected) == (
        "Ongoing from July 2026", Meaning.RANGE, True,
    )  # fmt: skip
    assert (action.starts_on, action.due_on, action.due_sort) == (date(2026, 7, 1), *[date(2027, 3, 31)] * 2)
    assert action.leads_written == "HPCVS /\nthe band"

    ann.post(at, data=typed(action, text="Book it", **days))
    db.session.refresh(action)
    assert (action.text, action.when_corrected, action.due_on) == ("Book it", True, date(2027, 3, 31))

    ann.post(at, data=typed(action, when_text="by AGM", **days))
    db.session.refresh(action)
    assert (action.when_text, action.when_meaning, action.when_corrected) == ("by AGM", Meaning.EVENT, False)
    assert (action.starts_on, action.due_on) == (None, None)


@time_machine.travel(TODAY)
def test_days_that_are_as_they_were_read_are_no_correction(who, sign_in, base, action):
    days = {"starts_on": "1/4/2026", "due_on": "30/9/2026"}

    sign_in(who.ann).post(f"{base}{action.id}/edit", data=typed(action, when_text="Apr-Sept 2026", **days))

    db.session.refresh(action)
    assert (action.when_meaning, action.when_corrected, action.due_on) == (Meaning.RANGE, False, date(2026, 9, 30))


@pytest.mark.parametrize(
    "days", [{"starts_on": "1/7/2026", "due_on": "30/6/2026"}, {"due_on": "whenever"}], ids=["backwards", "no day"]
)
def test_days_that_cannot_be_are_refused(who, sign_in, base, action, days):
    answer = sign_in(who.ann).post(f"{base}{action.id}/edit", data=typed(action, text="Other", **days))

    assert answer.status_code == 422
    assert list(days.values())[-1] in answer.text
    db.session.refresh(action)
    assert (action.text, action.due_on) == ("Book", None)


def test_a_last_day_is_counted_back_from_the_next_meeting(who):
    when = parse_when("10 days before each board meeting", date(2026, 3, 19))
    action = factories_actions.action(who.here.main, when=when)
    assert action.days_before == 10

    with writing():
        found = db.session.get_one(type(action), action.id)
        moved = [services.reckon_before(found, day) for day in (date(2026, 5, 21), date(2026, 5, 21), None)]
        assert moved == [True, False, True]
        services.reckon_before(found, date(2026, 5, 21))
        assert (found.due_on, found.due_sort) == (date(2026, 5, 11), date(2026, 5, 11))
        found.when_corrected = True
        assert not services.reckon_before(found, date(2026, 9, 1))
        assert not services.reckon_before(factories_actions.action(who.here.main, when=When("soon")), date(2026, 9, 1))


def test_a_report_says_how_well_it_goes_and_whose_words_they_are(who, sign_in, base, action):
    at = f"{base}{action.id}/"
    report = {"text": "Half are trained.", "status": "ongoing", "rag": "amber", "figure": "10 of 20",
              "heard": "administrator"}  # fmt: skip

    assert sign_in(who.ann).htmx(at + "progress", data=report).status_code == 200
    assert sign_in(who.ray).post(at + "progress", data=report | {"text": "More are."}).status_code == 303

    db.session.refresh(action)
    own, told = action.progress
    assert (told.rag, told.figure, told.heard) == (Rag.AMBER, "10 of 20", Heard.ADMINISTRATOR)
    assert (own.rag, own.figure, own.heard) == (Rag.AMBER, "10 of 20", Heard.OWN)  # a lead speaks for themselves
    page = sign_in(who.ray).soup(at)
    assert "Some problems" in page.select_one("#standing .tag").text
    assert "as told by telephone or letter" in page.text
    assert page.select("[name=rag]")
    assert not page.select("[name=heard]")


def test_a_colour_or_a_figure_alone_is_a_report(who, sign_in, base, action):
    ray, at = sign_in(who.ray), f"{base}{action.id}/progress"
    said = {"status": Status.OUTSTANDING.value}

    codes = [ray.post(at, data=said | given).status_code for given in ({"rag": "red"}, {"figure": "3"}, {"rag": ""},
                                                                       {"rag": "blue"})]  # fmt: skip

    assert codes == [303, 303, 422, 422]
