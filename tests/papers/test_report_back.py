"""A representative tells their own organisation what was decided, with a ready pack, and ticks it."""

from datetime import timedelta

import pytest
import time_machine

from portal.actions.services import raise_action
from portal.core import clock, dates
from portal.core.database import db, writing
from portal.meetings import queries as meetings
from portal.meetings.models import AgendaItem, Meeting, Presence
from portal.meetings.services import attendance, lines
from portal.meetings.services import minutes as steps
from portal.papers.models import ReportBack, Told
from portal.papers.rules import is_to_report
from portal.partnerships import queries as partnerships
from portal.partnerships.models import Partnership
from tests import factories_actions, factories_meetings
from tests.factories_papers import SOMEBODY


@pytest.fixture
def held(who):
    """A meeting with published minutes: two decisions and two actions for Ray's organisation, one each confidential."""
    row = factories_meetings.meeting(who.here.main, 5, items=("Stalls", "Staff"))
    plain, secret = factories_meetings.items(row)
    factories_meetings.make_secret(row, secret)
    with writing():
        meeting = db.session.get(Meeting, row.id)
        roll = meetings.roll(meeting)
        attendance.mark(SOMEBODY, meeting, attendance.line_of(roll, who.seat_ray.id), Presence.PRESENT)
        plain, secret = (db.session.get(AgendaItem, item.id) for item in (plain, secret))
        plain.key_message, secret.key_message = "The stall opens in May", "Pay rises"
        lines.decide(SOMEBODY, meeting, plain, "Share a stall", roll)
        lines.decide(SOMEBODY, meeting, secret, "Raise the pay", roll)
        lead = factories_actions.led_by(organisation=who.seat_ray.organisation)
        for item, text in ((plain, "Book the stall"), (secret, "Tell the two")):
            raise_action(
                SOMEBODY, partnership_id=meeting.partnership_id, group_id=meeting.group_id, text=text, leads=(lead,),
                when=dates.parse_when("end of May", clock.today()), audience=lines.below(item),
                why=lines.why_below(item), meeting_id=meeting.id, item_id=item.id, topic=item.title,
                raised_on=meeting.day,
            )  # fmt: skip
        agreed = partnerships.rules_for(who.here.id, who.here.main.id)
        place = db.session.get(Partnership, who.here.id)
        for step in ("send", "check", "publish"):
            steps.take_step(SOMEBODY, place, meeting, step, roll, agreed)
    return row


@pytest.fixture
def at(held):
    return f"/partnerships/here/meetings/{held.id}/"


def said(seat, **more) -> dict:
    return {"seat": str(seat.id), "told_on": "today", "how": "email", "note": ""} | more


def test_the_ready_pack_holds_what_can_be_told_on(who, held, at, sign_in):
    ray = sign_in(who.ray)
    text = ray.get(f"{at}report-back?format=txt&seat={who.seat_ray.id}").text
    assert "- Share a stall" in text
    assert "ACTIONS FOR HIGH PEAK CVS\n- Book the stall, end of May" in text
    assert "- The stall opens in May" in text
    assert not any(words in text for words in ("pay", "Pay", "Tell the two", "Staff"))
    assert "Share a stall" in ray.soup(f"{at}report-back").select_one("pre").text
    other = sign_in(who.rosa).get(f"{at}report-back?format=txt&seat={who.seat_rosa.id}").text
    assert "Book the stall" not in other
    assert sign_in(who.rosa).get(f"{at}report-back?format=txt&seat={who.seat_ray.id}").status_code == 403


def test_it_waits_until_it_is_ticked_or_thirty_days_are_over(who, held, at, sign_in):
    assert "Tell your organisation of" in sign_in(who.ray).soup("/").text
    with time_machine.travel(clock.now() + timedelta(days=31)):
        assert "Tell your organisation of" not in sign_in(who.ray).soup("/").text
    ray = sign_in(who.ray)
    assert ray.post(f"{at}report-back", data=said(who.seat_ray)).location == f"{at}report-back"
    assert "Tell your organisation of" not in ray.soup("/").text
    row = db.session.query(ReportBack).one()
    assert (row.how, row.by, row.told_on) == (Told.EMAIL, "Ray Rowsley", clock.today())


@pytest.mark.parametrize(("days", "waits"), [(-1, False), (0, True), (30, True), (31, False)])
def test_how_long_it_waits(days, waits):
    out = clock.today()
    assert is_to_report(out, out + timedelta(days=days)) is waits


def test_the_partnership_sees_which_seats_reported_back(who, held, at, sign_in):
    sign_in(who.ray).post(f"{at}report-back", data=said(who.seat_ray, note="Team talk"))
    page = sign_in(who.otto).soup(f"{at}report-back").text
    assert "by e-mail. Team talk" in page
    assert "Nothing noted yet" in page
    assert sign_in(who.sue).get(f"{at}report-back").status_code == 404


def test_a_mistake_is_said_beside_the_field_and_what_was_typed_stays(who, held, at, sign_in):
    ray = sign_in(who.ray)
    answer = ray.post(f"{at}report-back", data=said(who.seat_ray, told_on="31/31", note="Typed"))
    assert answer.status_code == 422
    assert 'value="31/31"' in answer.text
    assert 'value="Typed"' in answer.text
    assert ray.post(f"{at}report-back", data=said(who.seat_ray, told_on="tomorrow")).status_code == 422
    assert not db.session.query(ReportBack).count()


def test_it_can_be_taken_back_and_noted_by_who_was_told(who, held, at, sign_in):
    ray, ann = sign_in(who.ray), sign_in(who.ann)
    ray.post(f"{at}report-back", data=said(who.seat_ray))
    assert ray.post(f"{at}report-back/take-back", data={"seat": who.seat_ray.id}).status_code == 303
    assert ray.post(f"{at}report-back/take-back", data={"seat": who.seat_ray.id}).status_code == 409
    assert "They told me" in ann.soup(f"{at}report-back").text
    assert ann.post(f"{at}report-back", data=said(who.seat_rosa)).status_code == 303
    assert ray.post(f"{at}report-back", data=said(who.seat_rosa)).status_code == 403
    assert ray.post(f"{at}report-back", data=said(who.seat_there)).status_code == 404
    assert sign_in(who.otto).post(f"{at}report-back", data=said(who.seat_ray)).status_code == 403


def test_the_pack_as_a_letter_to_oneself(who, held, at, sign_in, outbox):
    assert sign_in(who.ray).post(f"{at}report-back/letter", data={"seat": who.seat_ray.id}).status_code == 303
    letter = outbox()[-1]
    assert letter.to_name == "Ray Rowsley"
    assert "- Share a stall" in letter.body
    assert "Raise the pay" not in letter.body


def test_nothing_is_reported_before_the_minutes_are_out(who, sign_in):
    row = factories_meetings.meeting(who.here.main, 2)
    way = f"/partnerships/here/meetings/{row.id}/report-back"
    assert "not out yet" in sign_in(who.ray).soup(way).text
    assert sign_in(who.ray).post(way, data=said(who.seat_ray)).status_code == 409
