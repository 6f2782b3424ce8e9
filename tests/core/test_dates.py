"""Dates are read the way people write them, and what cannot be read says so."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.core.dates import add_months, parse_day, parse_hour, parse_when

TODAY = date(2026, 3, 19)  # a Thursday
DAYS = st.dates(date(2001, 1, 1), date(2088, 12, 31))


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("27/3/2026", "2026-03-27"),
        ("27/03/26", "2026-03-27"),
        ("27.3.2026", "2026-03-27"),
        ("27-3-26", "2026-03-27"),
        ("27 3 26", "2026-03-27"),
        ("2026-03-27", "2026-03-27"),
        ("27 Mar 2026", "2026-03-27"),
        ("27 March 2026", "2026-03-27"),
        ("27th of March, 2026", "2026-03-27"),
        ("March 27, 2026", "2026-03-27"),
        ("march 27th", "2026-03-27"),
        ("27mar26", "2026-03-27"),
        ("Friday 27 March", "2026-03-27"),
        ("Fri, 27 March 2026", "2026-03-27"),
        ("on Friday the 27th March", "2026-03-27"),
        ("on 27/3", "2026-03-27"),
        ("27/3", "2026-03-27"),
        ("1 Sept", "2026-09-01"),
        ("20 December", "2025-12-20"),
        ("16 December", "2026-12-16"),
        ("29 February", "2028-02-29"),
        ("the 27th", "2026-03-27"),
        ("the 19th", "2026-03-19"),
        ("3rd", "2026-04-03"),
        ("2nd of next month", "2026-04-02"),
        ("today", "2026-03-19"),
        ("Tomorrow", "2026-03-20"),
        ("yesterday", "2026-03-18"),
        ("Friday", "2026-03-20"),
        ("next friday", "2026-03-20"),
        ("Thursday", "2026-03-26"),
        ("next Thursday", "2026-03-26"),
        ("this Thursday", "2026-03-19"),
        ("Friday week", "2026-03-27"),
        ("tues", "2026-03-24"),
        ("in 10 days", "2026-03-29"),
        ("in a fortnight", "2026-04-02"),
        ("within two weeks", "2026-04-02"),
        ("in two weeks' time", "2026-04-02"),
        ("in a month", "2026-04-19"),
        ("in a year", "2027-03-19"),
    ],
)
def test_a_day(typed, day):
    assert parse_day(typed, TODAY) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "cannot be read as a day"),
        ("soon", "cannot be read as a day"),
        ("31/2/2026", "There is no day 31/2/2026"),
        ("31 June", "There is no day 31/6"),
        ("0/3", "There is no day 0/3"),
        ("13/13", "There is no month 13"),
        ("1/1/0000", "There is no day 1/1/0"),
        ("in 0 weeks", "Write the day as"),
        ("in many weeks", "Write the day as"),
        ("Thursday 27 March 2026", "27 March 2026 is a Friday"),
    ],
)
def test_what_is_no_day_says_how_to_write_it(typed, said):
    with pytest.raises(ValueError, match=said):
        parse_day(typed, TODAY)


@pytest.mark.parametrize(
    ("written", "last"),
    [
        ("by 27/3/2026", "2026-03-27"),
        ("31 October 2008", "2008-10-31"),
        ("end of April", "2026-04-30"),
        ("by the end of April", "2026-04-30"),
        ("April 2027", "2027-04-30"),
        ("Feb 28", "2026-02-28"),
        ("Oct 2026 - Mar", "2027-03-31"),
        ("February", "2026-02-28"),
        ("in December", "2026-12-31"),
        ("20 December", "2026-12-20"),
        ("1 March", "2026-03-01"),
        ("1 February", "2027-02-01"),
        ("January", "2027-01-31"),
        ("November", "2026-11-30"),
        ("early May", "2026-05-10"),
        ("mid-May", "2026-05-20"),
        ("late May", "2026-05-31"),
        ("Apr-Sept 2010", "2010-09-30"),
        ("April – Sept 2010", "2010-09-30"),  # noqa: RUF001
        ("Oct-Mar 2010", "2011-03-31"),
        ("Oct 2010 - Mar 2011", "2011-03-31"),
        ("between July and September", "2026-09-30"),
        ("from July to September 2026", "2026-09-30"),
        ("Nov-Feb", "2026-02-28"),
        ("1-3 May 2026", "2026-05-03"),
        ("1 April to 30 June 2026", "2026-06-30"),
        ("between 2 and 5 May", "2026-05-05"),
        ("Q3", "2026-09-30"),
        ("q1 2027", "2027-03-31"),
        ("quarter 2", "2026-06-30"),
        ("summer", "2026-08-31"),
        ("Summer 2027", "2027-08-31"),
        ("winter", "2027-02-28"),
        ("winter 2027", "2028-02-29"),
        ("Christmas", "2026-12-25"),
        ("before Christmas", "2026-12-24"),
        ("Easter 2027", "2027-03-28"),
        ("New Year", "2027-01-01"),
        ("2027", "2027-12-31"),
        ("end of 2027", "2027-12-31"),
        ("2026/27", "2027-03-31"),
        ("the financial year end", "2026-03-31"),
        ("end of the financial year", "2026-03-31"),
        ("this week", "2026-03-20"),
        ("next week", "2026-03-27"),
        ("end of the month", "2026-03-31"),
        ("end of next month", "2026-04-30"),
        ("next year", "2027-12-31"),
        ("by the end of the year", "2026-12-31"),
        ("w/c 4 May", "2026-05-08"),
        ("week beginning 4 May 2026", "2026-05-08"),
        ("two weeks", "2026-04-02"),
        ("within 10 days", "2026-03-29"),
        ("before 3 May", "2026-05-02"),
        ("before May", "2026-04-30"),
        ("before the end of May", "2026-05-31"),
        ("before 2027", "2026-12-31"),
        ("until next Thursday", "2026-03-26"),
        ("no later than 1 June.", "2026-06-01"),
    ],
)
def test_a_time_as_minutes_and_plans_write_it(written, last):
    when = parse_when(written, TODAY)

    assert (when.text, when.due_on, when.is_open) == (written, date.fromisoformat(last), False)


@pytest.mark.parametrize(
    "written",
    ["ongoing", "Ongoing from July 2008", "ongoing, as needed", "Jan 2011 onwards", "from July 2008", "always",
     "Starting May"],
)  # fmt: skip
def test_a_time_without_an_end(written):
    assert parse_when(written, TODAY)[:3] == (written, None, True)


@pytest.mark.parametrize(
    "written",
    ["ASAP", "10 days before each meeting", "as soon as possible", "ongoing work", "many weeks", "999 weeks", "???", "",
     "31 June", "before long", "Thursday 27 March 2026", "week beginning soon"],
)  # fmt: skip
def test_words_that_mean_no_day_are_kept_as_they_are(written):
    assert parse_when(written, TODAY)[:3] == (written, None, False)


def test_the_week_has_not_ended_at_the_weekend():
    assert parse_when("this week", date(2026, 3, 21)).due_on == date(2026, 3, 22)
    assert parse_when("next week", date(2026, 3, 22)).due_on == date(2026, 3, 27)


@pytest.mark.parametrize(
    ("typed", "hour"),
    [
        ("9.30", time(9, 30)),
        ("9:30am", time(9, 30)),
        ("9.30 a.m.", time(9, 30)),
        ("2pm", time(14)),
        ("2 p.m", time(14)),
        ("2", time(14)),
        ("7.30", time(19, 30)),
        ("07:30", time(7, 30)),
        ("8", time(8)),
        ("14:00", time(14)),
        ("14h30", time(14, 30)),
        ("1430", time(14, 30)),
        ("0930am", time(9, 30)),
        ("10 o’clock", time(10)),  # noqa: RUF001
        ("12", time(12)),
        ("12 noon", time(12)),
        ("Noon", time(12)),
        ("12am", time(0)),
        ("12pm", time(12)),
        ("0:15", time(0, 15)),
    ],
)
def test_a_time_of_day(typed, hour):
    assert parse_hour(typed) == hour


@pytest.mark.parametrize("typed", ["", "half past nine", "25:00", "9.75", "14am", "1 noon", "9.3"])
def test_what_is_no_time_of_day_says_how_to_write_it(typed):
    with pytest.raises(ValueError, match="Write it as 9.30am"):
        parse_hour(typed)


def test_months_are_added_as_people_count_them():
    assert add_months(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert add_months(date(2026, 3, 31), -1) == date(2026, 2, 28)
    assert add_months(date(2026, 12, 15), 13) == date(2028, 1, 15)


@given(DAYS, DAYS)
def test_every_day_can_be_typed_in_every_way(day, today):
    for form in (
        "{0.day}/{0.month}/{0.year}",
        "{0.day} {0:%B} {0.year}",
        "{0:%A} {0.day} {0:%b} {0.year}",
        "{0:%Y-%m-%d}",
    ):
        assert parse_day(form.format(day), today) == day
        assert parse_when("by " + form.format(day), today).due_on == day
        assert parse_when("before " + form.format(day), today).due_on == day - timedelta(days=1)


@given(st.text(max_size=60), DAYS)
def test_any_words_can_be_written_for_a_time(written, today):
    when = parse_when(written, today)

    assert when.text == written.strip()
    assert not (when.is_open and when.due_on)


@given(st.text(alphabet="0123456789/.- amp:hw", max_size=14), DAYS)
def test_no_typed_day_or_time_breaks_the_reading(typed, today):
    parse_when(typed, today)
    for read in (lambda: parse_day(typed, today).isoformat(), lambda: parse_hour(typed).isoformat()):
        assert _said(read)


def _said(read) -> str:
    try:
        return read()
    except ValueError as error:
        return str(error)
