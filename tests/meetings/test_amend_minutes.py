"""What attendees would say otherwise in the minutes, and handing their taking over to another member."""

import pytest

from portal.core import clock
from portal.core.audience import Audience
from portal.core.database import db, writing
from portal.mail.models import Letter
from portal.meetings.amendment_models import Amendment, Outcome
from portal.meetings.models import AgendaItem, Meeting, State
from tests import factories_meetings, people


@pytest.fixture
def who(app):
    """Everybody."""
    return people.cast()


@pytest.fixture
def meeting(who) -> Meeting:
    """Minutes that are published, with an item for all and a confidential one."""
    held = factories_meetings.meeting(who.here.main, items=("Town centre", "Salaries"))
    factories_meetings.make_secret(held, factories_meetings.items(held)[1])
    with writing():
        row = db.session.get(Meeting, held.id)
        row.minutes_state, row.published_at = State.PUBLISHED, clock.now()
        row.audience = row.minutes_audience = Audience.PUBLIC
    return held


@pytest.fixture
def at(meeting) -> str:
    """The address of its amendments."""
    return f"/partnerships/here/meetings/{meeting.id}/amendments/"


def number_of(meeting, place=0) -> int:
    return factories_meetings.items(meeting)[place].id


def test_a_member_proposes_and_the_writer_answers(sign_in, who, meeting, at):
    ray, mina = sign_in(who.ray), sign_in(who.mina)

    sent = {"item_id": number_of(meeting), "text": "It was the north car park."}
    assert ray.post(at, data=sent).status_code == 303

    row = db.session.query(Amendment).one()
    assert mina.soup(at.removesuffix("amendments/")).find("a", href=at)
    assert "1 amendment waits" in mina.get("/").text
    assert "under 1. Town centre" in mina.soup(at).text
    answer = {"outcome": "declined", "answer": "It was the south one."}
    assert mina.post(f"{at}{row.id}/", data=answer).status_code == 303
    assert "Not taken up by Mina Monyash: It was the south one." in ray.soup(at).text


def test_an_amendment_is_taken_up_only_where_the_minutes_can_be_changed(sign_in, who, meeting, at):
    sign_in(who.ray).post(at, data={"item_id": "", "text": "Wrong day"})
    row = db.session.query(Amendment).one()
    ann = sign_in(who.ann)

    assert ann.post(f"{at}{row.id}/", data={"outcome": "taken_up"}).status_code == 409
    ann.post(at.replace("amendments/", "minutes/withdraw"))
    assert ann.post(f"{at}{row.id}/", data={"outcome": "taken_up"}).status_code == 303
    assert db.session.get(Amendment, row.id).outcome is Outcome.TAKEN_UP


def test_a_mistake_keeps_what_was_typed(sign_in, who, meeting, at):
    answer = sign_in(who.ray).post(at, data={"item_id": number_of(meeting), "text": " "})
    assert answer.status_code == 422
    assert "Write what should be changed." in answer.text
    assert db.session.query(Amendment).count() == 0


def test_what_stands_under_a_confidential_item_is_for_those_it_is_for(sign_in, who, meeting, at):
    secret = number_of(meeting, 1)
    assert sign_in(who.ray).post(at, data={"item_id": secret, "text": "Pay less"}).status_code == 303

    assert "Pay less" in sign_in(who.cal).soup(at).text
    page = sign_in(who.otto).get(at)
    assert page.status_code == 200
    assert "Pay less" not in page.text
    assert "Salaries" not in page.text
    assert "amendment waits" in sign_in(who.mina).get("/").text


def test_confirmed_minutes_are_amended_no_more(sign_in, who, meeting, at):
    with writing():
        db.session.get(Meeting, meeting.id).minutes_state = State.CONFIRMED

    assert sign_in(who.ray).post(at, data={"item_id": "", "text": "Late"}).status_code == 409
    assert "Propose an amendment" not in sign_in(who.ray).soup(at).text


def test_only_the_group_sees_and_only_its_members_propose(client, sign_in, who, meeting, at):
    assert client.get(at).status_code == 303
    assert sign_in(who.wyn).get(at).status_code == 404
    assert sign_in(who.sue).get(at).status_code == 404
    assert sign_in(who.sue).post(at, data={"text": "No"}).status_code == 404
    assert sign_in(who.otto).post(at, data={"item_id": "", "text": "No"}).status_code == 403
    assert db.session.query(Amendment).count() == 0


@pytest.fixture
def draft(who) -> Meeting:
    """A meeting that was held and has no minutes yet."""
    return factories_meetings.meeting(who.here.main, items=("Town centre",))


def test_a_member_who_takes_over_can_write_until_the_minutes_are_out(sign_in, who, draft, outbox):
    at = f"/partnerships/here/meetings/{draft.id}/"
    notes = f"{at}items/{number_of(draft)}/notes"
    rosa = sign_in(who.rosa)
    assert rosa.post(notes, data={"notes": "Not mine"}).status_code == 403

    answer = sign_in(who.ann).post(f"{at}taker", data={"taker_id": who.rosa.id, "note": "Item 1 is done."})

    assert answer.status_code == 303
    letter = db.session.query(Letter).filter(Letter.subject.contains("you take the minutes")).one()
    assert letter.to_email == who.rosa.email
    assert "Item 1 is done." in letter.body
    rosa = sign_in(who.rosa)
    page = rosa.soup(at)
    assert page.select_one("textarea[name=notes]")
    version = page.select_one("form[action$=notes] input[name=version]")["value"]
    assert rosa.post(notes, data={"notes": "Mine", "version": version}).status_code == 303
    assert db.session.get(AgendaItem, number_of(draft)).notes == "Mine"
    for step in ("send", "check", "publish"):
        sign_in(who.ann).post(f"{at}minutes/{step}")
    assert sign_in(who.rosa).post(f"{at}minutes/send").status_code == 403


def test_nobody_but_writers_hand_over_and_nobody_from_elsewhere_takes_over(sign_in, who, draft):
    at = f"/partnerships/here/meetings/{draft.id}/taker"

    assert sign_in(who.ray).get(at).status_code == 403
    assert sign_in(who.sue).post(at, data={"taker_id": who.sue.id}).status_code == 404
    assert sign_in(who.ann).post(at, data={"taker_id": who.sue.id}).status_code == 422
    assert db.session.get(Meeting, draft.id).taker_id is None


def test_who_does_not_sit_in_the_group_sees_no_more_by_being_named(sign_in, who, draft):
    secret = factories_meetings.meeting(who.here.main, days_ago=40, items=("Salaries",))
    factories_meetings.make_secret(secret, factories_meetings.items(secret)[0])
    with writing():
        db.session.get(Meeting, draft.id).taker_id = who.wyn.id

    at = f"/partnerships/here/meetings/{secret.id}/"
    assert "Salaries" not in sign_in(who.wyn).get(at).text
    assert sign_in(who.wyn).post(f"/partnerships/here/meetings/{draft.id}/minutes/send").status_code == 403


def test_an_item_that_was_taken_off_is_named_no_more(sign_in, who, draft):
    item = factories_meetings.items(draft)[0]
    at = f"/partnerships/here/meetings/{draft.id}/amendments/"
    sign_in(who.ray).post(at, data={"item_id": item.id, "text": "The north side"})
    assert "Town centre" in sign_in(who.otto).soup(at).text

    sign_in(who.ann).post(f"/partnerships/here/meetings/{draft.id}/items/{item.id}/remove")

    row = db.session.query(Amendment).one()
    for address, reader in ((at, who.otto), (at, who.ray), (f"{at}{row.id}/", who.mina)):
        page = sign_in(reader).soup(address)
        assert "The north side" in page.text
        assert "Town centre" not in page.find("main").text
