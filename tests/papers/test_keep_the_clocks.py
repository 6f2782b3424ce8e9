"""The clocks of a meeting: when papers and bulletin are due, who owes them, and how the year went."""

from datetime import date, timedelta

import pytest
import time_machine

from portal.core import clock
from portal.core.database import db, writing
from portal.core.holidays import bank_holidays, holiday, is_working_day, working_days_from
from portal.meetings.clocks import Clock, figures
from portal.papers import rules
from portal.papers.models import MeetingClock
from portal.papers.rules import Stands
from portal.papers.services import clocks as services
from portal.papers.services import letters
from portal.partnerships import queries as partnerships
from portal.partnerships.clocks import clock_day
from portal.partnerships.models import DayCount
from tests import factories_meetings
from tests.factories_papers import paper

ALL, WORK = DayCount.CALENDAR, DayCount.WORKING


@pytest.mark.parametrize(
    ("day", "days", "count", "due"),
    [
        (date(2026, 4, 5), -10, ALL, date(2026, 3, 26)),  # over the beginning of summer time, 29 March 2026
        (date(2026, 3, 20), 14, ALL, date(2026, 4, 3)),
        (date(2026, 10, 20), 14, ALL, date(2026, 11, 3)),  # over its end, 25 October 2026
        (date(2026, 11, 2), -10, ALL, date(2026, 10, 23)),
        (date(2026, 12, 28), 14, ALL, date(2027, 1, 11)),  # over the year's end
        (date(2027, 1, 5), -10, ALL, date(2026, 12, 26)),
        (date(2024, 2, 20), 14, ALL, date(2024, 3, 5)),  # over 29 February
        (date(2026, 3, 31), 3, WORK, date(2026, 4, 7)),  # over Easter: Wednesday, Thursday, Tuesday
        (date(2026, 4, 9), -3, WORK, date(2026, 4, 2)),  # and back over it
        (date(2026, 12, 23), 3, WORK, date(2026, 12, 30)),  # 24, 29, 30: Boxing Day is held on Monday 28
        (date(2027, 1, 5), -3, WORK, date(2026, 12, 30)),  # 4 January, 31 and 30 December
        (date(2026, 5, 1), 1, WORK, date(2026, 5, 5)),  # over a long weekend
        (date(2026, 3, 27), 1, WORK, date(2026, 3, 30)),  # over the change of the clocks
        (date(2026, 10, 23), 1, WORK, date(2026, 10, 26)),
        (date(2026, 6, 6), 1, WORK, date(2026, 6, 8)),  # from a Saturday
        (date(2026, 6, 6), 0, WORK, None),
        (date(2026, 6, 6), 0, ALL, None),
    ],
)
def test_days_are_counted_from_the_meeting(day, days, count, due):
    assert clock_day(day, days, count) == due


def test_bank_holidays_of_england():
    assert list(bank_holidays(2026)) == [
        date(2026, 1, 1), date(2026, 4, 3), date(2026, 4, 6), date(2026, 5, 4), date(2026, 5, 25), date(2026, 8, 31),
        date(2026, 12, 25), date(2026, 12, 28),
    ]  # fmt: skip
    assert (holiday(date(2022, 12, 26)), holiday(date(2022, 12, 27))) == ("Boxing Day", "Christmas Day")
    assert (holiday(date(2021, 12, 27)), holiday(date(2021, 12, 28))) == ("Christmas Day", "Boxing Day")
    assert [holiday(date(2022, 5, 30)), holiday(date(2022, 6, 2))] == ["", "Spring bank holiday"]
    assert holiday(date(2023, 1, 2)) == "New Year's Day"
    assert not is_working_day(date(2026, 4, 3))
    assert working_days_from(date(2026, 4, 2), 1) == date(2026, 4, 7)


@pytest.mark.parametrize(
    ("due", "done", "today", "state", "words"),
    [
        (10, 10, 20, "kept", "on time"), (10, 3, 20, "kept", "on time"), (10, 11, 20, "late", "1 day late"),
        (10, None, 10, "open", "due today"), (10, None, 9, "open", "due in 1 day"),
        (10, None, 13, "overdue", "not done, 3 days late"), (None, 5, 9, "none", "no such clock"),
    ],
)  # fmt: skip
def test_a_clock_is_kept_or_late(due, done, today, state, words):
    found = Clock("minutes", due and date(2026, 3, due), done and date(2026, 3, done))
    assert (found.state(date(2026, 3, today)), found.words(date(2026, 3, today))) == (state, words)


def test_the_figures_leave_out_what_is_not_due_yet():
    days = [(1, 1), (2, 3), (3, None), (20, None)]
    clocks = [Clock("minutes", date(2026, 3, due), done and date(2026, 3, done)) for due, done in days]
    assert [figure.words for figure in figures(clocks, date(2026, 3, 10))] == ["1 of 3 minutes on time"]


@pytest.mark.parametrize(
    ("edition", "due", "stands"),
    [(0, None, Stands.PROMISED), (0, 9, Stands.LATE), (0, 10, Stands.PROMISED), (1, 9, Stands.ARRIVED)],
)
def test_where_a_paper_stands(edition, due, stands):
    assert rules.stands(edition, due and date(2026, 3, due), date(2026, 3, 10)) is stands


def test_papers_are_lettered():
    assert [rules.letter(place) for place in (0, 1, 25, 26, 27, 51, 52)] == ["a", "b", "z", "aa", "ab", "az", "ba"]


def test_a_called_meeting_has_its_clocks_and_they_move_with_it_until_done(who, coming, at, sign_in):
    kept = db.session.query(MeetingClock).filter_by(meeting_id=coming.id).one()
    assert (kept.papers_due_on, kept.bulletin_due_on) == (
        coming.day - timedelta(days=10), coming.day + timedelta(days=14))  # fmt: skip
    ann = sign_in(who.ann)
    ann.post(f"{at}pack/circulate", data={})
    was = coming.day
    later = was + timedelta(days=7)
    said = {
        "day": later.isoformat(),
        "kind": "main",
        "audience": "partnership",
        "title": "",
        "version": str(coming.version),
    }
    assert ann.post(f"{at}edit", data=said).status_code == 303
    kept = db.session.query(MeetingClock).filter_by(meeting_id=coming.id).one()
    assert kept.papers_due_on == was - timedelta(days=10), "it was done"
    assert kept.bulletin_due_on == later + timedelta(days=14)


def test_rules_of_no_days_set_no_clock(who):
    with writing():
        agreed = partnerships.rules_for(who.here.id, None)
        agreed.papers_days = agreed.bulletin_days = 0
    row = factories_meetings.meeting(who.here.main, -20)
    kept = db.session.query(MeetingClock).filter_by(meeting_id=row.id).one()
    assert (kept.papers_due_on, kept.bulletin_due_on) == (None, None)


def test_meetings_called_before_there_were_clocks_get_theirs(who, coming):
    with writing():
        db.session.query(MeetingClock).delete()
    with writing():
        assert services.set_missing() == 1
        assert services.set_missing() == 0
    assert db.session.query(MeetingClock).one().papers_due_on


def test_who_owes_is_named_and_it_waits_for_them(who, coming, at, sign_in):
    ann = sign_in(who.ann)
    assert ann.post(f"{at}clocks", data={"papers_by_id": "999", "bulletin_by_id": ""}).status_code == 422
    assert ann.post(f"{at}clocks", data={"papers_by_id": str(who.ray.id), "bulletin_by_id": ""}).status_code == 303
    assert sign_in(who.ray).post(f"{at}clocks").status_code == 403
    assert sign_in(who.sue).post(f"{at}clocks").status_code == 404
    with time_machine.travel(clock.now() + timedelta(days=12)):
        assert "Send the papers round for" in sign_in(who.ray).soup("/").text
        assert "Send the papers round for" not in sign_in(who.ann).soup("/").text


def test_the_manager_is_asked_where_nobody_is_named(who, coming, sign_in):
    with time_machine.travel(clock.now() + timedelta(days=12)):
        assert "Send the papers round for" in sign_in(who.ann).soup("/").text
        assert "Send the papers round for" not in sign_in(who.ray).soup("/").text


def test_each_letter_is_written_once(who, coming, items, outbox):
    paper(coming, items[2], "Pay of two", None, owed_by_id=who.otto.id, due_on=clock.today() + timedelta(days=2))
    paper(coming, items[0], "Map", None, owed_by_id=who.ray.id, due_on=clock.today() + timedelta(days=2))

    def written(days):
        with time_machine.travel(clock.now() + timedelta(days=days)), writing():
            return letters.write_paper_reminders(), letters.write_clock_reminders()

    assert written(0) == (2, 0)
    assert written(1) == (0, 0)
    bodies = {letter.to_name: letter.body for letter in outbox()}
    assert "Map" in bodies["Ray Rowsley"]
    assert "Pay of two" not in bodies["Otto Over"], "who may not see it is not told its title"
    assert written(5) == (2, 0)
    assert written(17) == (0, 2), "to both managers"
    assert written(18) == (0, 0)
    assert written(22) == (0, 2)
    assert {letter.to_name for letter in outbox()[-2:]} == {"Ann Abbot", "Dis Darley"}


def test_the_record_of_the_year(who, coming, sign_in, client):
    with writing():
        past = factories_meetings.meeting(who.here.main, 40)
        past = db.session.merge(past)
        past.published_at = clock.now() - timedelta(days=20)
    ann = sign_in(who.ann)
    page = ann.soup("/partnerships/here/meetings/clocks")
    assert "0 of 1 minutes on time" in page.text.lower()
    assert "6 days late" in page.text.lower()
    assert page.select("table.strip")
    lines = ann.get("/partnerships/here/meetings/clocks?format=csv").text.splitlines()
    assert lines[0].lstrip("\ufeff") == "Meeting,Group,Clock,Due,Done,Days late,State,Owed by"
    assert len([line for line in lines if ",minutes," in line]) >= 1
    assert ann.get("/partnerships/here/meetings/clocks?until=nonsense").status_code == 200
    assert "No clocks" in ann.soup("/partnerships/here/meetings/clocks?until=2020-01-31").text
    assert sign_in(who.sue).get("/partnerships/here/meetings/clocks").status_code == 404
    assert client.get("/partnerships/here/meetings/clocks").location.startswith("/login")


def test_thirty_meetings_cost_no_more_than_one(who, sign_in, queries):
    for days in range(30):
        factories_meetings.meeting(who.here.main, days, items=())
    ann = sign_in(who.ann)
    ann.get("/partnerships/here/meetings/clocks")
    queries.clear()
    ann.get("/partnerships/here/meetings/clocks")
    assert len(queries) <= 4, queries
