"""The caller puts days to the seats; they answer, by telephone too; a day is chosen, and the meeting is called."""

from datetime import timedelta

import pytest

from portal.core import clock
from portal.core.database import db
from portal.meetings.models import Meeting
from portal.series import polling
from portal.series.models import Poll, PollAnswer
from tests.conftest import HTMX
from tests.factories_series import poll

GOOD = {
    "about": "Budget", "day1": "in 5 weeks", "starts1": "2pm", "day2": "in 6 weeks", "closes_on": "in 2 weeks",
    "kind": "main",
}  # fmt: skip


def said(found: Poll, *suits: str) -> dict[str, str]:
    return {f"day-{day.id}": word for day, word in zip(found.days, suits, strict=True)}


def kept() -> list[str]:
    return sorted(f"{row.seat_id} {row.suits}" for row in db.session.scalars(db.select(PollAnswer)))


def test_days_are_put_to_the_seats(who, base, sign_in, outbox):
    answer = sign_in(who.ann).post(f"{base}polls/new", data=GOOD)
    made = db.session.scalars(db.select(Poll)).one()
    assert (answer.status_code, answer.location) == (303, f"{base}polls/{made.id}/")
    assert len(made.days) == 2
    letters = [letter for letter in outbox() if "which day suits" in letter.subject]
    assert letters
    assert all(f"{base}polls/{made.id}/" in letter.body for letter in letters)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"day2": ""}, "at least two days"),
        ({"day2": "in 5 weeks", "starts2": "2pm"}, "here twice"),
        ({"day1": "yesterday"}, "a day to come"),
        ({"closes_on": "in 7 weeks"}, "before the first"),
        ({"closes_on": "yesterday"}, "gone by"),
        ({"about": ""}, "what the meeting is about"),
        ({"ends1": "1pm"}, "ends before it begins"),
    ],
)
def test_a_poll_that_makes_no_sense(who, base, sign_in, wrong, words):
    answer = sign_in(who.ann).post(f"{base}polls/new", data=GOOD | wrong)
    assert answer.status_code == 422
    assert words in answer.text
    assert db.session.scalars(db.select(Poll)).first() is None


def test_a_seat_answers_and_changes_its_answer(who, base, sign_in):
    found = poll(who.here.main)
    ray = sign_in(who.ray)
    at = f"{base}polls/{found.id}/seats/{who.seat_ray.id}/answer"
    assert ray.post(at, data=said(found, "yes", "no", "no")).status_code == 303
    answer = ray.post(at, data=said(found, "yes", "if_need_be", "no"), headers=HTMX)
    assert answer.status_code == 200
    assert 'id="poll"' in answer.text
    assert kept() == [f"{who.seat_ray.id} {word}" for word in ("if_need_be", "no", "yes")]
    assert "1 can come" in answer.text


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_an_answer_with_a_gap_is_refused(who, base, sign_in, headers):
    found = poll(who.here.main)
    at = f"{base}polls/{found.id}/seats/{who.seat_ray.id}/answer"
    answer = sign_in(who.ray).post(at, data=said(found, "yes", "", "no"), headers=headers)
    assert answer.status_code == 422
    assert kept() == []


def test_the_administrator_notes_what_was_told_by_telephone(who, base, sign_in):
    found = poll(who.here.main)
    at = f"{base}polls/{found.id}/"
    assert (
        sign_in(who.ann).post(f"{at}seats/{who.seat_ray.id}/answer", data=said(found, *["yes"] * 3)).status_code == 303
    )
    assert "told by telephone" in sign_in(who.ray).soup(at).text
    assert (
        sign_in(who.cal).post(f"{at}seats/{who.seat_ray.id}/answer", data=said(found, *["no"] * 3)).status_code == 403
    )
    assert sign_in(who.sue).get(at).status_code == 404


def test_a_closed_poll_takes_no_answers(who, base, sign_in):
    found = poll(who.here.main)
    found.closes_on = clock.today() - timedelta(days=1)
    db.session.commit()
    at = f"{base}polls/{found.id}/seats/{who.seat_ray.id}/answer"
    assert sign_in(who.ray).post(at, data=said(found, *["yes"] * 3)).status_code == 409
    assert kept() == []


def test_a_day_is_chosen_and_the_meeting_called(who, base, sign_in, outbox):
    found = poll(who.here.main)
    ann = sign_in(who.ann)
    at = f"{base}polls/{found.id}/days/{found.days[1].id}/choose"
    answer = ann.post(at)
    meeting = db.session.scalars(db.select(Meeting)).one()
    assert (answer.status_code, answer.location) == (303, f"{base}{meeting.id}/")
    assert (meeting.title, meeting.day) == ("Budget day", clock.today() + timedelta(days=22))
    assert any("the meeting is on" in letter.subject for letter in outbox())
    assert ann.post(at).status_code == 409


def test_a_poll_ends_without_a_day(who, base, sign_in):
    found = poll(who.here.main)
    ann = sign_in(who.ann)
    assert ann.post(f"{base}polls/{found.id}/end").status_code == 303
    assert "ended without a day" in ann.soup(f"{base}polls/{found.id}/").text
    assert ann.post(f"{base}polls/{found.id}/end").status_code == 409


def test_it_waits_on_the_home_page_until_the_seat_has_answered(who, base, sign_in):
    found = poll(who.here.main)
    ray = sign_in(who.ray)
    assert "Which day suits your seat?" in ray.soup("/").text
    ray.post(f"{base}polls/{found.id}/seats/{who.seat_ray.id}/answer", data=said(found, *["yes"] * 3))
    assert "Which day suits your seat?" not in ray.soup("/").text


def test_who_has_not_answered_is_reminded_once_two_days_before(app, who, outbox):
    found = poll(who.here.main)
    found.asked_on = clock.today() - timedelta(days=3)
    with app.test_request_context():
        assert polling.write_reminders() == 0
        found.closes_on = clock.today() + timedelta(days=2)
        db.session.flush()
        assert polling.write_reminders() > 0
        db.session.flush()
        assert polling.write_reminders() == 0
