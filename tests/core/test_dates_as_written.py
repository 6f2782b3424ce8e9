"""What plans write for a time stays as it was written; what it means stands beside it."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.core.dates import Meaning, parse_when

TODAY = date(2008, 7, 10)
TABLE = [
    # as written | meaning | first day | last day
    ("31 October 2008", "day", None, "2008-10-31"),
    ("31.10.08", "day", None, "2008-10-31"),
    ("March 31st 2011", "day", None, "2011-03-31"),
    ("Review by 30 September 2009", "day", None, "2009-09-30"),
    ("to be completed by March 2011", "day", None, "2011-03-31"),
    ("by the end of 09/10", "day", None, "2010-03-31"),
    ("by end of 09/10", "day", None, "2010-03-31"),
    ("end March 2011", "day", None, "2011-03-31"),
    ("End of Sept 2010", "day", None, "2010-09-30"),
    ("by Christmas 2010", "day", None, "2010-12-25"),
    ("before summer 2009", "day", None, "2009-05-31"),
    ("ongoing until March 2011", "day", None, "2011-03-31"),
    ("within 3 months", "day", None, "2008-10-10"),
    ("by Oct 2010", "day", None, "2010-10-31"),
    ("31 October 2008 (tbc)", "day", None, "2008-10-31"),
    ("Nov 2010", "range", "2010-11-01", "2010-11-30"),
    ("Oct 08", "range", "2008-10-01", "2008-10-31"),
    ("Sept '09", "range", "2009-09-01", "2009-09-30"),
    ("Jul-10", "range", "2010-07-01", "2010-07-31"),
    ("Apr-Sept 2010", "range", "2010-04-01", "2010-09-30"),
    ("April – Sept 2010", "range", "2010-04-01", "2010-09-30"),  # noqa: RUF001
    ("Oct-Mar 2010", "range", "2010-10-01", "2011-03-31"),
    ("Oct-Mar 2010/11", "range", "2010-10-01", "2011-03-31"),
    ("Oct 2010 - Mar 2011", "range", "2010-10-01", "2011-03-31"),
    ("September 2010 to July", "range", "2010-09-01", "2011-07-31"),
    ("April 09 - March 10", "range", "2009-04-01", "2010-03-31"),
    ("Sept/Oct 2009", "range", "2009-09-01", "2009-10-31"),
    ("Dec 2009/Jan 2010", "range", "2009-12-01", "2010-01-31"),
    ("1-3 May 2010", "range", "2010-05-01", "2010-05-03"),
    ("1 April 2010 - 31 March 2011", "range", "2010-04-01", "2011-03-31"),
    ("01/04/10 - 31/03/11", "range", "2010-04-01", "2011-03-31"),
    ("end of May to mid July 2010", "range", "2010-05-31", "2010-07-20"),
    ("Q2 2009", "range", "2009-04-01", "2009-06-30"),
    ("Q2 2009/10", "range", "2009-07-01", "2009-09-30"),
    ("Q1 - Q3 2010", "range", "2010-01-01", "2010-09-30"),
    ("second quarter of 2010", "range", "2010-04-01", "2010-06-30"),
    ("Summer 2009", "range", "2009-06-01", "2009-08-31"),
    ("winter 2009", "range", "2009-12-01", "2010-02-28"),
    ("Spring term 2010", "range", "2010-01-01", "2010-03-31"),
    ("Spring 2010 - Autumn 2010", "range", "2010-03-01", "2010-11-30"),
    ("early 2010", "range", "2010-01-01", "2010-04-30"),
    ("first half of 2010", "range", "2010-01-01", "2010-06-30"),
    ("2009/10", "range", "2009-04-01", "2010-03-31"),
    ("2010/11 - 2012/13", "range", "2010-04-01", "2013-03-31"),
    ("2009-2011", "range", "2009-01-01", "2011-12-31"),
    ("draft May, final July 2009", "range", "2009-05-01", "2009-07-31"),
    ("March, June and September 2010", "range", "2010-03-01", "2010-09-30"),
    ("draft November, final February 2010", "range", "2009-11-01", "2010-02-28"),
    ("w/c 4 May 2009", "range", "2009-05-04", "2009-05-08"),
    ("Ongoing", "open", None, None),
    ("Ongoing from July 2008", "open", "2008-07-01", None),
    ("Ongoing (from July 2008)", "open", "2008-07-01", None),
    ("Jan 2011 onwards", "open", "2011-01-01", None),
    ("Starting from September 2008", "open", "2008-09-01", None),
    ("From November 2008", "open", "2008-11-01", None),
    ("since 2008", "open", "2008-01-01", None),
    ("July 2008 - ongoing", "open", "2008-07-01", None),
    ("from 1 May 2010 until further notice", "open", "2010-05-01", None),
    ("Ongoing starting with next LSP meetings", "open", None, None),
    ("Quarterly from July 2010", "open", "2010-07-01", None),
    ("monthly", "open", None, None),
    ("every March", "open", None, None),
    ("at each meeting", "open", None, None),
    ("by AGM", "event", None, None),
    ("next meeting", "event", None, None),
    ("before half-term", "event", None, None),
    ("By the next Core Group meeting", "event", None, None),
    ("once the review is done", "event", None, None),
    ("ASAP", "soon", None, None),
    ("a.s.a.p.", "soon", None, None),
    ("as soon as possible", "soon", None, None),
    ("immediately", "soon", None, None),
    ("???", "unknown", None, None),
    ("tbc", "unknown", None, None),
    ("Year 2", "unknown", None, None),
    ("31 June 2009", "unknown", None, None),
    ("two weeks after the survey", "unknown", None, None),
    ("partners may decide", "unknown", None, None),
    ("something to decide on", "unknown", None, None),
    ("", "none", None, None),
    ("  \n", "none", None, None),
]


@pytest.mark.parametrize(("written", "meaning", "first", "last"), TABLE, ids=[repr(row[0]) for row in TABLE])
def test_a_time_of_a_plan(written, meaning, first, last):
    when = parse_when(written, TODAY)

    days = [day and day.isoformat() for day in (when.starts_on, when.due_on)]
    assert (when.text, when.meaning, *days) == (written.strip(), meaning, first, last)
    assert when.is_open == (meaning == "open")


@pytest.mark.parametrize(
    ("written", "days", "group"),
    [
        ("10 days before each core group meeting", 10, "core group"),
        ("10 days ahead of every Core Group meeting, next one first", 10, "Core Group"),
        ("Ten days prior to the Board meetings", 10, "Board"),
        ("a week before the next LSP meeting", 7, "LSP"),
        ("2 weeks before meetings", 14, ""),
        ("by 5 working days before each meeting", 7, ""),
        ("3 working days in advance of each meeting", 5, ""),
    ],
)
def test_a_time_that_counts_back_from_meetings(written, days, group):
    when = parse_when(written, TODAY)

    assert (when.meaning, when.days_before, when.before) == (Meaning.BEFORE_MEETING, days, group)
    assert (when.text, when.due_on, when.starts_on, when.is_open) == (written, None, None, False)


@pytest.mark.parametrize(
    ("written", "year_starts", "first", "last"),
    [
        ("Q2 2009", 1, date(2009, 4, 1), date(2009, 6, 30)),
        ("Q2 2009", 4, date(2009, 7, 1), date(2009, 9, 30)),
        ("Q4 2009", 4, date(2010, 1, 1), date(2010, 3, 31)),
        ("quarter 2", 4, date(2008, 7, 1), date(2008, 9, 30)),
        ("Q4 2009/10", 1, date(2010, 1, 1), date(2010, 3, 31)),
    ],
)
def test_quarters_are_those_of_the_year_that_is_asked_for(written, year_starts, first, last):
    when = parse_when(written, TODAY, year_starts)

    assert (when.starts_on, when.due_on) == (first, last)


def test_among_other_words_days_are_found_only_where_they_are_looked_for():
    assert parse_when("report in May 2009", TODAY).due_on == date(2009, 5, 31)
    assert parse_when("report in May 2009", TODAY, whole=True).meaning is Meaning.UNKNOWN
    assert parse_when("words " * 80 + "May 2009", TODAY).meaning is Meaning.UNKNOWN


PIECES = st.sampled_from([row[0] for row in TABLE] + ["from", "to", "-", ",", "by", "before", "ongoing", "2009", "May"])


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(st.lists(PIECES, min_size=1, max_size=4).map(" ".join), st.text(max_size=60)),
    st.dates(date(1990, 1, 1), date(2100, 1, 1)),
    st.sampled_from([1, 4]),
    st.booleans(),
)
def test_whatever_is_written_stays_and_means_one_thing(written, today, year_starts, whole):
    when = parse_when(written, today, year_starts, whole)

    assert when.text == written.strip()
    has = (when.starts_on is not None, when.due_on is not None)
    assert has in {
        Meaning.DAY: {(False, True)},
        Meaning.RANGE: {(True, True)},
        Meaning.OPEN: {(True, False), (False, False)},
    }.get(when.meaning, {(False, False)})
    assert when.is_open == (when.meaning is Meaning.OPEN)
    assert (when.days_before is not None) == (when.meaning is Meaning.BEFORE_MEETING)
    assert (when.meaning is Meaning.NONE) == (not when.text)
    assert not all(has) or when.starts_on < when.due_on


@settings(max_examples=100, deadline=None)
@given(st.dates(date(2000, 1, 1), date(2060, 1, 1)), st.integers(1, 700))
def test_a_range_is_from_its_first_day_to_its_last(first, length):
    last = first + timedelta(days=length)

    for words in ("{0.day}/{0.month}/{0.year} - {1.day}/{1.month}/{1.year}",
                  "from {0.day} {0:%B} {0.year} to {1.day} {1:%b} {1.year}"):  # fmt: skip
        when = parse_when(words.format(first, last), TODAY)
        assert (when.starts_on, when.due_on) == (first, last)
