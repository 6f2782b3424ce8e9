"""A response is written by whoever was named, agreed, sent and shared; what came of it is shared as was chosen."""

from datetime import timedelta

import pytest
import time_machine

from portal.consultations.models import Consultation, OnAgenda
from portal.consultations.rules import NEUTRAL
from portal.consultations.services import letters
from portal.core import clock, index
from portal.core.audience import Audience
from portal.core.database import db, writing
from portal.core.viewer import VISITOR
from tests import factories_actions, factories_meetings
from tests.factories_consultations import asked, consultation, outcome, response, source

SAID = {"text": "We want buses", "shared_with": "partners"}


def fresh(row) -> Consultation:
    db.session.expire_all()
    return db.session.get(Consultation, row.id)


@pytest.fixture
def row(who):
    """A consultation that closes in twenty days, for the public."""
    return consultation(who.here, audience=Audience.PUBLIC)


@pytest.fixture
def at(base, row):
    """Its address."""
    return f"{base}{row.id}/"


def test_who_was_named_writes_it(who, sign_in, row, at):
    assert sign_in(who.ray).get(at + "response").status_code == 403
    response(row, "", writer=who.ray)
    assert sign_in(who.ray).post(at + "response", data=SAID | {"writer_id": who.ray.id}).status_code == 303
    kept = fresh(row).response
    assert (kept.text, kept.writer_id, kept.sent_on) == ("We want buses", who.ray.id, None)
    page = sign_in(who.otto).soup(at).text
    assert "We want buses" in page
    assert "Ray Rowsley" in page


def test_an_organisation_that_was_named_writes_it_through_its_representative(who, sign_in, row, at):
    response(row, "", organisation=who.seat_rosa.organisation)
    assert sign_in(who.ray).get(at + "response").status_code == 403
    assert sign_in(who.rosa).get(at + "response").status_code == 200


def test_a_draft_is_for_the_partnership_and_what_was_sent_for_whom_it_says(who, sign_in, client, row, at):
    response(row, "We want buses", writer=who.ray)
    for reader in (client, sign_in(who.sue)):
        page = reader.soup(at).text
        assert "No response was sent yet." in page
        assert "We want buses" not in page
        assert "Rowsley" not in page
    response(row, "We want buses", writer=who.ray, sent=0)
    assert "We want buses" in sign_in(who.sue).soup(at).text
    assert "It is not shared with you." in client.soup(at).text
    assert index.search(VISITOR, "want") == []
    response(row, "We want buses", sent=0, shared_with=Audience.PUBLIC)
    assert "We want buses" in client.soup(at).text
    assert [hit.kind for hit in index.search(VISITOR, "want")] == ["answer"]


def test_nothing_is_shared_wider_than_the_consultation(who, sign_in, base):
    inside = consultation(who.here, audience=Audience.PARTNERSHIP)
    ann = sign_in(who.ann)
    for path in ("response", "outcome"):
        answer = ann.post(f"{base}{inside.id}/{path}", data={"shared_with": "public", "text": "x", "results": "x"})
        assert answer.status_code == 422
        assert len(ann.soup(f"{base}{inside.id}/{path}").select("input[name=shared_with]")) == 1


@pytest.mark.parametrize(
    ("wrong", "said"),
    [({"sent_on": "1 May 2090"}, "still to come"), ({"text": "", "sent_on": "today"}, "Write what was sent"),
     ({"writer_id": "9999"}, "Choose one"), ({"shared_with": ""}, "Choose one")],
)  # fmt: skip
def test_a_mistake_in_the_response_is_shown_and_what_was_typed_stays(who, sign_in, row, at, wrong, said):
    answer = sign_in(who.ann).post(at + "response", data=SAID | wrong)
    assert answer.status_code == 422
    assert said in answer.text
    assert wrong.get("text", "We want buses") in answer.text
    assert fresh(row).response.text == ""


def test_two_who_write_are_told_of_each_other(who, sign_in, row, at):
    response(row, "Theirs")
    outcome(row, "Also theirs")
    ann = sign_in(who.ann)
    for path, mine, theirs in (("response", "text", "Theirs"), ("outcome", "results", "Also theirs")):
        answer = ann.post(at + path, data={mine: "Mine", "shared_with": "partners", "version": "0"})
        assert answer.status_code == 409
        assert "Saved by somebody else" in answer.text
        assert "Mine" in answer.text
        assert theirs in answer.text


def test_it_was_agreed_at_a_meeting_by_a_decision_that_not_all_may_open(who, sign_in, client, row, at):
    meeting = factories_meetings.meeting(who.here.main, 3, audience=Audience.GROUP)
    decision = factories_actions.decision(who.here.main, "Say yes", audience=Audience.RESTRICTED)
    said = SAID | {"agreed_meeting_id": meeting.id, "agreed_decision_id": decision.id, "sent_on": "today"}
    said |= {"shared_with": "public"}
    assert sign_in(who.ann).post(at + "response", data=said).status_code == 303
    place = "/partnerships/here/"
    links = {f"{place}meetings/{meeting.id}/", f"{place}decisions/{decision.id}/"}

    def seen(reader):
        page = reader.soup(at)
        assert ("Say yes" in page.text) is bool(page.select(f"a[href='{place}decisions/{decision.id}/']"))
        return {link["href"] for link in page.select("#response a")} & links

    assert seen(sign_in(who.ray)) == links
    assert seen(sign_in(who.otto)) == {f"{place}meetings/{meeting.id}/"}
    assert seen(client) == set()


def test_who_writes_but_may_not_open_the_decision_keeps_it(who, sign_in, row, at):
    decision = factories_actions.decision(who.here.main, "Say yes", audience=Audience.RESTRICTED)
    response(row, "", writer=who.wyn, agreed_decision_id=decision.id)
    wyn = sign_in(who.wyn)
    page = wyn.soup(at + "response")
    assert "Say yes" not in page.text
    chosen = page.select_one("#agreed_decision_id option[selected]")
    assert chosen.text == "As it was noted (you may not open it)"
    wyn.post(at + "response", data=SAID | {"agreed_decision_id": chosen["value"], "writer_id": who.wyn.id})
    assert fresh(row).response.agreed_decision_id == decision.id


def test_what_came_of_it_is_shared_as_was_chosen(who, sign_in, client, row, at):
    source(row, found="They wait an hour")
    said = {"results": "Most want buses", "owner_did": "Kept two routes", "shared_with": "partners"}
    for name, status in (("ray", 403), ("sue", 404)):
        assert sign_in(getattr(who, name)).post(at + "outcome", data=said).status_code == status
    assert sign_in(who.ann).post(at + "outcome", data=said).status_code == 303
    assert fresh(row).outcome.noted_on == clock.today()
    for reader, told in ((sign_in(who.sue), True), (sign_in(who.otto), True), (client, False)):
        page = reader.soup(at).text
        assert {words in page for words in ("Most want buses", "Kept two routes", "They wait an hour")} == {told}
    assert "Tea at the day centre" in client.soup(at).text
    assert "Told what came of it" not in client.soup("/partnerships/here/consultations/").text


def test_what_came_of_it_can_be_taken_back_from_the_search(who, row, client):
    outcome(row, "Most want trams", shared_with=Audience.PUBLIC)
    assert len(index.search(VISITOR, "trams")) == 1
    outcome(row, "")
    assert index.search(VISITOR, "trams") == []
    assert fresh(row).outcome.noted_on is None


def test_it_comes_onto_the_agenda_of_a_coming_meeting(who, sign_in, client, row, at):
    meeting = factories_meetings.meeting(who.here.main, -10, audience=Audience.PUBLIC)
    mina = sign_in(who.mina)
    for name, status in (("ray", 403), ("sue", 404)):
        assert sign_in(getattr(who, name)).post(at + "agenda", data={"meeting_id": meeting.id}).status_code == status
    assert mina.post(at + "agenda", data={"meeting_id": "9999"}).status_code == 422
    assert mina.post(at + "agenda", data={"meeting_id": meeting.id}).status_code == 303
    item = next(each for each in factories_meetings.items(meeting) if each.title == "Our response: Bus strategy")
    assert db.session.query(OnAgenda).one().item_id == item.id
    agenda = client.soup(f"/partnerships/here/meetings/{meeting.id}/agenda")
    assert agenda.select_one(f"a[href='{at}']")
    assert client.soup(at).select_one(f"a[href='/partnerships/here/meetings/{meeting.id}/items/{item.id}/']")
    assert "No meeting is called" in mina.soup(at + "agenda").text


def test_an_agenda_with_more_readers_learns_no_name(who, sign_in, client, base):
    inside = consultation(who.here, "Whispers", audience=Audience.PARTNERSHIP)
    meeting = factories_meetings.meeting(who.here.main, -10, audience=Audience.PUBLIC)
    sign_in(who.cal).post(f"{base}{inside.id}/agenda", data={"meeting_id": meeting.id})
    address = f"/partnerships/here/meetings/{meeting.id}/agenda"
    assert NEUTRAL in client.get(address).text
    assert "Whispers" not in client.get(address).text
    assert "Whispers" in sign_in(who.otto).get(address).text


def test_an_agenda_follows_what_it_is_called_and_whom_it_is_for(who, sign_in, client, row, at):
    meeting = factories_meetings.meeting(who.here.main, -10, audience=Audience.PUBLIC)
    ann, agenda = sign_in(who.ann), f"/partnerships/here/meetings/{meeting.id}/agenda"
    ann.post(at + "agenda", data={"meeting_id": meeting.id})
    said = {"title": "Tram strategy", "owner_called": "The county", "audience": "public", "closes_on": "1 May 2090"}
    ann.post(at + "edit", data=said)
    assert "Our response: Tram strategy" in client.get(agenda).text
    ann.post(at + "edit", data=said | {"audience": "partnership"})
    assert "Tram" not in client.get(agenda).text
    assert NEUTRAL in client.get(agenda).text
    assert index.search(VISITOR, "tram") == []
    ann.post(at + "edit", data=said)
    assert "Our response: Tram strategy" in client.get(agenda).text


def test_it_waits_for_who_writes_it_and_for_managers_at_short_notice(who, sign_in, row, at):
    def waits(person):
        return [
            each["href"] for each in sign_in(person).soup("/").select(".rows.work h3 a") if "consult" in each["href"]
        ]

    assert waits(who.ann) == [at + "response"]
    assert "Find who writes our response" in sign_in(who.ann).soup("/").text
    assert waits(who.ray) == waits(who.cal) == waits(who.sue) == []
    response(row, "", writer=who.ray)
    assert (waits(who.ann), waits(who.ray)) == ([], [at + "response"])
    response(row, "", organisation=who.seat_rosa.organisation)
    assert (waits(who.rosa), waits(who.ray)) == ([at + "response"], [])
    response(row, "Sent", sent=0, organisation=who.seat_rosa.organisation)
    assert waits(who.rosa) == []
    consultation(who.here, "In good time", closes=200, heard=0)
    consultation(who.here, "Coming", closes=None)
    assert waits(who.ann) == []


def test_who_writes_it_gets_one_letter_a_week_before_it_closes(who, row, outbox):
    response(row, "", writer=who.ray)

    def written(days):
        with time_machine.travel(clock.now() + timedelta(days=days)), writing():
            return letters.write_reminders()

    assert [written(days) for days in (0, 12, 13, 14, 20, 21)] == [0, 0, 1, 0, 0, 0]
    letter = outbox()[-1]
    assert (letter.to_name, "Bus strategy" in letter.subject) == ("Ray Rowsley", True)
    assert f"/partnerships/here/consultations/{row.id}/response" in letter.body


def test_the_letter_goes_to_representatives_and_to_nobody_once_it_is_sent(who, row, outbox):
    response(row, "", organisation=who.seat_rosa.organisation)
    with time_machine.travel(clock.now() + timedelta(days=14)), writing():
        assert letters.write_reminders() == 1
    assert outbox()[-1].to_name == "Rosa Rowarth"
    response(row, "Sent", writer=who.ray, sent=0)
    with time_machine.travel(clock.now() + timedelta(days=14)), writing():
        assert letters.write_reminders() == 0


def test_who_left_the_partnership_gets_no_letter(who, row):
    response(row, "", writer=who.rem)
    with time_machine.travel(clock.now() + timedelta(days=14)), writing():
        assert letters.write_reminders() == 0


def test_the_front_door_shows_what_closes_first(who, sign_in, client, row, at):
    consultation(who.here, "Coming", closes=None, expected="in May", audience=Audience.PUBLIC)
    consultation(who.here, "Inside", closes=3, audience=Audience.PARTNERSHIP)
    response(consultation(who.here, "Done", closes=5, audience=Audience.PUBLIC), sent=0)

    def shown(reader):
        page = reader.soup("/partnerships/here/")
        return [link.text for link in page.select("section[aria-labelledby=consultations-here] h3 a")]

    assert shown(client) == ["Bus strategy", "Coming"]
    assert shown(sign_in(who.ray)) == ["Inside", "Bus strategy", "Coming"]
    assert "early warning: in May" in client.soup("/partnerships/here/").text
    assert not client.soup("/partnerships/there/").select("#consultations-here")


def test_the_page_costs_few_statements(who, sign_in, row, at, queries):
    response(row, "Yes", writer=who.ray, agreed_meeting_id=factories_meetings.meeting(who.here.main).id)
    for number in range(5):
        asked(row, name=f"Group {number}")
    ray = sign_in(who.ray)
    ray.get(at)
    queries.clear()
    ray.get(at)
    assert len(queries) <= 8 + 2, queries
