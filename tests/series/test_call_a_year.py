"""The manager calls a year of meetings by a rhythm: sees the days first, leaves out, moves, calls, and keeps it up."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from portal.core import clock
from portal.core.audience import Audience
from portal.core.database import db
from portal.meetings.models import Meeting
from portal.series.models import Called, Series
from tests import factories, factories_meetings
from tests.factories_series import series


def ask(**said) -> str:
    plan = {"group": "main", "every": "day", "step": "1", "nth": "1", "weekday": "0", "day_of_month": "25"}
    plan |= {"from_on": "20 December 2026", "number": "3", "kind": "main", "audience": "usual", "starts": "2pm"} | said
    return "series/new?" + "&".join(f"{name}={value.replace(' ', '+')}" for name, value in plan.items())


@pytest.fixture
def asked(who, base) -> str:
    """The preview of 25 December (a holiday), 25 January and 25 February."""
    return base + ask(group=who.here.main.slug)


@pytest.fixture(autouse=True)
def november(app):
    """The examples are of one winter, whenever they are tried."""
    with time_machine.travel(datetime(2026, 11, 23, 10, tzinfo=UTC), tick=True):
        yield


def called() -> list[str]:
    days = db.session.scalars(
        db.select(Meeting.day).join(Called, Called.meeting_id == Meeting.id).order_by(Meeting.day)
    )
    return [str(day) for day in days]


def test_the_days_are_shown_before_anything_is_called(who, asked, sign_in):
    page = sign_in(who.ann).soup(asked)
    rows = page.select("#preview li")
    assert [row.select_one("[name=on]")["value"] for row in rows] == ["2026-12-25", "2027-01-25", "2027-02-25"]
    assert all(row.select_one("[name=on]").has_attr("checked") for row in rows)
    assert "Bank holiday: Christmas Day" in rows[0].text
    assert rows[0].select_one("input[name^=to-]")["value"] == "29 December 2026"
    assert [row.select_one("input[name^=to-]")["value"] for row in rows[1:]] == ["", ""]
    assert called() == []


def test_one_post_calls_them_all_with_what_stands_on_every_agenda(who, asked, base, sign_in):
    factories_meetings.meeting(who.here.main, -5, ())
    sent = {"on": ["2026-12-25", "2027-02-25"], "to-2026-12-25": "29 December 2026"}
    answer = sign_in(who.ann).post(asked, data=sent)
    made = db.session.scalars(db.select(Series)).one()
    assert (answer.status_code, answer.location) == (303, f"{base}series/{made.id}/")
    assert called() == ["2026-12-29", "2027-02-25"]
    row = db.session.scalars(db.select(Meeting).join(Called, Called.meeting_id == Meeting.id)).first()
    assert f"{row.starts:%H:%M}" == "14:00"


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Tick at least one day"),
        ({"on": ["2026-12-24"]}, "Tick at least one day"),
        ({"on": ["2026-12-25"], "to-2026-12-25": "sometime"}, "cannot be read as a day"),
        ({"on": ["2026-12-25"], "to-2026-12-25": "1 November 2026"}, "gone by"),
        ({"on": ["2026-12-25", "2027-01-25"], "to-2026-12-25": "25 January 2027"}, "is on that day"),
    ],
)
def test_a_mistake_calls_nothing_and_keeps_what_was_typed(who, asked, sign_in, sent, said):
    answer = sign_in(who.ann).post(asked, data=sent)
    assert answer.status_code == 422
    assert said in answer.text
    assert all(typed in answer.text for name, typed in sent.items() if name.startswith("to-"))
    assert called() == []


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"from_on": ""}, "from which day"),
        ({"from_on": "1 November 2026"}, "begins today or later"),
        ({"number": "61"}, "from 1 to 60"),
        ({"number": "", "until_on": "24 December 2026"}, "No day of this rhythm"),
        ({"starts": "3pm", "ends": "2pm"}, "end before they begin"),
        ({"step": "0"}, "from 1 to 26"),
    ],
)
def test_a_rhythm_that_makes_no_sense(who, base, sign_in, wrong, said):
    answer = sign_in(who.ann).get(base + ask(group=who.here.main.slug, **wrong))
    assert answer.status_code == 422
    assert said in answer.text


def test_one_is_moved_and_the_rest_is_cancelled(who, base, sign_in):
    made = series(who.here.main, 3)
    ann = sign_in(who.ann)
    at = f"{base}series/{made.id}/"
    first = db.session.scalars(db.select(Called.meeting_id).filter_by(series_id=made.id)).first()
    to = clock.today() + timedelta(days=90)
    assert ann.post(f"{at}meetings/{first}/move", data={"day": ""}).status_code == 422
    assert ann.post(f"{at}meetings/{first}/move", data={"day": str(to)}).status_code == 303
    db.session.expire_all()
    assert db.session.get(Meeting, first).day == to
    assert ann.post(f"{at}cancel", data={"why": ""}).status_code == 422
    assert ann.post(f"{at}cancel", data={"why": "No money"}).status_code == 303
    assert ann.soup(at).text.count("No money") == 3


def test_the_rhythm_goes_on_for_another_year_in_step(who, base, sign_in):
    made = series(who.here.main, 3)
    ann = sign_in(who.ann)
    days = [box["value"] for box in ann.soup(f"{base}series/{made.id}/extend").select("[name=on]")]
    assert days[0] == str(made.until_on + timedelta(days=14))
    assert len(days) == 26
    assert ann.post(f"{base}series/{made.id}/extend", data={"on": days[:2]}).status_code == 303
    assert len(called()) == 5


def test_thirty_series_cost_no_more_than_one(who, base, sign_in, queries):
    for n in range(30):
        series(who.here.main, 1, clock.today() + timedelta(days=n + 1))
    ann = sign_in(who.ann)
    queries.clear()
    page = ann.soup(f"{base}series/")
    assert len(page.select("#series + ul > li")) == 30
    assert len(queries) <= 8


def test_a_clash_is_told_across_partnerships_and_a_hidden_meeting_is_not(who, asked, sign_in):
    """Ray's organisation also sits in There; its public meeting is told, its own one is not mentioned."""
    factories.seat(who.there.main, who.seat_ray.organisation)
    for day, audience in ((date(2027, 1, 25), Audience.PUBLIC), (date(2027, 2, 25), Audience.GROUP)):
        factories_meetings.meeting(who.there.main, day=day, items=(), audience=audience, title="Hush")
    rows = sign_in(who.ann).soup(asked).select("#preview li")
    assert "One of your two members also sits in the meeting of" in rows[1].text
    assert who.there.short_name in rows[1].text
    assert who.there.short_name not in rows[2].text
