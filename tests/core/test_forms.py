"""The form every form is made from: what it reads, what it refuses, and two people editing at once."""

from datetime import date, time
from enum import StrEnum
from types import SimpleNamespace

import pytest
import time_machine
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, SelectField

from portal.core.dates import When
from portal.core.forms import (
    LINE,
    DayField,
    HourField,
    LineField,
    MailField,
    PortalForm,
    ProseField,
    VersionedForm,
    WhenField,
    choices,
    number_or_none,
    required,
)


class Size(StrEnum):
    """Something to choose from."""

    SMALL = "small"
    LARGE = "large"


class Trial(VersionedForm):
    """A form with a field of each kind."""

    name = LineField("Name", [required("Give a name.")])
    notes = ProseField("Notes", longest=50)
    email = MailField("E-mail")
    day = DayField("Day")
    hour = HourField("Hour")
    when = WhenField("By when")
    size = SelectField("Size", choices=choices([(Size.SMALL, "A small one"), (Size.LARGE, "A large one")], none="None"))
    agreed = BooleanField("Agreed")


@pytest.fixture
def fill(app):
    """Fill the form in as it is sent; return it, checked."""

    def _fill(form=Trial, **sent):
        with app.test_request_context("/", method="POST", data=MultiDict({"name": "Ann", "size": "small"} | sent)):
            made = form()
            made.validate_on_submit()
            return made

    return _fill


def row(**given):
    usual = {"version": 3, "name": "Ann", "notes": "", "email": "", "day": None, "hour": None, "when": None}
    return SimpleNamespace(**usual | {"size": Size.SMALL, "agreed": False} | given)


def test_the_ends_of_a_text_are_stripped(fill):
    form = fill(name="  Ann \t Abbot\r\n ", notes=" One\r\ntwo \n")
    assert (form.name.data, form.notes.data) == ("Ann Abbot", "One\ntwo")
    assert not form.errors


def test_nothing_typed_is_an_empty_text(fill):
    form = fill()
    assert (form.notes.data, form.email.data, form.day.data, form.hour.data, form.when.data) == (
        "", "", None, None, None,
    )  # fmt: skip


@pytest.mark.parametrize("name", ["name", "notes", "email"])
@pytest.mark.parametrize("text", ["a\0b", "a\x07b", "a\x1bb"])
def test_what_no_keyboard_makes_is_refused_and_taken_out(fill, name, text):
    form = fill(**{name: text})
    assert "cannot be kept" in form[name].errors[0]
    assert form[name].data == "ab"


def test_a_line_break_cannot_slip_into_one_line(fill):
    assert fill(name="Ann\r\nBcc: everybody@example.org").name.data == "Ann Bcc: everybody@example.org"


@pytest.mark.parametrize(("name", "longest"), [("name", LINE), ("notes", 50)])
def test_a_text_may_be_as_long_as_it_is_kept(fill, name, longest):
    assert not fill(**{name: "x" * longest}).errors
    assert str(longest) in fill(**{name: "x" * (longest + 1)}).errors[name][0]


def test_an_empty_answer_is_refused_in_the_words_given(fill):
    for nothing in ("", "   ", "\n"):
        assert fill(name=nothing).errors == {"name": ["Give a name."]}


def test_a_wrong_answer_is_not_called_empty_too(fill):
    assert len(fill(name="\0").errors["name"]) == 1


@time_machine.travel("2026-03-10T12:00:00Z", tick=False)
def test_days_and_hours_are_read_as_people_write_them(fill):
    form = fill(day="24 March", hour="half past 2", when="30 April")
    assert not form.day.errors
    assert form.day.data == date(2026, 3, 24)
    assert form.when.data.due_on == date(2026, 4, 30)
    assert fill(hour="2.30pm").hour.data == time(14, 30)


def test_what_cannot_be_read_stays_in_the_box(fill):
    form = fill(day="the day after the fair", hour="late")
    assert form.day.errors
    assert form.hour.errors
    assert (form.day._value(), form.hour._value()) == ("the day after the fair", "late")
    assert form.day.data is None


def test_a_vague_time_is_kept_in_its_words(fill):
    form = fill(when="before the clocks change\0")
    assert form.when.data == When("before the clocks change", None)
    assert fill(when="x" * (LINE + 1)).when.errors


@pytest.mark.parametrize(("value", "number"), [("7", 7), ("", None), (None, None), ("None", None), (3, 3)])
def test_the_empty_choice_is_nobody(value, number):
    assert number_or_none(value) == number


def test_a_choice_that_was_not_offered_is_refused(fill):
    assert fill(size="enormous").errors["size"] == ["Choose one of those offered."]


def test_each_form_that_is_opened_has_a_token_of_its_own(app):
    with app.test_request_context("/"):
        tokens = {PortalForm().once.data for _time in range(50)}
    assert len(tokens) == 50
    assert all(16 <= len(token) <= 40 for token in tokens)


def test_a_token_that_is_too_long_is_refused(fill):
    assert fill(once="x" * 41).errors["once"]


def test_the_first_of_two_editors_saves(fill):
    form = fill(version="3", name="Ann Abbot")
    assert not form.is_stale(row())
    assert form.theirs == {}


def test_the_second_sees_both_texts_and_loses_neither(fill):
    form = fill(version="2", name="Ann Abbot", notes="Mine", day="1 May 2026", agreed="y", size="large")
    theirs = row(notes="Theirs", day=date(2026, 5, 2), name="Ann Abbot")
    assert form.is_stale(theirs)
    assert form.theirs == {"notes": "Theirs", "day": "2 May 2026", "agreed": "no", "size": "A small one"}
    assert form.notes.data == "Mine", "what was typed stays"


def test_sending_it_again_is_a_choice_made_knowingly(fill):
    form = fill(version="2", notes="Mine")
    assert form.is_stale(row(notes="Theirs"))
    assert form.version.data == "3"
    assert form.version._value() == "3"


@pytest.mark.parametrize("version", ["", "abc", "3 ", "-1", "99999999999999999999"])
def test_a_made_up_version_saves_over_nobody(fill, version):
    assert fill(version=version).is_stale(row())


def test_a_form_without_a_version_is_not_stale(fill):
    """A script that sends the field not at all means what stands there now."""
    assert not fill().is_stale(row())


def test_a_form_over_something_shows_it(app):
    with app.test_request_context("/"):
        form = Trial(obj=row(day=date(2026, 5, 2), hour=time(9, 30), when=When("ASAP", None)))
    assert (form.day._value(), form.hour._value(), form.when._value()) == ("2 May 2026", "9.30am", "ASAP")
    assert form.version.data == 3
